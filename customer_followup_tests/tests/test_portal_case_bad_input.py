"""Garbage in the portal: a page every time, and never half a case (G7)."""

import random
from urllib.parse import quote

from odoo.tests import tagged
from odoo.tools import mute_logger

from .portal_common import PDF, PortalCase

SEED = 20260302
CALLS = 600
# What no stored case may look like, whatever was asked for.
HALF_WRITTEN = """
    SELECT ticket.id, ticket.name, ticket.number
      FROM helpdesk_ticket AS ticket
      JOIN res_partner AS partner ON partner.id = ticket.partner_id
      LEFT JOIN sale_order AS purchase ON purchase.id = ticket.customer_order_id
      LEFT JOIN helpdesk_ticket_team AS team ON team.id = ticket.team_id
     WHERE ticket.customer_way_in = 'portal' AND ticket.company_id = %(company)s
       AND (coalesce(trim(ticket.name), '') = '' OR length(ticket.name) > 200
            OR coalesce(ticket.description, '') IN ('', '<p></p>')
            OR ticket.description ILIKE '%%<script%%'
            OR ticket.number = '/'
            OR partner.commercial_partner_id <> %(customer)s
            OR purchase.partner_id <> %(customer)s
            OR ticket.customer_product_id <> %(goods)s
            OR team.company_id <> %(company)s
            OR ticket.stage_id IS NULL
            OR EXISTS (SELECT FROM ir_attachment AS file
                        WHERE file.res_model = 'helpdesk.ticket'
                          AND file.res_id = ticket.id
                          AND (file.name ~ '[/\\\\[:cntrl:]]' OR file.public
                               OR file.mimetype <> 'application/pdf'
                               OR coalesce(file.file_size, 0) = 0)))
"""
FIELDS = ("kind", "subject", "description", "wish", "complainant", "phone", "about")
FOREIGN = ("team", "category", "partner_id", "company_id", "stage_id", "ticket_id")


@tagged("post_install", "-at_install")
class TestPortalCaseBadInput(PortalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.switch_on_rounds()
        cls.company.customer_portal_max_mb = 1
        cls.case = cls.create_justified()
        cls.carry_out(cls.case)
        foreign = cls.create_complaint(partner_id=cls.ma.partner_id.id)
        cls.junk = [
            "", " ", "x", "0", "-1", "1.5", "2147483648", "9" * 30, "é漢😀",
            "x" * 20_000,
            "\x00", "a\x00b", "\ud800", "<script>alert(1)</script>", "%s%(x)s",
            "{{ 7*7 }}",
            "'; DROP TABLE res_users; --", "=cmd|' /C calc'!A0", "\u202e", "True",
            "None",
            "[]", "{}", "2026-13-45", "\r\n\r\n", str(foreign.id), str(cls.ma.id),
            f"order-{cls.foreign_order.id}", f"product-{cls.service.id}", "order-",
            "order--1",
        ]  # fmt: skip
        cls.valid = {
            "kind": ["complaint", "return", "suggestion"],
            "subject": ["Wet bags", "湿袋"],
            "description": ["Twelve of forty"],
            "wish": ["New bags"],
            "complainant": ["Ms Lin"],
            "phone": ["+86 512 7777"],
            "about": [f"order-{cls.order.id}", f"product-{cls.goods.id}", ""],
            "satisfied": ["yes", "no"],
            "comment": ["Still wet"],
            "ticket_id": [str(cls.case.id), str(foreign.id)],
            "stage_id": [
                str(cls.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done").id)
            ],
        }
        cls.chance = random.Random(SEED)

    def pick(self, name, share=0.8):
        """Return something valid mostly, and garbage otherwise."""
        valid = self.valid.get(name)
        is_valid = valid and self.chance.random() < share
        value = self.chance.choice(valid if is_valid else self.junk)
        return value.encode("utf-8", "surrogatepass")

    def pick_file(self):
        name = self.chance.choice(
            ["a.pdf", "../a.pdf", "a.svg", "a.exe", ".pdf", "长" * 200]
        )
        return name, self.chance.choice([PDF, PDF, b"", b"<svg>", PDF.ljust(2**20 + 1)])

    def pick_form(self):
        names = [name for name in FIELDS if self.chance.random() < 0.9]
        names += self.chance.sample(FOREIGN, self.chance.randint(0, 1))
        form = [(name, self.pick(name)) for name in names]
        if self.chance.random() < 0.1:
            form.append((form and form[0]) or ("kind", b"x"))  # a field given twice
        files = (
            [("attachment", self.pick_file())] if self.chance.random() < 0.3 else None
        )
        return "/submitted/ticket", dict(form), files

    def pick_call(self):
        """Return an address and the form that is sent to it; none if it is opened."""
        draw = self.chance.random()
        if draw < 0.5:
            return self.pick_form()
        if draw < 0.65:
            form = {name: self.pick(name) for name in ("satisfied", "comment")}
            id_ = self.pick("ticket_id").decode("utf-8", "replace")[:50]
            return f"/my/ticket/{quote(id_, safe='')}/answer", form, None
        if draw < 0.75:
            form = {name: self.pick(name) for name in ("ticket_id", "stage_id")}
            return "/ticket/close", form, None
        if draw < 0.9:
            names = [
                "page",
                "sortby",
                "filterby",
                "groupby",
                "search",
                "search_in",
                "date_begin",
                "date_end",
            ]
            words = self.chance.sample(names, 3)
            query = "&".join(f"{name}={quote(self.pick('')[:300])}" for name in words)
            return f"/my/tickets?{query}", None, None
        parts = [quote(self.pick("ticket_id")[:60], safe="") for _number in range(2)]
        return f"/my/ticket/{'/'.join(parts[: self.chance.randint(1, 2)])}", None, None

    def send(self, path, form, files):
        if form is None:
            return self.get(self.lin, path)
        return self.post(self.lin, path, form, files)

    @mute_logger("odoo.http", "odoo.sql_db", "odoo.addons.base.models.ir_rule")
    def test_garbage_gets_a_page_and_leaves_nothing_half_written(self):
        """G7: 600 forms and addresses; refused ones change nothing at all."""
        outcomes = {"stored": 0, "refused": 0, "other": 0}
        facts = {
            "company": self.company.id,
            "customer": self.customer.id,
            "goods": self.goods.id,
        }
        for number in range(CALLS):
            path, form, files = self.pick_call()
            what = f"call {number}: {path[:200]} {form!r:.400} {files!r:.60}"
            with self.undone():
                before = self.snapshot()
                response = self.send(path, form, files)
                self.assertLess(response.status_code, 500, what)
                self.env.invalidate_all()
                is_stored = self.snapshot() != before
                if response.status_code == 422:
                    self.assertFalse(is_stored, what)
                    outcomes["refused"] += 1
                else:
                    outcomes["stored" if is_stored else "other"] += 1
                self.env.cr.execute(HALF_WRITTEN, facts)
                self.assertEqual(self.env.cr.fetchall(), [], what)
        self.assertGreater(min(outcomes.values()), CALLS // 20, outcomes)

    def snapshot(self):
        """Return what a call could have written."""
        self.env.flush_all()
        self.env.cr.execute(
            """
            SELECT (SELECT count(*) FROM helpdesk_ticket),
                   (SELECT count(*) FROM ir_attachment),
                   (SELECT count(*) FROM mail_message),
                   (SELECT string_agg(concat(state, number), ',' ORDER BY id)
                      FROM customer_complaint_round WHERE ticket_id = %s),
                   (SELECT max(write_date) FROM helpdesk_ticket)
            """,
            [self.case.id],
        )
        return self.env.cr.fetchall()

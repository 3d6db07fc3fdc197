"""Customers with random histories: the stored figures are the right ones.

The oracle knows documents, types and waivers as plain rows, and works each dossier
out on its own, in the way a clerk with a list would.
"""

import random
from datetime import datetime, timedelta

import pytest
from freezegun import freeze_time

from odoo import Command
from odoo.tests import tagged

from .common import MONDAY
from .dossier_common import DossierCase

ROUNDS = 10
STEPS = 5
SEED = 20260302
COMPANIES = '[("is_company", "=", True)]'


@tagged("post_install", "-at_install")
class TestDossierHistory(DossierCase):
    customer_count = 400

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.permit.validity_months = 0
        cls.random = random.Random(SEED)
        cls.today = MONDAY
        quiet = {"tracking_disable": True, "mail_create_nosubscribe": True}
        cls.partners = cls.env["res.partner"].with_context(**quiet)
        cls.documents = cls.env["customer.document"].with_context(**quiet)
        cls.waivers = cls.env["customer.dossier.waiver"].with_context(**quiet)
        cls.clerk = cls.create_user("clerk", "group_supervisor")
        cls.judge = cls.create_user("judge", "group_supervisor")
        customers = cls.partners.create(
            [
                {
                    "name": f"Customer {number}",
                    "customer_rank": 1,
                    "is_company": number % 3 > 0,
                    "customer_dossier_number": f"N{number}" if number % 5 else False,
                }
                for number in range(cls.customer_count)
            ]
        )
        cls.customers = customers

    # What happens to many of them at once ---------------------------------------------

    def pick(self, records, part):
        """Return a random part of ``records``."""
        count = int(len(records) * part)
        ids = self.random.sample(records.ids, count)
        return records.browse(sorted(ids))

    def find(self, *domain):
        return self.documents.search(
            [("partner_id", "in", self.customers.ids), *domain]
        )

    def do_file(self):
        days = (None, 10, 30, 60, 400)
        self.documents.with_user(self.clerk).create(
            [
                {
                    "partner_id": customer_id,
                    "type_id": self.random.choice(self.types.ids),
                    "paper_location": "Cabinet",
                    "date_expiry": (wait := self.random.choice(days))
                    and self.today + timedelta(days=wait),
                }
                for customer_id in self.pick(self.customers, 0.15).ids
            ]
        )

    def do_submit(self):
        self.pick(self.find(("state", "=", "draft")), 0.9).action_submit()

    def do_verify(self):
        waiting = self.find(("state", "=", "submitted"))
        self.pick(waiting, 0.8).with_user(self.judge).action_verify()

    def do_reject(self):
        verified = self.find(("state", "=", "verified"))
        some = self.pick(verified, 0.02)
        for document in some[:50]:
            document.with_user(self.judge).action_reject("Of somebody else")

    def do_delete(self):
        new = self.find(("state", "=", "draft"), ("submitted_at", "=", False))
        self.pick(new, 0.3).unlink()

    def do_change_kind(self):
        some = self.pick(self.customers, 0.1)
        companies = some.filtered("is_company")
        companies.is_company = False
        (some - companies).is_company = True

    def do_change_type(self):
        document_type = self.random.choice(self.types)
        change = self.random.choice(
            [
                {"weight": self.random.randint(1, 100)},
                {"required": self.random.random() < 0.7},
                {"active": self.random.random() < 0.8},
                {"partner_domain": self.random.choice(["[]", COMPANIES])},
            ]
        )
        document_type.write(change)

    def do_waive(self):
        lacking = self.customers.filtered("customer_missing_type_ids")
        for customer in self.pick(lacking, 30 / len(self.customers)):
            missing = customer.customer_missing_type_ids
            waiver = self.waivers.create(
                {
                    "partner_id": customer.id,
                    "company_id": self.company.id,
                    "type_ids": [Command.set(self.pick(missing, 1).ids)],
                    "date_until": self.today + timedelta(days=20),
                    "reason": "Urgent",
                }
            )
            waiver._transition("submit")
            waiver._transition("approve")
            waiver._on_approved()

    def pass_days(self):
        self.today += timedelta(days=self.random.choice((1, 9, 25)))

    # The oracle -----------------------------------------------------------------------

    def read_rows(self, query):
        self.env.cr.execute(query, {"ids": self.customers.ids})
        return self.env.cr.fetchall()

    def work_out(self):
        """Return percentage, state and missing types of each customer."""
        self.env.flush_all()
        types = [t for t in self.types if t.active and t.required]
        needed = [(t.id, t.weight, t.partner_domain == COMPANIES) for t in types]
        held, waived = set(), set()
        for partner_id, type_id, expiry in self.read_rows(
            "SELECT partner_id, type_id, date_expiry FROM customer_document"
            " WHERE state = 'verified' AND partner_id = ANY(%(ids)s)"
        ):
            if expiry is None or expiry >= self.today:
                held.add((partner_id, type_id))
        for partner_id, type_id, until, state in self.read_rows(
            "SELECT w.partner_id, t.type_id, w.date_until, w.state"
            "  FROM customer_dossier_waiver AS w"
            "  JOIN customer_dossier_waiver_type_rel AS t ON t.waiver_id = w.id"
            " WHERE w.partner_id = ANY(%(ids)s)"
        ):
            if state == "approved" and until >= self.today:
                waived.add((partner_id, type_id))
        expected = {}
        for partner_id, is_company, number in self.read_rows(
            "SELECT id, is_company, customer_dossier_number FROM res_partner"
            " WHERE id = ANY(%(ids)s)"
        ):
            own = [(t, w) for t, w, only in needed if is_company or not only]
            missing = [t for t, _w in own if (partner_id, t) not in held]
            whole = sum(weight for _t, weight in own)
            there = sum(weight for t, weight in own if t not in missing)
            state = "complete"
            if missing:
                is_waived = all((partner_id, t) in waived for t in missing)
                state = "waived" if is_waived else "incomplete"
            expected[partner_id] = (
                there * 100 // whole if whole else 100,
                state if number else "none",
                sorted(missing),
            )
        return expected

    def read_stored(self):
        rows = self.read_rows(
            "SELECT id, customer_dossier_completeness, customer_dossier_state,"
            "       ARRAY(SELECT type_id FROM customer_dossier_missing_rel"
            "              WHERE partner_id = p.id ORDER BY type_id)"
            "  FROM res_partner AS p WHERE id = ANY(%(ids)s)"
        )
        return {id_: (percent, state, missing) for id_, percent, state, missing in rows}

    def test_stored_figures_are_the_right_ones(self):
        """DOS-2, DOS-3, DOS-4: every history, compared after every step."""
        compared, states = 0, set()
        others = [
            self.do_reject, self.do_delete, self.do_change_kind, self.do_change_type,
            self.do_waive,
        ]  # fmt: skip
        for number in range(ROUNDS):
            usual = [self.do_file, self.do_submit, self.do_verify]
            for step in usual + self.random.sample(others, 2):
                moment = datetime.combine(self.today, datetime.min.time())
                with freeze_time(moment + timedelta(hours=2)):
                    step()
                    stored, expected = self.read_stored(), self.work_out()
                wrong = {
                    id_: (stored[id_], expected[id_])
                    for id_ in expected
                    if stored[id_] != expected[id_]
                }
                self.assertFalse(wrong, f"seed {SEED}, round {number}, {step}")
                compared += len(expected)
                states |= {state for _percent, state, _missing in stored.values()}
            self.pass_days()
            moment = datetime.combine(self.today, datetime.min.time())
            with freeze_time(moment + timedelta(hours=2)):
                self.env["res.partner"]._refresh_expired_dossiers()
                self.assertEqual(self.read_stored(), self.work_out(), number)
        self.assertEqual(compared, self.customer_count * ROUNDS * STEPS)
        self.assertEqual(states, {"none", "incomplete", "complete", "waived"})


@pytest.mark.fault
@tagged("-standard", "customer_followup_fault", "post_install", "-at_install")
class TestDossierHistoryLong(TestDossierHistory):
    """DOS-2: ten thousand histories."""

    customer_count = 10_000

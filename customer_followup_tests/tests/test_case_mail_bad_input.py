"""Garbage in the mail gateway: every mail is answered, no case is half-written (G7)."""

import random
import xmlrpc.client

from odoo.tests import tagged
from odoo.tools import mute_logger

from .case_common import CASE, CaseHttpCase
from .mail_common import ADDRESS, MailMixin, write_mail

SEED = 20260302
MAILS = 400
# What no stored case may look like, whatever came in.
HALF_WRITTEN = """
    SELECT ticket.id, ticket.name, ticket.number
      FROM helpdesk_ticket AS ticket
     WHERE ticket.company_id = %s
       AND (coalesce(trim(ticket.name), '') = '' OR length(ticket.name) > 200
            OR ticket.number = '/'
            OR coalesce(ticket.description, '') = ''
            OR length(ticket.description) > 200000
            OR ticket.description ILIKE '%%<script%%'
            OR ticket.customer_way_in IS DISTINCT FROM 'email'
            OR ticket.customer_case_type IS DISTINCT FROM 'complaint'
            OR NOT EXISTS (SELECT FROM mail_message AS message
                            WHERE message.model = 'helpdesk.ticket'
                              AND message.res_id = ticket.id
                              AND message.message_type = 'email')
            OR EXISTS (SELECT FROM ir_attachment AS file
                        WHERE file.res_model = 'helpdesk.ticket'
                          AND file.res_id = ticket.id
                          AND (file.name ~ '[/\\\\[:cntrl:]]' OR file.public)))
"""
TEXTS = [
    "", " ", "Wet bags", "湿袋😀", "x" * 5000, "\0", "a\0b", "\udcff\udcfe",
    "=?utf-8?q?=00?=",
    "=?no-such?b?!!!?=", "=?utf-8?b?7aCA?=", "<script>alert(1)</script>", "%s %(x)s",
    "=HYPERLINK(1)", "'; DROP TABLE helpdesk_ticket; --", "a\n\tb", "\u202e",
    "{{ 7*7 }}",
]  # fmt: skip
SENDERS = [
    "lin@blue-mill.example.com", "Ms Lin <lin@blue-mill.example.com>", "", "x", "<>",
    "a@b, c@d, e@f", '"\0" <x@y.example.com>', "=?utf-8?q?=00?= <x@y.example.com>",
    "<script>@x.example.com", "x" * 300 + "@y.example.com", "湿@袋.example.com",
    "\udcff@x",
    "undisclosed-recipients:;", "lin@@blue-mill", "Lin <lin@blue-mill.example.com",
]  # fmt: skip
TYPES = [
    "Content-Type: text/plain; charset=utf-8", "Content-Type: text/plain", "X-None: 1",
    "Content-Type: text/plain; charset=no-such", "Content-Type: text/html; charset=gbk",
    "Content-Type: */*", "Content-Type:", "Content-Type: text/plain; charset=utf-16",
    "Content-Type: image/png", "Content-Type: text/html; charset=\udcff",
    "Content-Type: text/plain\nContent-Transfer-Encoding: base64",
    "Content-Type: text/plain\nContent-Transfer-Encoding: quoted-printable",
    "Content-Type: text/plain\nContent-Transfer-Encoding: x-unknown",
    'Content-Type: multipart/mixed; boundary="B"',
    'Content-Type: multipart/alternative; boundary="B"',
    "Content-Type: multipart/mixed",
    "Content-Type: application/pdf",
]  # fmt: skip
NAMES = [
    "../../etc/passwd", "C:\\x.exe", "a\0b.pdf", "\udcff.pdf", "=cmd.xlsx", "",
    "x" * 400,
    "<b>.html", "\u202efdp.exe", "con", "湿.png",
]  # fmt: skip
EXTRA = {
    "In-Reply-To": [*TEXTS, "<1@blue-mill.example.com>"],
    "References": [*TEXTS, "<a@b> " * 99, "<" * 50],
    "Date": [*TEXTS, "Mon, 32 Foo 9999 99:99:99 +9999", "1"],
    "Cc": SENDERS,
    "Reply-To": SENDERS,
    "Return-Path": SENDERS,
    "X-Spam": TEXTS,
    "MIME-Version": TEXTS,
}


@tagged("post_install", "-at_install")
class TestCaseMailBadInput(MailMixin, CaseHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param("mail.gateway.loop.threshold", MAILS)
        cls.gateway = cls.create_user("gateway", "base.group_system")
        cls.chance = random.Random(SEED)

    def pick_body(self):
        pick = self.chance.choice
        if self.chance.random() < 0.5:
            return pick(TEXTS) * pick([1, 1, 3])
        return (
            f"--B\n{pick(TYPES)}\n\n{pick(TEXTS)}\n--B\n{pick(TYPES)}\n"
            f'Content-Disposition: attachment; filename="{pick(NAMES)}"\n\n'
            f"{pick(TEXTS)}\n{pick(['--B--', '--B', ''])}\n"
        )

    def pick_mail(self):
        """Return a mail to the team, with garbage wherever there is room for it."""
        pick = self.chance.choice
        names = self.chance.sample(sorted(EXTRA), self.chance.randint(0, 3))
        return write_mail(
            sender=pick(SENDERS),
            to=pick(
                [ADDRESS, f"{ADDRESS}, {pick(SENDERS)}", f'"{pick(TEXTS)}" <{ADDRESS}>']
            ),
            subject=pick(TEXTS),
            body=self.pick_body(),
            message_id=pick([None, None, None, *TEXTS]),
            content_type=pick(TYPES),
            **{name.replace("-", "_"): pick(EXTRA[name]) for name in names},
        )

    @mute_logger(
        "odoo.http",
        "odoo.sql_db",
        "odoo.addons.mail.models.mail_thread",
        "odoo.addons.customer_followup.models.helpdesk_ticket_portal_form",
    )
    def test_garbage_makes_whole_cases_or_none(self):
        """G7: 400 mails over the gateway's own call; none is lost with an error."""
        outcomes = {"case": 0, "none": 0}
        cases = self.env[CASE].search_count([])
        for number in range(MAILS):
            mail = self.pick_mail()
            what = f"mail {number}: {mail[:900]!r}"
            with self.undone():
                self.deliver_mail(mail, what)
                self.env.invalidate_all()
                made = self.env[CASE].search_count([]) - cases
                self.assertIn(made, (0, 1), what)
                outcomes["case" if made else "none"] += 1
                self.env.cr.execute(HALF_WRITTEN, [self.company.id])
                self.assertEqual(self.env.cr.fetchall(), [], what)
        self.assertGreater(outcomes["case"], MAILS * 0.8, outcomes)

    def deliver_mail(self, mail, what):
        """Hand a mail in as the mail server's script does."""
        arguments = [False, xmlrpc.client.Binary(mail)]
        try:
            self.xmlrpc_object.execute_kw(
                self.cr.dbname,
                self.gateway.id,
                self.gateway.login,
                "mail.thread",
                "message_process",
                arguments,
                {"save_original": False, "strip_attachments": False},
            )
        except xmlrpc.client.Fault as fault:
            is_void = "cannot marshal None" in fault.faultString  # Odoo answers nothing
            self.assertTrue(is_void, f"{what}\n{fault.faultString[-1500:]}")

"""Cases that come in by e-mail (CMP-1)."""

from odoo.tests import tagged
from odoo.tools import mute_logger

from .case_common import CaseCase
from .mail_common import ADDRESS, MailMixin, write_mail

FORM = "odoo.addons.customer_followup.models.helpdesk_ticket_portal_form"
MULTIPART = 'Content-Type: multipart/mixed; boundary="B"'
ATTACHED = """\
--B
Content-Type: text/html; charset=utf-8

<p onclick="x()">Wet <b>bags</b></p><script>alert(1)</script>
--B
Content-Type: application/pdf
Content-Disposition: attachment; filename="../../=cmd\u202efdp.pdf"
Content-Transfer-Encoding: base64

JVBERi0xLjQ=
--B--
"""


@tagged("post_install", "-at_install")
class TestCaseMail(MailMixin, CaseCase):
    def test_mail_to_a_team_makes_a_case(self):
        """CMP-1: of the team's type, by e-mail, of the contact with the address."""
        case = self.receive(content_type=MULTIPART, body=ATTACHED)
        self.assertEqual(case.name, "Wet bags")
        self.assertEqual(case.customer_way_in, "email")
        self.assertEqual(case.customer_case_type, "complaint")
        self.assertEqual(case.customer_validity, "pending")
        self.assertEqual(case.partner_id, self.contact)
        self.assertEqual(case.partner_name, "Ms Lin")
        self.assertEqual(case.team_id, self.team)
        self.assertEqual(case.company_id, self.company)
        self.assertIn("<b>bags</b>", case.description)
        self.assertNotIn("script", case.description)
        self.assertNotIn("onclick", case.description)
        self.assertEqual(case.message_ids.attachment_ids.name, "cmdfdp.pdf")

    def test_type_is_that_of_the_team(self):
        """CMP-1: an address for repairs makes repairs, none makes none."""
        for case_type in ("repair", False):
            with self.subTest(case_type):
                self.company.customer_complaint_team_id = False
                self.team.customer_case_type = case_type
                self.assertEqual(self.receive().customer_case_type, case_type)

    def test_what_a_machine_has_written_makes_no_case(self):
        """CMP-1: and gets no answer; not even as an answer to one of our mails."""
        case = self.receive()
        before = self.count_answers()
        for headers in (
            {"Auto_Submitted": "auto-replied"},
            {"Auto_Submitted": "auto-generated"},
            {"Precedence": "bulk"},
            {"Precedence": "auto_reply"},
            {"X_Auto_Response_Suppress": "All"},
            {"subject": "Automatic reply: we are closed"},
            {"subject": "自动回复 放假"},
            {"sender": ADDRESS},
            {"sender": "catchall@river.example.com"},
            {"sender": "MAILER-DAEMON@blue-mill.example.com"},
            {"to": "bounce@river.example.com"},
        ):
            with self.subTest(headers):
                self.assertFalse(self.receive(**headers))
                self.assertFalse(self.reply(case, **headers))
        self.assertEqual(self.count_answers(), before)

    def test_loop_ends(self):
        """CMP-1: a sender that never stops is heard twenty times, and told so."""
        sent = 40
        made = sum(len(self.receive(subject=f"Wet {n}")) for n in range(sent))
        self.assertEqual(made, 20)
        case = self.receive(sender="gu@blue-mill.example.com")
        written = sum(len(self.reply(case)) for _number in range(sent))
        self.assertLessEqual(written, 21)

    def test_message_is_heard_once(self):
        """CMP-1: the same Message-Id makes one case, none at all makes each its own."""
        mail = write_mail(message_id="<once@blue-mill.example.com>")
        self.assertTrue(self.receive(mail))
        self.assertFalse(self.receive(mail))
        nameless = write_mail().replace(b"Message-Id", b"X-Nothing")
        self.assertTrue(self.receive(nameless))

    def test_whatever_the_mail_says_it_is_a_case(self):
        """G14: empty, endless, or in bytes that no database takes."""
        for parts, name in (
            ({"subject": "", "body": ""}, "No Subject"),
            ({"subject": "x" * 5000}, "x" * 199 + "…"),
            ({"subject": "a =?utf-8?q?wet=00bag=ED=A0=80?="}, "a wetbag"),
            ({"subject": "\udcff\udcfe wet \0bags"}, "wet bags"),
            ({"subject": "=?no-such?q?wet?="}, "wet"),
            ({"content_type": "Content-Type: text/plain; charset=no-such"}, "Wet bags"),
            ({"content_type": "Content-Type: text/html"}, "Wet bags"),
            ({"content_type": "Content-Type: */*"}, "Wet bags"),
            ({"content_type": MULTIPART, "body": "--B\n\nhalf"}, "Wet bags"),
            ({"content_type": "X-None: 1", "body": "wet\0\udcff"}, "Wet bags"),
            ({"body": "wet " * 500_000}, "Wet bags"),
            ({"body": "<div>" * 3000, "content_type": "Content-Type: text/html"}, None),
            ({"Date": "the day before"}, "Wet bags"),
            ({"References": "<x\0y@z> " * 200}, "Wet bags"),
        ):
            with self.subTest(str(parts)[:60]):
                case = self.receive(**parts)
                self.assertEqual(len(case), 1)
                self.assertIn(name or "", case.name)
                self.assertTrue(case.description)
                self.assertLess(len(case.description), 200_000)
                self.assertEqual(case.partner_id, self.contact)

    @mute_logger(FORM)
    def test_complaint_is_stored_whatever_is_broken(self):
        """G14: a team that is gone, that has no hours, and defaults that are none."""
        never = {"name": "Never", "attendance_ids": False}
        self.team.customer_calendar_id = self.env["resource.calendar"].create(
            {**never, "company_id": self.company.id}
        )
        self.assertTrue(self.receive())
        self.team.active = False
        self.assertTrue(self.receive())
        alias = self.team.alias_id
        for defaults in (
            "{'team_id': 999999999}",
            "{'team_id': 'x'}",
            "{'category_id': 999999999}",
            "{'no_such_field': 1}",
            "{'stage_id': -1, 'priority': 'z'}",
        ):
            with self.subTest(defaults):
                alias.alias_defaults = defaults
                case = self.receive()
                self.assertEqual(case.name, "Wet bags")
                self.assertEqual(case.partner_id, self.contact)
                self.assertEqual(case.customer_way_in, "email")

    def test_answer_to_a_closed_case_is_told(self):
        """CMP-9: to who is in charge, once; the case stays closed."""
        case = self.receive()
        case.customer_case_type = "request"
        case.stage_id = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        case.activity_ids.unlink()
        for body in ("It is wet again", "Please come"):
            self.assertTrue(self.reply(case, body=body))
        self.assertTrue(case.closed)
        self.assertEqual(case.activity_ids.user_id, self.supervisor)
        self.assertEqual(len(case.activity_ids), 1)

"""A report is edited, reviewed by a superior and sent to sales as PDF (VPL-2)."""

from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .report_common import ReportCase


@tagged("post_install", "-at_install")
class TestVisitReportStep(ReportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_contact(date(2026, 2, 3), satisfaction="5")
        cls.report = cls.make_report()

    def as_(self, user):
        return self.report.with_user(user)

    def test_report_is_compiled_reviewed_and_sent(self):
        """VPL-2: one mail with the PDF to the head of sales, kept in the log."""
        self.assertEqual(self.report.user_id, self.supervisor)
        self.report.summary = "<p>All well.</p>"
        self.as_(self.manager).action_review()
        self.assertEqual(self.report.reviewed_by_id, self.manager)
        messages = self.env["mail.message"].search([])
        self.report.with_context(force_report_rendering=True).action_send()
        self.assertEqual(self.report.state, "sent")
        self.assertEqual(self.report.sent_to, "Reader")
        new = self.env["mail.message"].search([]) - messages
        mail = new.filtered(lambda m: self.reader.partner_id in m.partner_ids)
        self.assertEqual(len(mail), 1)
        self.assertIn("All well.", mail.body)
        self.assertIn("Service · February 2026", mail.subject)
        for message in (mail, self.report.message_ids[0]):
            self.assertEqual(message.attachment_ids.mimetype, "application/pdf")
            self.assertTrue(message.attachment_ids.raw.startswith(b"%PDF"))
        attachment = mail.attachment_ids.with_user(self.reader)
        self.assertTrue(attachment.raw, "who gets the report cannot open it")

    def test_superior_is_asked_for_a_review(self):
        """VPL-2: once, instead of the task of whoever compiled it."""
        self.report.activity_schedule(user_id=self.supervisor.id)
        for _click in range(2):
            self.report.action_ask_review()
        task = self.report.activity_ids
        self.assertEqual(task.user_id, self.report._find_reviewer())
        self.assertNotEqual(task.user_id, self.supervisor)
        self.assertIn("Review the report", task.summary)
        self.as_(task.user_id).action_review()
        self.assertFalse(self.report.activity_ids)
        with self.refused("Reviewed"):
            self.report.action_ask_review()

    def test_nobody_to_review_it_is_said(self):
        """VPL-2: no head, no superior and no service manager but oneself."""
        group = self.env.ref("customer_followup.group_service_manager")
        group.sudo().user_ids = False
        self.supervisor.employee_id.parent_id = False
        self.report.department_id.sudo().manager_id = False
        with self.refused("nobody to review"):
            self.report.action_ask_review()

    def test_members_get_it_where_the_company_wants_so(self):
        """VPL-2: one mail, to all of them; who has left gets none."""
        self.company.customer_report_to = "members"
        leaver = self.create_user("leaver", "base.group_user")
        self.employ(leaver, self.sales)
        leaver.active = False
        self.as_(self.manager).action_review()
        self.as_(self.manager).action_send()
        self.assertEqual(
            set(self.report.sent_to.split(", ")),
            {self.reader.name, self.colleague.name},
        )

    def test_nobody_to_read_it_is_said(self):
        """VPL-2: without a department, or one without a manager, nothing is sent."""
        self.as_(self.manager).action_review()
        self.sales.manager_id = False
        with self.refused("nobody to send the report to"):
            self.report.action_send()
        self.company.customer_report_to_department_id = False
        with self.refused("nobody to send the report to"):
            self.report.action_send()
        self.assertEqual(self.report.state, "reviewed")

    def test_only_a_draft_is_edited(self):
        """VPL-2: what was reviewed stays, and can be asked back until it is sent."""
        self.as_(self.manager).action_review()
        for user in (self.supervisor, self.manager):
            for attempt in (
                lambda own: own.write({"summary": "<p>Better</p>"}),
                lambda own: own.write({"quote_ids": [(5,)]}),
                lambda own: own.action_refresh(),
            ):
                with self.refused("stays as it is"):
                    attempt(self.as_(user))
        with self.refused("cannot be deleted"):
            self.report.unlink()
        self.as_(self.manager).action_ask_back("Say why")
        self.assertIn("Say why", self.report.message_ids[0].body)
        self.assertFalse(self.report.reviewed_by_id)
        self.report.summary = "<p>Better</p>"
        self.as_(self.manager).action_review()
        self.report.action_send()
        with self.refused("Sent"):
            self.as_(self.manager).action_ask_back("Too late")

    def test_nobody_reviews_a_report_of_ones_own(self):
        """VPL-2: neither who made it, nor who changed it last."""
        self.supervisor.group_ids |= self.env.ref(
            "customer_followup.group_service_manager"
        )
        with self.refused("compiled this report yourself"):
            self.report.action_review()
        self.as_(self.manager).summary = "<p>Mine now</p>"
        self.assertEqual(self.report.user_id, self.manager)
        with self.refused("compiled this report yourself"):
            self.as_(self.manager).action_review()
        self.report.action_review()
        self.assertEqual(self.report.reviewed_by_id, self.supervisor)

    def test_superior_in_another_office_reviews_and_sends(self):
        """VPL-2: an office reads all reports, and reviews those of its people."""
        self.assertFalse(self.as_(self.director).has_access("write"))
        self.assertTrue(self.as_(self.director).can_send)
        self.assertTrue(self.as_(self.director).can_review)
        self.as_(self.director).action_review()
        self.as_(self.director).action_send()
        self.assertEqual(self.report.state, "sent")

    def test_others_neither_review_nor_send(self):
        """VPL-2, G5: no superior, no supervisor."""
        stranger = self.create_user("stranger", "group_finance_head")
        for user in (stranger, self.specialist):
            self.assertFalse(self.as_(user).can_review)
            self.assertFalse(self.as_(user).can_send)
            with self.assertRaises(AccessError):
                self.as_(user).action_review()
        self.as_(self.manager).action_review()
        for user in (stranger, self.specialist):
            with self.assertRaises(AccessError):
                self.as_(user).action_send()
            with self.assertRaises(AccessError):
                self.as_(user).action_ask_back("No")

    def test_draft_is_not_sent(self):
        """VPL-2: nothing reaches sales that no superior has read."""
        with self.refused("Reviewed"):
            self.report.action_send()

    def test_specialists_read_the_report_of_their_department(self):
        """VPL-2, G5: of their own, and of no other."""
        other = self.make_report(department=self.sales)
        found = self.report.with_user(self.specialist).search([])
        self.assertEqual(found, self.report)
        self.assertTrue(found.line_ids.mapped("value_text"))
        self.assertIn("<svg", found.charts)
        with self.assertRaises(AccessError):
            other.with_user(self.specialist).read(["summary"])
        with self.assertRaises(AccessError):
            found.summary = "<p>Mine</p>"

"""Make a report, edit it, have it reviewed, and send it, in a real browser."""

from datetime import date, timedelta

from odoo import fields
from odoo.tests import tagged

from .report_common import REPORT, ReportHttpCase


@tagged("post_install", "-at_install")
class TestToursReport(ReportHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.make_contact(date(2026, 2, 3), satisfaction="5", suggestion="Labels")

    def play(self, lang):
        for user in (self.supervisor, self.manager):
            user.lang = lang
        self.start_tour(
            "/odoo/customer-visit-reports/new",
            "customer_visit_report_make",
            login=self.supervisor.login,
        )
        report = self.env[REPORT].search([("company_id", "=", self.company.id)])
        self.assertIn("Labels larger from May on", report.summary)
        self.assertEqual(report.user_id, self.supervisor)
        self.start_tour(
            f"/odoo/customer-visit-reports/{report.id}",
            "customer_visit_report_send",
            login=self.manager.login,
        )
        self.assertEqual(report.state, "sent")
        messages = "".join(report.message_ids.mapped("body"))
        self.assertIn("Name the customers", messages)
        self.assertEqual(report.reviewed_by_id, self.manager)
        self.assertTrue(report.message_ids.attachment_ids.filtered("raw"))

    def test_report_is_made_reviewed_and_sent_in_english(self):
        """VPL-2: by the supervisor and the service manager, with a PDF."""
        self.play("en_US")

    def test_report_is_made_reviewed_and_sent_in_chinese(self):
        """VPL-2: the same in the other language."""
        self.play("zh_CN")

    def test_number_of_the_analysis_leads_to_its_records(self):
        """RPT-2: pivot, a number, the list behind it, and a record."""
        # a browser has the time of this machine
        self.make_contact(fields.Datetime.now() - timedelta(hours=1))
        self.start_tour(
            "/odoo/customer-results",
            "customer_results",
            login=self.supervisor.login,
        )

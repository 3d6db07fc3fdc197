"""The printed record 客户回访记录表 (VIS-9)."""

from odoo.tests import tagged

from .common import FollowupCase
from .record_common import SIGNATURE, RecordMixin

REPORT = "customer_followup.customer_followup_record_report_document"


@tagged("post_install", "-at_install")
class TestFollowupRecordReport(RecordMixin, FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.own = cls.visit.with_user(cls.specialist)
        cls.own.write(
            {
                "suggestion": "Larger <u>labels</u>",
                "duration_minutes": 45,
                "promise_ids": [(0, 0, {"description": "Send the certificate"})],
            }
        )
        cls.own.write({"signature": SIGNATURE, "signed_by": "Ms Lin"})
        cls.own.action_record()
        cls.visit.with_user(cls.supervisor).action_review("Well done")

    def test_record_says_everything_and_texts_stay_texts(self):
        """VIS-9: who, how long, what was said, promised, signed and reviewed."""
        report = self.env["ir.actions.report"].with_user(self.specialist)
        html = report._render_qweb_html(REPORT, self.visit.ids)[0].decode()
        for text in (
            self.visit.name,
            "Blue Mill",
            "Ms Lin",
            "45",
            "Satisfied",
            "Dry &lt;b&gt;bags&lt;/b&gt; &lt;script&gt;",
            "Larger &lt;u&gt;labels",
            "Send the certificate",
            "data:image/png;base64,",
            "Well done",
            self.visit.signature_fingerprint,
        ):
            self.assertIn(text, html)
        self.assertNotIn("<script>alert(1)", html)

    def test_record_is_printed(self):
        """VIS-9: as a PDF of one page."""
        report = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        pdf, kind = report._render_qweb_pdf(REPORT, self.visit.ids)
        self.assertEqual(kind, "pdf")
        self.assertTrue(pdf.startswith(b"%PDF"))

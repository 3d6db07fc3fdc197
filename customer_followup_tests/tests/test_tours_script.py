"""A script in a real browser: from the follow-up, through a branch and back."""

from odoo.tests import tagged

from .common import MONDAY
from .script_common import ScriptCase


@tagged("post_install", "-at_install")
class TestToursScript(ScriptCase):
    def play(self, language):
        self.specialist.lang = language
        followup = self.create_followup(
            survey_id=self.regular.id, contact_id=self.lin.id, date_planned=MONDAY
        )
        self.start_tour(
            f"/odoo/customer-followups/{followup.id}",
            "customer_followup_script",
            login=self.specialist.login,
        )
        self.assertRecordValues(
            followup,
            [{"satisfaction": "2", "result": "problem", "state": "contacted"}],
        )
        self.assertEqual(followup.customer_opinion, "Six bags were damp.")
        self.assertEqual(followup.ticket_ids.customer_case_type, "issue")
        self.assertNotIn("2099", str(followup.answer_ids.mapped("answer")))

    def test_tour_script(self):
        """SCR-1, VIS-3, ISS-3: started, turned back once, finished, and back."""
        self.play("en_US")

    def test_tour_script_in_chinese(self):
        """SCR-1: the same for who reads Chinese."""
        self.env["res.lang"]._activate_lang("zh_CN")
        self.play("zh_CN")

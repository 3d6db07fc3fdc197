"""From the list of customers to the register, in a real browser."""

from odoo.tests import tagged

from .common import FollowupHttpCase
from .grading_common import GradingMixin

BANDS = {"strategic_value": {"bands": {1: 0, 2: 30, 3: 55, 4: 80, 5: 100}}}


@tagged("post_install", "-at_install")
class TestToursGradingRun(GradingMixin, FollowupHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.with_company(cls.company).customer_strategic_value = "4"
        cls.create_scheme(BANDS)

    def play(self, tour, lang):
        """Let the supervisor grade the customer, and look at what is stored."""
        self.env["res.lang"]._activate_lang(lang)
        self.supervisor.lang = lang
        self.start_tour("/odoo", tour, login=self.supervisor.login)
        self.assertEqual(
            self.customer.with_company(self.company).customer_grade_id.code, "A"
        )
        assessment = self.customer.customer_assessment_ids
        self.assertEqual(assessment.mapped("state"), ["applied"])
        self.assertEqual(assessment.applied_by_id, self.supervisor)

    def test_customer_graded_applied_and_found_in_english(self):
        """GRD-2, GRD-3: run → apply → register."""
        self.play("customer_grading_run_en", "en_US")

    def test_customer_graded_applied_and_found_in_chinese(self):
        """GRD-2, GRD-3: the same in the other language."""
        self.play("customer_grading_run_zh", "zh_CN")

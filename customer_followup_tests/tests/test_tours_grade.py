"""From the first assessment of a customer to its grade, in a browser."""

from datetime import date

from odoo.tests import tagged

from .grade_use_common import GradeUseHttpCase


@tagged("post_install", "-at_install")
class TestToursGrade(GradeUseHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for day in (2, 9, 16):
            cls.create_order(cls.customer, date(2026, 2, day))

    def play(self, tour, user, record=None):
        """Let a user play a tour, beginning at the form of ``record``."""
        path = f"/odoo/{record._name}/{record.id}" if record else "/odoo"
        self.start_tour(path, f"customer_grade_{tour}", login=user.login)
        self.env.invalidate_all()

    def play_all(self):
        """Let the specialist assess and the supervisor apply."""
        self.assertFalse(self.get_grade())
        self.play("assess", self.specialist, self.customer)
        assessment = self.customer.customer_assessment_ids
        self.assertEqual(assessment.state, "submitted")
        self.play("apply", self.supervisor)
        self.assertEqual(assessment.state, "applied")
        self.assertEqual(assessment.applied_by_id, self.supervisor)
        self.assertEqual(self.get_grade(), "B")
        self.play("see", self.specialist, self.customer)

    def test_assessed_applied_and_seen(self):
        """GRD-2, GRD-3: the grade is on the customer when the supervisor applies it."""
        self.play_all()

    def test_assessed_applied_and_seen_in_chinese(self):
        """GRD-2, GRD-3: the same on Chinese screens."""
        self.env["res.lang"]._activate_lang("zh_CN")
        (self.specialist | self.supervisor).lang = "zh_CN"
        self.play_all()

"""A rule's sentence says for which grades it holds, and what for each of them."""

from odoo import Command
from odoo.tests import tagged

from .common import FollowupCase
from .grading_common import GradingMixin


@tagged("post_install", "-at_install")
class TestRuleWords(GradingMixin, FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.scheme = cls.create_scheme({"order_count": {}})
        cls.grade = cls.scheme.grade_ids[0]
        cls.rule = cls.create_rule("order_lapse", delay_days=30)

    def add_line(self, **vals):
        self.rule.grade_line_ids = [
            Command.create({"grade_id": self.grade.id, "deadline_days": 3, **vals})
        ]

    def test_grades_are_said(self):
        """GRD-4: only customers of some grades."""
        self.rule.grade_ids = self.grade
        self.assertIn(f"Only grades: {self.grade.name}.", self.rule.description)

    def test_values_by_grade_are_said(self):
        """GRD-4: days, repetition, deadline and method of the grade."""
        self.add_line(delay_days=14, repeat_days=7, method="on_site")
        self.assertIn(
            f"For grade {self.grade.name}: 14 days, again every 7 days, within 3 days, "
            "On-site Visit.",
            self.rule.description,
        )
        self.rule.grade_line_ids.delay_days = 21
        self.assertIn("21 days", self.rule.description)

    def test_unused_values_by_grade_are_not_said(self):
        """GRD-4: what the trigger does not read is not promised."""
        rule = self.create_rule("grade_onsite")
        rule.grade_line_ids = [
            Command.create({"grade_id": self.grade.id, "repeat_days": 5})
        ]
        self.assertIn(f"For grade {self.grade.name}", rule.description)
        self.assertNotIn("again every 5 days", rule.description)

    def test_form_shows_what_the_trigger_uses(self):
        """FUP-1: repetition for what lasts, and no tolerance for orders."""
        rule = self.env["customer.followup.rule"]
        for trigger, used in (
            (
                "order_lapse",
                {"delay_days", "repeat_days", "deadline_days", "deadline_from"},
            ),
            ("grade_cadence", {"delay_days", "deadline_days"}),
            ("occasion", set()),
        ):
            with self.subTest(trigger):
                shown = rule.new({"trigger": trigger}).used_fields
                self.assertEqual(set(filter(None, shown.split(","))), used)
        self.assertFalse(rule.new({}).description)

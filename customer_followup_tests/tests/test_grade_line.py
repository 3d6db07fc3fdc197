"""What a rule says for one grade is what happens to its customers (GRD-4)."""

from datetime import date, timedelta

from odoo import Command
from odoo.tests import tagged

from .common import MONDAY
from .grade_use_common import GradeUseCase

LAST = date(2026, 2, 10)


@tagged("post_install", "-at_install")
class TestGradeLine(GradeUseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.partner_id.lang = "en_US"
        cls.create_order(cls.customer, date(2026, 2, 2))
        others = cls.env["res.partner"].search([("id", "!=", cls.customer.id)])
        others.filtered("customer_rank").customer_rank = 0
        cls.held = cls.create_followup(method="on_site")
        cls.held.contacted_at = cls.get_moment(LAST)
        cls.held.with_user(cls.specialist).action_record({"result": "well"})

    def create_line_rule(self, trigger, line=None, **vals):
        """Return a rule with other values for grade A."""
        values = {"grade_id": self.grades["A"].id, "method": "phone", **(line or {})}
        lines = [Command.create(values)] if line else []
        return self.create_rule(
            trigger, **{"delay_days": 0, "grade_line_ids": lines, **vals}
        )

    def get_first(self, first, last):
        """Return the day, counted from the last contact, it is found on; and its end.

        :param first: the first day that is tried
        :param last: the last one
        """
        for shift in range(first, last + 1):
            self.run_job(LAST + timedelta(days=shift))
            if planned := self.get_followups() - self.held:
                return shift, (planned.date_deadline - LAST).days
        return None

    def test_days_of_the_line_win_over_the_grade_s(self):
        """GRD-4: ten days and not thirty, planned five days before and not seven."""
        self.grade("A")
        rule = self.create_line_rule(
            "grade_cadence", {"delay_days": 10, "deadline_days": 5}
        )
        self.assertIn(
            "For grade Grade A: 10 days, planned 5 days ahead", rule.description
        )
        # the twentieth of February is a Friday
        self.assertEqual(self.get_first(4, 5), (5, 10))
        planned = self.get_followups() - self.held
        self.assertIn("a contact every 10 days", planned.reason_summary)

    def test_line_without_days_leaves_the_grade_s(self):
        """GRD-4: the thirty days of the grade, planned twelve days before."""
        self.grade("A")
        rule = self.create_line_rule("grade_cadence", {"deadline_days": 12})
        self.assertIn("For grade Grade A: planned 12 days ahead", rule.description)
        self.assertEqual(self.get_first(17, 18), (18, 30))

    def test_line_of_another_grade_changes_nothing(self):
        """GRD-4: B goes by its own sixty days."""
        self.grade("B")
        self.create_line_rule("grade_cadence", {"delay_days": 10, "deadline_days": 5})
        self.assertEqual(self.get_first(52, 53)[0], 53)

    def test_days_of_the_line_win_over_the_months_on_site(self):
        """FUP-8: fourteen days and not six months."""
        self.grade("A")
        self.create_line_rule("grade_onsite", {"delay_days": 14, "deadline_days": 5})
        self.assertEqual(self.get_first(8, 9), (9, 14))
        planned = self.get_followups() - self.held
        self.assertIn("on site every 14 days", planned.reason_summary)

    def test_coverage_reads_days_and_lead_of_the_line(self):
        """FUP-11: within twenty days and not ninety, found ten days before."""
        self.grade("A")
        self.create_line_rule(
            "never_contacted", {"delay_days": 20, "deadline_days": 10}, delay_days=90
        )
        self.assertEqual(self.get_first(9, 10), (10, 20))

    def test_changed_line_moves_what_is_planned(self):
        """GRD-4: the contact follows the line that a manager corrects."""
        self.grade("A")
        rule = self.create_line_rule(
            "grade_cadence", {"delay_days": 28, "deadline_days": 10}
        )
        self.run_job()
        planned = self.get_followups() - self.held
        self.assertEqual(planned.date_deadline, date(2026, 3, 10))
        rule.grade_line_ids.delay_days = 24
        self.run_job()
        self.assertEqual(planned.date_deadline, date(2026, 3, 6))

    def test_rule_without_lines_looks_none_up(self):
        """G17: the query for a hundred thousand customers asks no table per row."""
        rule = self.create_line_rule("grade_cadence")
        table = "customer_followup_rule_grade"
        self.assertNotIn(table, rule._get_due_query(self.company, MONDAY).code)
        rule = self.create_line_rule("grade_cadence", {"delay_days": 10})
        code = rule._get_due_query(self.company, MONDAY).code
        self.assertEqual(code.count(table), 1)

"""Familiar customers are contacted every week by their salesperson."""

from datetime import date, timedelta

from odoo.tests import tagged

from .common import MONDAY
from .contact_rule_common import ContactRuleCase

FRIDAY, NEXT_MONDAY = MONDAY + timedelta(days=4), MONDAY + timedelta(days=7)


@tagged("post_install", "-at_install")
class TestRuleWeeklyContact(ContactRuleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller = cls.create_user(
            "seller", "sales_team.group_sale_salesman,group_specialist"
        )
        cls.rule = cls.create_rule(
            "weekly_contact",
            delay_days=0,
            repeat_days=7,
            deadline_days=4,
            deadline_from="occasion",
            assign_to="salesperson",
        )
        cls.customer.write({"user_id": cls.seller.id, "customer_is_familiar": True})

    def test_familiar_customer_is_contacted_once_a_week(self):
        """FUP-13: by the salesperson, until Friday, once however often it runs."""
        for day in (MONDAY, MONDAY, MONDAY + timedelta(days=2), FRIDAY):
            self.run_job(day)
        self.assertRecordValues(
            self.get_followups(),
            [{"user_id": self.seller.id, "date_deadline": FRIDAY}],
        )
        self.record(self.get_followups(), FRIDAY)
        self.run_job(NEXT_MONDAY)
        self.assertEqual(self.get_occasions(), [MONDAY, NEXT_MONDAY])

    def test_week_begins_on_monday(self):
        """FUP-13: on Sunday it is still last week's contact, late as it is."""
        self.run_job(MONDAY - timedelta(days=1))
        self.assertEqual(self.get_occasions(), [MONDAY - timedelta(days=7)])

    def test_customer_contacted_this_week_is_left_alone(self):
        """FUP-13: on Monday of this week, but not on Sunday before it."""
        self.contact(MONDAY - timedelta(days=1))
        self.assertEqual(self.get_due(self.rule), self.customer)
        self.contact(MONDAY)
        self.assertFalse(self.get_due(self.rule))
        self.assertEqual(self.get_due(self.rule, NEXT_MONDAY), self.customer)

    def test_contact_made_for_another_reason_does_for_the_week(self):
        """FUP-13: what was planned for it is not needed any more."""
        self.run_job()
        planned = self.get_followups()
        self.contact(MONDAY)
        self.run_job(MONDAY + timedelta(days=1))
        self.assertEqual(planned.state, "cancelled")

    def test_week_that_waited_in_vain_is_over(self):
        """FUP-13: two weeks are not made up for at once."""
        self.company.customer_contact_ceiling = 1
        self.contact(MONDAY - timedelta(days=3))
        for day in (MONDAY, NEXT_MONDAY, NEXT_MONDAY + timedelta(days=1)):
            self.run_job(day)
        self.assertEqual(self.get_reasons().mapped("state"), ["over", "waiting"])
        self.customer.customer_is_familiar = False
        self.run_job(NEXT_MONDAY + timedelta(days=2))
        self.assertEqual(self.get_reasons().mapped("state"), ["over", "over"])

    def test_customer_who_is_not_familiar_is_left_alone(self):
        """FUP-13: only one's own familiar customers."""
        stranger = self.create_customer("Red Mill")
        self.run_job()
        self.assertFalse(self.get_followups(stranger))

    def test_contact_by_another_company_does_not_count(self):
        """FUP-13: a week in each company."""
        other = self.create_followup(
            company_id=self.other_company.id, user=self.env.user
        )
        other.write({"contacted_at": self.get_moment(MONDAY)})
        other._transition("contact")
        self.assertEqual(self.get_due(self.rule), self.customer)

    def test_values_of_the_grade_win(self):
        """GRD-4: a key customer every day, others as often as the rule says."""
        self.grade("A")
        self.add_grade_line(self.rule, repeat_days=1, deadline_days=0)
        for day in (MONDAY, MONDAY + timedelta(days=1)):
            self.run_job(day)
        self.assertEqual(self.get_occasions(), [MONDAY, MONDAY + timedelta(days=1)])
        self.assertEqual(self.get_followups()[0].date_deadline, MONDAY)

    def test_without_a_number_nobody_is_contacted(self):
        """FUP-13: every zero days means never, and is no error."""
        self.rule.repeat_days = 0
        self.assertFalse(self.get_due(self.rule))

    def test_shipped_rule_is_for_the_salesperson(self):
        """FUP-13: archived, every week, until Friday."""
        rule = self.env.ref("customer_followup.customer_followup_rule_weekly_contact")
        self.assertFalse(rule.active)
        self.assertIn("every 7 days", rule.description)
        dates = rule._get_dates(MONDAY, date(2026, 3, 3), ("res.partner", 1), rule)
        self.assertEqual(dates, (date(2026, 3, 3), MONDAY, 4))

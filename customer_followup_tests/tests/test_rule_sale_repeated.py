"""After a sale the sales department may ask for more contacts than the first."""

from datetime import date, timedelta

from odoo.tests import tagged

from .common import MONDAY
from .contact_rule_common import ContactRuleCase

SOLD_ON = MONDAY - timedelta(days=2)


@tagged("post_install", "-at_install")
class TestRuleSaleRepeated(ContactRuleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.create_rule(
            "sale_completed",
            repeat_days=30,
            lookback_days=90,
            deadline_from="occasion",
        )

    def get_found(self, first, last):
        """Run every night and contact at once; return the days it was asked for."""
        day, days = first, []
        while day <= last:
            self.run_job(day)
            for followup in self.get_followups().filtered("is_open"):
                self.record(followup, day)
                days.append(day)
            day += timedelta(days=1)
        return days

    def test_contacts_go_on_every_month_until_the_sale_is_long_ago(self):
        """FUP-5: within a week, then after 30, 60 and 90 days, each once."""
        self.create_order(self.customer, SOLD_ON, self.service)
        asked = []
        for days in (2, 3, 29, 30, 31, 60, 90, 91, 120):
            asked += self.get_found(*[SOLD_ON + timedelta(days=days)] * 2)
        self.assertEqual(
            asked, [SOLD_ON + timedelta(days=days) for days in (2, 30, 60, 90)]
        )
        self.assertIn("Contact because of the sale", self.get_reasons()[-1].description)

    def test_next_sale_takes_the_place_of_the_one_before(self):
        """FUP-5: counted from the latest sale; the one before asks no more."""
        self.create_order(self.customer, SOLD_ON, self.service)
        next_one = SOLD_ON + timedelta(days=20)
        self.get_found(MONDAY, MONDAY)
        self.create_order(self.customer, next_one, self.service)
        days = self.get_found(next_one, next_one + timedelta(days=31))
        self.assertEqual(days, [next_one, next_one + timedelta(days=30)])

    def test_switching_on_asks_for_what_is_due_now(self):
        """FUP-5: a sale of 40 days ago was due on the thirtieth, a week ago."""
        self.create_order(self.customer, MONDAY - timedelta(days=40), self.service)
        self.assertFalse(self.get_due(self.rule))
        self.assertTrue(self.get_due(self.rule, MONDAY - timedelta(days=3)))

    def test_without_repeats_there_is_one_contact(self):
        """FUP-5: as the shipped rule does, which leaves it to the sales department."""
        self.rule.repeat_days = 0
        self.create_order(self.customer, SOLD_ON, self.service)
        self.assertEqual(len(self.get_found(MONDAY, MONDAY)), 1)
        self.assertFalse(self.get_due(self.rule, SOLD_ON + timedelta(days=30)))
        shipped = self.env.ref(
            "customer_followup.customer_followup_rule_sale_completed"
        )
        self.assertFalse(shipped.repeat_days)

    def test_sale_of_another_company_is_none_here(self):
        """FUP-5: each company asks about its own sales."""
        self.create_order(
            self.customer, SOLD_ON, self.service, company=self.other_company
        )
        self.assertFalse(self.get_due(self.rule))

    def test_values_of_the_grade_win(self):
        """GRD-4: monthly for key customers only."""
        self.rule.repeat_days = 0
        self.grade("A")
        plain = self.create_customer("Red Mill")
        for customer in (self.customer, plain):
            self.create_order(customer, MONDAY - timedelta(days=30), self.service)
        self.add_grade_line(self.rule, delay_days=7, repeat_days=30)
        self.assertEqual(self.get_due(self.rule), self.customer)
        self.run_job()
        self.assertEqual(self.get_occasions(), [date(2026, 3, 2)])

    def test_rule_says_so_in_words(self):
        """FUP-5: how often, and for how long."""
        self.assertIn("again every 30 days", self.rule.description)
        self.assertIn("90 days ago", self.rule.description)

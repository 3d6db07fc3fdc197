"""Who does not order for a month is contacted twice a month; also who never did."""

from datetime import date, timedelta

from odoo.tests import tagged
from odoo.tools import format_date

from .common import MONDAY
from .contact_rule_common import ContactRuleCase

LAST_ORDER = date(2026, 1, 30)  # the 31st day before Monday


@tagged("post_install", "-at_install")
class TestRuleOrderLapseMonth(ContactRuleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.create_rule("order_lapse", delay_days=30, repeat_days=14)

    def run_until(self, last):
        """Run the job every night from Monday on, and make each contact at once."""
        day = MONDAY
        while day <= last:
            self.run_job(day)
            for followup in self.get_followups().filtered("is_open"):
                self.record(followup, day)
            day += timedelta(days=1)

    def test_two_contacts_a_month_until_the_next_order(self):
        """FUP-2: on the 31st day, and every fourteen days after it, each once."""
        self.create_order(self.customer, LAST_ORDER)
        self.run_until(MONDAY + timedelta(days=30))
        found = self.get_reasons().mapped("date_found")
        self.assertEqual(found, [MONDAY + timedelta(days=n) for n in (0, 14, 28)])

    def test_thirty_days_are_not_more_than_thirty(self):
        """FUP-2: on the thirtieth day nobody is contacted, on the next one is."""
        self.create_order(self.customer, LAST_ORDER)
        self.assertFalse(self.get_due(self.rule, MONDAY - timedelta(days=1)))
        self.assertEqual(self.get_due(self.rule, MONDAY), self.customer)

    def test_long_lapse_asks_for_one_contact_on_the_first_day(self):
        """FUP-2: what was missed before the rule was switched on is not made up for."""
        order = self.create_order(self.customer, date(2025, 3, 3))
        self.run_job()
        self.run_job()
        reason = self.get_reasons()
        self.assertEqual(len(reason), 1)
        self.assertIn(order.name, reason.description)
        ordered_on = format_date(self.env, date(2025, 3, 3))
        self.assertIn(ordered_on, reason.description, "and not the occasion's day")

    def test_customer_who_never_bought_is_left_alone_unless_wanted(self):
        """FUP-2: counted from the dossier, or from the day they were entered."""
        self.customer.customer_dossier_date = LAST_ORDER
        entered = self.create_customer("Red Mill")
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE res_partner SET create_date = %s WHERE id = %s",
            [self.get_moment(MONDAY), entered.id],
        )
        self.assertFalse(self.get_due(self.rule))
        self.rule.is_never_bought_included = True
        self.assertEqual(self.get_due(self.rule), self.customer)
        self.assertEqual(
            self.get_due(self.rule, MONDAY + timedelta(days=31)),
            self.customer | entered,
        )
        self.run_job()
        self.assertRecordValues(
            self.get_reasons(),
            [
                {
                    "occasion_date": LAST_ORDER,
                    "source_model": "res.partner",
                    "source_id": self.customer.id,
                }
            ],
        )
        self.assertIn("no order yet", self.get_reasons().description)

    def test_order_in_another_company_is_none_here(self):
        """FUP-2: each company asks for its own orders."""
        self.rule.is_never_bought_included = True
        self.customer.customer_dossier_date = LAST_ORDER
        self.create_order(self.customer, MONDAY, company=self.other_company)
        self.assertEqual(self.get_due(self.rule), self.customer)
        self.create_order(self.customer, MONDAY)
        self.assertFalse(self.get_due(self.rule))

    def test_only_customers_count_as_never_having_bought(self):
        """FUP-2: suppliers, contacts and archived customers do not."""
        self.rule.is_never_bought_included = True
        supplier = self.create_customer("Lime Works", customer_rank=0)
        everybody = supplier | self.create_contact(self.customer) | self.customer
        everybody.customer_dossier_date = LAST_ORDER
        self.assertEqual(self.get_due(self.rule), self.customer)
        self.customer.active = False
        self.assertFalse(self.get_due(self.rule))

    def test_values_of_the_grade_win(self):
        """GRD-4: a key customer is missed after ten days, and asked every week."""
        self.grade("A")
        plain = self.create_customer("Red Mill")
        self.add_grade_line(self.rule, delay_days=10, repeat_days=7)
        for customer in (self.customer, plain):
            self.create_order(customer, date(2026, 2, 19))
        self.assertEqual(self.get_due(self.rule), self.customer)
        self.run_job()
        self.run_job(MONDAY + timedelta(days=7))
        self.assertEqual(self.get_occasions(), [date(2026, 2, 19), date(2026, 2, 26)])

    def test_rule_says_so_in_words(self):
        """FUP-2: how often, and that it is also about who never ordered."""
        self.rule.is_never_bought_included = True
        self.assertIn("again every 14 days", self.rule.description)
        self.assertIn("who never ordered", self.rule.description)

    def test_shipped_rule_is_archived(self):
        """FUP-2: more than 30 days, every fourteen days, off until switched on."""
        rule = self.env.ref(
            "customer_followup.customer_followup_rule_order_lapse_month"
        )
        self.assertRecordValues(
            rule, [{"active": False, "delay_days": 30, "repeat_days": 14}]
        )

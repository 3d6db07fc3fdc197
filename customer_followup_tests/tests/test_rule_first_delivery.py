"""The first visit a month after the first delivery, then every half year."""

from datetime import date, timedelta

from odoo.tests import tagged

from .common import MONDAY
from .contact_rule_common import ContactRuleCase

MONTH_AGO = MONDAY - timedelta(days=30)


@tagged("post_install", "-at_install")
class TestRuleFirstDelivery(ContactRuleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.create_rule("first_delivery", delay_days=30, lookback_days=20)

    def sell(self, delivered_on, customer=None, ordered_on=date(2025, 6, 2), **kwargs):
        """Return an order that was delivered on a day."""
        order = self.create_order(customer or self.customer, ordered_on, **kwargs)
        self.deliver(order, delivered_on)
        return order

    def test_first_delivery_is_asked_about_after_a_month(self):
        """FUP-6: on the thirtieth day, once, within the days of the rule."""
        order = self.sell(MONTH_AGO)
        self.assertFalse(self.get_due(self.rule, MONDAY - timedelta(days=1)))
        for day in (MONDAY, MONDAY, MONDAY + timedelta(days=5)):
            self.run_job(day)
        self.assertRecordValues(
            self.get_reasons(),
            [{"occasion_date": MONTH_AGO, "source_id": order.id, "state": "planned"}],
        )
        self.assertEqual(self.get_followups().date_deadline, date(2026, 3, 9))
        self.assertIn(order.name, self.get_reasons().description)

    def test_second_delivery_is_no_first_one(self):
        """FUP-6: whether the first one was lately or years ago."""
        self.sell(MONTH_AGO - timedelta(days=10))
        self.sell(MONTH_AGO)
        old = self.create_customer("Red Mill")
        self.sell(date(2025, 1, 6), old, date(2025, 1, 2))
        self.sell(MONTH_AGO, old)
        self.run_job()
        self.assertEqual(self.get_occasions(), [MONTH_AGO - timedelta(days=10)])
        self.assertFalse(self.get_reasons(old))

    def test_delivery_of_long_ago_is_left_alone(self):
        """FUP-6: when the rule is switched on, up to the twentieth day after it."""
        self.sell(MONTH_AGO - timedelta(days=20))
        self.assertEqual(self.get_due(self.rule), self.customer)
        self.assertFalse(self.get_due(self.rule, MONDAY + timedelta(days=1)))

    def test_order_of_services_counts_from_its_confirmation(self):
        """FUP-6: nothing is delivered; an earlier one makes it no first one."""
        self.create_order(self.customer, MONTH_AGO, self.service)
        self.assertEqual(self.get_due(self.rule), self.customer)
        self.create_order(self.customer, date(2025, 1, 6), self.service)
        self.assertFalse(self.get_due(self.rule))

    def test_part_of_an_order_is_no_complete_delivery(self):
        """FUP-6: a first delivery counts when the whole order has arrived."""
        order = self.create_order(self.customer, date(2025, 6, 2), quantity=10)
        self.deliver(order, MONTH_AGO, quantity=4)
        self.assertFalse(self.get_due(self.rule))
        self.deliver(order, MONTH_AGO + timedelta(days=5))
        self.assertEqual(
            self.get_due(self.rule, MONDAY + timedelta(days=5)), self.customer
        )

    def test_delivery_by_another_company_is_none_here(self):
        """FUP-6: what another company delivered before does not count either."""
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", self.other_company.id)]
        )
        self.assertTrue(warehouse)
        elsewhere = {"company": self.other_company, "products": self.service}
        self.create_order(self.customer, date(2025, 1, 6), **elsewhere)
        self.assertFalse(self.get_due(self.rule))
        self.sell(MONTH_AGO)
        self.assertEqual(self.get_due(self.rule), self.customer)

    def test_values_of_the_grade_win(self):
        """GRD-4: a key customer is visited after two weeks."""
        self.sell(MONDAY - timedelta(days=14))
        self.grade("A")
        self.assertFalse(self.get_due(self.rule))
        self.add_grade_line(self.rule, delay_days=14)
        self.assertEqual(self.get_due(self.rule), self.customer)


@tagged("post_install", "-at_install")
class TestRuleRegular(ContactRuleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.create_rule("regular", delay_days=183, deadline_days=14)
        cls.first = cls.create_rule("first_delivery", delay_days=30)

    def visit_first(self, day):
        """Make the first visit of the customer on a day."""
        self.create_order(self.customer, day - timedelta(days=30), self.service)
        self.run_job(day)
        return self.record(self.get_followups(), day)

    def test_next_visit_is_half_a_year_after_the_first(self):
        """FUP-7: planned two weeks ahead, not a day earlier, and once."""
        day = date(2025, 9, 15)
        self.visit_first(day)
        ahead = day + timedelta(days=183 - 14)
        self.assertFalse(self.get_due(self.rule, ahead - timedelta(days=1)))
        for _again in range(2):
            self.run_job(ahead)
        planned = self.get_followups()[-1]
        self.assertEqual(planned.date_deadline, day + timedelta(days=183))
        self.assertEqual(self.get_occasions()[-1], day)
        self.assertEqual(len(self.get_reasons()), 2)

    def test_it_goes_on_from_visit_to_visit(self):
        """FUP-7: counted from the last visit, whatever it was made for."""
        self.visit_first(date(2025, 6, 2))
        self.contact(date(2025, 12, 1), method="on_site")
        self.assertFalse(self.get_due(self.rule))
        self.run_job(date(2026, 5, 22))
        self.record(self.get_followups()[-1], date(2026, 6, 1))
        self.assertFalse(self.get_due(self.rule, date(2026, 11, 15)))
        self.assertTrue(self.get_due(self.rule, date(2026, 11, 17)))

    def test_message_is_no_visit(self):
        """FUP-7: by phone or on site; who reads a message was not asked."""
        self.visit_first(date(2025, 6, 2))
        self.contact(date(2026, 2, 2), method="message")
        self.assertEqual(self.get_due(self.rule), self.customer)

    def test_without_a_first_visit_there_is_no_regular_one(self):
        """FUP-7: contacts for other reasons begin nothing."""
        self.contact(date(2025, 6, 2))
        self.assertFalse(self.get_due(self.rule))

    def test_visit_that_was_made_meanwhile_is_not_planned_any_more(self):
        """FUP-7: another visit did for it."""
        self.visit_first(date(2025, 6, 2))
        self.run_job()
        planned = self.get_followups()[-1]
        self.contact(MONDAY, method="on_site")
        self.run_job(MONDAY + timedelta(days=1))
        self.assertEqual(planned.state, "cancelled")
        self.assertEqual(planned.reason_ids.state, "over")

    def test_visit_by_another_company_does_not_count(self):
        """FUP-7: each company visits its customers itself."""
        self.visit_first(date(2025, 6, 2))
        other = self.create_followup(
            company_id=self.other_company.id, user=self.env.user
        )
        other.write({"contacted_at": self.get_moment(date(2026, 2, 2))})
        other._transition("contact")
        self.assertEqual(self.get_due(self.rule), self.customer)
        self.assertFalse(self.get_due(self.rule, MONDAY, self.other_company))

    def test_values_of_the_grade_win(self):
        """GRD-4: a key customer is visited every hundred days."""
        self.visit_first(date(2025, 12, 1))
        self.grade("A")
        self.assertFalse(self.get_due(self.rule))
        self.add_grade_line(self.rule, delay_days=100, deadline_days=14)
        self.run_job()
        self.assertEqual(self.get_followups()[-1].date_deadline, date(2026, 3, 11))

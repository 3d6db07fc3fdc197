"""Which customers and which company a rule is about, and whose midnight counts."""

from datetime import date, datetime

from odoo.tests import tagged

from .common import MONDAY, FollowupCase

FEBRUARY = date(2026, 2, 1)


@tagged("post_install", "-at_install")
class TestRuleScope(FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.create_rule("order_lapse")
        cls.other_company = cls.create_company("West River Chemicals", "UTC")

    def test_orders_of_another_company_do_not_count(self):
        """FUP-1: the rule of a company looks at the orders of that company only."""
        self.create_order(self.customer, FEBRUARY, company=self.other_company)
        self.run_job()
        self.assertFalse(self.get_followups())

    def test_order_in_another_company_does_not_end_the_lapse(self):
        """FUP-1: who buys elsewhere has lapsed here all the same."""
        self.create_order(self.customer, FEBRUARY)
        self.create_order(self.customer, date(2026, 3, 1), company=self.other_company)
        self.run_job()
        self.assertEqual(self.get_followups().company_id, self.company)

    def test_rule_without_company_holds_in_every_company(self):
        """FUP-1: one follow-up in each company, with that company's orders."""
        self.rule.company_id = False
        here = self.create_order(self.customer, FEBRUARY)
        there = self.create_order(
            self.customer, date(2026, 1, 5), company=self.other_company
        )
        self.run_job()
        followups = self.get_followups()
        self.assertEqual(
            {f.company_id: f.reason_ids.source_id for f in followups},
            {self.company: here.id, self.other_company: there.id},
        )
        self.assertEqual(followups.reason_ids.company_id, followups.company_id)

    def test_rule_of_another_company_does_not_hold_here(self):
        """FUP-1: companies have their own rules."""
        self.rule.company_id = self.other_company
        self.create_order(self.customer, FEBRUARY)
        self.run_job()
        self.assertFalse(self.get_followups())

    def test_archived_rule_asks_for_nothing(self):
        """FUP-1: a rule that is switched off makes no follow-up."""
        self.rule.active = False
        self.create_order(self.customer, FEBRUARY)
        self.run_job()
        self.assertFalse(self.get_followups())

    def test_rules_that_come_with_the_application_are_off(self):
        """FUP-1, FUP-5: installing changes nothing until a manager says so."""
        shipped = self.env.ref(
            "customer_followup.customer_followup_rule_order_lapse"
        ) | self.env.ref("customer_followup.customer_followup_rule_sale_completed")
        self.assertRecordValues(
            shipped,
            [
                {"active": False, "delay_days": 7, "deadline_days": 7},
                {"active": False, "delay_days": 7, "deadline_days": 7},
            ],
        )

    def test_domain_limits_the_customers(self):
        """FUP-1: a rule for customers of one city leaves the others alone."""
        neighbour = self.create_customer("Green Mill", city="Suzhou")
        self.rule.partner_domain = "[('city', '=', 'Suzhou')]"
        self.create_order(self.customer, FEBRUARY)
        self.create_order(neighbour, FEBRUARY)
        self.run_job()
        self.assertFalse(self.get_followups())
        self.assertEqual(len(self.get_followups(neighbour)), 1)

    def test_two_rules_are_two_reasons_of_one_call(self):
        """FUP-1: each rule has its own reason, the customer is called once."""
        second = self.create_rule("order_lapse", delay_days=30)
        self.create_order(self.customer, date(2026, 1, 5))
        self.run_job()
        self.assertEqual(self.get_followups().reason_ids.rule_id, self.rule + second)

    def test_changed_number_of_days_counts_at_once(self):
        """FUP-1: the number is the manager's, not the program's."""
        self.create_order(self.customer, date(2026, 2, 27))
        self.rule.delay_days = 2
        self.run_job()
        self.assertEqual(len(self.get_followups()), 1)


@tagged("post_install", "-at_install")
class TestRuleTimezone(FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.create_rule("order_lapse")

    def test_order_after_midnight_in_shanghai_belongs_to_the_new_day(self):
        """FUP-1: 23 February 00:30 in Shanghai is 22 February 16:30 in UTC."""
        self.create_order(self.customer, datetime(2026, 2, 22, 16, 30))
        self.run_job()
        self.assertFalse(self.get_followups(), "on the 23rd: seven days")

    def test_order_before_midnight_in_shanghai_belongs_to_the_old_day(self):
        """FUP-1: 22 February 23:30 in Shanghai is eight days before 2 March."""
        self.create_order(self.customer, datetime(2026, 2, 22, 15, 30))
        self.run_job()
        self.assertEqual(
            self.get_followups().reason_ids.occasion_date, date(2026, 2, 22)
        )

    def test_company_in_utc_counts_its_own_days(self):
        """FUP-1: the same moment is another day for a company in UTC."""
        self.company.resource_calendar_id.tz = "UTC"
        self.create_order(self.customer, datetime(2026, 2, 22, 16, 30))
        self.run_job()
        self.assertEqual(
            self.get_followups().reason_ids.occasion_date, date(2026, 2, 22)
        )

    def test_today_is_the_company_s_day(self):
        """FUP-1: when the job starts at 18:00 UTC, it is tomorrow in Shanghai."""
        evening = datetime(2026, 3, 2, 18)
        self.assertEqual(self.company._get_customer_today(evening), date(2026, 3, 3))
        self.company.resource_calendar_id.tz = "America/New_York"
        self.assertEqual(self.company._get_customer_today(evening), MONDAY)

    def test_job_without_a_day_takes_the_company_s_day(self):
        """FUP-1: at ten in the morning of the 2nd in Shanghai, the 2nd counts."""
        self.create_order(self.customer, datetime(2026, 2, 22, 15, 30))
        self.run_job(None)
        self.assertEqual(self.get_followups().date_planned, MONDAY)

    def test_delivery_around_midnight_belongs_to_the_company_s_day(self):
        """FUP-5: a delivery at 00:30 in Shanghai was made on that day."""
        self.rule.trigger = "sale_completed"
        order = self.create_order(self.customer, date(2026, 1, 5))
        self.deliver(order, datetime(2026, 2, 25, 16, 30))
        self.run_job()
        self.assertEqual(
            self.get_followups().reason_ids.occasion_date, date(2026, 2, 26)
        )

    def test_delivery_after_midnight_of_the_first_day_is_asked_about(self):
        """FUP-5: 23 February 00:30 in Shanghai is seven days ago, not eight."""
        self.rule.trigger = "sale_completed"
        order = self.create_order(self.customer, date(2026, 1, 5))
        self.deliver(order, datetime(2026, 2, 22, 16, 30))
        self.run_job()
        self.assertEqual(
            self.get_followups().reason_ids.occasion_date, date(2026, 2, 23)
        )

    def test_delivery_before_midnight_of_the_first_day_is_past(self):
        """FUP-5: 22 February 23:30 in Shanghai is eight days ago."""
        self.rule.trigger = "sale_completed"
        order = self.create_order(self.customer, date(2026, 1, 5))
        self.deliver(order, datetime(2026, 2, 22, 15, 30))
        self.run_job()
        self.assertFalse(self.get_followups())

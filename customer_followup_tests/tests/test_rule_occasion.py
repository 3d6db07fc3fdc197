"""Customers are greeted on festivals and invited to events (FUP-10, CAR-1)."""

from datetime import date, timedelta

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import MONDAY, FollowupCase

LANTERNS = date(2026, 3, 3)  # day 15 of the first month


@tagged("post_install", "-at_install")
class TestRuleOccasion(FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["customer.followup.occasion"].search([]).active = False
        cls.other = cls.create_customer("Green Mill", city="Suzhou")
        cls.lanterns = cls.create_occasion(
            "Lanterns", calendar="lunar", month=1, day=15, partner_domain="[]"
        )
        cls.rule = cls.create_rule("occasion", method="message")

    @classmethod
    def create_occasion(cls, name, **vals):
        """Return an occasion for Blue Mill and Green Mill alone."""
        vals = {"company_id": cls.company.id, "days_before": 7, **vals}
        return cls.env["customer.followup.occasion"].create({"name": name, **vals})

    def get_reasons(self, customer=None):
        return self.get_followups(customer).reason_ids

    def test_festival_is_greeted_on_its_day(self):
        """FUP-10, CAR-1: planned for and due on the day, each customer once."""
        self.run_job()
        self.run_job(LANTERNS)
        for customer in self.customer + self.other:
            self.assertRecordValues(
                self.get_followups(customer),
                [{"date_planned": LANTERNS, "date_deadline": LANTERNS}],
            )
        self.assertRecordValues(
            self.get_reasons(),
            [
                {
                    "occasion_date": LANTERNS,
                    "source_model": "customer.followup.occasion",
                    "source_id": self.lanterns.id,
                }
            ],
        )
        self.assertIn("Lanterns", self.get_followups().reason_summary)

    def test_contacts_begin_the_days_before_that_the_occasion_says(self):
        """FUP-10: neither earlier, nor when the day is over."""
        self.lanterns.active = False
        day = MONDAY + timedelta(days=7)
        for shift, is_due in ((8, False), (7, True), (0, True), (-1, False)):
            customer = self.create_customer(f"{shift} days", city=f"City {shift}")
            self.create_occasion(
                f"Fair {shift}",
                calendar="date",
                date_given=MONDAY + timedelta(days=shift),
                partner_domain=f"[('city', '=', 'City {shift}')]",
            )
            self.run_job()
            with self.subTest(shift):
                self.assertEqual(bool(self.get_followups(customer)), is_due)
        self.assertEqual(day.weekday(), 0)

    def test_greeting_on_a_weekend_comes_before_it(self):
        """FUP-10: congratulations come early and never late."""
        self.lanterns.active = False
        self.create_occasion("Women's Day", month=3, day=8)  # a Sunday
        self.run_job()
        self.assertRecordValues(
            self.get_followups(),
            [{"date_planned": date(2026, 3, 6), "date_deadline": date(2026, 3, 8)}],
        )

    def test_occasion_is_for_its_customers_and_its_rule(self):
        """FUP-10: a filter names the customers, and a rule its occasions."""
        self.lanterns.partner_domain = "[('city', '=', 'Suzhou')]"
        fair = self.create_occasion("Fair", calendar="date", date_given=LANTERNS)
        self.rule.occasion_ids = self.lanterns
        self.run_job()
        self.assertEqual(self.get_reasons(self.other).source_id, self.lanterns.id)
        self.assertFalse(self.get_reasons())
        self.rule.occasion_ids = fair
        self.run_job()
        self.assertEqual(self.get_reasons().source_id, fair.id)

    def test_rule_whose_occasion_is_archived_is_about_none(self):
        """FUP-10: it does not fall back to the whole calendar."""
        self.rule.occasion_ids = self.create_occasion("Fair", month=12, day=1)
        self.rule.occasion_ids.active = False
        self.run_job()
        self.assertFalse(self.get_reasons())

    def test_two_occasions_of_a_day_are_one_greeting(self):
        """FUP-10: the Mid-Autumn Festival can be on National Day."""
        self.create_occasion("Fair", calendar="date", date_given=LANTERNS)
        self.run_job()
        self.assertEqual(len(self.get_reasons()), 1)

    def test_occasion_of_another_company_is_not_ours(self):
        """FUP-10: each company has its own anniversary."""
        self.lanterns.company_id = self.create_company("West River Chemicals")
        self.run_job()
        self.assertFalse(self.get_reasons())

    def test_what_waited_until_the_day_was_over_is_over(self):
        """FUP-10: nobody is greeted after the festival; next year comes."""
        self.specialist.customer_daily_capacity = 1
        self.run_job()
        reasons = self.env["customer.followup.reason"].search(
            [("rule_id", "=", self.rule.id)]
        )
        self.assertEqual(set(reasons.mapped("state")), {"planned", "waiting"})
        waiting = reasons.filtered(lambda r: r.state == "waiting")
        self.specialist.customer_daily_capacity = 0
        self.run_job(LANTERNS + timedelta(days=1))
        self.assertEqual(waiting.state, "over")
        runs = self.env["customer.followup.run"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertEqual(runs.mapped("missed_count"), [1, 0])
        self.run_job(date(2027, 2, 15))
        self.assertIn(
            date(2027, 2, 20),
            self.get_reasons(waiting.partner_id).mapped("occasion_date"),
        )

    def test_calendar_knows_when_it_is_next(self):
        """FUP-10: solar, lunar, leap month and one date; over is empty."""
        cases = [
            ({"calendar": "solar", "month": 3, "day": 2}, MONDAY),
            ({"calendar": "solar", "month": 2, "day": 29}, date(2027, 2, 28)),
            ({"calendar": "lunar", "month": 1, "day": 15}, LANTERNS),
            ({"calendar": "lunar_leap", "month": 6, "day": 15}, date(2026, 7, 28)),
            ({"calendar": "date", "date_given": LANTERNS}, LANTERNS),
            ({"calendar": "date", "date_given": date(2026, 3, 1)}, False),
        ]
        for vals, day in cases:
            with self.subTest(vals):
                self.assertEqual(self.create_occasion("Day", **vals).date_next, day)

    def test_day_that_no_year_has_is_refused(self):
        """FUP-10: a mistake is found when it is made, with the way out."""
        for vals, message in (
            ({"month": 2, "day": 30}, "Correct month and day"),
            ({"month": 0, "day": 1}, "Correct month and day"),
            ({"calendar": "lunar", "month": 1, "day": 31}, "Correct month and day"),
            ({"calendar": "date"}, "Choose the Date"),
            ({"month": 1, "day": 1, "partner_domain": "[('x', '=', 1)]"}, "filter"),
        ):
            with self.subTest(vals), self.refused(message, ValidationError):
                self.create_occasion("Day", **vals)

"""People at customers are congratulated on their birthdays (CAR-1)."""

from datetime import date, timedelta

from odoo.tests import tagged

from .common import MONDAY, FollowupCase

THURSDAY = date(2026, 3, 5)


@tagged("post_install", "-at_install")
class TestRuleBirthday(FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.create_rule("birthday", delay_days=3)

    def create_person(self, name, month, day, calendar="solar", customer=None):
        """Return a person at a customer with a birthday."""
        person = self.create_contact(customer or self.customer, name)
        person.write(
            {
                "customer_birthday_calendar": calendar,
                "customer_birthday_month": str(month),
                "customer_birthday_day": str(day),
            }
        )
        return person

    def test_people_are_congratulated_on_their_day(self):
        """CAR-1: one contact on the day for all whose day it is, once."""
        person = self.create_person("Ms Lin", 3, 5)
        self.create_person("Mr Wu", 1, 17, "lunar")  # 5 March 2026
        self.create_person("Ms Fang", 3, 9)
        self.run_job()
        self.run_job(MONDAY + timedelta(days=1))
        followup = self.get_followups()
        self.assertRecordValues(
            followup, [{"date_planned": THURSDAY, "date_deadline": THURSDAY}]
        )
        self.assertRecordValues(
            followup.reason_ids,
            [
                {
                    "occasion_date": THURSDAY,
                    "source_model": "res.partner",
                    "source_id": person.id,
                }
            ],
        )
        self.assertIn("Mr Wu, Ms Lin", followup.reason_summary)
        self.assertNotIn("Fang", followup.reason_summary)

    def test_it_is_registered_the_days_ahead_that_the_rule_says(self):
        """CAR-1: from three days before until the day itself."""
        for shift, is_due in ((4, False), (3, True), (0, True), (-1, False)):
            day = MONDAY + timedelta(days=shift)
            customer = self.create_customer(f"In {shift} days")
            self.create_person("Ms Lin", day.month, day.day, customer=customer)
            self.run_job()
            with self.subTest(shift):
                self.assertEqual(bool(self.get_followups(customer)), is_due)

    def test_customer_who_is_a_person_has_a_birthday_too(self):
        """CAR-1: who buys for himself or herself is congratulated."""
        person = self.create_customer("Mr Gao", is_company=False)
        person.write(
            {
                "customer_birthday_calendar": "lunar_leap",
                "customer_birthday_month": "1",  # kept in the ordinary month
                "customer_birthday_day": "15",
            }
        )
        self.run_job()
        reason = self.get_followups(person).reason_ids
        self.assertEqual(reason.occasion_date, date(2026, 3, 3))
        self.assertIn("Mr Gao", reason.description)

    def test_birthday_on_a_weekend_is_kept_before_it(self):
        """CAR-1: on the last working day before, as it never comes late."""
        self.rule.delay_days = 6
        self.create_person("Ms Lin", 3, 8)  # a Sunday
        self.run_job()
        self.assertEqual(self.get_followups().date_planned, date(2026, 3, 6))

    def test_birthday_of_29_february_is_kept_in_every_year(self):
        """CAR-1: on the 28th in a year without it."""
        self.create_person("Ms Lin", 2, 29)
        self.run_job(date(2027, 2, 25))
        reason = self.get_followups().reason_ids
        self.assertEqual(reason.occasion_date, date(2027, 2, 28))
        self.assertIn("Ms Lin", reason.description)

    def test_who_is_no_contact_of_our_customers_is_left_alone(self):
        """CAR-1: another company's customers, archived people and suppliers."""
        elsewhere = self.create_company("West River Chemicals")
        others = self.create_customer("Theirs", self.env["res.users"])
        others.company_id = elsewhere
        supplier = self.create_customer("Supplier", customer_rank=0)
        for customer in (others, supplier):
            self.create_person("Ms Lin", 3, 3, customer=customer)
        self.create_person("Mr Wu", 3, 3).active = False
        self.run_job()
        for customer in (others, supplier, self.customer):
            with self.subTest(customer.name):
                self.assertFalse(self.get_followups(customer))

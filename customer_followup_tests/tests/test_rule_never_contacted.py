"""Whoever nobody has contacted for a year is contacted, and can be listed."""

from datetime import date, timedelta

from odoo.fields import Domain
from odoo.tests import tagged

from .common import MONDAY
from .contact_rule_common import ContactRuleCase

YEAR_AGO = MONDAY - timedelta(days=365)


@tagged("post_install", "-at_install")
class TestRuleNeverContacted(ContactRuleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.create_rule("never_contacted", delay_days=365, deadline_days=30)

    def test_contact_is_due_before_the_year_is_over(self):
        """FUP-11: thirty days ahead, not a day earlier, until the last day of it."""
        last = MONDAY - timedelta(days=365 - 30)
        self.contact(last)
        self.assertFalse(self.get_due(self.rule, MONDAY - timedelta(days=1)))
        for day in (MONDAY, MONDAY, MONDAY + timedelta(days=9)):
            self.run_job(day)
        planned = self.get_followups()[-1]
        self.assertEqual(planned.date_deadline, date(2026, 4, 1))
        self.assertEqual(self.get_occasions(), [last])
        self.assertIn("within 365 days", self.get_reasons().description)

    def test_who_was_never_contacted_counts_from_the_dossier(self):
        """FUP-11: overdue on the first day of the rule, with the days of the rule."""
        self.customer.customer_dossier_date = date(2020, 1, 6)
        self.grade("A")  # a new grade does not put it off
        self.run_job()
        self.assertEqual(self.get_occasions(), [date(2020, 1, 6)])
        self.assertEqual(self.get_followups().date_deadline, date(2026, 4, 1))

    def test_who_is_planned_or_waits_already_is_not_left_out(self):
        """FUP-11: for another rule or by hand; a cancelled contact is none."""
        self.customer.customer_dossier_date = YEAR_AGO
        by_hand = self.create_followup()
        self.assertFalse(self.get_due(self.rule))
        by_hand.with_user(self.specialist).action_cancel("Wrong customer")
        self.assertEqual(self.get_due(self.rule), self.customer)
        self.company.customer_contact_ceiling = 1
        self.contact(MONDAY, method="message")
        self.create_rule("order_lapse")
        self.create_order(self.customer, YEAR_AGO)
        self.run_job()
        self.assertEqual(self.get_reasons().state, "waiting")
        self.assertFalse(self.get_due(self.rule, MONDAY + timedelta(days=400)))

    def test_contact_made_meanwhile_ends_it(self):
        """FUP-11: nobody is called twice for being left out."""
        self.customer.customer_dossier_date = YEAR_AGO
        self.run_job()
        self.contact(MONDAY)
        self.run_job(MONDAY + timedelta(days=1))
        self.assertEqual(self.get_reasons().state, "over")
        self.assertEqual(self.get_followups()[0].state, "cancelled")

    def test_contact_by_another_company_does_not_count(self):
        """FUP-11: everybody by each company."""
        self.customer.customer_dossier_date = YEAR_AGO
        other = self.create_followup(
            company_id=self.other_company.id, user=self.env.user
        )
        other.write({"contacted_at": self.get_moment(MONDAY)})
        other._transition("contact")
        self.assertEqual(self.get_due(self.rule), self.customer)
        self.assertFalse(self.get_due(self.rule, MONDAY, self.other_company))

    def test_values_of_the_grade_win(self):
        """GRD-4: a key customer within ninety days."""
        self.contact(date(2025, 12, 15))
        self.grade("A")
        self.assertFalse(self.get_due(self.rule))
        self.add_grade_line(self.rule, delay_days=90, deadline_days=30)
        self.run_job()
        self.assertEqual(self.get_followups()[-1].date_deadline, date(2026, 3, 16))

    def test_only_customers_are_contacted(self):
        """FUP-11: no suppliers, no contacts of customers, nobody archived."""
        supplier = self.create_customer("Lime Works", customer_rank=0)
        gone = self.create_customer("Gone Mill", active=False)
        everybody = supplier | gone | self.customer | self.create_contact(self.customer)
        everybody.customer_dossier_date = YEAR_AGO
        self.assertEqual(self.get_due(self.rule), self.customer)


@tagged("post_install", "-at_install")
class TestCustomerLastContact(ContactRuleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.create_customer("Red Mill")
        cls.person = cls.create_contact(cls.customer)

    def find(self, *condition):
        """Return which of the test's customers a condition finds."""
        mine = Domain("id", "in", (self.customer | self.other | self.person).ids)
        return self.env["res.partner"].search(
            mine & Domain("customer_last_contact_date", *condition), order="id"
        )

    def test_last_contact_that_was_made_is_shown(self):
        """FUP-11: by this company, also of its contacts; planned ones are none."""
        self.contact(date(2026, 1, 5))
        self.contact(date(2026, 2, 2))
        self.create_followup()
        known = self.customer | self.person
        self.assertEqual(
            known.mapped("customer_last_contact_date"), [date(2026, 2, 2)] * 2
        )
        self.assertFalse(self.other.customer_last_contact_date)
        elsewhere = self.customer.with_company(self.other_company)
        self.assertFalse(elsewhere.customer_last_contact_date)

    def test_who_is_left_out_is_found(self):
        """FUP-11: by every comparison a filter may use."""
        self.contact(date(2026, 2, 2))
        here = self.customer | self.person
        for condition, found in (
            (("=", False), self.other),
            (("!=", False), here),
            (("<", "2026-02-02"), self.env["res.partner"]),
            (("<=", "2026-02-02"), here),
            ((">", date(2026, 2, 1)), here),
            (("=", "2026-02-02"), here),
            (("in", ["2026-02-02", False]), here | self.other),
            (("!=", "2026-02-02"), self.other),
        ):
            with self.subTest(condition):
                self.assertEqual(self.find(*condition), found.sorted("id"))

    def test_evening_in_the_company_s_time_zone_is_the_day_there(self):
        """FUP-11: twenty to one on Tuesday in Shanghai is Monday in UTC."""
        late = self.get_moment(MONDAY).replace(hour=16, minute=40)
        self.contact(late)
        self.assertEqual(
            self.customer.customer_last_contact_date, MONDAY + timedelta(days=1)
        )

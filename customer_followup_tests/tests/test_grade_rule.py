"""Contacts as often as the customer's grade says (GRD-4, FUP-7, FUP-8)."""

from datetime import date, timedelta

from odoo.tests import tagged

from .common import MONDAY
from .grade_use_common import GradeUseCase

LONG_AGO = date(2025, 6, 2)
XMLID = "customer_followup.customer_followup_rule_grade"


@tagged("post_install", "-at_install")
class TestGradeRule(GradeUseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.create_rule("grade_cadence", delay_days=0)
        cls.create_order(cls.customer, date(2026, 2, 2))
        # those of the demo company, and of Odoo's, are everybody's
        others = cls.env["res.partner"].search([("id", "!=", cls.customer.id)])
        others.filtered("customer_rank").customer_rank = 0

    def contact(self, day, customer=None, **vals):
        """Return a contact with the customer that was made on a day."""
        followup = self.create_followup(customer, **vals)
        followup.contacted_at = self.get_moment(day)
        followup.with_user(self.specialist).action_record({"result": "well"})
        return followup

    def get_planned(self, customer=None):
        """Return occasion and deadline of what the rules have planned."""
        return [
            (reason.occasion_date, followup.date_deadline)
            for followup in self.get_followups(customer)
            for reason in followup.reason_ids
        ]

    def test_contact_is_due_when_the_grade_s_days_are_over(self):
        """GRD-4: planned a week before the thirty days are over, not a day earlier."""
        self.grade("A")
        last = date(2026, 2, 10)
        self.contact(last)
        self.run_job(last + timedelta(days=22))
        self.assertFalse(self.get_planned())
        self.run_job(last + timedelta(days=23))
        self.assertEqual(self.get_planned(), [(last, last + timedelta(days=30))])
        followup = self.get_followups()[-1]
        self.assertEqual(followup.user_id, self.specialist)
        self.assertIn("Grade A: a contact every 30 days", followup.reason_summary)

    def test_lower_grade_is_contacted_less_often(self):
        """GRD-4: sixty days for B, and for C what the rule says: never."""
        last = date(2026, 2, 10)
        self.contact(last)
        self.grade("B")
        self.run_job(last + timedelta(days=52))
        self.assertFalse(self.get_planned())
        self.grade("C")
        self.run_job(last + timedelta(days=500))
        self.assertFalse(self.get_planned())
        self.grade("B")
        self.run_job(last + timedelta(days=53))
        self.assertEqual(self.get_planned(), [(last, date(2026, 4, 13))])

    def test_due_once_an_interval(self):
        """GRD-4: run again, on the same day and later, it asks for nothing more."""
        self.grade("A")
        self.contact(date(2026, 1, 12))
        for day in (MONDAY, MONDAY, MONDAY + timedelta(days=90)):
            self.run_job(day)
        self.assertEqual(len(self.get_planned()), 1)
        planned = self.get_followups()[-1].with_user(self.specialist)
        planned.contacted_at = self.get_moment(date(2026, 3, 1))
        planned.action_record({"result": "well"})
        self.run_job(date(2026, 3, 24))
        self.assertEqual(
            [occasion for occasion, _deadline in self.get_planned()],
            [date(2026, 1, 12), date(2026, 3, 1)],
        )

    def test_never_contacted_counts_from_the_first_grade(self):
        """GRD-4: monthly gradings that confirm the grade do not put it off."""
        self.grade("A", date=date(2026, 1, 5))
        self.grade("A", date=date(2026, 2, 5))
        self.run_job()
        self.assertEqual(self.get_planned(), [(date(2026, 1, 5), date(2026, 3, 9))])

    def test_overdue_contact_has_the_days_of_the_rule(self):
        """GRD-4: when the rule is switched on, nobody is late on the first day."""
        self.grade("A")
        self.contact(LONG_AGO)
        self.run_job()
        self.assertEqual(self.get_planned(), [(LONG_AGO, date(2026, 3, 9))])

    def test_interval_shorter_than_the_rule_s_days_is_kept(self):
        """GRD-4: never planned beyond the day that the grade says."""
        self.rule.deadline_days = 60
        self.grade("A")
        self.contact(date(2026, 2, 27))
        self.run_job()
        self.assertEqual(self.get_planned(), [(date(2026, 2, 27), date(2026, 3, 30))])

    def test_cancelled_contact_counts_as_one(self):
        """GRD-4: who is not to be called now is called the next time."""
        self.grade("A")
        self.contact(LONG_AGO)
        self.run_job()
        self.get_followups()[-1].with_user(self.specialist).action_cancel("On holiday")
        self.run_job(date(2026, 3, 31))
        self.assertEqual(len(self.get_planned()), 1)
        self.run_job(date(2026, 4, 1))
        self.assertEqual(self.get_planned()[-1], (date(2026, 3, 9), date(2026, 4, 8)))

    def test_without_a_grade_the_rule_says_how_often(self):
        """FUP-7: every half year; not at all when it says nothing."""
        self.contact(LONG_AGO)
        self.run_job()
        self.assertFalse(self.get_planned())
        self.rule.delay_days = 180
        self.run_job()
        self.assertEqual(self.get_planned(), [(LONG_AGO, date(2026, 3, 9))])
        self.assertIn("every 180 days", self.get_followups()[-1].reason_summary)

    def test_rule_for_some_grades_asks_the_company_it_runs_for(self):
        """GRD-4: a filter by grade, whatever company the job's user is in."""
        self.rule.write(
            {
                "delay_days": 20,
                "partner_domain": '[("customer_grade_id.code", "in", ["A"])]',
            }
        )
        plain = self.create_customer("Red Mill")
        for customer in (self.customer, plain):
            self.contact(date(2026, 1, 12), customer)
        self.grade("A")
        self.run_job()
        self.assertEqual(len(self.get_planned()), 1)
        self.assertFalse(self.get_planned(plain))

    def test_only_customers_are_contacted(self):
        """GRD-4: no contacts of customers, no suppliers, nobody who is archived."""
        self.rule.delay_days = 1
        contact = self.create_contact(self.customer)
        supplier = self.create_customer("Lime Works", customer_rank=0)
        gone = self.create_customer("Gone Mill", active=False)
        everybody = self.customer | contact | supplier | gone
        everybody.customer_dossier_date = LONG_AGO
        self.run_job()
        self.assertTrue(self.get_planned())
        for partner in (contact, supplier, gone):
            self.assertFalse(self.get_followups(partner), partner.name)

    def test_contact_in_another_company_does_not_count(self):
        """GRD-4: each company keeps in touch itself."""
        other = self.create_company("West River Chemicals")
        self.grade("A")
        self.contact(date(2026, 1, 12))
        followup = self.create_followup(company_id=other.id)
        followup.write({"contacted_at": self.get_moment(date(2026, 2, 27))})
        followup._transition("contact")
        self.run_job()
        self.assertEqual(self.get_planned()[0][0], date(2026, 1, 12))

    def test_visit_is_due_when_the_grade_s_months_are_over(self):
        """FUP-8: half a year for A, a year for B; calls do not count."""
        rule = self.create_rule(
            "grade_onsite", delay_days=0, deadline_days=30, method="on_site"
        )
        self.rule.active = False
        self.contact(date(2025, 9, 30), method="on_site")
        self.contact(date(2026, 2, 27), method="phone")
        self.grade("B")
        self.run_job()
        self.assertFalse(self.get_planned())
        self.grade("A")
        self.run_job()
        self.assertEqual(self.get_planned(), [(date(2025, 9, 30), date(2026, 3, 30))])
        planned = self.get_followups()[-1]
        self.assertEqual(planned.method, "on_site")
        self.assertIn("on site every 6 months", planned.reason_summary)
        self.assertIn("never by this rule", rule.description)

    def test_visit_never_by_the_grade(self):
        """FUP-8: neither a grade without months nor none, unless the rule does."""
        rule = self.create_rule("grade_onsite", delay_days=0, method="on_site")
        self.rule.active = False
        self.contact(LONG_AGO, method="on_site")
        for code in (None, "C"):
            if code:
                self.grade(code)
            self.run_job()
            self.assertFalse(self.get_planned(), code)
        small = self.create_customer("Small Mill")
        self.contact(LONG_AGO, small, method="on_site")
        rule.delay_days = 100
        self.run_job()
        self.assertFalse(self.get_planned(), "C says never")
        self.assertEqual(self.get_planned(small), [(LONG_AGO, date(2026, 3, 9))])

    def test_shipped_rules_say_what_they_do(self):
        """GRD-4: in words, with what holds for customers without a grade."""
        for name, rest in (("cadence", "every 180 days"), ("onsite", "never by this")):
            rule = self.env.ref(f"{XMLID}_{name}")
            self.assertIn("as often as its grade says", rule.description)
            self.assertIn(rest, rule.description)

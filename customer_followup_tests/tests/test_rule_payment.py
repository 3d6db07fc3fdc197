"""Customers with overdue payments are contacted (FUP-15)."""

from datetime import date, timedelta

from odoo.tests import tagged
from odoo.tools import format_date

from .common import MONDAY, FollowupCase
from .credit_order_common import CreditMixin

DUE = MONDAY - timedelta(days=8)


@tagged("post_install", "-at_install")
class TestRulePayment(CreditMixin, FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.create_rule(
            "overdue_payment",
            repeat_days=14,
            deadline_days=3,
            tolerance_amount=100,
            purpose="payment",
            assign_to="salesperson",
        )

    def get_reasons(self):
        return self.env["customer.followup.reason"].search(
            [("partner_id", "=", self.customer.id)], order="id"
        )

    def test_overdue_payment_is_asked_for(self):
        """FUP-15: by the salesperson, with amount and oldest due date, once."""
        self.create_invoice(500, DUE)
        invoice = self.create_invoice(300, DUE - timedelta(days=2))
        self.create_invoice(200, MONDAY - timedelta(days=1))
        self.run_job()
        self.run_job(MONDAY + timedelta(days=1))
        followup = self.get_followups()
        self.assertRecordValues(
            followup,
            [
                {
                    "purpose": "payment",
                    "date_planned": MONDAY,
                    "date_deadline": date(2026, 3, 5),
                }
            ],
        )
        self.assertRecordValues(
            followup.reason_ids,
            [
                {
                    "occasion_date": DUE - timedelta(days=2),
                    "source_model": "account.move.line",
                    "money_at_risk": 800,
                }
            ],
        )
        for told in ("800.00", format_date(self.env, DUE - timedelta(days=2))):
            self.assertIn(told, followup.reason_summary)
        self.assertIn(invoice.name, followup.reason_summary)

    def test_salesperson_asks_for_it(self):
        """FUP-15: who sold is who asks, if that person works with follow-ups."""
        self.customer.user_id = self.colleague
        self.create_invoice(500, DUE)
        self.run_job()
        self.assertEqual(self.get_followups().user_id, self.colleague)

    def test_more_than_the_days_and_the_tolerance_is_overdue(self):
        """FUP-15: exactly seven days and exactly 100 are tolerated."""
        cases = [(7, 500, False), (8, 500, True), (8, 100, False), (8, 101, True)]
        for days, amount, is_due in cases:
            self.customer = self.create_customer(f"{amount}, {days} days")
            self.create_invoice(amount, MONDAY - timedelta(days=days), self.customer)
            self.run_job()
            with self.subTest(days=days, amount=amount):
                self.assertEqual(bool(self.get_followups()), is_due)

    def test_it_is_asked_for_again_as_long_as_it_is_not_paid(self):
        """FUP-15: every fourteen days."""
        self.create_invoice(500, DUE)
        self.run_job()
        self.get_followups().action_record({"result": "well"})
        self.run_job(MONDAY + timedelta(days=13))
        self.assertEqual(len(self.get_reasons()), 1)
        self.run_job(MONDAY + timedelta(days=14))
        self.assertEqual(
            self.get_reasons().mapped("occasion_date"), [DUE, DUE + timedelta(days=14)]
        )
        told = self.get_reasons()[1].description
        self.assertIn(format_date(self.env, DUE), told)

    def test_next_debt_does_not_ask_earlier(self):
        """FUP-15: who pays the oldest invoice is left alone until the 14 days."""
        first = self.create_invoice(500, DUE)
        self.create_invoice(300, MONDAY - timedelta(days=5))
        self.run_job()
        self.get_followups().action_record({"result": "well"})
        self.pay(500, invoice=first)
        self.run_job(MONDAY + timedelta(days=13))
        self.assertEqual(len(self.get_reasons()), 1)
        self.run_job(MONDAY + timedelta(days=14))
        self.assertEqual(len(self.get_reasons()), 2)

    def test_paid_debt_ends_the_contact(self):
        """FUP-15: assigned to the invoice or not, what is paid is not asked for."""
        invoice = self.create_invoice(500, DUE)
        self.run_job()
        self.pay(300, invoice=invoice)
        self.run_job()
        self.assertEqual(self.get_followups().state, "planned")
        self.pay(150)
        self.run_job()
        self.assertEqual(self.get_followups().state, "cancelled")
        self.assertEqual(self.get_reasons().state, "over")

    def test_changed_rule_keeps_what_it_still_asks_for(self):
        """FUP-15: other days move the contact, a higher tolerance ends it."""
        self.create_invoice(500, DUE)
        self.run_job()
        self.rule.deadline_days = 1
        self.run_job()
        followup = self.get_followups()
        self.assertEqual(
            (followup.state, followup.date_deadline), ("planned", date(2026, 3, 3))
        )
        self.rule.tolerance_amount = 500
        self.run_job()
        self.assertEqual(followup.state, "cancelled")

    def test_debt_to_another_company_is_theirs(self):
        """FUP-15: each company asks for what is owed to it."""
        self.rule.company_id = self.create_company("West River Chemicals")
        self.create_invoice(500, DUE)
        self.run_job()
        self.assertFalse(self.get_reasons())

    def test_days_of_the_grade_hold_for_its_customers(self):
        """FUP-15, GRD-4: important customers get more time."""
        grade = self.env["customer.grade"].search([], limit=1)
        self.rule.grade_line_ids = [
            (0, 0, {"grade_id": grade.id, "delay_days": 30, "method": "phone"})
        ]
        self.create_invoice(500, DUE)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE res_partner SET customer_grade_id = jsonb_build_object(%s, %s) "
            "WHERE id = %s",
            [str(self.company.id), grade.id, self.customer.id],
        )
        self.run_job()
        self.assertFalse(self.get_reasons())

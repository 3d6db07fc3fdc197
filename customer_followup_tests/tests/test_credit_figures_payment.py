"""How a customer paid in the last twelve months."""

from datetime import date, timedelta

from odoo.tests import tagged

from .common import MONDAY
from .credit_order_common import FEBRUARY, CreditCase

LAST_YEAR = date(2025, 3, 1)


@tagged("post_install", "-at_install")
class TestCreditFiguresPayment(CreditCase):
    def get_behaviour(self, customer=None):
        customer = customer or self.customer
        return customer._get_customer_payment_behaviour(self.company)[customer.id]

    def test_customer_without_invoices_has_no_behaviour(self):
        """issue 3: nothing to judge, and no days of sales."""
        behaviour = self.get_behaviour()
        self.assertEqual(behaviour.invoice_count, 0)
        self.assertIsNone(behaviour.days_sales_outstanding)

    def test_invoices_are_judged_by_their_last_payment(self):
        """issue 3: by the day money came in, not by the day it was assigned."""
        for due, paid in ((FEBRUARY, -3), (FEBRUARY, 0), (FEBRUARY, 12)):
            invoice = self.create_invoice(100, due)
            self.pay(60, due + timedelta(days=-5), invoice)
            self.pay(40, due + timedelta(days=paid), invoice)
        behaviour = self.get_behaviour()
        self.assertEqual(behaviour.invoice_count, 3)
        self.assertAlmostEqual(behaviour.on_time_percent, 200 / 3)
        self.assertAlmostEqual(behaviour.average_days_late, 4)

    def test_open_invoice_counts_once_it_is_late(self):
        """issue 3: as if it was paid today; one that is not due yet is not judged."""
        self.create_invoice(100, MONDAY - timedelta(days=10))
        self.create_invoice(100, MONDAY)
        behaviour = self.get_behaviour()
        self.assertEqual(behaviour.invoice_count, 1)
        self.assertEqual(behaviour.on_time_percent, 0)
        self.assertEqual(behaviour.average_days_late, 10)

    def test_older_invoices_are_forgotten(self):
        """issue 3: twelve months and no more, for judging and for sales."""
        invoice = self.create_invoice(100, LAST_YEAR)
        self.pay(100, FEBRUARY, invoice)
        self.assertEqual(self.get_behaviour().invoice_count, 0)

    def test_days_sales_outstanding_compares_debt_and_sales(self):
        """issue 3: receivable / sales of 365 days x 365, credit notes deducted."""
        old = self.create_invoice(1000, LAST_YEAR)
        self.pay(980, FEBRUARY, old)
        paid = self.create_invoice(900, FEBRUARY)
        self.pay(900, FEBRUARY, paid)
        self.create_invoice(200, MONDAY)
        self.create_invoice(100, MONDAY, kind="out_refund")
        behaviour = self.get_behaviour()
        # 20 + 200 - 100 are owed of 900 + 200 - 100
        self.assertAlmostEqual(behaviour.days_sales_outstanding, 0.12 * 365)

    def test_many_customers_take_one_query(self):
        """G17: one query for one customer and for eighty."""
        customers = self.env["res.partner"].create(
            [{"name": f"Mill {number}"} for number in range(80)]
        )
        self.company._get_customer_today()
        counts = []
        for some in (customers[:1], customers):
            self.env.flush_all()
            some.mapped("commercial_partner_id.id")
            before = self.cr.sql_log_count
            some._get_customer_payment_behaviour(self.company)
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(counts, [1, 1])

"""What customers bring: revenue and its growth, orders (GRD-2)."""

from datetime import date, datetime, timedelta

from odoo import Command
from odoo.tests import tagged

from .common import MONDAY
from .grading_common import GradingCase

# twelve months that end on 2 March 2026
FIRST, BEFORE = date(2025, 3, 3), date(2025, 3, 2)


@tagged("post_install", "-at_install")
class TestGradingMeasureSales(GradingCase):
    def create_foreign_invoice(self, amount, currency):
        """Return a posted invoice of ``amount`` in another currency."""
        invoice = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.customer.id,
                "currency_id": currency.id,
                "invoice_date": MONDAY,
                "invoice_line_ids": [
                    Command.create({"name": "Soda", "price_unit": amount})
                ],
            }
        )
        invoice.invoice_line_ids.tax_ids = False
        invoice.action_post()
        return invoice

    def create_currency(self, *rates):
        """Return a currency of which the company knows these rates, or none."""
        return self.env["res.currency"].create(
            {
                "name": "XGR",
                "symbol": "g",
                "rate_ids": [
                    Command.create(
                        {
                            "name": "2026-01-01",
                            "rate": rate,
                            "company_id": self.company.id,
                        }
                    )
                    for rate in rates
                ],
            }
        )

    def get(self, measure, customer=None, **options):
        values = self.measure(measure, **options)
        return values.get((customer or self.customer).id)

    def test_revenue_is_invoices_minus_credit_notes(self):
        """GRD-2: posted ones, of the customer and all its contacts."""
        self.create_invoice(1000)
        self.create_invoice(300, customer=self.create_contact(self.customer))
        self.create_invoice(200, kind="out_refund")
        draft = self.create_invoice(5000)
        draft.button_draft()
        self.assertEqual(self.measure("revenue"), {self.customer.id: 1100})

    def test_revenue_is_that_of_the_period(self):
        """GRD-2: from the first day to today, both included."""
        for day, amount in (
            (BEFORE, 1),
            (FIRST, 20),
            (MONDAY, 300),
            (MONDAY + timedelta(days=1), 4000),
        ):
            self.create_invoice(amount, day)
        self.assertEqual(self.get("revenue"), 320)
        self.assertEqual(self.get("revenue", period_months=1), 300)

    def test_revenue_in_another_currency_counts_at_the_rate_of_the_invoice(self):
        """GRD-2: 100 at 4 for one are 25, whatever happens to the rate."""
        currency = self.create_currency(4)
        self.create_foreign_invoice(100, currency)
        self.assertEqual(self.get("revenue"), 25)
        currency.rate_ids.rate = 8
        self.assertEqual(self.get("revenue"), 25)
        currency.rate_ids.unlink()
        self.assertEqual(self.get("revenue"), 25)

    def test_revenue_in_a_currency_without_a_rate_is_what_was_booked(self):
        """issue 6: a currency without rate stops nothing."""
        invoice = self.create_foreign_invoice(100, self.create_currency())
        self.assertEqual(self.get("revenue"), invoice.amount_untaxed_signed)

    def test_revenue_of_only_refunds_is_negative(self):
        """issue 6: a customer with nothing but credit notes."""
        self.create_invoice(250, kind="out_refund")
        self.assertEqual(self.get("revenue"), -250)
        self.assertIsNone(self.get("growth"))
        scheme = self.create_scheme({"revenue": {}})
        facts, result = self.assess(scheme, self.customer)[self.customer.id]
        self.assertEqual((facts.values, result.score), ([-250], 0))

    def test_shared_customer_has_the_facts_of_each_company(self):
        """issue 6: two companies sell to one customer, and each knows its part."""
        other = self.create_company("West River")
        self.open_books(other)
        self.create_invoice(1000)
        self.create_order(self.customer, MONDAY)
        there = self.env["account.move"].with_context(allowed_company_ids=other.ids)
        there.create(
            {
                "move_type": "out_invoice",
                "partner_id": self.customer.id,
                "invoice_date": MONDAY,
                "invoice_line_ids": [
                    Command.create({"name": "Salt", "price_unit": 70, "tax_ids": False})
                ],
            }
        ).action_post()
        self.assertEqual(self.get("revenue"), 1000)
        self.assertEqual(self.get("revenue", company=other), 70)
        self.assertEqual(self.get("order_count"), 1)
        self.assertIsNone(self.get("order_count", company=other))
        self.assertIsNone(self.get("recency", company=other))

    def test_growth_compares_with_the_period_before(self):
        """GRD-2: in percent; what is older than two periods counts for neither."""
        mill, gone, new, old = (self.create_customer(n) for n in "ABCD")
        for customer, amounts in (
            (mill, (1000, 1250)),
            (gone, (1000, 0)),
            (new, (0, 1000)),
        ):
            for day, amount in zip((BEFORE, FIRST), amounts, strict=True):
                if amount:
                    self.create_invoice(amount, day, customer)
        self.create_invoice(500, date(2024, 3, 2), old)
        self.assertEqual(self.get("growth", mill), 25)
        self.assertEqual(self.get("growth", gone), -100)
        self.assertIsNone(self.get("growth", new))
        self.assertIsNone(self.get("growth", old))

    def test_growth_from_only_refunds_has_no_value(self):
        """issue 6: nothing can be compared with less than nothing."""
        self.create_invoice(100, BEFORE, kind="out_refund")
        self.create_invoice(100, FIRST)
        self.assertIsNone(self.get("growth"))

    def test_orders_count_in_the_days_of_the_company(self):
        """GRD-2: the period begins at midnight in Shanghai, four in the afternoon."""
        midnight = datetime(2025, 3, 2, 16)
        self.create_order(self.customer, midnight - timedelta(seconds=1))
        self.create_order(self.create_contact(self.customer), midnight)
        self.create_order(self.customer, datetime(2026, 3, 2, 15, 59, 59))
        self.create_order(self.customer, datetime(2026, 3, 2, 16))
        self.create_order(self.customer, MONDAY)._action_cancel()
        self.create_quotation(self.customer)
        self.assertEqual(self.get("order_count"), 2)

    def test_recency_counts_days_of_the_company(self):
        """GRD-2: a late evening in UTC is the next morning in Shanghai."""
        self.create_order(self.customer, datetime(2025, 1, 1, 4))
        self.assertEqual(self.get("recency"), 425)
        self.create_order(self.customer, datetime(2026, 2, 28, 17))
        self.create_quotation(self.customer)
        self.assertEqual(self.get("recency"), 1)
        self.company.resource_calendar_id.tz = "UTC"
        self.assertEqual(self.get("recency"), 2)

    def test_tenure_begins_with_the_first_order_or_invoice(self):
        """GRD-2: whole months, of whatever came first."""
        self.create_order(self.customer, FIRST)
        self.assertEqual(self.get("tenure"), 11)
        self.create_order(self.customer, BEFORE)
        self.assertEqual(self.get("tenure"), 12)
        self.create_invoice(10, date(2020, 1, 31))
        self.assertEqual(self.get("tenure"), 73)
        self.create_invoice(10, date(2010, 1, 31), kind="out_refund")
        self.assertEqual(self.get("tenure"), 73)
        self.assertIsNone(self.get("tenure", self.create_customer("New")))

    def test_tenure_does_not_begin_in_the_future(self):
        """GRD-2: what is dated ahead makes nobody a customer yet."""
        self.create_invoice(10, MONDAY + timedelta(days=40))
        self.assertIsNone(self.get("tenure"))

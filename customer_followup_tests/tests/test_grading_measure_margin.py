"""What is left of the revenue after the cost of what was sold (GRD-2)."""

from odoo import Command
from odoo.tests import tagged

from .common import MONDAY
from .grading_common import GradingCase


@tagged("post_install", "-at_install")
class TestGradingMeasureMargin(GradingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.goods.with_company(cls.company).standard_price = 60

    def sell(self, price, quantity=1, kind="out_invoice", **line):
        """Post an invoice of the goods."""
        line = {"product_id": self.goods.id, "quantity": quantity, **line}
        invoice = self.env["account.move"].create(
            {
                "move_type": kind,
                "partner_id": self.customer.id,
                "invoice_date": MONDAY,
                "invoice_line_ids": [
                    Command.create({**line, "price_unit": price, "tax_ids": False})
                ],
            }
        )
        invoice.action_post()
        return invoice

    def get_margin(self, **options):
        return self.measure("margin", **options).get(self.customer.id)

    def test_margin_is_percent_of_the_revenue(self):
        """GRD-2: 100 for what costs 60, and 80 for another: a third is left."""
        self.sell(100)
        self.assertEqual(self.get_margin(), 40)
        self.sell(80)
        self.assertEqual(self.get_margin(), 33.33)

    def test_margin_below_cost_is_negative(self):
        """issue 6: sold for half of what it costs."""
        self.sell(30)
        self.assertEqual(self.get_margin(), -100)
        scheme = self.create_scheme({"margin": {"bands": {-50: 10, 20: 60}}})
        facts, result = self.assess(scheme, self.customer)[self.customer.id]
        self.assertEqual((facts.values, result.score), ([-100], 10))

    def test_margin_converts_units(self):
        """GRD-2: a dozen costs twelve times as much."""
        dozen = self.env.ref("uom.product_uom_dozen")
        self.sell(1000, product_uom_id=dozen.id)
        self.assertEqual(self.get_margin(), 28)

    def test_margin_deducts_credit_notes_with_their_cost(self):
        """GRD-2: what came back was not sold."""
        self.sell(100, quantity=3)
        self.sell(100, quantity=2, kind="out_refund")
        self.assertEqual(self.get_margin(), 40)

    def test_margin_leaves_out_what_has_no_product(self):
        """GRD-2: a down payment comes and goes, and nobody knows its cost."""
        self.create_invoice(500)
        self.assertIsNone(self.get_margin())
        self.sell(100)
        self.assertEqual(self.get_margin(), 40)

    def test_margin_without_revenue_has_no_value(self):
        """issue 6: only credit notes, and as much credited as invoiced."""
        self.sell(100, kind="out_refund")
        self.assertIsNone(self.get_margin())
        self.sell(100)
        self.assertIsNone(self.get_margin())

    def test_margin_in_another_currency_is_of_what_was_booked(self):
        """GRD-2: cost and revenue in the company's currency."""
        currency = self.env["res.currency"].create(
            {
                "name": "XGR",
                "symbol": "g",
                "rate_ids": [
                    Command.create(
                        {
                            "name": "2026-01-01",
                            "rate": 4,
                            "company_id": self.company.id,
                        }
                    )
                ],
            }
        )
        invoice = self.sell(320)
        invoice.button_draft()
        invoice.currency_id = currency
        invoice.action_post()
        self.assertEqual(self.get_margin(), 25)

    def test_margin_takes_the_cost_of_the_own_company(self):
        """issue 6: the cost that another company has for the product is not ours."""
        other = self.create_company("West River")
        self.goods.with_company(other).standard_price = 1
        self.sell(100)
        self.assertEqual(self.get_margin(), 40)
        self.assertIsNone(self.get_margin(company=other))

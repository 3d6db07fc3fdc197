"""What a customer owes and will owe, in one or two queries for all customers."""

from datetime import date, timedelta

from odoo import Command
from odoo.tests import tagged

from .common import MONDAY
from .credit_order_common import FEBRUARY, CreditCase


@tagged("post_install", "-at_install")
class TestCreditReceivable(CreditCase):
    def test_customer_without_trade_owes_nothing(self):
        """issue 3: every customer asked for has figures."""
        figures = self.get_figures()
        self.assertEqual((figures.exposure, figures.overdue_amount), (0, 0))

    def test_posted_invoices_are_receivable_until_paid(self):
        """issue 3: what was paid lowers the receivable, a draft does not raise it."""
        invoice = self.create_invoice(500)
        self.create_invoice(300).button_draft()
        self.pay(200, invoice=invoice)
        self.assertEqual(self.get_figures().receivable, 300)

    def test_credit_note_and_advance_lower_the_receivable(self):
        """issue 3: what the company owes the customer counts as well."""
        self.create_invoice(500)
        self.create_invoice(100, kind="out_refund")
        self.pay(50)
        self.assertEqual(self.get_figures().receivable, 350)

    def test_debts_of_contacts_belong_to_the_customer(self):
        """issue 3: figures live on the commercial partner."""
        contact = self.create_contact(self.customer)
        self.create_invoice(500, customer=contact)
        self.create_sale(200, contact)
        for partner in (self.customer, contact):
            self.assertEqual(self.get_figures(partner).exposure, 700)

    def test_other_companies_debts_do_not_count(self):
        """issue 3: limit and exposure are those of one company."""
        self.create_invoice(500)
        elsewhere = self.create_company("West River Chemicals")
        self.assertEqual(self.get_figures(company=elsewhere).exposure, 0)

    def test_debt_is_overdue_the_day_after_its_due_date(self):
        """issue 3: counted by the company's today."""
        for due, days in ((MONDAY, 0), (MONDAY - timedelta(days=1), 1)):
            with self.subTest(due):
                customer = self.create_customer(f"Due {due}")
                self.create_invoice(500, due, customer)
                figures = self.get_figures(customer)
                self.assertEqual(figures.overdue_days, days)
                self.assertEqual(figures.overdue_amount, 500 if days else 0)

    def test_overdue_is_what_is_past_due_and_not_paid(self):
        """issue 3: the amount of all late debts, the age of the oldest."""
        oldest = self.create_invoice(500, FEBRUARY)
        self.create_invoice(300, MONDAY - timedelta(days=10))
        self.create_invoice(200, MONDAY + timedelta(days=10))
        self.pay(100, invoice=oldest)
        figures = self.get_figures()
        self.assertEqual((figures.overdue_amount, figures.overdue_days), (700, 29))

    def test_money_not_assigned_pays_the_oldest_debt(self):
        """issue 3: a customer who paid is not late because nobody reconciled it."""
        self.create_invoice(500, FEBRUARY)
        self.create_invoice(300, MONDAY - timedelta(days=10))
        self.pay(600)
        figures = self.get_figures()
        self.assertEqual((figures.overdue_amount, figures.overdue_days), (200, 10))

    def test_money_not_assigned_that_pays_all_leaves_nothing_overdue(self):
        """issue 3: neither amount nor days."""
        self.create_invoice(500, FEBRUARY)
        self.create_invoice(300, MONDAY + timedelta(days=10))
        self.pay(600)
        figures = self.get_figures()
        self.assertEqual((figures.overdue_amount, figures.overdue_days), (0, 0))
        self.assertEqual(figures.receivable, 200)


@tagged("post_install", "-at_install")
class TestCreditNotInvoiced(CreditCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.customer_credit_check = "off"

    def test_confirmed_orders_count_before_they_are_delivered(self):
        """issue 3: two orders, confirmed and not delivered, are both owed."""
        self.create_order(self.customer, MONDAY, self.goods)
        self.create_order(self.customer, MONDAY, self.goods, quantity=3)
        self.assertEqual(self.get_figures().not_invoiced, 400)

    def test_quotations_and_cancelled_orders_do_not_count(self):
        """issue 3: only what is agreed."""
        self.create_quote(500)
        self.create_sale(300).action_cancel()
        self.assertEqual(self.get_figures().not_invoiced, 0)

    def test_invoiced_order_moves_to_the_receivable(self):
        """issue 3: nothing is counted twice, and a draft invoice is none yet."""
        order = self.create_sale(500)
        invoice = self.invoice(order, is_posted=False)
        self.assertEqual(self.get_figures().not_invoiced, 500)
        invoice.action_post()
        figures = self.get_figures()
        self.assertEqual((figures.not_invoiced, figures.receivable), (0, 500))

    def test_partly_invoiced_order_counts_with_its_rest(self):
        """issue 3: by quantity, whatever the price on the invoice."""
        order = self.create_order(self.customer, MONDAY, self.goods, quantity=4)
        order.order_line.qty_delivered = 1
        invoice = self.invoice(order, is_posted=False)
        invoice.invoice_line_ids.price_unit = 80
        invoice.action_post()
        figures = self.get_figures()
        self.assertEqual((figures.not_invoiced, figures.receivable), (300, 80))

    def test_credit_note_for_an_order_gives_the_quantity_back(self):
        """issue 3: what was refunded can be invoiced again."""
        order = self.create_sale(500)
        refund = self.invoice(order)._reverse_moves(cancel=True)
        self.assertEqual(refund.state, "posted")
        figures = self.get_figures()
        self.assertEqual((figures.not_invoiced, figures.receivable), (500, 0))

    def test_delivered_beyond_the_order_counts(self):
        """issue 3: the larger of what was ordered and delivered."""
        order = self.create_order(self.customer, MONDAY, self.goods, quantity=2)
        order.order_line.qty_delivered = 5
        self.assertEqual(self.get_figures().not_invoiced, 500)

    def test_delivered_without_order_counts(self):
        """issue 3: a line that came with the delivery has a price, too."""
        order = self.create_sale(500)
        order.order_line = [
            Command.create(
                {
                    "product_id": self.goods.id,
                    "product_uom_qty": 0,
                    "qty_delivered": 2,
                    "price_unit": 50,
                }
            )
        ]
        self.assertEqual(self.get_figures().not_invoiced, 600)

    def test_down_payment_is_not_counted_twice(self):
        """issue 3: a posted down payment is receivable, the rest is not invoiced."""
        order = self.create_sale(500)
        wizard = self.env["sale.advance.payment.inv"].create(
            {
                "sale_order_ids": order.ids,
                "advance_payment_method": "fixed",
                "fixed_amount": 200,
            }
        )
        down_payment = wizard._create_invoices(order)
        self.assertEqual(self.get_figures().exposure, 500)
        down_payment.action_post()
        figures = self.get_figures()
        self.assertEqual((figures.not_invoiced, figures.receivable), (300, 200))
        final = order._create_invoices(final=True)
        final.action_post()
        figures = self.get_figures()
        self.assertEqual((figures.not_invoiced, figures.receivable), (0, 500))

    def test_discount_line_lowers_the_order(self):
        """issue 3: an order counts with its total."""
        order = self.create_sale(500)
        line = {"product_id": self.service.id, "price_unit": -100}
        order.order_line = [Command.create(line)]
        self.assertEqual(self.get_figures().not_invoiced, 400)

    def test_returned_line_lowers_the_order(self):
        """issue 3: so does a negative quantity."""
        order = self.create_sale(500)
        line = {"product_id": self.service.id, "price_unit": 100}
        order.order_line = [Command.create({**line, "product_uom_qty": -1})]
        self.assertEqual(self.get_figures().not_invoiced, 400)

    def test_invoice_address_owes_the_money(self):
        """issue 3: who ordered for somebody else does not owe it."""
        payer = self.create_customer("Blue Mill Holding")
        self.create_sale(500, partner_invoice_id=payer.id)
        self.assertEqual(self.get_figures().not_invoiced, 0)
        self.assertEqual(self.get_figures(payer).not_invoiced, 500)

    def test_foreign_currency_counts_in_the_companys(self):
        """issue 3: by the rate of the order."""
        currency = self.env["res.currency"].create(
            {"name": "XTS", "symbol": "x", "rounding": 0.01}
        )
        self.env["res.currency.rate"].create(
            {
                "currency_id": currency.id,
                "name": date(2026, 1, 1),
                "rate": 0.5,
                "company_id": self.company.id,
            }
        )
        order = self.create_quote(500)
        order.currency_id = currency
        self.assertEqual(order.currency_rate, 0.5)
        order.action_confirm()
        self.assertEqual(self.get_figures().not_invoiced, 1000)

    def test_other_unit_on_the_invoice_is_converted(self):
        """issue 3: a dozen invoiced are twelve units."""
        order = self.create_sale(100)
        order.order_line.product_uom_qty = 24
        invoice = self.invoice(order, is_posted=False)
        dozen = self.env.ref("uom.product_uom_dozen")
        invoice.invoice_line_ids.write(
            {"product_uom_id": dozen.id, "quantity": 1, "price_unit": 1200}
        )
        invoice.action_post()
        figures = self.get_figures()
        self.assertEqual((figures.not_invoiced, figures.receivable), (1200, 1200))

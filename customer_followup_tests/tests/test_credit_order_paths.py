"""Every way to a confirmed order other than the button, and around the hold (G1)."""

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .credit_order_common import CreditCase

STAMPS = {
    "customer_credit_state": "released",
    "customer_credit_held_at": "2026-03-02",
    "customer_credit_reason": "It is fine",
}
SIGNATURE = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    "AABJRU5ErkJggg=="
)
NOT_COVERED = "does not cover"


@tagged("post_install", "-at_install")
class TestCreditOrderPaths(CreditCase):
    def setUp(self):
        super().setUp()
        self.env = self.env(user=self.salesperson)
        self.sale = self.own(self.create_sale(600))
        self.quote = self.own(self.create_quote(500))
        self.line = self.sale.order_line

    def own(self, order):
        """Return an order that belongs to the salesperson, as they see it."""
        order.user_id = self.salesperson
        return order.with_user(self.salesperson)

    # The state ------------------------------------------------------------------------

    def test_writing_the_state_is_refused(self):
        """G1: from a quotation, a sent and a cancelled one, held or not."""
        for state in ("draft", "sent", "cancel"):
            with self.subTest(state):
                self.quote.state = state
                with self.refused(NOT_COVERED):
                    self.quote.write({"state": "sale"})
                with self.refused("Request Change"):
                    self.quote.state = "sale"

    def test_writing_the_state_together_with_more_is_refused(self):
        """G1: what is written is looked at, not what was there before."""
        small = self.own(self.create_quote(100))
        other = self.create_limited(50)
        with self.refused("Red Mill"):
            small.write({"state": "sale", "partner_invoice_id": other.id})

    def test_writing_the_state_of_a_fitting_order_is_not_refused(self):
        """G1: the refusals mean something."""
        self.set_limit(self.customer, 1100)
        self.quote.write({"state": "sale"})
        self.assertEqual(self.quote.state, "sale")

    def test_creating_confirmed_orders_is_refused(self):
        """G1: by values, by default, by import and by copy."""
        vals = {
            "partner_id": self.customer.id,
            "order_line": [
                Command.create({"product_id": self.service.id, "price_unit": 500})
            ],
        }
        Order = self.env["sale.order"]
        with self.refused(NOT_COVERED):
            Order.create({**vals, "state": "sale"})
        with self.refused(NOT_COVERED):
            Order.with_context(default_state="sale").create(vals)
        with self.refused(NOT_COVERED):
            self.quote.copy({"state": "sale"})
        names = ["partner_id/.id", "state", "order_line/product_id/.id"]
        names += ["order_line/name", "order_line/price_unit"]
        row = [self.customer.id, "sale", self.service.id, "Analysis", 500]
        result = Order.load(names, [[str(value) for value in row]])
        self.assertFalse(result["ids"])
        self.assertIn(NOT_COVERED, result["messages"][0]["message"])

    def test_order_that_was_cancelled_is_checked_again(self):
        """CRD-2: cancelled, set to quotation, confirmed."""
        other = self.own(self.create_quote(400))
        self.sale.action_cancel()
        self.sale.action_draft()
        other.action_confirm()
        self.sale.action_confirm()
        self.assert_confirmed(other)
        self.assert_confirmed(self.sale)
        for order in (self.sale, other):
            order.action_cancel()
            order.action_draft()
        self.set_limit(self.customer, 399)
        (self.sale | other).action_confirm()
        self.assert_held(self.sale)
        self.assert_held(other)

    def test_invoiced_order_is_not_counted_twice_when_confirmed_again(self):
        """CRD-2: what a posted invoice covers is receivable already."""
        order = self.create_sale(300, self.create_limited(300))
        self.invoice(order.sudo())
        order.action_cancel()
        order.action_draft()
        order.action_confirm()
        self.assert_confirmed(order)

    def create_limited(self, limit):
        customer = self.create_customer("Red Mill")
        self.set_limit(customer, limit)
        return customer

    # The stamps -----------------------------------------------------------------------

    def test_nobody_writes_the_hold_by_hand(self):
        """G1: not in write, not in create, not by a default or a context."""
        self.quote.action_confirm()
        self.assert_held(self.quote)
        contexts = [{}, {"customer_credit_stamping": True}]
        for name, value in STAMPS.items():
            for context in contexts:
                with self.subTest(name=name), self.refused("follows from"):
                    self.quote.with_context(**context).write({name: value})
            vals = {"partner_id": self.customer.id, name: value}
            with self.refused("follows from"):
                self.env["sale.order"].create(vals)
            defaults = {f"default_{name}": value}
            order = self.env["sale.order"].with_context(**defaults)
            self.assertFalse(order.create({"partner_id": self.customer.id})[name])
        self.assertFalse(self.quote.copy().customer_credit_state)

    def test_context_from_outside_opens_nothing(self):
        """G1: the keys of this process mean nothing when a client sends them."""
        sent = {
            "customer_credit_allowed": {"order_ids": self.quote.ids},
            "customer_credit_guarded": self.quote.ids,
        }
        quote = self.quote.with_context(**sent)
        with self.refused(NOT_COVERED):
            quote.write({"state": "sale"})
        quote.action_confirm()
        self.assert_held(quote)
        with self.refused(NOT_COVERED):
            self.line.with_context(**sent).price_unit = 5000

    def test_nobody_hides_what_an_order_is_worth(self):
        """G1: amounts and what is invoiced follow from the lines."""
        forged = {"amount_total": 1, "invoice_status": "invoiced", "currency_rate": 99}
        for name, value in forged.items():
            with self.subTest(name), self.refused("Change the lines"):
                self.sale.write({name: value})
        for name in ("price_total", "price_subtotal", "qty_invoiced"):
            with self.subTest(name), self.refused("Change the lines"):
                self.line.write({name: 1})
        self.line.is_downpayment = True
        self.quote.action_confirm()
        self.assert_held(self.quote)

    def test_cancelling_ends_the_hold(self):
        """issue 3: what nobody wants any more does not wait for credit."""
        self.quote.action_confirm()
        self.quote.action_cancel()
        self.assertFalse(self.quote.customer_credit_state)
        self.quote.action_draft()
        self.assertFalse(self.quote.customer_credit_held_at)

    # Confirmed orders that grow -------------------------------------------------------

    def test_growing_a_confirmed_order_is_refused(self):
        """G1: quantity, price, discount, lines; on the line and through the order."""
        self.line.write({"price_unit": 1200, "discount": 50})
        line = {"product_id": self.service.id, "price_unit": 500}
        attempts = {
            "quantity": lambda: self.line.write({"product_uom_qty": 2}),
            "price": lambda: self.line.write({"price_unit": 2400}),
            "discount": lambda: self.line.write({"discount": 0}),
            "line": lambda: self.line.create({"order_id": self.sale.id, **line}),
            "order": lambda: self.sale.write({"order_line": [Command.create(line)]}),
            "command": lambda: self.sale.write(
                {"order_line": [Command.update(self.line.id, {"discount": 0})]}
            ),
            "move": lambda: self.quote.order_line.write({"order_id": self.sale.id}),
        }
        for name, attempt in attempts.items():
            with self.subTest(name), self.refused(NOT_COVERED):
                attempt()
        self.env.invalidate_all()
        self.assertEqual(self.sale.amount_total, 600)

    def test_confirmed_order_may_grow_within_the_limit(self):
        """G1: to the last unit."""
        self.line.price_unit = 1000
        self.assertEqual(self.sale.amount_total, 1000)

    def test_confirmed_order_over_the_limit_may_shrink(self):
        """CRD-2: less debt is never refused, whatever the limit says now."""
        self.set_limit(self.customer, 100)
        self.line.price_unit = 500
        self.sale.write({"client_order_ref": "PO 17"})
        self.assertEqual(self.sale.amount_total, 500)

    def test_lines_are_looked_at_together(self):
        """issue 3: one line larger and another smaller is no growth."""
        second = {"product_id": self.service.id, "price_unit": 400}
        self.sale.write({"order_line": [Command.create(second)]})
        self.assertEqual(self.sale.amount_total, 1000)
        first, second = self.sale.order_line
        self.sale.write(
            {
                "order_line": [
                    Command.update(first.id, {"price_unit": 900}),
                    Command.update(second.id, {"price_unit": 100}),
                ]
            }
        )
        self.assertEqual(self.sale.amount_total, 1000)

    def test_late_customer_gets_no_more(self):
        """issue 3: growth is refused for debts as well."""
        self.create_invoice(50, "2026-02-01")
        with self.refused("29 days"):
            self.line.price_unit = 601

    def test_moving_a_confirmed_order_to_another_payer_is_refused(self):
        """G1: by invoice address and by customer."""
        other = self.create_limited(500)
        for name in ("partner_invoice_id", "partner_id"):
            with self.subTest(name), self.refused("Red Mill"):
                self.sale.write({name: other.id, "partner_invoice_id": other.id})
        self.set_limit(other, 600)
        self.sale.partner_invoice_id = other
        self.assertEqual(self.get_figures(other).not_invoiced, 600)

    def test_warn_writes_down_growth(self):
        """issue 3: in warn mode the order grows, and the chatter says so."""
        self.company.customer_credit_check = "warn"
        self.line.price_unit = 5000
        self.assertIn("beyond the customer", self.sale.message_ids[0].body)
        self.quote.write({"state": "sale"})
        self.assertIn("used up", self.quote.message_ids[0].body)

    def test_off_refuses_nothing(self):
        """issue 3: as installed."""
        self.company.customer_credit_check = "off"
        self.line.price_unit = 5000
        self.quote.write({"state": "sale"})
        self.assertEqual(self.quote.state, "sale")

    # Customers who confirm themselves -------------------------------------------------

    def test_signature_leaves_the_order_on_hold(self):
        """issue 3: the customer's page works; the salesperson is told."""
        order = self.quote.sudo()
        order.write({"signed_by": "Ms Lin", "signature": SIGNATURE})
        order.with_user(self.env.ref("base.public_user")).sudo()._validate_order()
        self.assert_held(order)
        self.assertEqual(order.signed_by, "Ms Lin")
        told = order.message_ids.notified_partner_ids
        self.assertIn(self.salesperson.partner_id, told)

    def test_online_payment_is_kept_and_the_order_waits(self):
        """issue 3: a payment that does not cover all never fails."""
        order = self.quote.sudo()
        order.require_payment = True
        order.prepayment_percent = 0.1
        transaction = self.create_transaction(order, 100)
        self.env.invalidate_all()
        confirmed = transaction._check_amount_and_confirm_order()
        self.assertFalse(confirmed)
        self.assert_held(order)
        self.set_limit(self.customer, 2000)
        self.assertEqual(transaction._check_amount_and_confirm_order(), order)
        self.assert_confirmed(order)

    def create_transaction(self, order, amount):
        everything = self.env(su=True, context={"active_test": False})
        method = everything["payment.method"].search([], limit=1)
        provider = everything["payment.provider"].search([], limit=1)
        provider = provider.copy({"company_id": self.company.id})
        return (
            self.env["payment.transaction"]
            .sudo()
            .create(
                {
                    "provider_id": provider.id,
                    "payment_method_id": method.id,
                    "reference": "paid online",
                    "amount": amount,
                    "currency_id": order.currency_id.id,
                    "partner_id": order.partner_id.id,
                    "sale_order_ids": [Command.set(order.ids)],
                    "state": "done",
                }
            )
        )

    def test_refused_order_says_the_way_out(self):
        """issue 3: which order, why, and what to do."""
        with self.refused(f"{self.quote.name}.*Request Change.*payment", UserError):
            self.quote.write({"state": "sale"})

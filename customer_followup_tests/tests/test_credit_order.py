"""Confirming orders within and beyond the customer's credit."""

from psycopg2.errors import CheckViolation

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import MONDAY
from .credit_order_common import FEBRUARY, CreditCase


@tagged("post_install", "-at_install")
class TestCreditOrder(CreditCase):
    def test_order_within_the_limit_is_confirmed(self):
        """CRD-2: to the last unit of the limit."""
        order = self.create_quote(1000)
        self.assertIs(order.action_confirm(), True)
        self.assert_confirmed(order)
        self.assertFalse(order.customer_credit_state)

    def test_order_beyond_the_limit_is_held_and_says_so(self):
        """issue 3: no error; state, moment, reason, note and a message."""
        self.create_sale(800)
        order = self.create_quote(300)
        order.user_id = self.salesperson
        result = order.action_confirm()
        self.assert_held(order)
        self.assertEqual(order.customer_credit_held_at.date(), MONDAY)
        self.assertIn("Blue Mill", order.customer_credit_reason)
        self.assertEqual(result["tag"], "display_notification")
        self.assertIn(order.name, result["params"]["message"])
        self.assertEqual(result["params"]["next"]["tag"], "soft_reload")
        note = order.message_ids[0]
        self.assertIn("Request Change", note.body)
        self.assertEqual(note.notified_partner_ids, self.salesperson.partner_id)

    def test_two_undelivered_orders_both_count(self):
        """issue 3: Odoo's own figure forgets what is not delivered."""
        first, second = (
            self.create_quotation(self.customer, self.goods, quantity=6)
            for _number in range(2)
        )
        first.action_confirm()
        second.action_confirm()
        self.assert_confirmed(first)
        self.assert_held(second)

    def test_batch_confirms_what_fits_in_turn(self):
        """issue 3: one that does not fit does not stop the others."""
        other = self.create_customer("Red Mill")
        orders = self.create_quote(600) | self.create_quote(600)
        orders |= self.create_quote(400) | self.create_quote(9999, other)
        result = orders.action_confirm()
        self.assertEqual(orders.mapped("state"), ["sale", "draft", "sale", "sale"])
        self.assertEqual(result["tag"], "display_notification")
        self.assertIn(orders[1].name, result["params"]["message"])
        self.assertNotIn(orders[2].name, result["params"]["message"])

    def test_customer_late_beyond_the_tolerance_is_held(self):
        """issue 3: with or without a limit, and whatever the amount."""
        customer = self.create_customer("Red Mill")
        invoice = self.create_invoice(50, FEBRUARY, customer)
        order = self.create_quote(1, customer)
        order.action_confirm()
        self.assert_held(order)
        self.assertIn("29 days", order.customer_credit_reason)
        self.assertIn("paid what is overdue", order.message_ids[0].body)
        self.pay(50, MONDAY, invoice)
        order.action_confirm()
        self.assert_confirmed(order)

    def test_tolerance_is_the_companys(self):
        """issue 3: days and amount are settings."""
        self.create_invoice(50, FEBRUARY)
        for setting, value in (
            ("customer_overdue_tolerance_days", 29),
            ("customer_overdue_tolerance_amount", 50),
        ):
            with self.subTest(setting):
                before = self.company[setting]
                self.company[setting] = value
                order = self.create_quote(1)
                order.action_confirm()
                self.assert_confirmed(order)
                self.company[setting] = before

    def test_customer_without_limit_is_not_checked(self):
        """issue 3: Odoo's meaning of 0, unless the company says no credit."""
        customer = self.create_customer("Red Mill")
        order = self.create_quote(99999, customer)
        order.action_confirm()
        self.assert_confirmed(order)
        self.company.customer_credit_zero_limit = "no_credit"
        order = self.create_quote(1, customer)
        order.action_confirm()
        self.assert_held(order)
        self.pay(100001, customer=customer)
        order.action_confirm()
        self.assert_confirmed(order)

    def test_higher_limit_lets_the_held_order_through(self):
        """CRD-2: Confirm works again, and the order remembers that it was held."""
        order = self.create_quote(1500)
        order.action_confirm()
        held_at = order.customer_credit_held_at
        order.action_confirm()
        self.assert_held(order)
        self.assertEqual(order.customer_credit_held_at, held_at)
        notes = order.message_ids.filtered(lambda m: "On hold: credit" in m.body)
        self.assertEqual(len(notes), 1)
        self.set_limit(self.customer, 1500)
        self.assertIs(order.action_confirm(), True)
        self.assertEqual(order.customer_credit_state, "released")

    def test_replacement_free_of_charge_is_never_held(self):
        """issue 3: what adds nothing to the debt needs no credit."""
        self.create_invoice(5000, FEBRUARY)
        order = self.create_quote(0)
        order.action_confirm()
        self.assert_confirmed(order)

    def test_warn_confirms_and_leaves_a_note(self):
        """issue 3: warned before, written down afterwards."""
        self.company.customer_credit_check = "warn"
        order = self.create_quote(1500)
        self.assertTrue(order.customer_credit_warning)
        self.assertIs(order.action_confirm(), True)
        self.assert_confirmed(order)
        self.assertIn("beyond the customer", order.message_ids[0].body)
        second = self.create_quote(1)
        second.action_confirm()
        self.assertIn("used up", second.message_ids[0].body)

    def test_off_looks_at_nothing(self):
        """issue 3: as installed, and nothing is shown."""
        self.company.customer_credit_check = "off"
        self.create_invoice(5000, FEBRUARY)
        order = self.create_quote(1500)
        self.assertFalse(order.customer_credit_warning)
        self.assertFalse(order.customer_credit_is_limited)
        order.action_confirm()
        self.assert_confirmed(order)

    def test_check_is_the_company_of_the_orders(self):
        """issue 3: not the one the user works in."""
        elsewhere = self.create_company("West River Chemicals")
        self.open_books(elsewhere)
        elsewhere.customer_credit_check = "hold"
        self.set_limit(self.customer, 100, elsewhere)
        order = self.create_quote(500, company=elsewhere)
        both = [self.company.id, elsewhere.id]
        order.with_context(allowed_company_ids=both).action_confirm()
        self.assert_held(order)
        self.create_quote(1000).action_confirm()
        self.set_limit(self.customer, 500, elsewhere)
        order.with_context(allowed_company_ids=both).action_confirm()
        self.assert_confirmed(order)

    def test_invoice_address_is_checked(self):
        """issue 3: who owes the money, whoever orders."""
        other = self.create_customer("Red Mill")
        order = self.create_quote(1500, other, partner_invoice_id=self.customer.id)
        order.action_confirm()
        self.assert_held(order)

    def test_quotation_shows_the_rounded_headroom(self):
        """issue 3: to a salesperson, before confirming, with a warning."""
        self.create_sale(150)
        fitting = self.create_quote(800, user_id=self.salesperson.id)
        fitting = fitting.with_user(self.salesperson)
        self.assertEqual(fitting.customer_credit_headroom, 800)
        self.assertFalse(fitting.customer_credit_warning)
        large = self.create_quote(900, user_id=self.salesperson.id)
        warning = large.with_user(self.salesperson).customer_credit_warning
        self.assertIn("800", warning)
        self.assertNotIn("850", warning)

    def test_reason_gives_no_exact_figures_away(self):
        """issue 3: the late amount is rounded up, the days are exact."""
        self.create_invoice(123.45, FEBRUARY)
        order = self.create_quote(100)
        order.action_confirm()
        self.assertIn("200", order.customer_credit_reason)
        self.assertNotIn("123", order.customer_credit_reason)

    def test_exact_figures_are_beside_it_for_finance(self):
        """issue 3: limit, exposure, overdue and oldest days, to the cent."""
        self.create_invoice(123.45, FEBRUARY)
        finance = self.create_user("finance", "group_finance_head")
        order = self.create_quote(100)
        exact = order.with_user(finance)
        self.assertEqual(exact.customer_credit_limit, 1000)
        self.assertEqual(exact.customer_credit_exposure, 123.45)
        self.assertEqual(exact.customer_credit_overdue_amount, 123.45)
        self.assertEqual(exact.customer_credit_overdue_days, 29)
        self.assertNotIn(
            "customer_credit_exposure", order.with_user(self.salesperson).fields_get()
        )

    def test_request_opens_for_who_pays_the_order(self):
        """CRD-1: from the held order, with customer, company and order."""
        contact = self.create_contact(self.customer)
        order = self.create_quote(1500, contact)
        context = order.action_request_credit_change()["context"]
        self.assertEqual(context["default_partner_id"], self.customer.id)
        self.assertEqual(context["default_company_id"], self.company.id)
        self.assertEqual(context["default_sale_order_id"], order.id)

    def test_odoos_own_warning_does_not_contradict_ours(self):
        """issue 3: one message, and no exact figures for salespeople."""
        self.company.account_use_credit_limit = True
        order = self.create_quote(1500)
        self.assertFalse(order.partner_credit_warning)
        self.company.customer_credit_check = "off"
        order.invalidate_recordset()
        self.assertIn("Blue Mill", order.partner_credit_warning)

    @mute_logger("odoo.sql_db")
    def test_settings_refuse_what_is_no_amount(self):
        """G7: negative, huge or not a number."""
        for name in ("customer_overdue_tolerance_amount", "customer_credit_rounding"):
            for value, error in (
                (-1, CheckViolation),
                (10**18, CheckViolation),
                (float("nan"), ValueError),
            ):
                with self.subTest(name=name, value=value), self.assertRaises(error):
                    self.company[name] = value
                    self.env.flush_all()
                self.env.invalidate_all(flush=False)

    def test_what_odoo_refuses_stays_refused(self):
        """CRD-2: an order that is confirmed already is not confirmed again."""
        order = self.create_quote(100)
        order.action_confirm()
        with self.assertRaises(UserError):
            order.action_confirm()

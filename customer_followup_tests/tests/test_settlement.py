"""Confirming an order asks for what is not known of the customer."""

from odoo.tests import Form, tagged

from .credit_order_common import CreditCase
from .settlement_common import FACTS, SettlementMixin

CLOSE = {"type": "ir.actions.act_window_close"}


@tagged("post_install", "-at_install")
class TestSettlement(SettlementMixin, CreditCase):
    def test_order_of_a_known_customer_is_confirmed(self):
        """DOS-8: nobody is asked for what is known."""
        order = self.create_order_of(self.known)
        self.assertIs(self.confirm(order), True)
        self.assertEqual(order.state, "sale")

    def test_check_is_off_as_installed(self):
        """DOS-8: a new company confirms as before."""
        company = self.env["res.company"].create({"name": "West River"})
        self.assertFalse(company.customer_settlement_check)
        self.company.customer_settlement_check = False
        order = self.create_order_of()
        self.assertIs(self.confirm(order), True)
        self.assertEqual(order.state, "sale")

    def test_unknown_customer_is_asked_for_and_confirmed(self):
        """DOS-8: asked on the spot; the answer is written, a dossier is started."""
        order = self.create_order_of()
        action = self.confirm(order)
        self.assertEqual(order.state, "draft")
        self.assertEqual(self.answer(action), CLOSE)
        self.assertEqual(order.state, "sale")
        self.assertRecordValues(self.customer, [FACTS])
        self.assertTrue(self.customer.customer_dossier_number)

    def test_each_missing_fact_is_asked_for(self):
        """DOS-8: phone, street and city; blanks are nothing."""
        for name in FACTS:
            for empty in (False, "   "):
                customer = self.create_customer("Mill", **{**FACTS, name: empty})
                with self.subTest(name, empty=empty):
                    action = self.confirm(self.create_order_of(customer))
                    self.assertEqual(action["res_model"], "sale.order.settlement")

    def test_dialog_shows_what_is_known(self):
        """DOS-8: the form of the dialog, filled in as a salesperson would."""
        self.customer.write({"street": "Canal Road 8", "zip": "215000"})
        contact = self.create_contact(self.customer)
        contact.phone = "+86 120 0000 0902"
        order = self.create_order_of(contact)
        action = self.confirm(order)
        dialog = self.env["sale.order.settlement"].with_user(self.salesperson)
        dialog = dialog.browse(action["res_id"])
        self.assertEqual(dialog.partner_id, self.customer)
        self.assertEqual(dialog.order_names, order.name)
        self.assertEqual(dialog.missing, "Phone, City")
        with Form(dialog) as form:
            self.assertEqual(form.street, "Canal Road 8")
            self.assertEqual(form.zip, "215000")
            self.assertEqual(form.phone, "+86 120 0000 0902")
            form.city = "Suzhou"
        dialog.action_confirm()
        self.assertEqual(order.state, "sale")
        self.assertRecordValues(
            self.customer,
            [{"city": "Suzhou", "zip": "215000", "phone": "+86 120 0000 0902"}],
        )

    def test_answer_without_a_fact_confirms_nothing(self):
        """DOS-8: the message names what is left."""
        order = self.create_order_of()
        action = self.confirm(order)
        with self.refused(f"To confirm {order.name}, fill in: City"):
            self.answer(action, phone="1", street="Canal Road 8", city="  ")
        self.assertEqual(order.state, "draft")
        self.assertFalse(self.customer.phone)

    def test_several_customers_are_asked_for_one_after_the_other(self):
        """DOS-8: nothing is confirmed before all is known."""
        second = self.create_customer("Green Mill")
        orders = self.create_order_of(self.customer, self.known, second, self.customer)
        action = self.confirm(orders)
        action = self.answer(action)
        self.assertEqual(set(orders.mapped("state")), {"draft"})
        dialog = self.env["sale.order.settlement"].browse(action["res_id"])
        self.assertEqual(dialog.partner_id, second)
        self.assertEqual(dialog.order_names, orders[2].name)
        self.assertEqual(self.answer(action), CLOSE)
        self.assertEqual(set(orders.mapped("state")), {"sale"})

    def test_salesperson_without_right_to_the_customer_is_refused(self):
        """DOS-8, G5: the dialog writes with the rights of who opened it."""
        self.env["ir.rule"].create(
            {
                "name": "Nobody writes this one",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "domain_force": f"[('id', '!=', {self.customer.id})]",
                "perm_read": False,
            }
        )
        action = self.confirm(self.create_order_of())
        with self.assertRaises(Exception) as caught:
            self.answer(action)
        self.assertEqual(type(caught.exception).__name__, "AccessError")

    def test_online_order_is_never_stopped(self):
        """DOS-8: signed or paid without anybody here: the salesperson is told."""
        order = self.create_order_of()
        order.sudo()._validate_order()
        self.assertEqual(order.state, "sale")
        note = order.message_ids.filtered(
            lambda m: "Confirmed without knowing" in (m.body or "")
        )
        self.assertEqual(len(note), 1)
        self.assertIn("Phone, Street, City", note.body)
        self.assertTrue(note.is_internal or note.subtype_id.internal)
        self.assertEqual(note.partner_ids, self.salesperson.partner_id)

    def test_credit_is_checked_after_the_answer(self):
        """DOS-8, CRD-2: known by now, and held for credit: the message comes back."""
        self.company.customer_credit_check = "hold"
        order = self.create_quote(5000, user_id=self.salesperson.id)
        action = self.confirm(order)
        self.assertFalse(order.customer_credit_state)
        message = self.answer(action)
        self.assertEqual(message["tag"], "display_notification")
        self.assertEqual(message["params"]["next"], CLOSE)
        self.assert_held(order)
        self.assertTrue(self.customer.phone)

    def test_held_and_fitting_order_close_the_dialog_once(self):
        """DOS-8, CRD-2, DOS-3: messages of both checks, then the dialog closes."""
        self.company.customer_credit_check = "hold"
        self.company.customer_dossier_check = "hold"
        far = self.create_customer("Green Mill", **FACTS)
        self.set_limit(far, 50)
        orders = self.create_order_of(self.customer, far)
        result = self.answer(self.confirm(orders))
        while result.get("tag") == "display_notification":
            result = result["params"]["next"]
        self.assertEqual(result, CLOSE)
        self.assertEqual(set(orders.mapped("state")), {"draft"})

    def test_number_of_queries_does_not_grow(self):
        """G17: asking about one order or about eighty."""
        counts = []
        for size in (1, 1, 80):
            orders = self.create_order_of(*[self.known] * size)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            orders.filtered(lambda o: o._get_missing_settlement_facts())
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2], counts)

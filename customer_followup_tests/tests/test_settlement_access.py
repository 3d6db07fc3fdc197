"""Who may write a customer by confirming an order, over JSON-RPC."""

from odoo.tests import new_test_user, tagged

from .common import FollowupHttpCase
from .settlement_common import FACTS, SettlementMixin

REFUSALS = ("odoo.exceptions.AccessError", "odoo.exceptions.MissingError")
DIALOG = "sale.order.settlement"
# one transparent point
SIGNATURE = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    "AABJRU5ErkJggg=="
)


@tagged("post_install", "-at_install")
class TestSettlementAccess(SettlementMixin, FollowupHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls.create_order_of()
        cls.rival = cls.create_user("rival", "sales_team.group_sale_salesman")
        cls.outsider = cls.create_user("settling_outsider", "base.group_user")
        cls.portal = new_test_user(cls.env, "settling_portal", "base.group_portal")

    def assert_refused(self, answer):
        name = answer.get("error", {}).get("data", {}).get("name")
        self.assertIn(name, REFUSALS, answer)
        self.env.invalidate_all()
        self.assertEqual(self.order.state, "draft")
        self.assertFalse(self.customer.phone)

    def create_dialog(self, user, orders, customer):
        """Return the answer to a dialog that a script makes."""
        vals = {"order_ids": [[6, 0, orders.ids]], "partner_id": customer.id, **FACTS}
        return self.call(user, DIALOG, "create", [vals])

    def test_salesperson_is_asked_and_answers(self):
        """DOS-8: the calls of the browser, as a salesperson."""
        action = self.call(
            self.salesperson, "sale.order", "action_confirm", self.order.ids
        )["result"]
        dialog_ids = [action["res_id"]]
        self.call(self.salesperson, DIALOG, "write", dialog_ids, FACTS)
        answer = self.call(self.salesperson, DIALOG, "action_confirm", dialog_ids)
        self.assertEqual(answer["result"]["type"], "ir.actions.act_window_close")
        self.env.invalidate_all()
        self.assertEqual(self.order.state, "sale")
        self.assertRecordValues(self.customer, [FACTS])

    def test_customer_who_signs_is_never_stopped(self):
        """DOS-8: on the page of the customer, without any login."""
        self.order.require_signature = True
        self.order._portal_ensure_token()
        self.env.flush_all()
        self.authenticate(None, None)
        params = {
            "access_token": self.order.access_token,
            "name": "Ms Lin",
            "signature": SIGNATURE,
        }
        response = self.url_open(
            f"/my/orders/{self.order.id}/accept",
            json={"jsonrpc": "2.0", "method": "call", "params": params},
        )
        self.assertTrue(response.json()["result"]["force_refresh"])
        self.env.invalidate_all()
        self.assertEqual(self.order.state, "sale")
        notes = self.order.message_ids.filtered(
            lambda m: "Confirmed without knowing" in (m.body or "")
        )
        self.assertEqual(notes.partner_ids, self.salesperson.partner_id)

    def test_orders_of_others_are_refused(self):
        """DOS-8, G5: neither by the button nor by a dialog of one's own making."""
        for user in (self.rival, self.outsider, self.specialist, self.portal):
            with self.subTest(user.login):
                self.assert_refused(
                    self.call(user, "sale.order", "action_confirm", self.order.ids)
                )
                answer = self.create_dialog(user, self.order, self.customer)
                if "result" in answer:
                    answer = self.call(user, DIALOG, "action_confirm", answer["result"])
                self.assert_refused(answer)

    def test_customer_of_another_order_is_refused(self):
        """DOS-8, G5: an order of one's own is no way to any other customer."""
        own = self.create_order_of(self.known)
        answer = self.create_dialog(self.salesperson, own, self.customer)
        answer = self.call(self.salesperson, DIALOG, "action_confirm", answer["result"])
        self.assertIn("UserError", answer["error"]["data"]["name"])
        self.assertIn("another customer", answer["error"]["data"]["message"])
        self.env.invalidate_all()
        self.assertFalse(self.customer.phone)
        self.assertEqual(own.state, "draft")

    def test_dialog_without_orders_is_refused(self):
        """DOS-8, G5: nothing to confirm, nobody to write."""
        answer = self.create_dialog(
            self.salesperson, self.env["sale.order"], self.customer
        )
        answer = self.call(self.salesperson, DIALOG, "action_confirm", answer["result"])
        self.assertIn("UserError", answer["error"]["data"]["name"])
        self.assert_untouched()

    def assert_untouched(self):
        self.env.invalidate_all()
        self.assertFalse(self.customer.phone)
        self.assertFalse(self.customer.customer_dossier_number)

    def test_dialog_of_a_colleague_is_refused(self):
        """DOS-8, G5: what somebody has typed is nobody else's."""
        answer = self.create_dialog(self.salesperson, self.order, self.customer)
        head = self.create_user(
            "settling_head", "sales_team.group_sale_salesman_all_leads"
        )
        self.assert_refused(self.call(head, DIALOG, "read", answer["result"]))
        self.assert_refused(self.call(head, DIALOG, "action_confirm", answer["result"]))

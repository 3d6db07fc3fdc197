"""Permission to trade: orders of customers whose papers are missing."""

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .dossier_common import DossierCase


@tagged("post_install", "-at_install")
class TestDossierOrder(DossierCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.customer_dossier_check = "hold"
        cls.order = cls.create_quotation(cls.customer)
        cls.order.user_id = cls.salesperson

    def assert_held(self, order=None):
        order = order or self.order
        self.assertEqual((order.state, order.customer_dossier_hold), ("draft", "held"))

    def test_held_with_the_list_of_missing_papers(self):
        """DOS-3: the dossier is opened, nothing is confirmed, and it says why."""
        result = self.order.action_confirm()
        self.assert_held()
        self.assertTrue(self.customer.customer_dossier_number)
        message = result["params"]["message"]
        for name in ("Form", "Licence", "Permit"):
            self.assertIn(name, message)
        self.assertIn("Permit", self.order.customer_dossier_warning)
        note = self.order.message_ids.filtered(lambda m: "On hold" in (m.body or ""))
        self.assertEqual(note.notified_partner_ids, self.salesperson.partner_id)
        self.order.action_confirm()
        notes = self.order.message_ids.filtered(lambda m: "On hold" in (m.body or ""))
        self.assertEqual(notes, note, "told once")

    def test_who_makes_the_first_contract_may_file_the_papers(self):
        """DOS-1: a new customer of nobody becomes the salesperson's."""
        customer = self.create_customer("Red Mill", self.env["res.users"])
        order = self.create_quotation(customer)
        order.user_id = self.salesperson
        order.with_user(self.salesperson).action_confirm()
        self.assert_held(order)
        self.assertEqual(customer.user_id, self.salesperson)
        self.file(self.form, customer, self.salesperson, state="submitted")

    def test_complete_dossier_lets_it_through(self):
        """DOS-3: confirmed again after the last paper."""
        self.order.action_confirm()
        self.file_all()
        self.assertFalse(self.order.customer_dossier_warning)
        self.order.action_confirm()
        self.assertEqual(self.order.state, "sale")
        self.assertEqual(self.order.customer_dossier_hold, "released")

    def test_waiver_lets_it_through(self):
        """DOS-3: from the order's button to the confirmed order."""
        self.order.action_confirm()
        order = self.order.with_user(self.salesperson)
        action = order.action_request_dossier_waiver()
        waivers = self.env["customer.dossier.waiver"].with_user(self.salesperson)
        waiver = waivers.with_context(
            **action["context"], allowed_company_ids=self.company.ids
        ).create({"reason": "Urgent"})
        self.assertEqual(waiver.sale_order_id, self.order)
        waiver.action_submit()
        self.sign(waiver, self.marketing)
        self.assertIn("Confirm the order again", self.order.message_ids[0].body)
        self.order.action_confirm()
        self.assertEqual(self.order.state, "sale")

    def test_expired_paper_holds_today(self):
        """DOS-4: also when no job has come by since midnight."""
        self.customer.action_open_dossier()
        self.file(self.form)
        self.file(self.licence)
        self.file(self.permit, date_expiry="2026-03-02")
        self.env.cr.execute(
            "UPDATE customer_document SET date_expiry = '2026-03-01'"
            " WHERE type_id = %s",
            [self.permit.id],
        )
        self.env.invalidate_all()
        self.order.action_confirm()
        self.assert_held()

    def test_warning_confirms_and_notes(self):
        """DOS-3: in a company that only wants to know."""
        self.company.customer_dossier_check = "warn"
        self.assertIs(self.order.action_confirm(), True)
        self.assertEqual(self.order.state, "sale")
        self.assertIn("Permit", self.order.message_ids[0].body)
        self.assertFalse(self.order.customer_dossier_hold)

    def test_every_other_way_is_refused(self):
        """DOS-3: writing the state, creating confirmed, moving to another customer."""
        with self.refused("is not confirmed"):
            self.order.state = "sale"
        line = Command.create({"product_id": self.goods.id})
        vals = {"partner_id": self.customer.id, "order_line": [line]}
        with self.refused("is not confirmed"):
            self.env["sale.order"].create({**vals, "state": "sale"})
        known = self.create_customer("Red Mill")
        self.file_all(known)
        known.action_open_dossier()
        confirmed = self.create_order(known, self.order.date_order)
        with self.refused("is not confirmed"):
            confirmed.partner_id = self.customer
        with self.refused("is not confirmed"):
            self.order._action_confirm() or self.order.write({"state": "sale"})

    def test_confirmed_orders_go_on(self):
        """DOS-4: a paper that expires afterwards stops no work on what was agreed."""
        self.file_all()
        self.order.action_confirm()
        self.assertEqual(self.order.state, "sale")
        self.env["customer.document"].search([])._in_transition().write(
            {"state": "rejected"}
        )
        self.assertEqual(self.customer.customer_dossier_state, "incomplete")
        self.order.action_lock()
        self.order.action_unlock()
        self.order.write({"state": "sale", "client_order_ref": "B"})
        self.assertEqual(self.order.state, "sale")

    def test_stamps_are_not_written_by_hand(self):
        """DOS-3: nobody releases an order by writing so."""
        self.order.action_confirm()
        for name in ("hold", "held_at", "reason"):
            with self.subTest(name), self.refused("follows from the customer's"):
                self.order.write({f"customer_dossier_{name}": False})

    def test_batch_confirms_whom_one_may_trade_with(self):
        """DOS-3: one customer without papers stops no other."""
        known = self.create_customer("Red Mill")
        self.file_all(known)
        orders = self.order + self.create_quotation(known)
        orders.action_confirm()
        self.assertEqual(orders.mapped("state"), ["draft", "sale"])

    def test_credit_is_looked_at_as_well(self):
        """DOS-3, CRD-2: the papers first, the money afterwards."""
        self.company.customer_credit_check = "hold"
        self.company.customer_credit_zero_limit = "no_credit"
        self.order.order_line.price_unit = 100
        self.order.action_confirm()
        self.assert_held()
        self.assertFalse(self.order.customer_credit_state)
        self.file_all()
        self.order.action_confirm()
        self.assertEqual(self.order.state, "draft")
        self.assertEqual(self.order.customer_credit_state, "held")

    def test_customers_confirmation_is_held_as_well(self):
        """DOS-3: signed in the portal or paid, without a colleague."""
        public = self.env.ref("base.public_user")
        self.order.with_user(public).sudo().action_confirm()
        self.assert_held()

    def test_off_changes_nothing(self):
        """DOS-3: as installed."""
        self.company.customer_dossier_check = "off"
        self.order.action_confirm()
        self.assertEqual(self.order.state, "sale")
        self.assertFalse(self.customer.customer_dossier_number)

    def test_copy_begins_anew(self):
        """DOS-3: a new quotation was never held."""
        self.order.action_confirm()
        self.assertFalse(self.order.copy().customer_dossier_hold)

    def test_more_credit_needs_the_papers(self):
        """DOS-3: X percent or a waiver, at submission and at each signature."""
        self.customer.action_open_dossier()
        self.company.customer_dossier_credit_percent = 60
        request = self.create_request()
        as_requester = self.as_user(request, self.salesperson)
        with self.refused("complete by 0 %.*60 %.*Form, Licence, Permit", UserError):
            as_requester.action_submit()
        self.file(self.permit)
        with self.refused("complete by 50 %"):
            as_requester.action_submit()
        form = self.file(self.form)
        as_requester.action_submit()
        form.with_user(self.supervisor).action_reject("Somebody else's")
        with self.refused("complete by 50 %"):
            self.sign(request, self.marketing)
        self.sign(self.create_waiver(), self.general)
        self.sign(request)
        self.assertEqual(request.state, "approved")

    def test_less_credit_needs_no_papers(self):
        """DOS-3: a limit is lowered at any time."""
        self.set_terms(limit=90000.0)
        self.company.customer_dossier_credit_percent = 100
        request = self.create_request(requested_limit=10.0)
        self.as_user(request, self.salesperson).action_submit()
        self.assertEqual(request.state, "submitted")

"""The first order of a new customer, from the dossier to the trade, in a browser."""

from odoo.tests import tagged

from .dossier_common import DossierHttpCase


@tagged("post_install", "-at_install")
class TestToursDossier(DossierHttpCase):
    def play(self, tour, user, record=None):
        """Let a user play a tour, beginning at the form of ``record``."""
        path = f"/odoo/{record._name}/{record.id}" if record else "/odoo"
        self.start_tour(path, f"customer_dossier_{tour}", login=user.login)
        self.env.invalidate_all()

    def test_first_order_is_held_until_a_director_signs(self):
        """DOS-1, DOS-2, DOS-3: dossier, missing papers, hold, waiver, trade."""
        self.company.customer_dossier_check = "hold"
        order = self.create_quotation(self.customer)
        order.user_id = self.salesperson
        self.play("hold", self.salesperson, order)
        self.assertEqual((order.state, order.customer_dossier_hold), ("draft", "held"))
        self.assertTrue(self.customer.customer_dossier_number)
        waiver = self.env["customer.dossier.waiver"].search(
            [("partner_id", "=", self.customer.id)]
        )
        self.assertEqual(waiver.sale_order_id, order)
        self.play("sign", self.general)
        self.assertEqual(waiver.state, "approved")
        self.play("trade", self.salesperson, order)
        self.assertEqual(order.state, "sale")
        self.file(self.licence)
        self.play("see", self.specialist, self.customer)

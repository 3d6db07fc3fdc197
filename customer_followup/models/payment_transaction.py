from odoo import models


class PaymentTransaction(models.Model):
    """A payment by the customer, online, for an order that may be on hold."""

    _inherit = "payment.transaction"

    def _check_amount_and_confirm_order(self):
        # an order on hold was not confirmed: its payer is told of the payment instead
        orders = super()._check_amount_and_confirm_order()
        return orders.filtered(lambda order: order.state == "sale")

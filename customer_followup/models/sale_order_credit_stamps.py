from odoo import api, models
from odoo.exceptions import UserError

from ..tools.permit import Permit

STAMPS = ("customer_credit_state", "customer_credit_held_at", "customer_credit_reason")
# what follows from the lines; written by hand, it would hide what an order is worth
WORTH_FIELDS = {
    "amount_tax",
    "amount_total",
    "amount_untaxed",
    "currency_rate",
    "invoice_status",
}


class SaleOrder(models.Model):
    """What nobody writes by hand: the hold, and what an order is worth."""

    _inherit = "sale.order"

    @api.model
    def _check_no_credit_stamp(self, names):
        """Refuse to write by hand what only confirming an order may write.

        :raise UserError: such a field is among ``names``
        """
        if not set(STAMPS).isdisjoint(names):
            raise UserError(
                self.env._(
                    "Whether an order is on hold follows from the customer's credit. "
                    "To release it, change the credit limit with Request Change or "
                    "wait for payment, and confirm the order again."
                )
            )

    def _check_worth_is_not_forged(self):
        """Refuse to write by hand what an order is worth or how much is invoiced.

        :raise UserError: the credit of these orders is checked
        """
        if not self.env.su and any(order._is_credit_checked() for order in self):
            raise UserError(
                self.env._(
                    "What an order is worth and how much of it is invoiced follow from "
                    "its lines. Change the lines instead."
                )
            )

    def _write_credit_stamps(self, vals: dict):
        self.with_context(customer_credit_stamping=Permit(self)).write(vals)

    def _lift_credit_hold(self, state: str | None):
        """End the hold of orders that were confirmed or given up."""
        if state not in ("sale", "cancel"):
            return
        if held := self.filtered(lambda o: o.customer_credit_state == "held"):
            is_confirmed = state == "sale"
            held._write_credit_stamps(
                {"customer_credit_state": "released"}
                if is_confirmed
                else dict.fromkeys(STAMPS, False)
            )

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.res_partner_settlement import ADDRESS_FIELDS


class SaleOrderSettlement(models.TransientModel):
    """Asks for name, phone and address of a customer, then confirms the orders (DOS-8).

    Opened by *Confirm*. When the orders are of several customers of whom something is
    not known, it comes again for each of them.
    """

    _name = "sale.order.settlement"
    _description = "Customer of an Order"

    order_ids = fields.Many2many("sale.order", string="Orders", required=True)
    partner_id = fields.Many2one("res.partner", "Customer", required=True)
    order_names = fields.Char(compute="_compute_words")
    missing = fields.Char(compute="_compute_words")
    name = fields.Char()
    phone = fields.Char()
    street = fields.Char()
    street2 = fields.Char("Street 2")
    city = fields.Char()
    zip = fields.Char("ZIP")
    state_id = fields.Many2one(
        "res.country.state", domain="[('country_id', '=?', country_id)]"
    )
    country_id = fields.Many2one("res.country")

    @api.depends("order_ids", "partner_id")
    def _compute_words(self):
        for dialog in self:
            customer = dialog.partner_id
            orders = dialog.order_ids.filtered(
                lambda o, customer=customer: (
                    o.partner_id.commercial_partner_id == customer
                )
            )
            dialog.order_names = ", ".join(orders.mapped("name"))
            dialog.missing = customer and customer._describe_missing_settlement_facts()

    def action_confirm(self):
        """Write the customer, start its dossier and confirm the orders.

        With the rights of the user, and only a customer of these orders.

        :raise UserError: something is still missing
        """
        self.ensure_one()
        self.order_ids.check_access("write")
        customer = self.partner_id
        if customer not in self.order_ids.partner_id.commercial_partner_id:
            raise UserError(
                self.env._(
                    "These orders are of another customer. Press Confirm on the order "
                    "again."
                )
            )
        customer.write(self._prepare_customer())
        if customer._get_missing_settlement_facts():
            raise UserError(
                self.env._(
                    "To confirm %(orders)s, fill in: %(facts)s.",
                    orders=self.order_names,
                    facts=customer._describe_missing_settlement_facts(),
                )
            )
        orders = self.order_ids.filtered(lambda o: o._is_quotation())
        orders.filtered(
            lambda o: o.partner_id.commercial_partner_id == customer
        )._open_customer_dossiers()
        return self._close_then(orders.action_confirm() if orders else True)

    def _prepare_customer(self) -> dict:
        """Return what differs from the customer, as every field written is logged."""
        vals = {}
        for name in ("name", "phone", *ADDRESS_FIELDS):
            if self[name] != self.partner_id[name]:
                vals[name] = self._fields[name].convert_to_write(self[name], self)
        return vals

    def _close_then(self, result):
        """Let a message of the confirmation close the dialog instead of reloading it.

        :param result: what confirming returned
        """
        close = {"type": "ir.actions.act_window_close"}
        if not isinstance(result, dict) or result.get("tag") == "soft_reload":
            return close
        if result.get("tag") == "display_notification":
            following = self._close_then(result["params"].get("next"))
            params = {**result["params"], "next": following}
            return {**result, "params": params}
        return result

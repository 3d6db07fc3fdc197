from odoo import models


class SaleOrder(models.Model):
    """Nothing is settled with a customer one cannot reach (DOS-8).

    Whoever confirms an order of a customer without phone or address is asked for them
    on the spot, in a company that wants so. A customer who signs or pays online is
    never stopped for it: there the salesperson is told.
    """

    _inherit = "sale.order"

    def action_confirm(self):
        """Ask for what is not known of the customer; confirm when nothing is.

        :return: the dialog that asks and then confirms, or what confirming returns
        """
        asking = self.filtered(lambda o: o._is_quotation() and o._is_settlement_asked())
        lacking = asking.filtered(lambda o: o._get_missing_settlement_facts())
        if not lacking:
            return super().action_confirm()
        if self.env.su or not self.env.user._is_internal():
            result = super().action_confirm()
            lacking._post_settlement_notes()
            return result
        self.check_access("write")
        return self._ask_settlement_facts(lacking)

    def _is_settlement_asked(self) -> bool:
        return self.company_id.customer_settlement_check

    def _get_missing_settlement_facts(self) -> list[str]:
        """Return which facts about the customer of the order are empty."""
        # sudo: whether something is known is not what it is
        customer = self.sudo().partner_id.commercial_partner_id
        return customer._get_missing_settlement_facts()

    def _ask_settlement_facts(self, lacking):
        """Return the dialog for the first customer of whom something is not known.

        :param lacking: the orders of such customers
        """
        customer = lacking[0].partner_id.commercial_partner_id
        dialog = self.env["sale.order.settlement"].create(
            {
                "order_ids": self.ids,
                "partner_id": customer.id,
                **customer._prepare_settlement_facts(lacking[0].partner_id),
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Who Is the Customer?"),
            "res_model": dialog._name,
            "res_id": dialog.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def _post_settlement_notes(self):
        """Tell the salesperson what is not known of who bought without us."""
        for order in self.filtered(lambda o: o.state == "sale"):
            customer = order.partner_id.commercial_partner_id
            order.message_post(
                body=self.env._(
                    "Confirmed without knowing of %(customer)s: %(facts)s. Ask, and "
                    "write it on the customer.",
                    customer=customer.display_name,
                    facts=customer._describe_missing_settlement_facts(),
                ),
                partner_ids=order.user_id.partner_id.ids,
            )

from odoo import models


class ResPartner(models.Model):
    """The way from a customer to everything that is known about it."""

    _inherit = "res.partner"

    def action_open_customer_timeline(self):
        """Show all that is known about the customer, the latest first (DOS-5)."""
        self.ensure_one()
        customer = self.commercial_partner_id
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "customer_followup.customer_timeline_action"
        )
        action["domain"] = [("partner_id", "=", customer.id)]
        action["display_name"] = self.env._(
            "Timeline of %(customer)s", customer=customer.name
        )
        return action

    def action_open_customer_receptions(self):
        """Show who of the customer has come; *New* writes down who comes now."""
        self.ensure_one()
        customer = self.commercial_partner_id
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "customer_followup.customer_reception_action"
        )
        action["domain"] = [("partner_id", "=", customer.id)]
        action["context"] = {"default_partner_id": customer.id}
        if self != customer:
            action["context"]["default_contact_id"] = self.id
        return action

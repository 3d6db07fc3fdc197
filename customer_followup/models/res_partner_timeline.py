from odoo import api, fields, models


class ResPartner(models.Model):
    """The way from a customer to everything that is known about it."""

    _inherit = "res.partner"

    customer_reception_count = fields.Integer(
        "Receptions", compute="_compute_customer_reception_count"
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_customer_reception_count(self):
        self.customer_reception_count = 0
        Reception = self.env["customer.reception"]
        if not Reception.has_access("read"):
            return
        groups = Reception._read_group(
            [("partner_id", "in", self.commercial_partner_id.ids)],
            ["partner_id"],
            ["__count"],
        )
        count_by_customer = {customer.id: count for customer, count in groups}
        for partner in self:
            customer = partner.commercial_partner_id
            partner.customer_reception_count = count_by_customer.get(customer.id, 0)

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

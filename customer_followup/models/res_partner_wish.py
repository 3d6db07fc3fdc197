from odoo import api, fields, models


class ResPartner(models.Model):
    """What customers wait for (CAR-2)."""

    _inherit = "res.partner"

    customer_wish_count = fields.Integer(
        "Open Wishes", compute="_compute_customer_wish_count"
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_customer_wish_count(self):
        Wish = self.env["customer.wish"]
        self.customer_wish_count = 0
        if not Wish.has_access("read"):
            return
        counts = Wish._read_group(
            [
                ("partner_id", "in", self.commercial_partner_id.ids),
                ("state", "=", "open"),
            ],
            ["partner_id"],
            ["__count"],
        )
        count_by_customer = {customer.id: count for customer, count in counts}
        for partner in self:
            customer = partner.commercial_partner_id
            partner.customer_wish_count = count_by_customer.get(customer.id, 0)

    def action_open_customer_wishes(self):
        """Show what the customer wishes; *New* writes down another wish."""
        self.ensure_one()
        customer = self.commercial_partner_id
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "customer_followup.customer_wish_action"
        )
        action["domain"] = [("partner_id", "=", customer.id)]
        action["context"] = {"default_partner_id": customer.id}
        return action

from odoo import api, fields, models
from odoo.fields import Domain


class ResPartner(models.Model):
    _inherit = "res.partner"

    customer_specialist_id = fields.Many2one(
        "res.users",
        string="Service Specialist",
        domain=[("share", "=", False)],
        index="btree_not_null",
        tracking=True,
        help="Looks after the customer: gets the follow-ups, calls and visits.",
    )
    customer_followup_ids = fields.One2many(
        "customer.followup", "partner_id", string="Follow-ups"
    )
    customer_followup_count = fields.Integer(
        "Open Follow-ups", compute="_compute_customer_followup_count"
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_customer_followup_count(self):
        Followup = self.env["customer.followup"]
        self.customer_followup_count = 0
        if not Followup.has_access("read"):
            return
        counts = Followup._read_group(
            Followup._get_open_domain()
            & Domain("partner_id", "in", self.commercial_partner_id.ids),
            ["partner_id"],
            ["__count"],
        )
        count_by_customer = {customer.id: count for customer, count in counts}
        for partner in self:
            customer = partner.commercial_partner_id
            partner.customer_followup_count = count_by_customer.get(customer.id, 0)

    def action_open_customer_followups(self):
        """Show the customer's follow-ups, the open ones first."""
        self.ensure_one()
        customer = self.commercial_partner_id
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "customer_followup.customer_followup_action"
        )
        action["domain"] = [("partner_id", "=", customer.id)]
        action["context"] = {"default_partner_id": customer.id}
        return action

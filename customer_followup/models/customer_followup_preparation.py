from odoo import api, fields, models

RECENT_ORDERS = 5


class CustomerFollowup(models.Model):
    """What is at hand before and during the contact (VIS-4)."""

    _inherit = "customer.followup"

    talking_points = fields.Text(compute="_compute_talking_points")
    partner_phone = fields.Char(related="partner_id.phone", string="Phone")
    partner_email = fields.Char(related="partner_id.email", string="E-mail")
    partner_city = fields.Char(related="partner_id.city", string="City")
    customer_contact_ids = fields.One2many(
        related="partner_id.child_ids", string="Contacts"
    )
    recent_order_ids = fields.Many2many(
        "sale.order", string="Last Orders", compute="_compute_recent_order_ids"
    )

    @api.depends("state", "reason_ids.state", "reason_ids.rule_id.content")
    @api.depends_context("lang")
    def _compute_talking_points(self):
        for followup in self:
            # sudo: the talking points of an archived rule stay readable
            rules = followup._get_live_reasons().rule_id.sudo().filtered("content")
            followup.talking_points = "\n".join(
                f"{rule.name}: {rule.content}" if len(rules) > 1 else rule.content
                for rule in rules
            )

    @api.depends("partner_id", "company_id")
    def _compute_recent_order_ids(self):
        for followup in self:
            followup.recent_order_ids = self.env["sale.order"].search(
                [
                    ("partner_id.commercial_partner_id", "=", followup.partner_id.id),
                    ("company_id", "=", followup.company_id.id),
                    ("state", "=", "sale"),
                ],
                order="date_order desc",
                limit=RECENT_ORDERS,
            )

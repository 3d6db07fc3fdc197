from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    customer_signature_link_hours = fields.Integer(
        related="company_id.customer_signature_link_hours", readonly=False
    )
    customer_promise_days = fields.Integer(
        related="company_id.customer_promise_days", readonly=False
    )
    customer_visit_days = fields.Integer(
        related="company_id.customer_visit_days", readonly=False
    )
    customer_technical_team_id = fields.Many2one(
        related="company_id.customer_technical_team_id", readonly=False
    )

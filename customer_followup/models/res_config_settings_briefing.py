from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    customer_briefing_orders = fields.Integer(
        related="company_id.customer_briefing_orders", readonly=False
    )
    customer_briefing_days = fields.Integer(
        related="company_id.customer_briefing_days", readonly=False
    )
    customer_briefing_history_days = fields.Integer(
        related="company_id.customer_briefing_history_days", readonly=False
    )

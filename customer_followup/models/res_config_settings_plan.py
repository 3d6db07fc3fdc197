from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    customer_has_visit_plans = fields.Boolean(
        related="company_id.customer_has_visit_plans", readonly=False
    )
    customer_plan_day = fields.Integer(
        related="company_id.customer_plan_day", readonly=False
    )
    customer_plan_submit_days = fields.Integer(
        related="company_id.customer_plan_submit_days", readonly=False
    )

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    customer_load_per_customer = fields.Float(
        related="company_id.customer_load_per_customer", readonly=False
    )
    customer_load_per_contact = fields.Float(
        related="company_id.customer_load_per_contact", readonly=False
    )
    customer_load_per_case = fields.Float(
        related="company_id.customer_load_per_case", readonly=False
    )
    customer_load_days = fields.Integer(
        related="company_id.customer_load_days", readonly=False
    )
    customer_assigns_daily = fields.Boolean(
        related="company_id.customer_assigns_daily", readonly=False
    )

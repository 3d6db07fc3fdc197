from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    customer_complaint_rounds = fields.Boolean(
        related="company_id.customer_complaint_rounds", readonly=False
    )
    customer_callback_tries = fields.Integer(
        related="company_id.customer_callback_tries", readonly=False
    )
    customer_warranty_months = fields.Integer(
        related="company_id.customer_warranty_months", readonly=False
    )

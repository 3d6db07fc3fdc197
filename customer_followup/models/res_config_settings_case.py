from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    customer_warranty_months = fields.Integer(
        related="company_id.customer_warranty_months", readonly=False
    )

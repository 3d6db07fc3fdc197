from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    customer_expected_days = fields.Integer(
        related="company_id.customer_expected_days", readonly=False
    )

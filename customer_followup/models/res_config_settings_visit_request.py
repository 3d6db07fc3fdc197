from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    customer_gift_ceiling_action = fields.Selection(
        related="company_id.customer_gift_ceiling_action", readonly=False
    )
    customer_gift_ceiling = fields.Monetary(
        related="company_id.customer_gift_ceiling",
        currency_field="currency_id",
        readonly=False,
    )

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    customer_penalty_minimum = fields.Monetary(
        related="company_id.customer_penalty_minimum",
        readonly=False,
        currency_field="currency_id",
    )
    customer_penalty_maximum = fields.Monetary(
        related="company_id.customer_penalty_maximum",
        readonly=False,
        currency_field="currency_id",
    )
    customer_penalty_objection_days = fields.Integer(
        related="company_id.customer_penalty_objection_days", readonly=False
    )

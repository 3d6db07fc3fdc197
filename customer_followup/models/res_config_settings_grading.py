from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    customer_grading_months = fields.Integer(
        related="company_id.customer_grading_months", readonly=False
    )
    customer_grading_apply = fields.Selection(
        related="company_id.customer_grading_apply", readonly=False
    )

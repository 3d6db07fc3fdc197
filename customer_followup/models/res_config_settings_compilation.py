from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    customer_compilation_is_monthly = fields.Boolean(
        related="company_id.customer_compilation_is_monthly", readonly=False
    )
    customer_compilation_is_quarterly = fields.Boolean(
        related="company_id.customer_compilation_is_quarterly", readonly=False
    )
    customer_compilation_department_id = fields.Many2one(
        related="company_id.customer_compilation_department_id", readonly=False
    )
    customer_compilation_user_id = fields.Many2one(
        related="company_id.customer_compilation_user_id", readonly=False
    )

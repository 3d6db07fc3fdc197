from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    customer_portal_hourly_limit = fields.Integer(
        related="company_id.customer_portal_hourly_limit", readonly=False
    )
    customer_portal_max_files = fields.Integer(
        related="company_id.customer_portal_max_files", readonly=False
    )
    customer_portal_max_mb = fields.Integer(
        related="company_id.customer_portal_max_mb", readonly=False
    )
    customer_portal_file_kinds = fields.Char(
        related="company_id.customer_portal_file_kinds", readonly=False
    )

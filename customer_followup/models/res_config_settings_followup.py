from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    customer_unassigned_capacity = fields.Integer(
        related="company_id.customer_unassigned_capacity", readonly=False
    )
    customer_contact_ceiling = fields.Integer(
        related="company_id.customer_contact_ceiling", readonly=False
    )
    customer_contact_ceiling_days = fields.Integer(
        related="company_id.customer_contact_ceiling_days", readonly=False
    )

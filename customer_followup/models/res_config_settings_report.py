from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    customer_report_is_monthly = fields.Boolean(
        related="company_id.customer_report_is_monthly", readonly=False
    )
    customer_report_is_quarterly = fields.Boolean(
        related="company_id.customer_report_is_quarterly", readonly=False
    )
    customer_report_day = fields.Integer(
        related="company_id.customer_report_day", readonly=False
    )
    customer_report_to_department_id = fields.Many2one(
        related="company_id.customer_report_to_department_id", readonly=False
    )
    customer_report_to = fields.Selection(
        related="company_id.customer_report_to", readonly=False
    )
    customer_report_coverage_goal = fields.Float(
        related="company_id.customer_report_coverage_goal", readonly=False
    )
    customer_report_punctuality_goal = fields.Float(
        related="company_id.customer_report_punctuality_goal", readonly=False
    )

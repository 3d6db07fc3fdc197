from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    customer_followup_user_id = fields.Many2one(
        related="company_id.customer_followup_user_id", readonly=False
    )
    customer_issue_team_id = fields.Many2one(
        related="company_id.customer_issue_team_id", readonly=False
    )
    customer_complaint_team_id = fields.Many2one(
        related="company_id.customer_complaint_team_id", readonly=False
    )

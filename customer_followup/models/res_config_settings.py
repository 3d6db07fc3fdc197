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
    customer_credit_check = fields.Selection(
        related="company_id.customer_credit_check", readonly=False
    )
    customer_overdue_tolerance_days = fields.Integer(
        related="company_id.customer_overdue_tolerance_days", readonly=False
    )
    customer_overdue_tolerance_amount = fields.Monetary(
        related="company_id.customer_overdue_tolerance_amount",
        readonly=False,
    )
    customer_credit_rounding = fields.Monetary(
        related="company_id.customer_credit_rounding",
        readonly=False,
    )
    customer_dossier_check = fields.Selection(
        related="company_id.customer_dossier_check", readonly=False
    )
    customer_document_max_mb = fields.Integer(
        related="company_id.customer_document_max_mb", readonly=False
    )
    customer_dossier_credit_percent = fields.Integer(
        related="company_id.customer_dossier_credit_percent", readonly=False
    )
    customer_dossier_review_months = fields.Integer(
        related="company_id.customer_dossier_review_months", readonly=False
    )
    customer_waiver_announce_days = fields.Integer(
        related="company_id.customer_waiver_announce_days", readonly=False
    )
    customer_settlement_check = fields.Boolean(
        related="company_id.customer_settlement_check", readonly=False
    )
    customer_urgency_now_days = fields.Integer(
        related="company_id.customer_urgency_now_days", readonly=False
    )
    customer_urgency_month_days = fields.Integer(
        related="company_id.customer_urgency_month_days", readonly=False
    )
    customer_urgency_quarter_days = fields.Integer(
        related="company_id.customer_urgency_quarter_days", readonly=False
    )
    customer_urgency_later_days = fields.Integer(
        related="company_id.customer_urgency_later_days", readonly=False
    )
    customer_credit_zero_limit = fields.Selection(
        related="company_id.customer_credit_zero_limit", readonly=False
    )

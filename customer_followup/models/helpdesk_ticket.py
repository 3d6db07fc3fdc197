from odoo import fields, models

CASE_TYPES = [
    ("issue", "Issue"),
    ("complaint", "Complaint"),
    ("suggestion", "Suggestion"),
    ("request", "Request"),
    ("repair", "Repair"),
    ("return", "Return or Exchange"),
]


class HelpdeskTicket(models.Model):
    _inherit = "helpdesk.ticket"

    customer_case_type = fields.Selection(
        CASE_TYPES, string="Case Type", tracking=True, index="btree_not_null"
    )
    customer_followup_id = fields.Many2one(
        "customer.followup",
        string="Found in Follow-up",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    customer_department_id = fields.Many2one(
        "hr.department", string="Department in Charge", tracking=True
    )

from odoo import fields, models


class HelpdeskTicketTeam(models.Model):
    _inherit = "helpdesk.ticket.team"

    customer_department_id = fields.Many2one(
        "hr.department",
        "Department",
        index="btree_not_null",
        help="Problems that a follow-up finds in this department's work come to this "
        "team.",
    )

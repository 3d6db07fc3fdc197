from odoo import fields, models

from .helpdesk_ticket import CASE_TYPES


class HelpdeskTicketTeam(models.Model):
    _inherit = "helpdesk.ticket.team"

    customer_department_id = fields.Many2one(
        "hr.department",
        "Department",
        index="btree_not_null",
        help="Problems that a follow-up finds in this department's work come to this "
        "team.",
    )
    customer_case_type = fields.Selection(
        CASE_TYPES,
        "Proposed for Cases",
        help="Cases of this type come to this team, if nobody chooses another one. "
        "Complaints come to the team in the settings.",
    )
    customer_calendar_id = fields.Many2one(
        "resource.calendar",
        "Working Hours",
        check_company=True,
        help="The hours that the deadlines of the team's cases are counted in. Empty: "
        "those of the company.",
    )

    def write(self, vals):
        result = super().write(vals)
        if "customer_calendar_id" in vals:
            # of all cases: which ones are the team's is found when they are counted
            self.env["customer.deadline"]._mark_models(["helpdesk.ticket"])
        return result

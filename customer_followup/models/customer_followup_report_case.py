from odoo import fields, models

from .helpdesk_ticket import CASE_TYPES

RESULTS = [("open", "Open"), ("solved", "Solved"), ("given_up", "Given Up")]


class CustomerFollowupReportCase(models.Model):
    """A case in a compilation, as it stood when the compilation was made (ISS-4).

    Noted with the figures, and again only while the report is a draft. It ends with
    its report, and stays when the case is deleted.
    """

    _name = "customer.followup.report.case"
    _description = "Case in a Compilation"
    _order = "report_id, is_earlier, date, id"
    _rec_name = "name"

    report_id = fields.Many2one(
        "customer.followup.report",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="report_id.company_id", store=True)
    ticket_id = fields.Many2one(
        "helpdesk.ticket",
        "Case",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    number = fields.Char(readonly=True)
    name = fields.Char("Subject", readonly=True)
    case_type = fields.Selection(CASE_TYPES, readonly=True)
    partner_id = fields.Many2one(
        "res.partner", "Customer", readonly=True, ondelete="set null"
    )
    customer = fields.Char("Who Told It", readonly=True)
    department_id = fields.Many2one(
        "hr.department", "Department in Charge", readonly=True, ondelete="set null"
    )
    date = fields.Date("Registered On", readonly=True)
    date_closed = fields.Date("Closed On", readonly=True)
    result = fields.Selection(RESULTS, "What Became of It", readonly=True)
    stage = fields.Char(readonly=True)
    is_earlier = fields.Boolean(
        "From Before", readonly=True, help="Registered before, and still open then."
    )

    def _is_in(self, measure: str) -> bool:
        """Is the case among those that a figure counts?"""
        self.ensure_one()
        if measure == "matters_earlier":
            return self.is_earlier
        if measure == "matters_days":
            measure = "matters_solved"
        kind = measure.removeprefix("matters").strip("_")
        is_kind = not kind or kind in (self.case_type, self.result)
        return is_kind and not self.is_earlier

    def action_open_case(self):
        """Show the case as it is now.

        :raise AccessError: the user may not read the report
        """
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": "helpdesk.ticket",
            # sudo: which case it is; opening it needs the right to
            "res_id": self.sudo().ticket_id.id,
            "views": [(False, "form")],
        }

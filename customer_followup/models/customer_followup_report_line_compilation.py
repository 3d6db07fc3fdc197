from odoo import fields, models
from odoo.fields import Domain

# measure: (section, label, unit)
COMPILED = {
    "matters": ("matter", "Issues, suggestions and requests", "count"),
    "matters_issue": ("matter", "Issues", "count"),
    "matters_suggestion": ("matter", "Suggestions", "count"),
    "matters_request": ("matter", "Requests", "count"),
    "matters_solved": ("matter", "Solved", "count"),
    "matters_given_up": ("matter", "Given up", "count"),
    "matters_open": ("matter", "Still open", "count"),
    "matters_days": ("matter", "Days until solved", "days"),
    "matters_earlier": ("matter", "Open from earlier periods", "count"),
    "complaint_count": ("complaint", "Complaints", "count"),
    "complaint_closed": ("complaint", "of them closed", "count"),
    "complaint_invalid": ("complaint", "Not justified, besides", "count"),
    "complaint_rounds": ("complaint", "Rounds they took", "count"),
    "complaint_first": ("complaint", "Solved the first time", "percent"),
    "complaint_kept": ("complaint", "Deadlines kept", "percent"),
    "complaint_days": ("complaint", "Days until closed", "days"),
    "complaint_cost": ("complaint", "Cost of the solutions", "money"),
    "complaint_satisfaction": (
        "complaint",
        "Satisfaction afterwards (1 to 5)",
        "score",
    ),
}
# what of the analysis of complaints each figure is
COMPLAINT_MEASURES = {
    "complaint_count": "complaint_count:sum",
    "complaint_invalid": "invalid_count:sum",
    "complaint_rounds": "round_count:sum",
    "complaint_first": "first_time_share:avg",
    "complaint_kept": "kept_share:avg",
    "complaint_days": "days_to_close:avg",
    "complaint_cost": "cost:sum",
    "complaint_satisfaction": "satisfaction_after:avg",
}
COUNTED = {
    "complaint_closed": Domain("outcome", "=", "solved"),
    "complaint_invalid": Domain("outcome", "=", "invalid"),
    "complaint_first": Domain("answered_count", "=", 1),
    "complaint_kept": Domain("deadline_count", ">", 0),
    "complaint_days": Domain("outcome", "=", "solved"),
    "complaint_cost": Domain("cost", ">", 0),
    "complaint_satisfaction": Domain("satisfaction_after", ">", 0),
}


class CustomerFollowupReportLine(models.Model):
    """The figures of a compilation of cases, and what they count (ISS-4)."""

    _inherit = "customer.followup.report.line"

    section = fields.Selection(
        selection_add=[
            ("matter", "Issues, Suggestions and Requests"),
            ("complaint", "Complaints"),
        ]
    )
    measure = fields.Selection(
        selection_add=[
            (name, label) for name, (_section, label, _unit) in COMPILED.items()
        ],
        ondelete=dict.fromkeys(COMPILED, "cascade"),
    )

    def _find_matter(self) -> tuple[str, Domain]:
        cases = self.report_id.case_ids
        found = cases.filtered(lambda case: case._is_in(self.measure))
        # sudo: which cases the report lists; who opens them needs the right to
        return "helpdesk.ticket", Domain("id", "in", found.sudo().ticket_id.ids)

    def _find_complaint(self) -> tuple[str, Domain]:
        domain = self.report_id._get_complaints_domain()
        counted = COUNTED.get(self.measure, Domain("complaint_count", "=", 1))
        return "customer.complaint.analysis", domain & counted

from odoo import api, fields, models
from odoo.tools import float_round, formatLang

SECTIONS = [
    ("contact", "Visits and Calls"),
    ("coverage", "Coverage"),
    ("satisfaction", "Satisfaction"),
    ("result", "Results"),
    ("opinion", "Opinions and Suggestions"),
    ("case", "Cases and Complaints"),
    ("won_back", "Won Back"),
    ("promise", "Promises"),
]
# measure: (section, label, unit)
MEASURES = {
    "planned": ("contact", "Contacts planned", "count"),
    "made": ("contact", "Contacts made", "count"),
    "on_site": ("contact", "of them on site", "count"),
    "cancelled": ("contact", "Contacts given up", "count"),
    "contact_punctual": ("contact", "Contacts made on time", "percent"),
    "record_punctual": ("contact", "Records written on time", "percent"),
    "customers": ("coverage", "Customers of the department", "count"),
    "covered": ("coverage", "Customers contacted", "count"),
    "coverage": ("coverage", "Coverage", "percent"),
    "satisfaction": ("satisfaction", "Average satisfaction (1 to 5)", "score"),
    "satisfaction_5": ("satisfaction", "Very satisfied", "count"),
    "satisfaction_4": ("satisfaction", "Satisfied", "count"),
    "satisfaction_3": ("satisfaction", "So-so", "count"),
    "satisfaction_2": ("satisfaction", "Dissatisfied", "count"),
    "satisfaction_1": ("satisfaction", "Very dissatisfied", "count"),
    "result_well": ("result", "All well", "count"),
    "result_need": ("result", "Wants to order", "count"),
    "result_problem": ("result", "Problem", "count"),
    "result_complaint": ("result", "Complaint", "count"),
    "result_declined": ("result", "Wants no contact", "count"),
    "opinions": ("opinion", "Opinions", "count"),
    "suggestions": ("opinion", "Suggestions", "count"),
    "pertinent": ("opinion", "Suggestions to the point", "count"),
    "cases": ("case", "Cases opened", "count"),
    "complaints": ("case", "of them complaints", "count"),
    "cases_solved": ("case", "Cases closed", "count"),
    "complaints_solved": ("case", "Complaints closed", "count"),
    "response_hours": ("case", "Hours until the first contact", "hours"),
    "won_back": ("won_back", "Customers won back", "count"),
    "won_back_amount": ("won_back", "Value of their orders", "money"),
    "promises_kept": ("promise", "Promises kept", "count"),
    "promises_open": ("promise", "Promises open at the end", "count"),
    "promises_late": ("promise", "Promises late", "count"),
}
GOALS = {
    "contact_punctual": "customer_report_punctuality_goal",
    "record_punctual": "customer_report_punctuality_goal",
    "coverage": "customer_report_coverage_goal",
}
NOTHING = "-"
"""Stands where nothing was measured."""
DIGITS = {"count": 0, "percent": 1, "score": 2, "hours": 1, "days": 1}


class CustomerFollowupReportLine(models.Model):
    """One figure of a return-visit report, with its goal and that of the period before.

    Counted when the report is made, and again only while it is a draft. It ends with
    its report.
    """

    _name = "customer.followup.report.line"
    _description = "Figure of a Return-Visit Report"
    _inherit = ["customer.transition.mixin"]
    _order = "report_id, sequence, id"
    _rec_name = "measure"
    _customer_is_evidence = True

    report_id = fields.Many2one(
        "customer.followup.report", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="report_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    sequence = fields.Integer(readonly=True, aggregator=False)
    section = fields.Selection(SECTIONS, "About", readonly=True)
    measure = fields.Selection(
        [(name, label) for name, (_section, label, _unit) in MEASURES.items()],
        "Figure",
        required=True,
        readonly=True,
    )
    value = fields.Float("Value in Numbers", readonly=True, aggregator=False)
    # nothing was measured: another thing than zero
    has_value = fields.Boolean(readonly=True)
    goal = fields.Float("Goal in Numbers", readonly=True, aggregator=False)
    has_goal = fields.Boolean(readonly=True)
    previous = fields.Float("Period Before in Numbers", readonly=True, aggregator=False)
    has_previous = fields.Boolean(readonly=True)
    is_missed = fields.Boolean("Below the Goal", compute="_compute_texts")
    value_text = fields.Char("Value", compute="_compute_texts")
    goal_text = fields.Char("Goal", compute="_compute_texts")
    previous_text = fields.Char("Period Before", compute="_compute_texts")

    @api.depends("value", "goal", "previous", "has_value", "has_goal", "has_previous")
    @api.depends_context("lang")
    def _compute_texts(self):
        for line in self:
            line.is_missed = line.has_goal and line.has_value and line.value < line.goal
            for name in ("value", "goal", "previous"):
                line[f"{name}_text"] = (
                    line._format(line[name]) if line[f"has_{name}"] else NOTHING
                )
            if not line.has_goal:
                line.goal_text = False

    def _get_label(self) -> str:
        """Return the name of the figure, in the language of the environment."""
        return dict(self._fields["measure"]._description_selection(self.env))[
            self.measure
        ]

    def _format(self, value: float) -> str:
        """Return a value with its unit, in the language of the environment."""
        unit = self.report_id._get_measures()[self.measure][2]
        if unit == "money":
            return formatLang(self.env, value, currency_obj=self.currency_id)
        text = formatLang(self.env, value, digits=DIGITS[unit])
        return f"{text} %" if unit == "percent" else text

    def _get_number(self, name: str) -> float | None:
        """Return a value for a spreadsheet; nothing where nothing was measured."""
        if not self[f"has_{name}"]:
            return None
        return float_round(self[name], precision_digits=2)

    def _get_stamp_refusal(self) -> str:
        return self.env._(
            "The figures of a report follow from the records. Count them anew with "
            "the button Count Again while the report is a draft."
        )

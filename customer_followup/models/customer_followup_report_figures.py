from odoo import fields, models

from ..policy.report_period import Period
from .customer_followup_report_count import Figures
from .customer_followup_report_line import GOALS


class CustomerFollowupReport(models.Model):
    """The figures that a report keeps, beside those of the period before."""

    _inherit = "customer.followup.report"

    line_ids = fields.One2many(
        "customer.followup.report.line", "report_id", "Figures in Detail", readonly=True
    )

    def action_refresh(self):
        """Count the figures of a draft anew; what was written stays.

        :raise UserError: it was reviewed already
        """
        self.check_access("write")
        self._check_is_draft()
        self._take_figures()

    def _take_figures(self):
        """Count what the reports are about, and keep it as their lines."""
        known: dict[tuple, Figures] = {}

        def count(report, period: Period) -> Figures:
            key = (report.kind, report.company_id.id, period)
            if key not in known:
                known[key] = report._count_own(period)
            return known[key]

        for report in self:
            values = count(report, report._get_own_period())
            before = report._get_previous_values()
            if before is None:
                figures = count(report, report._get_previous_period())
                before = figures.get(report.department_id.id or None, {})
            values = values.get(report.department_id.id or None, {})
            report._keep_figures(values, before)

    def _get_previous_values(self) -> dict[str, float] | None:
        """Return what the report of the period before says; nothing if there is none.

        What was reported then stays what it was, whatever was corrected since.
        """
        period = self._get_previous_period()
        # sudo: of the same department
        report = self.sudo().search(
            [
                ("kind", "=", self.kind),
                ("company_id", "=", self.company_id.id),
                ("department_id", "=", self.department_id.id),
                ("date_from", "=", period.first),
                ("date_to", "=", period.last),
            ]
        )
        if not report:
            return None
        measured = report.line_ids.filtered("has_value")
        return {line.measure: line.value for line in measured}

    def _keep_figures(self, values: dict[str, float], before: dict[str, float]):
        rows = [
            self._prepare_line(number, measure, values, before)
            for number, measure in enumerate(self._get_measures())
        ]
        # sudo: the figures follow from the records, whoever makes the report
        lines = self.sudo().line_ids
        line_by_measure = {line.measure: line for line in lines}
        new = []
        for row in rows:
            if line := line_by_measure.get(row["measure"]):
                line._in_transition().write(row)
            else:
                new.append(row)
        if new:
            lines.browse()._in_transition().create(new)

    def _prepare_line(self, number: int, measure: str, values, before) -> dict:
        goal = GOALS.get(measure)
        return {
            "report_id": self.id,
            "sequence": number,
            "section": self._get_measures()[measure][0],
            "measure": measure,
            "value": values.get(measure) or 0,
            "has_value": self._is_measured(measure, values),
            "goal": self.company_id[goal] if goal else 0,
            "has_goal": bool(goal),
            "previous": before.get(measure) or 0,
            "has_previous": self._is_measured(measure, before),
        }

    def _is_measured(self, measure: str, values: dict) -> bool:
        """Is a value known? What can be counted is, if it is nothing at all."""
        return values.get(measure) is not None or self._get_measures()[measure][2] in (
            "count",
            "money",
        )

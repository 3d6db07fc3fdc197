from odoo import api, fields, models

from ..tools.bar_chart import Bar, draw_bars

GREEN, GREY, VIOLET = "#28a745", "#aaaaaa", "#71639e"
STEP_COLOURS = {
    "satisfaction_5": "#28a745",
    "satisfaction_4": "#8bc34a",
    "satisfaction_3": "#ffc107",
    "satisfaction_2": "#fd7e14",
    "satisfaction_1": "#dc3545",
}


class CustomerFollowupReport(models.Model):
    """The charts of a report, the same on the screen and on paper (VPL-2)."""

    _inherit = "customer.followup.report"

    charts = fields.Html(compute="_compute_charts", sanitize=False)

    @api.depends("line_ids.value", "line_ids.previous")
    @api.depends_context("lang")
    def _compute_charts(self):
        for report in self:
            charts = report._get_charts() if report.line_ids else []
            report.charts = self.env["ir.qweb"]._render(
                "customer_followup.customer_followup_report_charts",
                {"charts": charts},
            )

    def _get_charts(self) -> list[tuple]:
        """Return title and drawing of each chart that has something to show."""
        lines = {line.measure: line for line in self.line_ids}
        charts = [
            (self.env._("Goals"), self._get_goal_bars(lines), 100.0),
            (self.env._("Visits and Calls"), self._get_contact_bars(lines), None),
            (self.env._("Satisfaction"), self._get_bars(lines, "satisfaction_"), None),
            (self.env._("Results"), self._get_bars(lines, "result_"), None),
        ]
        return [
            (title, draw_bars(bars, title, full))
            for title, bars, full in charts
            if any(bar.value for bar in bars)
        ]

    def _get_goal_bars(self, lines: dict) -> list[Bar]:
        return [
            self._get_bar(line, mark=line.goal)
            for line in lines.values()
            if line.has_goal and line.has_value
        ]

    def _get_contact_bars(self, lines: dict) -> list[Bar]:
        before = self.env._("the period before")
        bars = []
        for name in ("planned", "made"):
            line = lines[name]
            bars += [
                self._get_bar(line),
                Bar(before, line.previous, line.previous_text, colour=GREY),
            ]
        return bars

    def _get_bars(self, lines: dict, prefix: str) -> list[Bar]:
        return [
            self._get_bar(line, colour=STEP_COLOURS.get(name))
            for name, line in lines.items()
            if name.startswith(prefix)
        ]

    def _get_bar(self, line, mark=None, colour=None) -> Bar:
        reached = mark is not None and line.value >= mark
        return Bar(
            line._get_label(),
            line.value,
            line.value_text,
            mark=mark,
            colour=colour or (GREEN if reached else VIOLET),
        )

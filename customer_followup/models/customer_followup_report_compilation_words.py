from collections import Counter
from datetime import date, timedelta

from babel.dates import format_skeleton

from odoo import models
from odoo.tools import babel_locale_parse, get_lang

from ..policy.report_period import get_period
from ..tools.bar_chart import Bar, draw_bars
from .customer_followup_report_chart import GREEN, GREY
from .customer_followup_report_period import SKELETONS

MOST_BARS = 8
AMBER = "#ffc107"


class CustomerFollowupReport(models.Model):
    """A compilation of cases in words and charts (ISS-4)."""

    _inherit = "customer.followup.report"

    def _get_sentences(self) -> list[str]:
        if self.kind != "case":
            return super()._get_sentences()
        # sudo: whoever makes a report reads its figures
        lines = {line.measure: line for line in self.sudo().line_ids}
        texts = {name: line.value_text for name, line in lines.items()}
        before = {f"{name}_before": line.previous_text for name, line in lines.items()}
        return [
            self._say_matters(lines, texts | before),
            self._say_earlier(lines, texts),
            self._say_complaints(lines, texts | before),
        ]

    def _say_matters(self, lines: dict, texts: dict) -> str:
        if not lines["matters"].value:
            return self.env._(
                "No issue, suggestion or request came in that could wait; in the "
                "period before: %(matters_before)s.",
                **texts,
            )
        return self.env._(
            "Issues: %(matters_issue)s, suggestions: %(matters_suggestion)s, requests: "
            "%(matters_request)s; in the period before, together: "
            "%(matters_before)s. Solved: %(matters_solved)s, given up: "
            "%(matters_given_up)s, still open: %(matters_open)s.",
            **texts,
        )

    def _say_earlier(self, lines: dict, texts: dict) -> str:
        if not lines["matters_earlier"].value:
            return ""
        return self.env._(
            "Open from earlier periods at its end: %(matters_earlier)s.", **texts
        )

    def _say_complaints(self, lines: dict, texts: dict) -> str:
        if not lines["complaint_count"].value:
            return self.env._("No complaint was registered.")
        return self.env._(
            "Complaints: %(complaint_count)s (in the period before: "
            "%(complaint_count_before)s), closed: %(complaint_closed)s; solved the "
            "first time: %(complaint_first)s; deadlines kept: %(complaint_kept)s.",
            **texts,
        )

    # Charts ---------------------------------------------------------------------------

    def _get_charts(self) -> list[tuple]:
        if self.kind != "case":
            return super()._get_charts()
        # sudo: the list is part of the report
        own = self.sudo().case_ids.filtered(lambda case: not case.is_earlier)
        lines = {line.measure: line for line in self.line_ids}
        charts = [
            (self.env._("What Came In"), self._get_kind_bars(lines)),
            (self.env._("What Became of It"), self._get_result_bars(lines)),
            (self.env._("By Month"), self._get_month_bars(own)),
            (self.env._("By Department in Charge"), self._get_department_bars(own)),
            (
                self.env._("Customers with Several Cases"),
                self._get_top(own.mapped("customer"), least=2),
            ),
        ]
        return [
            (title, draw_bars(bars, title))
            for title, bars in charts
            if any(bar.value for bar in bars)
        ]

    def _get_kind_bars(self, lines: dict) -> list[Bar]:
        before = self.env._("the period before")
        bars = []
        for name in (
            "matters_issue",
            "matters_suggestion",
            "matters_request",
            "complaint_count",
        ):
            line = lines[name]
            bars += [
                self._get_bar(line),
                Bar(before, line.previous, line.previous_text, colour=GREY),
            ]
        return bars

    def _get_result_bars(self, lines: dict) -> list[Bar]:
        return [
            self._get_bar(lines["matters_solved"], colour=GREEN),
            self._get_bar(lines["matters_open"], colour=AMBER),
            self._get_bar(lines["matters_given_up"], colour=GREY),
        ]

    def _get_month_bars(self, cases) -> list[Bar]:
        """Return how many came in each month of a quarter."""
        if self.frequency != "quarter":
            return []
        count = Counter(get_period("month", case.date).first for case in cases)
        return [
            Bar(self._name_month(first), count[first], str(count[first]))
            for first in self._get_months()
        ]

    def _get_months(self) -> list[date]:
        """Return the first days of the months that the report is about."""
        months, day = [], self.date_from
        while day <= self.date_to:
            month = get_period("month", day)
            months.append(month.first)
            day = month.last + timedelta(days=1)
        return months

    def _name_month(self, first: date) -> str:
        locale = babel_locale_parse(get_lang(self.env).code)
        return format_skeleton(SKELETONS["month"], first, locale=locale)

    def _get_department_bars(self, cases) -> list[Bar]:
        nobody = self.env._("Nobody yet")
        return self._get_top([case.department_id.name or nobody for case in cases])

    def _get_top(self, names: list[str], least: int = 1) -> list[Bar]:
        """Return the names that occur most often.

        :param least: how often a name occurs that is shown
        """
        count = Counter(name for name in names if name)
        # of those that occur as often, the first in the alphabet
        top = sorted(count.items(), key=lambda item: (-item[1], item[0]))
        top = [(name, number) for name, number in top if number >= least]
        return [Bar(name, number, str(number)) for name, number in top[:MOST_BARS]]

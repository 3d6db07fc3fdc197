from datetime import timedelta

from babel.dates import format_skeleton

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import babel_locale_parse, format_date, get_lang

from ..policy.report_period import Period, get_period, get_previous

SKELETONS = {"month": "yMMMM", "quarter": "yQQQ"}
"""How a period is written, in the order of each language."""


class CustomerFollowupReport(models.Model):
    """The days that a report is about: over, and whole weeks, months or quarters."""

    _inherit = "customer.followup.report"

    @api.model
    def _get_default_period(self) -> Period:
        """Return the last month that is over."""
        first = get_period("month", self.env.company._get_customer_today()).first
        return get_period("month", fields.Date.subtract(first, days=1))

    def _get_period_name(self) -> str:
        """Return the period in words, in the language of the environment."""
        if skeleton := SKELETONS.get(self.frequency):
            locale = babel_locale_parse(get_lang(self.env).code)
            return format_skeleton(skeleton, self.date_from, locale=locale)
        return self.env._(
            "%(first)s to %(last)s",
            first=format_date(self.env, self.date_from),
            last=format_date(self.env, self.date_to),
        )

    @api.onchange("frequency", "date_from")
    def _onchange_period(self):
        if self.frequency != "other" and self.date_from:
            period = get_period(self.frequency, self.date_from)
            self.date_from, self.date_to = period.first, period.last

    @api.constrains("date_to", "company_id")
    def _check_period_is_over(self):
        for report in self:
            if report.date_to >= report.company_id._get_customer_today():
                raise ValidationError(
                    self.env._(
                        "%(report)s: the period is not over. A report is made from "
                        "the day after %(day)s on.",
                        report=report.display_name,
                        day=format_date(self.env, report.date_to),
                    )
                )

    @api.constrains("frequency", "date_from", "date_to")
    def _check_period_is_whole(self):
        for report in self.filtered(lambda r: r.frequency != "other"):
            period = get_period(report.frequency, report.date_from)
            if (period.first, period.last) != (report.date_from, report.date_to):
                raise ValidationError(
                    self.env._(
                        "%(first)s to %(last)s is no whole week, month or quarter. "
                        "Choose Other Days as the period.",
                        first=format_date(self.env, report.date_from),
                        last=format_date(self.env, report.date_to),
                    )
                )

    def _get_own_period(self) -> Period:
        return Period(self.date_from, self.date_to)

    def _get_previous_period(self) -> Period:
        """Return the period before; of any days, as many days before them."""
        period = self._get_own_period()
        if self.frequency != "other":
            return get_previous(self.frequency, period)
        span = timedelta(days=period.days)
        return Period(period.first - span, period.last - span)

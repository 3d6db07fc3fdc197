from datetime import date, datetime

from babel.dates import format_skeleton, format_time

from odoo import api, fields, models
from odoo.tools.misc import babel_locale_parse, get_lang

from .customer_followup import OPEN_STATES


class CustomerFollowup(models.Model):
    """A contact is made when the customer may be contacted, and says when (FUP-12)."""

    _inherit = "customer.followup"

    planned_at = fields.Datetime(
        "May Be Contacted From",
        compute="_compute_planned_at",
        store=True,
        help="The first moment of the planned day, or after it, that is not in the "
        "customer's rest time.",
    )
    contact_hours_note = fields.Char(
        "Contact Hours", compute="_compute_contact_hours_note"
    )

    @api.depends(
        "date_planned",
        "method",
        "company_id",
        "partner_id.tz",
        "partner_id.customer_contact_calendar_id",
    )
    def _compute_planned_at(self):
        for company, followups in self.grouped("company_id").items():
            find_first = followups.partner_id._get_contact_time_reader(company)
            for f in followups:
                if f.id and f.state not in OPEN_STATES:
                    f.planned_at = f.planned_at  # the past stays as it was
                else:
                    f.planned_at = (
                        f._is_placed()
                        and find_first(f.partner_id.sudo(), f.method, f.date_planned).at
                    )

    @api.depends("planned_at", "date_planned", "method", "state", "partner_id")
    @api.depends_context("lang")
    def _compute_contact_hours_note(self):
        self.contact_hours_note = False
        for company, followups in self.grouped("company_id").items():
            get_hours = followups.partner_id._get_contact_hours_reader(company)
            for followup in followups.filtered(lambda f: f.is_open and f._is_placed()):
                # sudo: a customer may have hours of its own that nobody else has
                hours = get_hours(followup.partner_id.sudo())
                if hours and hours.is_known:
                    followup.contact_hours_note = followup._describe_hours(hours)

    def _is_placed(self) -> bool:
        """Is it known whom to contact on which day?"""
        return bool(
            self.company_id and self.partner_id and self.date_planned and self.method
        )

    def _describe_hours(self, hours) -> str:
        """Return in words from when on the customer may be contacted."""
        if self.method == "letter":
            return self.env._("A letter may arrive on any day.")
        first = hours.find_first(self.date_planned)
        if not first.at:
            return self.env._("The customer's contact hours never open within a year.")
        local = hours.to_local(first.at)
        since = self.env._(
            "May be contacted from %(day)s, %(time)s (%(zone)s).",
            day=self._format_weekday(local.date()),
            time=self._format_time(local),
            zone=hours.zone,
        )
        if not first.rest_day:
            return since
        rest = self.env._(
            "%(day)s is a rest day of the customer.",
            day=self._format_weekday(first.rest_day),
        )
        return f"{rest} {since}"

    @api.model
    def _format_weekday(self, day: date) -> str:
        locale = babel_locale_parse(get_lang(self.env).code)
        return format_skeleton("MMMEd", day, locale=locale)

    @api.model
    def _format_time(self, local: datetime) -> str:
        locale = babel_locale_parse(get_lang(self.env).code)
        return format_time(local.time(), "HH:mm", locale=locale)

    @api.model
    def _add_moments(self, rows: list[dict], customers):
        """Add to rows of follow-ups when the customers may be contacted.

        :param rows: with ``partner_id``, ``method`` and ``date_planned``
        """
        find_first = customers._get_contact_time_reader(self.env.company)
        by_id = {customer.id: customer for customer in customers}
        for row in rows:
            customer = by_id[row["partner_id"]]
            row["planned_at"] = find_first(
                customer, row["method"], row["date_planned"]
            ).at

    def _get_next_attempt(self, day: date, method: str | None = None) -> date:
        """Return the day of an attempt; a rest day of the customer is skipped.

        :param method: a value of the field; that of this contact if left out
        """
        # sudo: the hours of a customer are no secret to who calls it
        customer = self.partner_id.sudo()
        attempt = customer._get_next_contact_day(
            self.company_id, method or self.method, day
        )
        if attempt != day:
            text = self.env._(
                "%(wanted)s is a rest day of the customer, so it is planned for "
                "%(day)s.",
                wanted=self._format_weekday(day),
                day=self._format_weekday(attempt),
            )
            self._message_log(body=text)
        return attempt

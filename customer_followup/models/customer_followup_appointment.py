from datetime import date, datetime, timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policy.appointment import Appointment, get_day
from ..policy.quiet_time import YEARS
from .res_partner_contact_hours import AT_ANY_TIME

LONGEST_HOURS = 24
"""Of an appointment; what takes longer is several of them."""


class CustomerFollowup(models.Model):
    """A day or a time that is agreed on with the customer (VIS-3)."""

    _inherit = "customer.followup"

    @api.model
    def _read_appointment(self, start, duration) -> Appointment | None:
        """Return the time that was named, if there is one.

        :raise UserError: it is no time, or takes too long
        """
        if not start:
            return None
        try:
            moment = fields.Datetime.to_datetime(start)
        except (TypeError, ValueError):
            moment = None
        if not isinstance(moment, datetime) or moment.year not in YEARS:
            raise UserError(self.env._("Choose the day and the time of the meeting."))
        if duration is None:
            duration = self.env["calendar.event"].get_default_duration()
        is_number = isinstance(duration, int | float) and duration is not True
        if not is_number or not 0 < duration <= LONGEST_HOURS:
            raise UserError(
                self.env._(
                    "A meeting takes more than 0 and at most %(hours)s hours.",
                    hours=LONGEST_HOURS,
                )
            )
        return Appointment(
            moment.replace(second=0, microsecond=0, tzinfo=None),
            timedelta(minutes=round(duration * 60) or 1),
        )

    def _get_agreed_day(self, appointment: Appointment | None) -> date | None:
        """Return the company's day of an appointment.

        :raise UserError: it is before today
        """
        zone = self.company_id._get_customer_timezone()
        return appointment and self._read_day(get_day(appointment.start, zone))

    def _prepare_agreement(self, day: date | None, is_postponed=False) -> dict:
        """Return the values of an agreed day, the one planned if none is given."""
        if day is None:
            return {}
        is_later = self.state == "scheduled" and day > self.date_planned
        count = self.postponed_count + (is_later or is_postponed)
        return {"date_planned": day, "postponed_count": count}

    def _agree_anew(self, appointment: Appointment):
        """Agree on another time, as it was not convenient.

        :raise UserError: it is the time that was agreed on before
        """
        self._check_may("schedule")
        self._check_starts("schedule")
        self._check_is_another_time(appointment)
        day = self._get_agreed_day(appointment)
        vals = self._prepare_agreement(day, is_postponed=True)
        self._put_into_calendar(appointment)
        self._transition("schedule", vals)

    def _check_is_another_time(self, appointment: Appointment):
        """Refuse to count a postponement that moves nothing.

        :raise UserError: names the time that was agreed on before
        """
        if not self.is_meeting_allday and self.meeting_start == appointment.start:
            raise UserError(
                self.env._(
                    "%(time)s is agreed on already. Ask the customer for another time.",
                    # sudo: when it is
                    time=self.sudo().meeting_id._get_agreed_words(),
                )
            )

    def _get_outside_note(self, moment: datetime) -> str | bool:
        """Return in words that a moment is outside of the customer's contact hours."""
        get_hours = self.partner_id._get_contact_hours_reader(self.company_id)
        # sudo: the hours of a customer are no secret to who calls it
        hours = get_hours(self.partner_id.sudo())
        is_fine = not hours or self.method in AT_ANY_TIME or hours.is_allowed(moment)
        if is_fine:
            return False
        local = hours.to_local(moment)
        return self.env._(
            "%(day)s, %(time)s (%(zone)s) is in the customer's rest time.",
            day=self._format_weekday(local.date()),
            time=self._format_time(local),
            zone=hours.zone,
        )

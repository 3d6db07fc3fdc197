from datetime import date, datetime

from odoo import fields, models
from odoo.exceptions import UserError

from .customer_followup import OPEN_STATES

# action: (states it starts from, state it leads to, group that may)
TRANSITIONS = {
    "schedule": (("planned", "scheduled"), "scheduled", "group_specialist"),
    "postpone": (("planned", "scheduled"), "planned", "group_specialist"),
    "contact": (("planned", "scheduled"), "contacted", "group_specialist"),
    "record": (OPEN_STATES, "recorded", "group_specialist"),
    "review": (("recorded",), "reviewed", "group_supervisor"),
    "ask_back": (("recorded",), "contacted", "group_supervisor"),
    "reopen": (("recorded", "reviewed", "cancelled"), "planned", "group_supervisor"),
    "cancel": (OPEN_STATES, "cancelled", "group_specialist"),
}


class CustomerFollowup(models.Model):
    """What can be done with a follow-up, and what each step asks for."""

    _inherit = "customer.followup"

    _customer_transitions = TRANSITIONS

    def action_schedule(
        self,
        date_planned: date | str | None = None,
        start: datetime | str | None = None,
        duration: float | None = None,
    ):
        """Agree with the customer on a day, or on a time (VIS-3).

        A later day than the one agreed on before counts as postponed.

        :param date_planned: the day; the planned one if left out
        :param start: the time, in UTC, instead of a day; it goes into the calendar
        :param duration: in hours, of what goes into the calendar
        :raise UserError: the day is before today
        """
        day = self._read_day(date_planned) if date_planned else None
        appointment = self._read_appointment(start, duration)
        self._check_may("schedule")
        self._check_starts("schedule")
        for followup in self:
            agreed = followup._get_agreed_day(appointment) or day
            vals = followup._prepare_agreement(agreed)
            followup._put_into_calendar(appointment)
            followup._transition("schedule", vals)

    def action_postpone(
        self,
        date_planned: date | str | None,
        comment: str | None = None,
        start: datetime | str | None = None,
        duration: float | None = None,
    ):
        """Try again on another day, because it was not convenient (VIS-3).

        On a rest day of the customer, it is the next day that is none (FUP-12). The
        deadline stays: postponing does not make a late contact punctual.

        :param date_planned: the day of the next try
        :param comment: why, for the log
        :param start: the time the customer named, in UTC, instead of a day; it is
            agreed then, and goes into the calendar
        :param duration: in hours, of what goes into the calendar
        :raise UserError: the day is missing or before today
        """
        appointment = self._read_appointment(start, duration)
        day = None if appointment else self._read_day(date_planned)
        self._check_comment(comment)
        for followup in self:
            if appointment:
                followup._agree_anew(appointment)
            else:
                followup._transition("postpone", followup._prepare_next_attempt(day))
                followup._take_out_of_calendar()
            if comment:
                followup.message_post(body=comment)

    def _prepare_next_attempt(self, day: date) -> dict:
        return {
            "date_planned": self._get_next_attempt(day),
            "postponed_count": self.postponed_count + 1,
        }

    def action_contact(self):
        """Note that the customer was reached now and the record follows (VIS-6)."""
        self._transition("contact", {"contacted_at": fields.Datetime.now()})

    def action_record(self, vals: dict | None = None):
        """Record what came of the contact, and close it with its activity (VIS-6).

        A problem or a complaint opens a case in the same transaction (CMP-1).

        :param vals: what is recorded, of ``RECORD_FIELDS``; what the follow-up
            holds already if left out
        :raise UserError: something is missing; the message names it
        """
        vals = self._read_record(vals)
        for followup in self:
            record = dict(vals)
            if not (record.get("contacted_at") or followup.contacted_at):
                record["contacted_at"] = fields.Datetime.now()
            followup._check_record({**followup._get_record(), **record})
            followup._transition(
                "record", {**record, "recorded_at": fields.Datetime.now()}
            )
            followup._open_case_if_needed()
            followup.message_subscribe(followup.user_id.partner_id.ids)
        self._close_activities()

    def action_review(self, guidance: str | None = None):
        """Accept a record as its superior, with guidance if there is any (VIS-9).

        :param guidance: what the specialist should do better or may be proud of
        :raise UserError: it is one's own record
        """
        self._check_input({"guidance": guidance})
        self._check_may("review")
        self._check_not_own()
        vals = {"reviewed_by_id": self.env.uid, "guidance": guidance}
        self._transition("review", vals)
        for followup in self.filtered("guidance"):
            followup.message_post(
                body=followup.guidance,
                partner_ids=followup.user_id.partner_id.ids,
                subtype_xmlid="mail.mt_comment",
            )

    def _check_not_own(self):
        """Refuse to judge one's own record.

        :raise UserError: says who does it instead
        """
        if self.filtered(lambda f: f.user_id == self.env.user):
            raise UserError(
                self.env._(
                    "You made this contact yourself. Ask another supervisor or the "
                    "service manager to review it."
                )
            )

    def action_reopen(self):
        """Take a record back, so that it can be corrected; the log keeps both."""
        self._transition("reopen", {"recorded_at": False, "reviewed_by_id": False})

    def action_cancel(self, comment: str | None = None):
        """Give the contact up.

        :param comment: why
        :raise UserError: the reason is missing
        """
        self._check_comment(comment)
        if not (comment or "").strip():
            raise UserError(
                self.env._("Say why this follow-up is not needed any more.")
            )
        self._check_may("cancel")
        self._give_up(comment)

    def _give_up(self, comment: str):
        """Cancel contacts, and say why in their logs.

        :param comment: the reason
        """
        self._transition("cancel")
        self._message_log_batch(bodies=dict.fromkeys(self.ids, comment))
        self._get_duty_activities().unlink()

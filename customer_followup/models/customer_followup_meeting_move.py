from datetime import date

from odoo import models


class CustomerFollowup(models.Model):
    """A follow-up whose meeting was moved in the calendar follows it (VIS-3)."""

    _inherit = "customer.followup"

    def _follow_meeting(self, before: str, has_new_owner: bool):
        """Plan the contact the way somebody changed its meeting in the calendar.

        Not once the contact is made.

        :param before: when it was, in words; nothing if there was no meeting
        :param has_new_owner: whether the meeting has another organizer
        """
        if self.state not in ("planned", "scheduled"):
            return
        if not self.meeting_id:
            self._lose_meeting()
            return
        day = self._get_meeting_day()
        if self.state != "scheduled" or day != self.date_planned:
            self._transition("schedule", self._prepare_agreement(self._read_day(day)))
        self._log_meeting(before)
        # sudo: a colleague's meeting may be private
        organizer = self.sudo().meeting_id.user_id
        if has_new_owner and organizer and organizer != self.user_id:
            self.user_id = organizer  # last: the follow-up is somebody else's then

    def _lose_meeting(self):
        """Have the day agreed on anew, as the meeting was cancelled."""
        if self.state == "scheduled":
            self._transition("postpone")
            self._message_log(
                body=self.env._(
                    "The meeting was taken out of the calendar. Agree on another time."
                )
            )

    def _log_meeting(self, before: str):
        """Note when the meeting is, if it was at another time before.

        The customer may have agreed to a time outside of its contact hours, which is
        said and not refused (FUP-12).
        """
        # sudo: when it is
        now = self.sudo().meeting_id._get_agreed_words()
        if now == before:
            return
        text = self.env._("Agreed: %(now)s.", now=now)
        if before:
            text = self.env._(
                "Agreed: %(now)s instead of %(before)s.", now=now, before=before
            )
        outside = not self.is_meeting_allday and self._get_outside_note(
            self.meeting_start
        )
        self._message_log(body=f"{text} {outside or ''}".strip())

    def _get_meeting_day(self) -> date:
        # sudo: of all-day meetings, when they are
        return self.sudo().meeting_id._get_customer_day(self.company_id)

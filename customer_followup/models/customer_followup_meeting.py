from odoo import api, fields, models
from odoo.fields import Command

from ..policy.appointment import Appointment, move_to_day
from ..tools.briefing import join_address

# what a meeting is made with: nothing of where the button was pressed
PLAIN_CONTEXT = ("lang", "tz", "allowed_company_ids")


class CustomerFollowup(models.Model):
    """The time agreed with the customer, as a meeting in the calendar (VIS-3).

    What it is: a follow-up with an agreed time has one meeting, and both say the same.

    How it works: after a change each compares itself with the other and follows only
    where they differ, which is what ends the way back and forth.
    """

    _inherit = "customer.followup"

    meeting_ids = fields.One2many(
        "calendar.event", "customer_followup_id", "Appointments", copy=False
    )
    meeting_id = fields.Many2one(
        "calendar.event",
        "Appointment",
        compute="_compute_meeting",
        search="_search_meeting_id",
    )
    meeting_start = fields.Datetime("Agreed Time", compute="_compute_meeting")
    is_meeting_allday = fields.Boolean(compute="_compute_meeting")

    @api.depends("meeting_ids.active", "meeting_ids.start", "meeting_ids.allday")
    def _compute_meeting(self):
        # sudo: when it is; a private meeting hides what it is about
        for followup in self.sudo():
            meeting = followup.meeting_ids[:1]
            followup.meeting_id = meeting
            followup.meeting_start = meeting.start
            followup.is_meeting_allday = meeting.allday

    def _search_meeting_id(self, operator, value):
        return [("meeting_ids", operator, value)]

    def write(self, vals):
        is_arranged = {"user_id", "date_planned", "contact_id"} & set(vals)
        before = self._get_people() if is_arranged else {}
        result = super().write(vals)
        if is_arranged:
            self._move_meetings(before)
        return result

    def unlink(self):
        meetings = self._get_meetings()
        result = super().unlink()
        meetings.exists().unlink()
        return result

    def action_record(self, vals: dict | None = None):
        result = super().action_record(vals)
        now = fields.Datetime.now()
        early = self.filtered(lambda f: f.meeting_start and f.meeting_start > now)
        early._take_out_of_calendar()
        return result

    def action_open_meeting(self):
        """Show the appointment in the calendar."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": "calendar.event",
            "res_id": self.meeting_id.id,
            "views": [(False, "form")],
        }

    def _give_up(self, comment: str):
        result = super()._give_up(comment)
        self._take_out_of_calendar()
        return result

    def _hand_over(self, user_ids):
        before = self._get_people()
        result = super()._hand_over(user_ids)
        # no mails: a job may do this, and the new owner has the activity
        silent = self.with_context(skip_attendee_notification=True)
        silent._move_meetings(before)
        return result

    def _get_meetings(self):
        """Return the meetings; the follow-up decides about them, whoever's they are."""
        context = {k: v for k, v in self.env.context.items() if k in PLAIN_CONTEXT}
        if self.env.context.get("skip_attendee_notification"):
            context["skip_attendee_notification"] = True
        # sudo: who may write the follow-up moves its meeting, also a colleague's
        return self.with_env(self.env(context=context)).sudo().meeting_ids

    def _put_into_calendar(self, appointment: Appointment | None):
        """Make the meeting of an appointment, or move the one there is.

        Before the follow-up moves, which would move the meeting once more.
        """
        if not appointment:
            return
        meetings = self._get_meetings()
        times = {"start": appointment.start, "stop": appointment.stop}
        if meetings:
            meetings.write({**times, "allday": False})
        else:
            meetings.create(self._prepare_meeting_vals() | times)

    def _prepare_meeting_vals(self) -> dict:
        """Return the values of the meeting; the customer may get to see all of them."""
        owner = self.user_id or self.env.user
        # sudo: the language of a colleague
        words = self.with_context(lang=owner.sudo().lang)
        methods = dict(words._fields["method"]._description_selection(words.env))
        return {
            "name": f"{methods[self.method]}: {self.partner_id.name}",
            "user_id": owner.id,
            "partner_ids": (owner.sudo().partner_id | self.contact_id).ids,
            "location": self._get_meeting_place(),
            "customer_followup_id": self.id,
        }

    def _get_meeting_place(self) -> str | bool:
        if self.method != "on_site":
            return False
        return join_address(self.contact_id or self.partner_id)

    def _take_out_of_calendar(self):
        """Archive the meetings: what was agreed is off."""
        if meetings := self._get_meetings():
            meetings.write({"active": False})

    def _get_people(self) -> dict:
        """Return who takes part in the meeting of each follow-up that has one."""
        # sudo: colleagues, and contacts of their customers
        return {
            f.id: f.user_id.partner_id | f.contact_id
            for f in self.sudo().filtered("meeting_ids")
        }

    def _move_meetings(self, before: dict):
        """Let the meetings follow day, owner and contact of the follow-ups.

        :param before: what ``_get_people`` returned before the change
        """
        # sudo: see _get_meetings
        for followup in self.sudo().browse(before):
            if followup.is_open:
                vals = followup._prepare_meeting_move(before[followup.id])
                if vals:
                    followup._get_meetings().write(vals)

    def _prepare_meeting_move(self, former) -> dict:
        """Return what of the meeting is not as the follow-up says.

        :param former: who took part because of the follow-up; others stay invited
        """
        meeting, vals = self.meeting_id, {}
        if self.state == "scheduled" and self.date_planned != self._get_meeting_day():
            vals |= self._prepare_meeting_times()
        if self.user_id and self.user_id != meeting.user_id:
            vals["user_id"] = self.user_id.id
        people = self.user_id.partner_id | self.contact_id
        if former != people:
            partners = meeting.partner_ids - former | people
            vals["partner_ids"] = [Command.set(partners.ids)]
        return vals

    def _prepare_meeting_times(self) -> dict:
        """Return the times of the meeting on the planned day, at the same hour."""
        meeting = self.meeting_id
        if meeting.allday:
            stop = self.date_planned + (meeting.stop_date - meeting.start_date)
            return {"start_date": self.date_planned, "stop_date": stop}
        zone = self.company_id._get_customer_timezone()
        start = move_to_day(meeting.start, self.date_planned, zone)
        return {"start": start, "stop": start + (meeting.stop - meeting.start)}

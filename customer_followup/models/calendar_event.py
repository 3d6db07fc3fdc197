from datetime import date

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from ..policy.appointment import get_day, to_local

# what of a meeting is agreed with the customer
ARRANGED = {
    "start",
    "stop",
    "start_date",
    "stop_date",
    "duration",
    "allday",
    "active",
    "user_id",
    "customer_followup_id",
}


class CalendarEvent(models.Model):
    """A meeting that is the agreed time of a follow-up (VIS-3).

    Who may change the follow-up moves it by its meeting, and nobody else.
    """

    _inherit = "calendar.event"

    customer_followup_id = fields.Many2one(
        "customer.followup",
        "Follow-up",
        index="btree_not_null",
        copy=False,
        ondelete="set null",
        groups="customer_followup.group_specialist,customer_followup.group_office",
    )

    _customer_one_by_followup = models.UniqueIndex(
        "(customer_followup_id) WHERE active AND customer_followup_id IS NOT NULL",
        "This follow-up has a meeting already. Move that one.",
    )

    @api.constrains("customer_followup_id", "recurrency")
    def _check_customer_meeting_is_single(self):
        # sudo: as in _get_customer_meetings
        if self.sudo().filtered(lambda e: e.recurrency and e.customer_followup_id):
            raise ValidationError(
                self.env._(
                    "A meeting that belongs to a follow-up takes place once. To meet "
                    "again and again, plan further follow-ups."
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        events = super().create(vals_list)
        if meetings := events._get_customer_meetings():
            events._check_may_arrange()
            self._tell_followups(meetings, {})
        return events

    def write(self, vals):
        names = ARRANGED & set(vals)  # now: what is written is taken out on the way
        if not names:
            return super().write(vals)
        meetings = self._get_customer_meetings()
        self._check_may_arrange()
        before = {m: (m.customer_followup_id, m._get_agreed_words()) for m in meetings}
        result = super().write(vals)
        if "customer_followup_id" in names:
            meetings |= self._get_customer_meetings()
            self._check_may_arrange()
        self._tell_followups(meetings, before, has_new_owner="user_id" in names)
        return result

    def unlink(self):
        self._check_may_arrange()
        followups = self._get_customer_meetings().customer_followup_id
        result = super().unlink()
        for followup in self._as_reader(followups).exists():
            followup._follow_meeting("", has_new_owner=False)
        return result

    def action_open_customer_followup(self):
        """Show the follow-up that this meeting was agreed for."""
        self.ensure_one()
        return self.customer_followup_id.get_formview_action()

    def _get_customer_meetings(self):
        """Return the stored meetings of follow-ups."""
        stored = self.filtered(lambda event: isinstance(event.id, int))
        # sudo: whoever writes a meeting need not be allowed to read the follow-up
        return stored.sudo().filtered("customer_followup_id")

    @api.model
    def _as_reader(self, followups):
        """Return follow-ups with the rights of who is at work, in all its companies.

        The calendar shows the meetings of all of them, whatever is ticked.
        """
        kept = {k: v for k, v in self.env.context.items() if k in ("lang", "tz")}
        companies = self.env.user.company_ids.ids
        env = self.env(context={**kept, "allowed_company_ids": companies})
        return followups.with_env(env)

    def _check_may_arrange(self):
        """Refuse to move a follow-up by its meeting to who may not change it.

        :raise AccessError: names whom to ask
        """
        if self.env.su:
            return
        for meeting in self._get_customer_meetings():
            followup = meeting.customer_followup_id
            if not self._as_reader(followup).has_access("write"):
                raise AccessError(
                    self.env._(
                        "This meeting is the agreed time of a follow-up, which you may "
                        "not change. Ask %(owner)s or the supervisor.",
                        owner=followup.user_id.name or meeting.user_id.name or "",
                    )
                )

    @api.model
    def _tell_followups(self, meetings, before: dict, has_new_owner=False):
        """Let follow-ups follow their meetings.

        :param before: of each meeting its follow-up, and when it was in words
        """
        names = ["meeting_ids", "meeting_id", "meeting_start", "is_meeting_allday"]
        for meeting in meetings:
            followup = meeting.customer_followup_id
            former, words = before.get(meeting, (followup, ""))
            for concerned in self._as_reader(former | followup):
                # archived ones leave the list, which the cache does not know
                concerned.invalidate_recordset(names)
                concerned._follow_meeting(
                    words if concerned == former else "", has_new_owner
                )

    def _get_customer_day(self, company) -> date:
        """Return the day of the meeting in a company's time zone."""
        if self.allday:
            return self.start_date or self.start.date()
        return get_day(self.start, company._get_customer_timezone())

    def _get_agreed_words(self) -> str:
        """Return when the meeting is, on the clock of the follow-up's company."""
        followup = self.customer_followup_id
        if self.allday:
            return followup._format_weekday(self._get_customer_day(followup.company_id))
        zone = followup.company_id._get_customer_timezone()
        local = to_local(self.start, zone)
        return (
            f"{followup._format_weekday(local.date())} {followup._format_time(local)}"
        )

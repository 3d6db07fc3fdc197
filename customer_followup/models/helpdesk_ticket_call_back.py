from datetime import datetime

from odoo import api, fields, models

from .helpdesk_ticket_answer import CALL_BACK
from .helpdesk_ticket_step import COLLEAGUES


class HelpdeskTicket(models.Model):
    """The customer of a complaint is called on the day it is done (CMP-8).

    By a follow-up, so that the call is recorded like every other one; where the
    customer is not known, by an activity.
    """

    _inherit = "helpdesk.ticket"

    customer_called_back_at = fields.Datetime(
        "Customer Called Back On", readonly=True, copy=False, groups=COLLEAGUES
    )
    customer_callback_ids = fields.One2many(
        "customer.followup",
        "callback_ticket_id",
        "Callbacks",
        readonly=True,
        groups=COLLEAGUES,
    )

    def _plan_call_back(self):
        """Plan the call for today, and return the follow-up; none if it is a task."""
        customer = self.commercial_partner_id
        followups = self.env["customer.followup"]
        if not customer.active or not customer.customer_rank:
            super()._plan_call_back()
            return followups
        today = self.company_id._get_customer_today()
        contact = self.partner_id if self.partner_id != customer else False
        return followups.create(
            {
                "partner_id": customer.id,
                "contact_id": contact and contact.id,
                "company_id": self.company_id.id,
                "user_id": self._find_staff_caller().id,
                "callback_ticket_id": self.id,
                "date_planned": today,
                "date_deadline": today,
                "method": "phone",
                "content": self._get_call_back_words(),
            }
        )

    def _get_call_back_words(self) -> str:
        speaker = self.with_context(lang=self.company_id.partner_id.lang)
        return speaker.env._(
            "Complaint %(number)s, %(name)s: is the customer satisfied?",
            number=self.number,
            name=self.name,
        )

    def _find_staff_caller(self):
        """Return who makes the call: of who makes follow-ups, and is not at fault.

        Nobody, if there is none: such follow-ups wait under *Not Assigned*.
        """
        staff = self.env["res.users"]._get_customer_staff(self.company_id)
        candidates = (
            self.commercial_partner_id.customer_specialist_id
            | self.user_id
            | self.customer_followup_id.user_id
            | self.company_id.customer_followup_user_id
            | self.env.user
        )
        return (candidates & staff).filtered(lambda u: not self._is_accused(u))[:1]

    def _note_called_back(self, moment: datetime):
        """Note the call, and end what still asks for one."""
        self._in_transition().customer_called_back_at = moment
        self._deadline_event("called_back", moment)
        self._drop_call_back()

    def _drop_call_back(self):
        result = super()._drop_call_back()
        if waiting := self.customer_callback_ids.filtered("is_open"):
            speaker = self.with_context(lang=self.company_id.partner_id.lang)
            waiting._give_up(speaker.env._("The complaint does not ask for it now."))
        return result

    def _take_call_back(self, followup):
        """Do what follows from the record of a callback.

        :param followup: the record, closed
        """
        words = followup._get_call_back_result()
        is_satisfied = followup._is_content_customer()
        last_round = self._get_open_round()
        if is_satisfied is None:
            self._ask_supervisor(words)
        elif last_round.state == "done":
            last_round._close(is_satisfied, words)
        elif self.customer_validity == "invalid" and is_satisfied:
            self._note_called_back(self._get_deadline_now())
            if self.customer_answered_at and self._has_rounds():
                self._close_for_good()
        else:
            self._ask_supervisor(words)

    def _ask_supervisor(self, words: str):
        """Let a supervisor decide how a complaint goes on, once."""
        if self._get_call_back_activities():
            return
        company = self.company_id
        users = self.env["res.users"]._get_office_holders(
            "customer_followup.group_supervisor", company
        )
        superiors = self.user_id and self.user_id._get_customer_superiors()
        user = (superiors and (superiors & users)[:1]) or users[:1]
        if not user:
            return
        speaker = self.with_context(lang=user.lang, mail_activity_automation_skip=False)
        speaker.activity_schedule(
            CALL_BACK,
            user_id=user.id,
            summary=speaker.env._("Decide how it goes on"),
            note=words,
            date_deadline=company._get_customer_today(),
        )

    @api.model
    def _get_stamp_fields(self) -> set[str]:
        return super()._get_stamp_fields() | {"customer_called_back_at"}

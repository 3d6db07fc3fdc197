from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_amount, format_date

from .customer_complaint_penalty_range import GENERAL_MANAGER

DECIDE = "customer_followup.mail_activity_type_penalty"


class CustomerComplaintPenalty(models.Model):
    """What an approved penalty leads to, and how it ends (CMP-10)."""

    _inherit = "customer.complaint.penalty"

    date_objection = fields.Date(
        "Objection Until",
        readonly=True,
        copy=False,
        help="On this day the person may still object.",
    )
    payable_from = fields.Date(
        "For Payroll From",
        readonly=True,
        copy=False,
        help="When nobody can object any more.",
    )
    is_flagged = fields.Boolean(
        "In Doubt",
        readonly=True,
        copy=False,
        help="The complaint was found to be unjustified, or given up, afterwards. The "
        "general manager keeps or cancels the penalty.",
    )

    def _on_approved(self):
        result = super()._on_approved()
        self._check_fully_signed()
        today = self.company_id._get_customer_today()
        days = self.company_id.customer_penalty_objection_days
        last_day = today + timedelta(days=days)
        self._in_transition().write(
            {
                "date_approved": today,
                "approver_id": self.env.uid,
                "date_objection": last_day,
                "payable_from": last_day + timedelta(days=1),
            }
        )
        self._tell_requester(self.env._("Approved."))
        self._tell_person()
        return result

    def _tell_person(self):
        """Tell the person what it costs and how to object; the manager, if nobody."""
        user = self.employee_id.user_id
        if not user.active:
            self._message_log(
                body=self.env._(
                    "%(person)s has no login. Tell the person, and note an objection "
                    "until %(day)s with the button Object.",
                    person=self.employee_id.name,
                    day=format_date(self.env, self.date_objection),
                )
            )
            return
        speaker = self.with_context(lang=user.lang)
        self._notify_person(
            speaker.env._(
                "%(amount)s for complaint %(number)s: %(reason)s You may object until "
                "%(day)s, with the button Object.",
                amount=speaker._format(self.amount),
                number=self.ticket_id.number,
                reason=self.reason,
                day=format_date(speaker.env, self.date_objection),
            )
        )

    def _notify_person(self, words: str):
        """Send words about the penalty to the person, if there is a login."""
        user = self.employee_id.user_id
        if user.active:
            speaker = self.with_context(lang=user.lang)
            speaker.message_notify(
                partner_ids=user.partner_id.ids,
                subject=speaker.display_name,
                body=words,
            )

    def _format(self, amount: float) -> str:
        # sudo: the company's currency
        return format_amount(self.env, amount, self.sudo().currency_id)

    # With its complaint ---------------------------------------------------------------

    def _end_with_complaint(self, comment: str):
        """Give up what is open, and have the manager decide about what is approved.

        :param comment: why the complaint is none, or was given up
        """
        waiting = self.filtered(lambda p: p.state in ("draft", "submitted"))
        for penalty in waiting:
            steps = penalty._get_steps()
            penalty._transition("cancel", penalty._count_decision())
            penalty._log_decision("cancelled", comment=comment)
            penalty._end_steps(steps)
            penalty._unlink_asked_back_activities()
            penalty._message_log(body=comment)
        for penalty in self.filtered(lambda p: p.state in ("approved", "objected")):
            penalty._in_transition().is_flagged = True
            penalty._message_log(body=comment)
            penalty._ask_manager(comment)

    def _ask_manager(self, comment: str):
        for user in self._get_managers():
            speaker = self.with_context(lang=user.lang)
            self._plan_activity(
                DECIDE,
                user_id=user.id,
                summary=speaker.env._("Keep or cancel the penalty"),
                note=comment,
                date_deadline=self.company_id._get_customer_today(),
            )

    def _get_managers(self):
        """Return who decides what becomes of approved penalties, but of own ones."""
        Users = self.env["res.users"]
        person = self.sudo().employee_id.user_id  # sudo: which user somebody is
        managers = Users._get_office_holders(GENERAL_MANAGER, self.company_id) - person
        return managers or (self._get_service_managers() - person)

    def _is_cancellable(self) -> bool:
        if self.state in ("approved", "objected"):
            return self.is_flagged
        return super()._is_cancellable()

    def _is_canceller(self) -> bool:
        if self.env.su:
            return True
        if self._is_penalised(self.env.user):
            return False
        if self.state in ("approved", "objected"):
            return self.env.user in self._get_managers()
        return super()._is_canceller()

    def action_cancel(self, comment: str | None = None):
        """Withdraw a penalty; an approved one the manager, when it is in doubt.

        :param comment: why; needed from anybody but its requester
        """
        told = self.filtered("date_approved")
        result = super().action_cancel(comment)
        for penalty in told.sudo():  # sudo: activities of colleagues, and the person
            penalty._end_doubt()
            penalty._tell_person_cancelled(comment)
        return result

    def action_keep(self, comment: str):
        """Let a penalty stand that is in doubt, as the manager.

        :param comment: why; stays in the log
        :raise AccessError: the user is not the manager, or is the penalised person
        :raise UserError: it is not in doubt, or the reason is missing
        """
        self._check_one()
        self.check_access("read")
        self._check_manager()
        self._check_reason(comment)
        self._lock()
        self._check_is_flagged()
        penalty = self.sudo()  # sudo: managers read penalties only
        penalty._message_log(body=comment.strip())
        penalty._end_doubt()

    def _check_manager(self):
        """Refuse who does not decide about approved penalties.

        :raise AccessError: names who does
        """
        if self.env.user not in self._get_managers():
            raise AccessError(
                self.env._(
                    "Whether %(name)s stands is decided by: %(who)s.",
                    name=self.display_name,
                    who=", ".join(self._get_managers().mapped("name")) or "-",
                )
            )

    def _check_is_flagged(self):
        """Refuse to decide about what is in no doubt.

        :raise UserError: says so
        """
        if not self.is_flagged:
            raise UserError(
                self.env._("%(name)s is in no doubt.", name=self.display_name)
            )

    def _end_doubt(self):
        self._in_transition().is_flagged = False
        self._unlink_activities_of_type(DECIDE)

    def _tell_person_cancelled(self, comment: str | None):
        speaker = self.with_context(lang=self.employee_id.user_id.lang)
        words = [speaker.env._("The penalty was cancelled."), comment]
        self._notify_person(" ".join(filter(None, words)))

    @api.model
    def _get_stamp_fields(self) -> set[str]:
        return super()._get_stamp_fields() | {
            "date_objection",
            "payable_from",
            "is_flagged",
        }

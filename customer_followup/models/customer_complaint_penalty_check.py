from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..policy.approval import Refusal
from ..tools.claim import claim
from .customer_complaint_penalty_range import GENERAL_MANAGER
from .helpdesk_ticket_round import JUSTIFIED

WITH_CAUSE = ("approved", "done", "satisfied", "unsatisfied")
"""States of rounds whose cause was approved."""


class CustomerComplaintPenalty(models.Model):
    """What a penalty has to be when it is proposed and when it is signed (CMP-10).

    Never signed by whom it is about, by whatever route.
    """

    _inherit = "customer.complaint.penalty"

    is_by_general_manager = fields.Boolean(
        "Proposed by the General Manager",
        readonly=True,
        copy=False,
        help="Then somebody else signs, see the approval routes.",
    )

    def _check_submittable(self):
        self._check_starts("submit")
        self.check_access("write")
        self._check_proposer()
        self._check_complaint()
        self._check_words()
        self._check_range(self.env.user)
        result = super()._check_submittable()
        # before a route is looked for: its condition asks for it
        is_manager = self.env.user.has_group(GENERAL_MANAGER)
        self.sudo()._in_transition().write(  # sudo: stamps
            {
                "is_by_general_manager": is_manager,
                "department_id": self.sudo().ticket_id.customer_department_id.id,
            }
        )
        return result

    def _check_signable(self):
        self._check_not_penalised()
        self._check_complaint()
        # of two that are signed at the same moment, the second one counts the first.
        # sudo: the signer need not be allowed to write the case
        claim(self.sudo().ticket_id, "customer_penalty_claimed_at")
        self._check_range(self.env.user | self.requester_id)
        return super()._check_signable()

    def _get_involved_users(self):
        # sudo: which user somebody is
        return super()._get_involved_users() | self.sudo().employee_id.user_id

    def _get_signature_refusal(self, refusal, step) -> str:
        if refusal == Refusal.INVOLVED and self._is_penalised(self.env.user):
            return self._get_own_refusal()
        return super()._get_signature_refusal(refusal, step)

    def _check_not_penalised(self):
        """Refuse that somebody decides about the own penalty, by whatever route.

        :raise AccessError: says so
        """
        if self._is_penalised(self.env.user):
            raise AccessError(self._get_own_refusal())

    def _get_own_refusal(self) -> str:
        return self.env._("This penalty is yours, so somebody else decides about it.")

    def _check_complaint(self):
        """Refuse a penalty for what is not proved, or of who is not responsible.

        :raise UserError: says what comes first
        """
        # sudo: whoever decides about a penalty need not be allowed to read the case
        ticket, person = self.sudo().ticket_id, self.sudo().employee_id
        is_complaint = ticket.customer_case_type == "complaint"
        if not is_complaint or ticket.customer_validity not in JUSTIFIED:
            raise UserError(
                self.env._(
                    "Case %(number)s is no justified complaint, so it costs nobody "
                    "anything.",
                    number=ticket.number,
                )
            )
        rounds = ticket.customer_round_ids.filtered(lambda r: r.state in WITH_CAUSE)
        if not rounds:
            raise UserError(
                self.env._(
                    "First the cause of complaint %(number)s is approved, with the "
                    "solution of a round.",
                    number=ticket.number,
                )
            )
        if not ticket.customer_responsible_id:
            raise UserError(
                self.env._(
                    "Who is responsible for complaint %(number)s? Choose the person "
                    "on the complaint first.",
                    number=ticket.number,
                )
            )
        responsible = ticket.customer_responsible_id | rounds.responsible_id
        self._check_person(person, ticket, person in responsible)

    def _check_words(self):
        """Refuse a penalty of which the person would not read what it is for.

        :raise UserError: the reason is missing
        """
        if not (self.reason or "").strip():
            raise UserError(
                self.env._("What did the person do or leave undone? Write it down.")
            )

    def _check_person(self, person, ticket, is_responsible: bool):
        """Refuse people who have left, or had nothing to do with it.

        :raise UserError: names the person
        """
        if not person.active:
            raise UserError(
                self.env._(
                    "%(person)s has left and has no salary here any more.",
                    person=person.name,
                )
            )
        is_here = person.company_id == ticket.company_id
        if not is_here or not (is_responsible or ticket._is_fit(person)):
            raise UserError(
                self.env._(
                    "%(person)s is not of the department in charge of complaint "
                    "%(number)s. Choose who is responsible for it.",
                    person=person.name,
                    number=ticket.number,
                )
            )

    @api.model
    def _get_stamp_fields(self) -> set[str]:
        return super()._get_stamp_fields() | {"is_by_general_manager"}

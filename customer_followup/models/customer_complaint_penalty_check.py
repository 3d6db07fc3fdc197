from dataclasses import replace

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_amount

from ..policy.approval import Refusal
from ..policy.penalty import CasePenalty
from ..tools.claim import claim
from .customer_complaint_penalty import COUNTED
from .helpdesk_ticket_round import JUSTIFIED

GENERAL_MANAGER = "customer_followup.group_general_manager"
WITH_CAUSE = ("approved", "done", "satisfied", "unsatisfied")
"""States of rounds whose cause was approved."""


class CustomerComplaintPenalty(models.Model):
    """What a penalty has to be when it is proposed and when it is signed (CMP-10).

    Never signed by whom it is about. Outside of the company's range, which all
    penalties for a complaint share, it is the general manager's alone.
    """

    _inherit = "customer.complaint.penalty"

    is_by_general_manager = fields.Boolean(
        "Proposed by the General Manager",
        readonly=True,
        copy=False,
        help="Then somebody else signs, see the approval routes.",
    )
    range_warning = fields.Char(compute="_compute_range_warning")

    @api.depends("amount", "ticket_id", "state")
    def _compute_range_warning(self):
        for penalty in self:
            is_asked = penalty.ticket_id and penalty.amount
            is_open = penalty.state in ("draft", "submitted")
            is_over = is_asked and is_open and not penalty._get_claim().is_within
            penalty.range_warning = is_over and penalty._describe_range()

    def _check_submittable(self):
        self._check_starts("submit")
        self.check_access("write")
        self._check_proposer()
        self._check_complaint()
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
        # of two that are signed at the same moment, the second one counts the first
        claim(self.sudo().ticket_id, "customer_penalty_claimed_at")
        self._check_range(self.env.user | self.requester_id)
        return super()._check_signable()

    def _get_approval_facts(self, stand_ins=None):
        # whoever is penalised is involved, and so is who stands in
        facts = super()._get_approval_facts(stand_ins)
        person = self.sudo().employee_id.user_id  # sudo: which user somebody is
        return replace(facts, involved=facts.involved | frozenset(person.ids))

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

    def _check_range(self, users):
        """Refuse what is outside of the range, unless the general manager wants it.

        :param users: who proposes and who signs
        :raise UserError: names the range
        """
        if self._get_claim().is_within:
            return
        if not any(user.has_group(GENERAL_MANAGER) for user in users):
            raise UserError(self._describe_range())

    def _get_claim(self, amount: float | None = None) -> CasePenalty:
        """Return what the complaint costs, with this penalty or another amount."""
        company = self.sudo().company_id or self.sudo().ticket_id.company_id
        return CasePenalty(
            amount=self.amount if amount is None else amount,
            others=self._get_others_total(),
            minimum=company.customer_penalty_minimum,
            maximum=company.customer_penalty_maximum,
            smallest_unit=company.currency_id.rounding or 0.01,
        )

    def _get_others_total(self) -> float:
        # sudo: penalties of colleagues count, though nobody reads them
        ((total,),) = self.sudo()._read_group(
            [
                ("ticket_id", "=", self.ticket_id.id),
                ("state", "in", COUNTED),
                ("id", "not in", self._origin.ids),
            ],
            aggregates=["amount:sum"],
        )
        return total or 0.0

    def _describe_range(self) -> str:
        claim_ = self._get_claim()
        company = self.sudo().company_id or self.sudo().ticket_id.company_id
        words = {
            "minimum": format_amount(self.env, claim_.minimum, company.currency_id),
            "maximum": format_amount(self.env, claim_.maximum, company.currency_id),
        }
        if claim_.others:
            return self.env._(
                "All penalties for a complaint come to %(minimum)s to %(maximum)s; with "
                "%(others)s for others it would be %(total)s. Only the general manager "
                "goes beyond that.",
                others=format_amount(self.env, claim_.others, company.currency_id),
                total=format_amount(self.env, claim_.total, company.currency_id),
                **words,
            )
        return self.env._(
            "A complaint costs %(minimum)s to %(maximum)s. Only the general manager "
            "goes beyond that.",
            **words,
        )

    @api.model
    def _get_stamp_fields(self) -> set[str]:
        return super()._get_stamp_fields() | {"is_by_general_manager"}

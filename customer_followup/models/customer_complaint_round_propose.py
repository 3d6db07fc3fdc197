from odoo import models
from odoo.exceptions import UserError

from ..policy.approval import Refusal


class CustomerComplaintRound(models.Model):
    """The solution as it is proposed and signed (CMP-4, CMP-5)."""

    _inherit = "customer.complaint.round"

    def _check_submittable(self):
        self._check_starts("submit")
        self._check_complaint()
        self._check_complete()
        return super()._check_submittable()

    def _check_signable(self):
        self._check_complaint()
        return super()._check_signable()

    def _get_involved_users(self):
        # whoever is responsible or complained about does not judge the own solution.
        # sudo: which users they are
        accused = self.sudo().ticket_id._get_accused()
        return super()._get_involved_users() | accused.user_id

    def _get_signature_refusal(self, refusal: Refusal, step) -> str:
        if refusal == Refusal.INVOLVED and self.ticket_id._is_accused(self.env.user):
            return self.env._(
                "You are responsible for this complaint, or it is about you. Somebody "
                "else has to sign its solution."
            )
        return super()._get_signature_refusal(refusal, step)

    def _check_complaint(self):
        """Refuse to work on what is no justified complaint, or nobody's.

        :raise UserError: says what comes first
        """
        # sudo: the signer need not be allowed to read the case
        ticket = self.sudo().ticket_id
        if ticket.closed or not ticket.active:
            raise UserError(
                self.env._("Complaint %(number)s is closed.", number=ticket.number)
            )
        if ticket.customer_validity not in ("valid", "partly"):
            raise UserError(
                self.env._(
                    "Is complaint %(number)s justified? Let somebody decide it first.",
                    number=ticket.number,
                )
            )
        if not ticket.customer_department_id or not ticket.customer_responsible_id:
            raise UserError(
                self.env._(
                    "Who is responsible for complaint %(number)s? Choose the "
                    "department and the person first.",
                    number=ticket.number,
                )
            )

    def _check_complete(self):
        """Refuse to propose what nobody can decide about.

        :raise UserError: names what is missing
        """
        for name in ("cause_id", "cause", "solution"):
            if not self[name] or not str(self[name]).strip():
                raise UserError(
                    self.env._(
                        "%(round)s: first write down %(what)s.",
                        round=self.display_name,
                        what=self._fields[name]._description_string(self.env),
                    )
                )
        if self.cost < 0:
            raise UserError(self.env._("A solution costs nothing or more."))

    def _on_submitted(self):
        result = super()._on_submitted()
        # sudo: whoever proposes a solution need not be allowed to write the case
        ticket = self.sudo().ticket_id
        self.sudo()._in_transition().write(
            {
                "department_id": ticket.customer_department_id.id,
                "responsible_id": ticket.customer_responsible_id.id,
            }
        )
        ticket._deadline_event("planned")
        return result

    def _on_approved(self):
        result = super()._on_approved()
        self._check_fully_signed()
        self._tell_requester(
            self.env._(
                "Approved. Plan who does what until when; then tell the customer, and "
                "note that it is carried out."
            )
        )
        return result

    def action_refuse(self, comment: str):
        """Refuse a solution; the department begins the round again with another one.

        :param comment: why
        """
        result = super().action_refuse(comment)
        # sudo: rounds are opened by what happens, and not by anybody's right
        self.sudo().ticket_id._begin_again()
        return result

    def action_cancel(self, comment: str | None = None):
        """Withdraw a solution; as the complaint is not over, the round begins again.

        :param comment: why
        """
        result = super().action_cancel(comment)
        for complaint_round in self.sudo():  # sudo: see action_refuse
            complaint_round.ticket_id._begin_again()
        return result

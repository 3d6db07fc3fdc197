from odoo import models

from .customer_visit_request_check import BEFORE


class CustomerVisitRequest(models.Model):
    """What an approved request leads to, and how it ends without a visit (VIS-7)."""

    _inherit = "customer.visit.request"

    def _on_approved(self):
        result = super()._on_approved()
        self._check_fully_signed()
        today = self.company_id._get_customer_today()
        self._in_transition().date_approved = today
        self._tell_requester(
            self.env._(
                "Approved. After the visit, write down in its record what was spent."
            )
        )
        return result

    def _is_cancellable(self) -> bool:
        if self.state != "approved":
            return super()._is_cancellable()
        # what was given at a visit cannot be taken out of the year any more
        is_to_come = self.sudo().followup_id.state in (*BEFORE, "cancelled")
        return is_to_come and not self.amount_spent

    def _is_canceller(self) -> bool:
        makes_visit = self.sudo().followup_id.user_id == self.env.user
        return makes_visit or super()._is_canceller()

    def _cancel_with_visit(self):
        """Give up what was requested for visits that are cancelled."""
        # sudo: whoever cancels a visit need not have requested what it needs
        for request in self.sudo():
            if request.state in ("draft", "submitted") or request._is_cancellable():
                request.action_cancel(self.env._("The visit was cancelled."))

from odoo import models
from odoo.exceptions import AccessError, UserError

from ..policy.approval import Signature
from .customer_approval_mixin_activity import BLOCKED


class CustomerApprovalMixin(models.AbstractModel):
    """The decisions about a document, and what they lead to."""

    _inherit = "customer.approval.mixin"

    def action_approve(self, comment: str | None = None):
        """Sign the open level; the last signature makes the document's effect (CRD-2).

        :param comment: what the signer wants to add
        :raise AccessError: the user may not sign this level of this document
        :raise UserError: the document is not open, or changed since its submission
        """
        self._check_comment(comment)
        step, signature = self._take_decision("sign")
        self._check_unchanged()
        self._check_signable()
        self._log_signature("approved", step, signature, comment)
        self._on_decision(step)
        if step.needs_all and step._get_missing_users():
            self._get_steps()._refresh_signers()
            return
        self._finish_step(step, "approved")
        self._open_next_step()

    def action_refuse(self, comment: str):
        """Refuse the document for good; the reason goes to its requester.

        :param comment: why
        :raise AccessError: the user may not sign this level of this document
        :raise UserError: the reason is missing, or the document is not open
        """
        self._check_reason(comment)
        step, signature = self._take_decision("refuse")
        self._log_signature("refused", step, signature, comment)
        self._on_decision(step)
        self._finish_step(step, "refused")
        self._tell_requester(
            self.env._("%(who)s has refused it.", who=self.env.user.name), comment
        )

    def action_ask_back(self, comment: str):
        """Give the document back to its requester, who may change and submit it again.

        :param comment: what has to be changed
        :raise AccessError: the user may not sign this level of this document
        :raise UserError: the reason is missing, the document is not open, or its
            requester has left
        """
        self._check_reason(comment)
        step, signature = self._take_decision("ask_back")
        requester = self.sudo().requester_id  # sudo: whether a colleague has left
        if not requester.active:
            raise UserError(
                self.env._(
                    "%(who)s has left and cannot change it any more. Refuse it, and "
                    "let somebody else request it anew.",
                    who=requester.name,
                )
            )
        self._log_signature("asked_back", step, signature, comment)
        self._finish_step(step, "returned")
        self._tell_requester(
            self.env._("%(who)s asks it back.", who=self.env.user.name), comment
        )
        # sudo: the signer need not be allowed to plan work for the requester
        self.sudo().activity_schedule(
            "customer_followup.mail_activity_type_asked_back",
            summary=comment[:100],
            user_id=requester.id,
        )

    def action_cancel(self, comment: str | None = None):
        """Withdraw a document.

        :param comment: why; needed from anybody but its requester
        :raise AccessError: the user is neither its requester nor a supervisor
        :raise UserError: the reason is missing, or the document has been decided
        """
        self._check_comment(comment)
        for document in self:
            document._check_may_cancel(comment)
            steps = document.sudo()._get_steps()
            # sudo: a supervisor need not be allowed to write the document
            document.sudo()._transition("cancel", document._count_decision())
            document._log_decision("cancelled", comment=comment)
            document._end_steps(steps)
            document._unlink_asked_back_activities()
            if document.requester_id != self.env.user:
                document._tell_requester(self.env._("It was cancelled."), comment)

    def _is_cancellable(self) -> bool:
        """Can the document still be withdrawn, as it has no effect yet?"""
        return self.state in ("draft", "submitted")

    def _is_canceller(self) -> bool:
        """May the user withdraw the document?"""
        return (
            self.env.su
            or self.env.user == self.requester_id
            or self.env.user.has_group("customer_followup.group_supervisor")
        )

    def _check_may_cancel(self, comment):
        self.check_access("read")
        if not self._is_canceller():
            raise AccessError(
                self.env._(
                    "Only %(who)s or a supervisor can cancel %(name)s.",
                    who=self.requester_id.name,
                    name=self.display_name,
                )
            )
        self._check_starts("cancel")
        if not self._is_cancellable():
            raise UserError(
                self.env._(
                    "%(name)s has taken effect. Request the opposite change instead.",
                    name=self.display_name,
                )
            )
        if self.env.user != self.requester_id:
            self._check_reason(comment)

    def _check_reason(self, comment):
        self._check_comment(comment)
        if not (comment or "").strip():
            raise UserError(
                self.env._("Say why: the requester reads it, and it stays in the log.")
            )

    def _log_signature(self, action, step, signature: Signature, comment):
        self._log_decision(
            action,
            step,
            comment=comment,
            on_behalf_of_id=signature.on_behalf_of,
        )

    def _open_next_step(self):
        """Ask the next level to sign, or make the effect after the last one."""
        # sudo: nobody has the right to write steps, and the effect is nobody's right
        document = self.sudo()
        waiting = document._get_steps().filtered(lambda s: s.state == "waiting")
        if waiting:
            waiting._refresh_signers()
            waiting[0]._open_step()
            return
        document._transition("approve", document._count_decision())
        document._on_approved()

    def _finish_step(self, step, state: str):
        """Close the open step; unless it was signed, the later ones end with it."""
        step._close_step(state)
        if state != "approved":
            self._end_steps(self.sudo()._get_steps())  # sudo: see _open_next_step
        self._unlink_signing_activities()

    def _end_steps(self, steps):
        for step in steps.filtered(lambda s: s.state in ("waiting", "open")):
            step._close_step("cancelled")
        self._unlink_signing_activities()
        self._unlink_activities_of_type(BLOCKED)

    def _tell_requester(self, text: str, comment: str | None = None):
        """Say in the chatter what was decided, and tell the requester."""
        # sudo: the signer need not be allowed to write in the document's chatter
        document = self.sudo()
        document.message_post(
            body=" ".join(filter(None, [text, comment])),
            partner_ids=document.requester_id.partner_id.ids,
            subtype_xmlid="mail.mt_comment",
        )

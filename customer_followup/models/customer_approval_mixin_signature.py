from odoo import models
from odoo.exceptions import AccessError, UserError

from ..policy.approval import Document, Refusal, decide_signature
from ..tools.fingerprint import get_fingerprint


class CustomerApprovalMixin(models.AbstractModel):
    """Who may sign a document, and whether it is still what was submitted."""

    _inherit = "customer.approval.mixin"

    def _count_decision(self) -> dict:
        return {"approval_decision_count": self.approval_decision_count + 1}

    def _take_decision(self, action: str):
        """Lock the document, and check that the user may decide about it now.

        :param action: key of ``_customer_transitions``
        :return: the open step, and the signature under it
        :raise AccessError: the user may not sign it
        :raise UserError: the document is not open; or more than one is given
        """
        self._check_one()
        self.check_access("read")
        # sudo: signers read a document, and change it by their signature alone
        document = self.sudo()
        step = document._get_open_step()
        document._transition(action, document._count_decision())
        if not step:
            raise UserError(document._get_transition_refusal(["submitted"]))
        signature = decide_signature(
            self.env.uid,
            set(step._get_missing_users().ids),
            document._get_approval_facts(),
        )
        if isinstance(signature, Refusal):
            raise AccessError(document._get_signature_refusal(signature, step))
        return step, signature

    def _check_one(self):
        """Refuse to decide about several documents at once.

        :raise UserError: it is not one document
        """
        if len(self) != 1:
            raise UserError(
                self.env._("Open each document and read it before you sign it.")
            )

    def _get_approval_facts(self, stand_ins=None) -> Document:
        """Return what decides who may sign the document.

        :param stand_ins: of its company, if they are known already
        """
        if stand_ins is None:
            Delegation = self.env["customer.approval.delegation"]
            stand_ins = Delegation._get_stand_ins(self.company_id)
        return Document(
            involved=frozenset(self._get_involved_users().ids),
            spent=frozenset(self._get_steps()._get_spent_users().ids),
            stand_ins=stand_ins,
        )

    def _get_involved_users(self):
        """Return who may never sign the document; an extension point.

        Neither may who stands in for them.
        """
        return self.create_uid | self.requester_id | self.approval_editor_ids

    def _get_signature_refusal(self, refusal: Refusal, step) -> str:
        """Return why the user cannot sign, with the way out."""
        texts = {
            Refusal.INVOLVED: self.env._(
                "You made, requested or changed %(name)s yourself. Somebody else has "
                "to sign it.",
                name=self.display_name,
            ),
            Refusal.SPENT: self.env._(
                "Your name is under %(name)s already, and nobody signs twice.",
                name=self.display_name,
            ),
            Refusal.NOT_NAMED: self.env._(
                "%(name)s waits at level %(level)s for: %(who)s.",
                name=self.display_name,
                level=step.level_id.name,
                who=", ".join(step.signer_ids.mapped("name")) or "-",
            ),
            Refusal.STANDS_IN_FOR_INVOLVED: self.env._(
                "You stand in for somebody who requested %(name)s or has signed it, "
                "so you cannot sign either.",
                name=self.display_name,
            ),
        }
        return texts[refusal]

    def _check_unchanged(self):
        """Refuse to sign other values than the ones that were submitted.

        :raise UserError: a signed value differs
        """
        # sudo: the log has lines the signer may not read
        submitted = self.sudo().approval_entry_ids.filtered(
            lambda e: e.action == "submitted"
        )[-1:]
        if submitted.value_hash != get_fingerprint(self._get_signed_values()):
            raise UserError(
                self.env._(
                    "%(name)s is not what was submitted any more. Ask it back, so "
                    "that it is submitted again.",
                    name=self.display_name,
                )
            )

    def _check_fully_signed(self):
        """Refuse to make the effect of a document without all of its signatures.

        By the log and not by the state: whoever forges a state cannot forge the log.

        :raise UserError: a level of the last submission is not signed
        """
        steps = self.sudo()._get_steps()  # sudo: the log has lines others may not read
        is_signed = steps and all(
            step.state == "approved" and "approved" in step.entry_ids.mapped("action")
            for step in steps
        )
        if not is_signed:
            raise UserError(
                self.env._(
                    "%(name)s has not been signed at every level, so nothing changes.",
                    name=self.display_name,
                )
            )

from odoo import fields, models
from odoo.exceptions import AccessError, UserError


class CustomerDocument(models.Model):
    """The way of a document from the scanner into the dossier.

    Four eyes: whoever filed it, or uploaded one of its files, does not verify it.
    """

    _inherit = "customer.document"

    def action_submit(self):
        """Ask for the document to be verified (DOS-2).

        :raise UserError: it has neither a file nor a place, or is no draft
        """
        for document in self:
            if document.type_id.validity_months and not document.date_expiry:
                raise UserError(
                    self.env._(
                        "%(document)s is valid for a limited time only. Fill in Issued "
                        "On or Valid Until.",
                        document=document.display_name,
                    )
                )
            if not document.attachment_ids and not document.paper_location:
                raise UserError(
                    self.env._(
                        "%(document)s: add a scan or photo, or say where the paper is "
                        "kept.",
                        document=document.display_name,
                    )
                )
        self._transition(
            "submit",
            {
                "submitted_by_id": self.env.uid,
                "submitted_at": fields.Datetime.now(),
                "rejection_reason": False,
                "rejected_by_id": False,
            },
        )
        self.partner_id._note_dossier_review()

    def action_withdraw(self):
        """Take the document back to correct it.

        :raise UserError: it is verified already, or a draft
        """
        self._transition("withdraw")

    def action_verify(self):
        """Confirm that the document is what it says; from now on it counts (DOS-2).

        :raise AccessError: the user filed it, or is no specialist
        :raise UserError: it does not wait for that
        """
        self._check_may("verify")
        self._check_four_eyes()
        self._transition(
            "verify",
            {"verified_by_id": self.env.uid, "verified_at": fields.Datetime.now()},
        )

    def action_reject(self, comment: str):
        """Refuse the document, or what was verified by mistake.

        :param comment: what is wrong with it; whoever filed it reads that
        :raise AccessError: the user filed it, or is no specialist
        :raise UserError: the reason is missing, or it does not wait for that
        """
        self._check_comment(comment)
        if not (comment or "").strip():
            raise UserError(
                self.env._("Say what is wrong: whoever filed it has to mend it.")
            )
        self._check_may("reject")
        self._check_four_eyes()
        self._transition(
            "reject",
            {
                "rejected_by_id": self.env.uid,
                "rejection_reason": comment,
                "verified_by_id": False,
                "verified_at": False,
            },
        )
        for document in self:
            # sudo: the names of colleagues are no secret
            editors = document.sudo().editor_ids.partner_id
            document.message_post(
                body=self.env._("Rejected: %(reason)s", reason=comment),
                partner_ids=(editors - self.env.user.partner_id).ids,
                subtype_xmlid="mail.mt_note",
            )

    def action_renew(self):
        """Show a new document that is to take the place of this one."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Renew"),
            "res_model": self._name,
            "views": [(False, "form")],
            "context": {
                "default_partner_id": self.partner_id.id,
                "default_type_id": self.type_id.id,
                "default_paper_location": self.paper_location,
            },
        }

    def _is_own(self) -> bool:
        """Did the user file the document, or one of its files?"""
        # sudo: whose files they are; the answer is only yes or no
        document = self.sudo()
        people = document.editor_ids | document.submitted_by_id
        return self.env.user in people | document.attachment_ids.create_uid

    def _check_four_eyes(self):
        """Refuse to let people verify what they filed themselves.

        :raise AccessError: names who could be asked
        """
        for document in self:
            if document._is_own():
                raise AccessError(
                    self.env._(
                        "You filed %(document)s yourself. Ask a colleague or your "
                        "supervisor to look at it.",
                        document=document.display_name,
                    )
                )

    def _check_is_draft(self):
        """Refuse to change what somebody is looking at, or has looked at.

        :raise UserError: says how it is changed instead
        """
        if fixed := self.filtered(lambda d: d.state != "draft"):
            raise UserError(
                self.env._(
                    "%(document)s is not a draft any more. Withdraw it to correct it; "
                    "what is verified is renewed by a new document.",
                    document=fixed[0].display_name,
                )
            )

    def _note_editor(self):
        editors = {"editor_ids": [fields.Command.link(self.env.uid)]}
        self._in_transition().write(editors)

from odoo import api, models
from odoo.exceptions import UserError


class MailActivity(models.Model):
    """An activity that stands for a duty ends when the duty is done, not before."""

    _inherit = "mail.activity"

    def _get_open_followups(self):
        """Return the open follow-ups that the activities stand for."""
        duties = self.filtered(
            lambda a: a.res_model == "customer.followup" and a.automated and a.active
        )
        followups = self.env["customer.followup"].browse(duties.mapped("res_id"))
        return followups.exists().filtered("is_open")

    @api.constrains("user_id", "date_deadline")
    def _check_mirrors_followup(self):
        for activity in self:
            followup = activity._get_open_followups()
            if followup and (activity.user_id, activity.date_deadline) != (
                followup.user_id,
                followup._get_activity_day(),
            ):
                raise UserError(
                    self.env._(
                        "This activity stands for the follow-up %(name)s: change the "
                        "specialist, the agreed day or the deadline there.",
                        name=followup.display_name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_open_followup(self):
        if followups := self._get_open_followups().filtered("user_id"):
            raise UserError(
                self.env._(
                    "This activity stands for the follow-up %(name)s. If the contact "
                    "is not needed any more, cancel the follow-up.",
                    name=followups[0].display_name,
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_unsigned(self):
        # sudo deletes it when the level is signed, or somebody else's turn
        if not self.env.su and (document := self._get_unsigned()):
            raise UserError(
                self.env._(
                    "This activity asks for a signature under %(name)s and ends with "
                    "the decision.",
                    name=document.display_name,
                )
            )

    def _get_unsigned(self):
        """Return the first document that still waits for whom an activity asks."""
        to_sign = self.env.ref("customer_followup.mail_activity_type_to_sign")
        for activity in self.filtered(
            lambda a: a.activity_type_id == to_sign and a.automated and a.active
        ):
            # sudo: whoever closes it need not be allowed to read the document
            documents = self.env[activity.res_model].sudo()
            document = documents.browse(activity.res_id).exists()
            if document and activity.user_id in document._get_open_step().signer_ids:
                return document
        return None

    def _action_done(self, feedback=False, attachment_ids=None):
        """Refuse to close an activity before its follow-up or document is done.

        :raise UserError: a follow-up behind the activities is still open, or a
            document is not signed
        """
        if followups := self._get_open_followups():
            raise UserError(
                self.env._(
                    "To close this activity, record the follow-up %(name)s: open it, "
                    "say how it went and press Record.",
                    name=followups[0].display_name,
                )
            )
        if document := self._get_unsigned():
            raise UserError(
                self.env._(
                    "To close this activity, decide about %(name)s: open it, then "
                    "sign it, ask it back or refuse it.",
                    name=document.display_name,
                )
            )
        return super()._action_done(feedback=feedback, attachment_ids=attachment_ids)

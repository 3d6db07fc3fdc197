from odoo import api, models
from odoo.exceptions import UserError


class MailActivity(models.Model):
    """The activity of a follow-up goes where its follow-up goes, and nowhere else."""

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
                followup.date_deadline,
            ):
                raise UserError(
                    self.env._(
                        "This activity stands for the follow-up %(name)s: change the "
                        "specialist or the deadline there.",
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

    def _action_done(self, feedback=False, attachment_ids=None):
        """Refuse to close a follow-up's activity before the follow-up is recorded.

        :raise UserError: a follow-up behind the activities is still open
        """
        if followups := self._get_open_followups():
            raise UserError(
                self.env._(
                    "To close this activity, record the follow-up %(name)s: open it, "
                    "say how it went and press Record.",
                    name=followups[0].display_name,
                )
            )
        return super()._action_done(feedback=feedback, attachment_ids=attachment_ids)

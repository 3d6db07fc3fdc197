from odoo import models
from odoo.exceptions import UserError


class MailActivity(models.Model):
    _inherit = "mail.activity"

    def _action_done(self, feedback=False, attachment_ids=None):
        """Refuse to close a follow-up's activity before the follow-up is recorded.

        :raise UserError: a follow-up behind the activities is still open
        """
        of_followups = self.filtered(lambda a: a.res_model == "customer.followup")
        followups = self.env["customer.followup"].browse(of_followups.mapped("res_id"))
        if still_open := followups.exists().filtered("is_open"):
            raise UserError(
                self.env._(
                    "To close this activity, record the follow-up %(name)s: open it, "
                    "say how it went and press Record.",
                    name=still_open[0].display_name,
                )
            )
        return super()._action_done(feedback=feedback, attachment_ids=attachment_ids)

from odoo import models
from odoo.exceptions import UserError

from .crm_lead_question import QUESTION


class MailActivity(models.Model):
    """A question to the superior ends with the answer, which goes to who asked."""

    _inherit = "mail.activity"

    def _action_done(self, feedback=False, attachment_ids=None):
        """Bring the answer to whoever asked.

        :raise UserError: the superior closes a question without an answer
        """
        questions = [
            (self.env[activity.res_model].browse(activity.res_id), activity.create_uid)
            for activity in self._get_questions()
        ]
        if questions and not (feedback or "").strip():
            raise UserError(
                self.env._(
                    "To close this question, write the answer as feedback. It goes to "
                    "%(asker)s.",
                    asker=questions[0][1].name,
                )
            )
        result = super()._action_done(feedback=feedback, attachment_ids=attachment_ids)
        for lead, asker in questions:
            lead._answer_question(asker, feedback)
        return result

    def _get_questions(self):
        """Return the questions of colleagues; one's own may just be closed."""
        kind = self.env.ref(QUESTION, raise_if_not_found=False)
        return self.filtered(
            lambda a: (
                a.activity_type_id == kind
                and a.res_model == "crm.lead"
                and a.automated
                and a.create_uid not in (self.env.user, a.user_id)
            )
        )

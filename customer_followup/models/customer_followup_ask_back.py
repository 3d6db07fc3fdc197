from odoo import api, fields, models
from odoo.exceptions import UserError


class CustomerFollowup(models.Model):
    """A record that goes back to who wrote it, with a question (VIS-9).

    It can be corrected then, unless the customer signed it: the answer has a field of
    its own. Recorded once more, it waits for the review again.
    """

    _inherit = "customer.followup"

    question = fields.Text(
        "Question of the Superior", readonly=True, copy=False, help="To be answered."
    )
    asked_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    answer = fields.Text("Answer to the Superior", copy=False)

    @api.model
    def _get_stamp_fields(self) -> set[str]:
        return super()._get_stamp_fields() | {"question", "asked_by_id"}

    def action_ask_back(self, comment: str | None = None):
        """Give a record back to who wrote it, with a question and an activity (VIS-9).

        :param comment: the question
        :raise UserError: there is no question, or it is one's own record
        """
        self._check_comment(comment)
        if not (comment or "").strip():
            raise UserError(self.env._("Write what you want to know."))
        self._check_may("ask_back")
        self._check_not_own()
        stamps = {"question": comment, "asked_by_id": self.env.uid, "answer": False}
        self._transition("ask_back", stamps)
        for followup in self:
            followup.message_post(
                body=comment,
                partner_ids=followup.user_id.partner_id.ids,
                subtype_xmlid="mail.mt_comment",
            )

    def action_record(self, vals: dict | None = None):
        asked = self.filtered(lambda f: f.state == "contacted" and f.question)
        result = super().action_record(vals)
        for followup in asked.filtered("answer"):
            followup.message_post(
                body=followup.answer,
                # sudo: the address of a colleague
                partner_ids=followup.sudo().asked_by_id.partner_id.ids,
                subtype_xmlid="mail.mt_comment",
            )
        return result

    def action_cancel(self, comment: str | None = None):
        # sudo gives up what is left of a customer who is archived
        if not self.env.su and self._get_asked_back():
            raise UserError(
                self.env._(
                    "This contact was made and recorded, and your superior has a "
                    "question about it: answer it and record it again."
                )
            )
        return super().action_cancel(comment)

    def _get_asked_back(self):
        return self.filtered(
            lambda f: f.state == "contacted" and f.question and f.recorded_at
        )

    def _schedule_activities(self):
        asked = self._get_asked_back()
        for followup in asked:
            followup._schedule_answer()
        return super(CustomerFollowup, self - asked)._schedule_activities()

    def _schedule_answer(self):
        """Give who made the contact the one activity of the follow-up back."""
        if self.user_id:
            # sudo: the language of a colleague
            speaker = self.with_context(lang=self.user_id.sudo().lang)
            self.activity_schedule(
                "customer_followup.mail_activity_type_asked_back",
                summary=speaker.env._("Question about %(name)s", name=self.name),
                note=self.question,
                date_deadline=self.date_deadline,
                user_id=self.user_id.id,
            )

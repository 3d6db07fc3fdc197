from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class CustomerAssessment(models.Model):
    """The steps of an assessment: propose, ask back, apply, decide (GRD-3)."""

    _inherit = "customer.assessment"

    def action_refresh_facts(self):
        """Measure the customers anew, as long as nothing is proposed.

        :raise UserError: an assessment is no draft
        """
        self.check_access("write")
        self._refresh_facts()

    def action_submit(self):
        """Propose the grade that the facts come to.

        :raise UserError: an assessment is no draft
        """
        self._transition("submit")

    def action_ask_back(self, comment: str):
        """Let the specialist look at the facts again.

        :param comment: what to look at
        :raise AccessError: the user is no supervisor
        :raise UserError: the comment is missing, or nothing is proposed
        """
        self._check_reason(comment)
        self._transition("ask_back")
        for assessment in self:
            assessment.message_post(body=comment, subtype_xmlid="mail.mt_comment")

    def action_approve(self, comment: str | None = None):
        """Apply the proposed grades (GRD-3).

        Several together only if each is a first grade, an unchanged one, or one grade
        up or down; a customer that moves further is looked at by itself.

        :param comment: what the supervisor wants to add
        :raise AccessError: the user is no supervisor
        :raise UserError: one is not proposed any more, moves too far, or was made by
            a scheme that holds no more
        """
        self._check_comment(comment)
        self._check_may("apply")
        if len(self) > 1:
            self._check_small()
        self._apply(comment=comment)

    def action_approve_small(self):
        """Apply those that are small changes, and say how many are left (GRD-3).

        :return: a notification for the screen
        :raise AccessError: the user is no supervisor
        """
        self._check_may("apply")
        small = self.search(self._get_small_domain() & Domain("id", "in", self.ids))
        small._apply()
        left = len(self.filtered(lambda a: a.state == "submitted"))
        message = self.env._("%(count)s applied.", count=len(small))
        if left:
            message += " " + self.env._(
                "%(left)s move by more than one grade: decide each by itself.",
                left=left,
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": message,
                "type": "warning" if left else "success",
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def action_decide(self, grade_id: int, comment: str):
        """Apply another grade than the proposed one (GRD-3).

        :param grade_id: a ``customer.grade`` of the assessment's scheme
        :param comment: why
        :raise AccessError: the user is no supervisor
        :raise UserError: the reason is missing, the grade is not of the scheme, or it
            is not one proposed assessment
        """
        self._check_reason(comment)
        if len(self) != 1:
            raise UserError(self.env._("Decide about one customer at a time."))
        self._check_may("apply")
        grade = self.scheme_id.grade_ids.filtered(lambda g: g.id == grade_id)
        if not grade:
            raise UserError(
                self.env._(
                    "Choose a grade of %(scheme)s.", scheme=self.scheme_id.display_name
                )
            )
        self._apply(grade, comment)

    def action_refuse(self, comment: str):
        """Leave the grade as it is.

        :param comment: why
        :raise AccessError: the user is no supervisor
        :raise UserError: the reason is missing, or nothing is proposed
        """
        self._check_may("apply")
        self.action_cancel(comment)

    def action_cancel(self, comment: str | None = None):
        """Give an assessment up; the grade stays as it is.

        :param comment: why; needed for what was proposed
        :raise AccessError: it is proposed, and the user is no supervisor
        :raise UserError: the reason is missing, or it is decided
        """
        self._check_comment(comment)
        if proposed := self.filtered(lambda a: a.state == "submitted"):
            proposed._check_may("apply")
            self._check_reason(comment)
        self._transition("cancel")
        for assessment in self if comment else ():
            assessment.message_post(body=comment)

    @api.model
    def _check_reason(self, comment):
        """Refuse a decision without a reason.

        :raise UserError: the reason is missing
        """
        self._check_comment(comment)
        if not (comment or "").strip():
            raise UserError(
                self.env._("Say why: it stays in the history of the customer.")
            )

    def _check_small(self):
        """Refuse to decide together what moves far.

        :raise UserError: names the first one
        """
        small = self.search(self._get_small_domain() & Domain("id", "in", self.ids))
        far = (self - small).filtered(lambda a: a.state == "submitted")
        if far:
            raise UserError(
                self.env._(
                    "%(name)s would go from %(current)s to %(proposed)s. Open it and "
                    "decide it by itself.",
                    name=far[0].partner_id.name,
                    current=far[0].current_grade_id.name,
                    proposed=far[0].proposed_grade_id.name,
                )
            )

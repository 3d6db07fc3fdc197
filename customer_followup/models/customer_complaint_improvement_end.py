from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class CustomerComplaintImprovement(models.Model):
    """How an improvement is made, and verified by somebody else (CMP-11)."""

    _inherit = "customer.complaint.improvement"

    done_at = fields.Datetime("Done On", readonly=True, copy=False)
    done_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    result = fields.Text("What Was Done", readonly=True, copy=False)
    verified_at = fields.Datetime("Verified On", readonly=True, copy=False)
    verified_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    verification = fields.Text("What Was Seen", readonly=True, copy=False)
    can_verify = fields.Boolean(compute="_compute_can_verify")

    @api.depends("state", "user_id", "done_by_id")
    @api.depends_context("uid")
    def _compute_can_verify(self):
        for improvement in self:
            improvement.can_verify = (
                improvement.state == "done"
                and improvement._is_verifier()
                and improvement._origin.has_access("write")
            )

    def action_finish(self, comment: str):
        """Note that an improvement is made; somebody else verifies it.

        :param comment: what was done
        """
        self._check_words(comment, self.env._("What was done? Write it down."))
        self._transition(
            "finish",
            {
                "done_at": fields.Datetime.now(),
                "done_by_id": self.env.uid,
                "result": comment.strip(),
            },
        )
        self._end_work(is_done=True)
        for improvement in self:
            improvement._ask_verifier()

    def action_verify(self, comment: str):
        """Note that an improvement works, as somebody else than its owner (CMP-11).

        :param comment: what was seen
        :raise AccessError: the user owns it, has made it, or has caused the complaint
        """
        self._check_words(comment, self.env._("What was seen? Write it down."))
        self._check_verifier()
        self._transition(
            "verify",
            {
                "verified_at": fields.Datetime.now(),
                "verified_by_id": self.env.uid,
                "verification": comment.strip(),
            },
        )
        self._end_work(is_done=True)

    def action_give_back(self, comment: str):
        """Give an improvement back to its owner, who goes on with it.

        :param comment: what is missing
        """
        self._check_words(comment, self.env._("What is missing? Write it down."))
        self._check_verifier()
        self._transition(
            "give_back", {"done_at": False, "done_by_id": False, "result": False}
        )
        self._message_log_batch(bodies=dict.fromkeys(self.ids, comment.strip()))
        self._end_work(is_done=False)
        self._plan_work(comment.strip())

    def action_cancel(self, comment: str):
        """Give an improvement up, as somebody else than who has to make it.

        :param comment: why
        :raise AccessError: somebody else has asked the user for it
        """
        self._check_words(comment, self.env._("Say why it is given up."))
        for improvement in self:
            improvement._check_canceller()
        self._transition("cancel")
        self._message_log_batch(bodies=dict.fromkeys(self.ids, comment.strip()))
        self._end_work(is_done=False)

    def _check_canceller(self):
        """Refuse that an owner gives up what somebody else has asked for.

        :raise AccessError: names whom to ask
        """
        author = self.sudo().create_uid  # sudo: the name of a colleague
        if self.user_id == self.env.user != author and not self.env.su:
            raise AccessError(
                self.env._(
                    "%(who)s has asked you for it. Let %(who)s or a supervisor give it "
                    "up.",
                    who=author.name,
                )
            )

    def _check_words(self, words, refusal: str):
        self._check_comment(words)
        if not (words or "").strip():
            raise UserError(refusal)

    def _check_verifier(self):
        """Refuse that somebody verifies the own work, or the cure of the own fault.

        :raise AccessError: says who verifies it
        """
        for improvement in self:
            if not improvement._is_verifier():
                raise AccessError(
                    self.env._(
                        "%(name)s is verified by somebody else than who made it or "
                        "has caused the complaint.",
                        name=improvement.name,
                    )
                )

    def _is_verifier(self, user=None) -> bool:
        user = user or self.env.user
        # sudo: whom the complaint is about
        ticket = self.sudo().ticket_id
        return user not in self.user_id | self.done_by_id and not ticket._is_accused(
            user
        )

    @api.model
    def _get_stamp_fields(self) -> set[str]:
        return super()._get_stamp_fields() | {
            "done_at",
            "done_by_id",
            "result",
            "verified_at",
            "verified_by_id",
            "verification",
        }

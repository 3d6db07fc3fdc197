from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class CustomerComplaintRound(models.Model):
    """How a solution is carried out, and what the customer says (CMP-6, CMP-9)."""

    _inherit = "customer.complaint.round"

    told = fields.Text(
        "What the Customer Was Told", readonly=True, copy=False, tracking=True
    )
    carried_out_at = fields.Datetime("Carried Out On", readonly=True, copy=False)
    callback_id = fields.Many2one(
        "customer.followup",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    satisfied = fields.Boolean(
        "Customer Satisfied", compute="_compute_satisfied", store=True
    )
    result = fields.Text("What the Customer Said", readonly=True, copy=False)
    closed_at = fields.Datetime("Answered On", readonly=True, copy=False)
    closed_by_id = fields.Many2one(
        "res.users", "Asked By", readonly=True, copy=False, ondelete="restrict"
    )
    open_task_count = fields.Integer("Open Tasks", compute="_compute_open_task_count")
    can_carry_out = fields.Boolean(compute="_compute_can_carry_out")
    can_ask = fields.Boolean(compute="_compute_can_carry_out")

    @api.depends("state")
    def _compute_satisfied(self):
        for complaint_round in self:
            complaint_round.satisfied = complaint_round.state == "satisfied"

    @api.depends("activity_ids")
    def _compute_open_task_count(self):
        for complaint_round in self:
            complaint_round.open_task_count = len(complaint_round._get_tasks())

    @api.depends("state", "ticket_id")
    @api.depends_context("uid")
    def _compute_can_carry_out(self):
        for complaint_round in self:
            complaint_round.can_carry_out = complaint_round.has_access("write")
            complaint_round.can_ask = complaint_round._may_ask()

    def _get_tasks(self):
        """Return what somebody has still to do for the solution."""
        # sudo: tasks of colleagues count, too
        return self.sudo().activity_ids.filtered(lambda a: not a.automated)

    def action_carry_out(self, comment: str):
        """Note that the solution is carried out, and that the customer knows (CMP-6).

        The customer is called the same day.

        :param comment: what the customer was told
        :raise UserError: it is not approved, a task is open, or nobody was told
        """
        self._check_words(
            comment, self.env._("What was the customer told? Write it down.")
        )
        now = self.env["helpdesk.ticket"]._get_deadline_now()
        for complaint_round in self:
            complaint_round._check_starts("carry_out")
            complaint_round._check_tasks()
            complaint_round._transition(
                "carry_out", {"told": comment.strip(), "carried_out_at": now}
            )
            # sudo: whoever carries it out need not be allowed to write the case
            ticket = complaint_round.sudo().ticket_id
            ticket._deadline_event("carried_out", now)
            complaint_round.sudo()._in_transition().callback_id = (
                ticket._plan_call_back()
            )
            ticket._follow_with_stage("awaiting")

    def action_close(self, satisfied: bool, comment: str):
        """Note what the customer says: satisfied closes the complaint (CMP-9).

        If not, the next round opens and the next superior is told.

        :param satisfied: whether the customer is
        :param comment: what was said
        :raise AccessError: the user is responsible for the complaint, or accused
        :raise UserError: nothing was carried out yet, or the words are missing
        """
        self._check_one()
        if not isinstance(satisfied, bool):
            raise UserError(self.env._("Is the customer satisfied? Say yes or no."))
        self._check_words(
            comment, self.env._("What did the customer say? Write it down.")
        )
        self._check_may_ask()
        # sudo: who asks the customer need not be allowed to write the round
        self.sudo()._close(satisfied, comment.strip())

    def _check_may_ask(self):
        """Refuse the answer by who is responsible for the complaint.

        :raise AccessError: names who asks instead
        """
        self.check_access("read")
        ticket = self.ticket_id
        ticket.check_access("read")
        if self._may_ask():
            return
        if ticket._is_ruler():
            raise AccessError(
                self.env._(
                    "You are responsible for this complaint. Let customer service ask "
                    "whether the customer is satisfied."
                )
            )
        raise AccessError(
            self.env._(
                "Whether the customer is satisfied is asked by customer service."
            )
        )

    def _may_ask(self) -> bool:
        """May the user note what the customer says: who handles it, not who caused it?

        An office decides about cases that it only reads.
        """
        ticket = self.ticket_id
        return (
            ticket.has_access("read")
            and ticket._is_ruler()
            and not ticket._is_accused(self.env.user)
        )

    def _close(self, satisfied: bool, comment: str):
        """End the round with what the customer says, and do what follows."""
        now = self.env["helpdesk.ticket"]._get_deadline_now()
        self._transition(
            "satisfy" if satisfied else "dissatisfy",
            {"result": comment, "closed_at": now, "closed_by_id": self.env.uid},
        )
        ticket = self.ticket_id
        ticket._note_called_back(now)
        if satisfied:
            ticket._close_for_good()
        else:
            ticket._handle_again(self, comment)

    def _give_up(self, comment: str):
        """End rounds of complaints that are over, or not justified any more.

        One that nobody has proposed anything in leaves no trace.
        """
        unused = self.filtered(lambda r: r.state == "draft" and not r.approval_round)
        for complaint_round in self - unused:
            steps = complaint_round._get_steps()
            complaint_round._transition("give_up", complaint_round._count_decision())
            complaint_round._log_decision("cancelled", comment=comment)
            complaint_round._end_steps(steps)
        unused.unlink()

    def _check_tasks(self):
        """Refuse to be done while somebody has something to do.

        :raise UserError: names the first task
        """
        if task := self._get_tasks()[:1]:
            raise UserError(
                self.env._(
                    "%(task)s is not done yet (%(who)s). Mark it as done, or delete "
                    "the task first.",
                    task=task.summary or task.activity_type_id.name,
                    who=task.user_id.name,
                )
            )

    def _check_words(self, words, refusal: str):
        self._check_comment(words)
        if not (words or "").strip():
            raise UserError(refusal)

    @api.model
    def _get_stamp_fields(self) -> set[str]:
        return super()._get_stamp_fields() | {
            "told",
            "carried_out_at",
            "callback_id",
            "satisfied",
            "result",
            "closed_at",
            "closed_by_id",
        }

from datetime import datetime, timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ..policy.clock import Clock


class CustomerDeadline(models.Model):
    """A clock that runs for one document: until when a promise has to be kept.

    An event of the document starts it and another one stops it. What was late stays
    late: a missed clock can still be stopped, but not be met any more. Nobody writes
    it by hand, and it stays as the evidence of who kept which promise.
    """

    _name = "customer.deadline"
    _description = "Deadline"
    _inherit = ["customer.transition.mixin"]
    _customer_is_evidence = True
    _order = "is_open desc, due_at, id"

    policy_id = fields.Many2one(
        "customer.deadline.policy",
        "Promise",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    severity = fields.Selection(related="policy_id.severity")
    res_model = fields.Char("Document Model", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        "Document ID", model_field="res_model", required=True, readonly=True
    )
    res_name = fields.Char("Document", readonly=True)
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    partner_id = fields.Many2one(
        "res.partner", "Customer", readonly=True, index="btree_not_null"
    )
    user_id = fields.Many2one("res.users", "Who Has To", readonly=True)
    department_id = fields.Many2one("hr.department", readonly=True)
    answerable_id = fields.Many2one(
        "res.users",
        readonly=True,
        help="Who had to do it when it was kept or missed; whoever takes a late case "
        "over is not blamed for it.",
    )
    answerable_department_id = fields.Many2one("hr.department", readonly=True)
    grade_code = fields.Char(
        "Grade of the Customer",
        readonly=True,
        help="The grade's code when it was kept or missed: a customer who rises later "
        "does not take its past along, and a new version of the scheme has the same "
        "codes.",
    )
    calendar_id = fields.Many2one(
        "resource.calendar", "Counted By", readonly=True, index="btree_not_null"
    )

    start_at = fields.Datetime("Started", required=True, readonly=True)
    due_at = fields.Datetime("Due", required=True, readonly=True)
    warn_at = fields.Datetime("Due Soon From", required=True, readonly=True)
    last_at = fields.Datetime("Last Step On", required=True, readonly=True)
    paused_at = fields.Datetime("Stands Still Since", readonly=True)
    paused_minutes = fields.Integer("Paused (Minutes)", readonly=True)
    met_at = fields.Datetime("Done On", readonly=True)
    ended_at = fields.Datetime("Ended", readonly=True)
    late_minutes = fields.Integer(
        "Late By (Minutes)",
        readonly=True,
        aggregator="avg",
        help="By the clock, from the deadline until it was done.",
    )
    state = fields.Selection(
        [
            ("running", "Running"),
            ("paused", "Stands Still"),
            ("met", "Kept"),
            ("missed", "Missed"),
            ("cancelled", "Not Needed"),
        ],
        "Status",
        required=True,
        readonly=True,
        default="running",
        group_expand=True,
    )
    is_open = fields.Boolean("Still to Do", readonly=True, default=True)
    is_by_clock = fields.Boolean(
        readonly=True,
        help="The working hours could not be used, so all hours were counted.",
    )
    punctuality = fields.Float(
        "Punctual (%)",
        readonly=True,
        aggregator="avg",
        help="100 for a kept promise, 0 for a missed one: the average is the part "
        "that was kept.",
    )
    urgency = fields.Selection(
        [
            ("late", "Late"),
            ("soon", "Due Soon"),
            ("running", "In Time"),
            ("paused", "Stands Still"),
            ("met", "Kept"),
            ("missed", "Done Late"),
            ("cancelled", "Not Needed"),
        ],
        compute="_compute_urgency",
    )
    event_ids = fields.One2many(
        "customer.deadline.event", "deadline_id", "Log", readonly=True
    )
    notice_ids = fields.One2many(
        "customer.deadline.notice", "deadline_id", "Told", readonly=True
    )

    # the last recount that was known when the deadline was counted
    counted_number = fields.Integer(readonly=True, aggregator=False)
    escalated_at = fields.Datetime(
        readonly=True, help="The rungs of the ladder up to here are climbed."
    )
    next_rung_at = fields.Datetime("Next Told On", readonly=True)
    retry_at = fields.Datetime(
        readonly=True, help="Until then the job leaves it out, as it failed."
    )
    last_error = fields.Text(readonly=True)

    _by_document = models.Index("(res_model, res_id)")  # for every event of a document
    # IS TRUE, as the ORM asks for it: an index WHERE is_open would not be used
    _open_by_user = models.Index(
        "(user_id, due_at) WHERE is_open IS TRUE"
    )  # for My Deadlines
    _to_miss = models.Index("(due_at) WHERE state = 'running'")  # for the job
    _to_tell = models.Index("(next_rung_at) WHERE next_rung_at IS NOT NULL")
    _one_open_per_document = models.UniqueIndex(
        "(policy_id, res_model, res_id) WHERE is_open",
        "This clock runs already.",
    )

    @api.depends("policy_id", "res_name")
    def _compute_display_name(self):
        for deadline in self:
            # sudo: what has to be done is known to whoever has to do it
            promise = deadline.policy_id.sudo().name
            deadline.display_name = f"{promise} · {deadline.res_name or ''}"

    @api.depends("state", "is_open", "due_at", "warn_at")
    def _compute_urgency(self):
        now = fields.Datetime.now()
        for deadline in self:
            deadline.urgency = deadline._get_urgency(now)

    def _get_urgency(self, now: datetime) -> str:
        """Return how a deadline looks at a moment, whether the job has come by or not.

        :param now: UTC
        """
        if not self.is_open or self.state == "paused":
            return self.state
        if self.state == "missed" or now >= self.due_at + timedelta(minutes=1):
            return "late"
        return "soon" if now >= self.warn_at else "running"

    @api.model
    def _get_open_domain(self) -> Domain:
        """Return the deadlines whose promise is still to be kept, in time or late."""
        return Domain("is_open", "=", True)

    @api.model
    def _get_running_domain(self) -> Domain:
        """Return the deadlines that a change of promise or calendar moves."""
        return Domain("state", "in", ("running", "paused"))

    def _get_stamp_refusal(self) -> str:
        return self.env._(
            "A deadline follows from what is done with its document. Nobody can start, "
            "move or end it by hand."
        )

    def action_open_document(self):
        """Show the document that the deadline belongs to; of several, the first."""
        deadline = self.exists()[:1]
        if not deadline:
            return False
        document = self.env[deadline.res_model].browse(deadline.res_id).exists()
        target = document or deadline  # one that was deleted leaves its deadline
        return {
            "type": "ir.actions.act_window",
            "res_model": target._name,
            "res_id": target.id,
            "views": [(False, "form")],
        }

    def _get_documents(self):
        """Yield the documents of one kind together with their deadlines.

        Only what decides about deadlines is read: cases carry long descriptions.
        """
        for model, deadlines in self.grouped("res_model").items():
            # sudo: the job and whoever changes a document serve everybody's deadlines
            Document = self.env[model].sudo().with_context(active_test=False)
            documents = Document.search_fetch(
                [("id", "in", deadlines.mapped("res_id"))],
                list(Document._get_deadline_fields()),
                order="id",
            )
            yield documents, deadlines

    def _to_clock(self) -> Clock:
        return Clock(
            start_at=self.start_at,
            due_at=self.due_at,
            warn_at=self.warn_at,
            last_at=self.last_at,
            paused_minutes=self.paused_minutes,
            paused_at=self.paused_at or None,
            ended_at=self.ended_at or None,
            state=self.state,
            is_by_clock=self.is_by_clock,
        )

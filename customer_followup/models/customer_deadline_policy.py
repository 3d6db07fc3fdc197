from uuid import uuid4

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.conditions import read_conditions

# a change of these moves the deadlines that still run
PROMISE_FIELDS = {
    "amount",
    "unit",
    "is_same_day",
    "warn_percent",
    "calendar_source",
    "calendar_id",
}


class CustomerDeadlinePolicy(models.Model):
    """What has to be done within which time, and who is told when it is not.

    A service manager writes it. While it is active, an event of a document starts a
    clock (``customer.deadline``) and another one stops it; it ends when it is archived.
    Policies with the same code are alternatives: of those the first that fits a
    document holds.
    """

    _name = "customer.deadline.policy"
    _description = "Deadline Policy"
    _inherit = ["mail.thread"]
    _order = "model, code, sequence, id"
    _check_company_auto = True

    name = fields.Char("Promise", required=True, translate=True, tracking=True)
    code = fields.Char(
        required=True,
        # a promise written on the screen is nobody's alternative
        default=lambda self: uuid4().hex[:8],
        copy=False,
        index=True,
        tracking=True,
        help="Promises with the same code are alternatives: the first that fits a "
        "document holds.",
    )
    sequence = fields.Integer(default=10, tracking=True)
    active = fields.Boolean(
        default=True,
        tracking=True,
        help="Only active promises start clocks. Clocks that run when one is archived "
        "go on.",
    )
    company_id = fields.Many2one(
        "res.company",
        index=True,
        tracking=True,
        help="Empty: the promise holds in every company.",
    )
    model_id = fields.Many2one(
        "ir.model",
        "Document",
        required=True,
        ondelete="cascade",
        domain=lambda self: self._get_model_domain(),
        tracking=True,
    )
    model = fields.Char(related="model_id.model", store=True, index=True)
    domain = fields.Char(
        "Condition",
        default="[]",
        tracking=True,
        help="The documents the promise is for. Empty: all of them.",
    )
    start_event = fields.Selection(
        "_selection_events", "Counted From", required=True, tracking=True
    )
    stop_event = fields.Selection(
        "_selection_events", "Kept When", required=True, tracking=True
    )
    pause_domain = fields.Char(
        "Paused While",
        default="[]",
        tracking=True,
        help="The clock stands still while the document is like this, for example in "
        "a stage that waits for the customer. Empty: it never does.",
    )
    amount = fields.Integer(
        "Within", required=True, default=1, tracking=True, aggregator=False
    )
    unit = fields.Selection(
        [
            ("working_hours", "Working Hours"),
            ("clock_hours", "Hours by the Clock"),
            ("days", "Days"),
            ("document", "Until the Document's Own Day"),
        ],
        required=True,
        default="working_hours",
        tracking=True,
        help="Days are calendar days; a deadline on a day off moves to the next "
        "working day. Some documents name a day themselves, as a follow-up does.",
    )
    is_same_day = fields.Boolean(
        "Never Left to the Next Day",
        tracking=True,
        help="The working day ends the deadline, even if the hours are not over.",
    )
    calendar_source = fields.Selection(
        [
            ("team", "Of the responsible team"),
            ("company", "Of the company"),
            ("fixed", "Always this one"),
        ],
        "Working Hours",
        required=True,
        default="team",
        tracking=True,
    )
    calendar_id = fields.Many2one(
        "resource.calendar", check_company=True, tracking=True
    )
    warn_percent = fields.Integer(
        "Due Soon At (%)",
        default=75,
        tracking=True,
        aggregator=False,
        help="The part of the time after which the deadline turns orange. 0: never.",
    )
    severity = fields.Selection(
        [("1", "Normal"), ("2", "High"), ("3", "Critical")],
        required=True,
        default="1",
        tracking=True,
    )
    rung_ids = fields.One2many(
        "customer.deadline.rung", "policy_id", "Who Is Told", copy=True
    )
    last_error = fields.Text(readonly=True, copy=False)

    _amount_within_a_year = models.Constraint(
        "CHECK (amount BETWEEN 1 AND 8784)",
        "A promise lasts at least 1 and at most 8,784 hours or days. Correct Within.",
    )
    _warning_is_a_part = models.Constraint(
        "CHECK (warn_percent BETWEEN 0 AND 99)",
        "Due Soon At is a part of the time: 0 to 99 percent.",
    )

    @api.model
    def _selection_events(self) -> list[tuple[str, str]]:
        Mixin = self.env["customer.deadline.mixin"]
        events = {}
        for model in Mixin._get_deadline_models():
            events |= self.env[model]._get_deadline_events()
        return list(events.items())

    @api.model
    def _get_model_domain(self) -> list:
        models_ = self.env["customer.deadline.mixin"]._get_deadline_models()
        return [("model", "in", models_)]

    @api.constrains("model_id")
    def _check_model_is_unused(self):
        # sudo: deadlines of all companies
        Deadline = self.env["customer.deadline"].sudo()
        for policy in self:
            other = [("policy_id", "=", policy.id), ("res_model", "!=", policy.model)]
            if Deadline.search_count(other, limit=1):
                raise ValidationError(
                    self.env._(
                        "Deadlines were counted by promise %(policy)s. Archive it and "
                        "write a new one for another kind of document.",
                        policy=policy.name,
                    )
                )

    @api.constrains("calendar_source", "calendar_id")
    def _check_calendar(self):
        for policy in self:
            if policy.calendar_source == "fixed" and not policy.calendar_id:
                raise ValidationError(
                    self.env._(
                        "Promise %(policy)s always counts by the same calendar: say "
                        "which one.",
                        policy=policy.name,
                    )
                )

    @api.constrains("model_id", "start_event", "stop_event")
    def _check_events(self):
        documents = self.env["customer.deadline.mixin"]._get_deadline_models()
        for policy in self:
            if policy.model not in documents:
                raise ValidationError(
                    self.env._(
                        "%(document)s has no deadlines. Choose another document for "
                        "promise %(policy)s.",
                        document=policy.model_id.name,
                        policy=policy.name,
                    )
                )
            events = self.env[policy.model]._get_deadline_events()
            if policy.start_event == policy.stop_event or not (
                {policy.start_event, policy.stop_event} <= events.keys()
            ):
                raise ValidationError(
                    self.env._(
                        "Promise %(policy)s needs two different events of its document "
                        "under Counted From and Kept When. %(document)s has: "
                        "%(events)s.",
                        policy=policy.name,
                        document=self.env[policy.model]._description,
                        events=", ".join(events.values()),
                    )
                )

    @api.constrains("model_id", "unit")
    def _check_document_has_day(self):
        for policy in self:
            document = self.env[policy.model]
            if policy.unit == "document" and not document._deadline_day_field:
                raise ValidationError(
                    self.env._(
                        "%(document)s names no day of its own. Say for promise "
                        "%(policy)s within how many hours or days.",
                        document=document._description,
                        policy=policy.name,
                    )
                )

    @api.constrains("model_id", "domain", "pause_domain")
    def _check_conditions(self):
        for policy in self:
            for name in ("domain", "pause_domain"):
                try:
                    # sudo: a promise holds for documents its author may not see
                    Document = self.env[policy.model].sudo()
                    Document._search(read_conditions(policy[name], self.env))
                except Exception as error:
                    raise ValidationError(
                        self.env._(
                            "%(field)s of promise %(policy)s cannot be used: "
                            "%(error)s. Correct it, or empty it.",
                            field=self._fields[name]._description_string(self.env),
                            policy=policy.name,
                            error=error,
                        )
                    ) from error

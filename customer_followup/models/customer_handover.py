from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

STAMPS = frozenset({"state", "started_at", "ended_at", "delegation_id", "problem"})
# what is agreed once the handover is confirmed
TERMS = frozenset(
    {
        "company_id",
        "from_user_id",
        "to_user_id",
        "date_from",
        "date_until",
        "has_customers",
        "has_followups",
        "has_cases",
        "has_approvals",
    }
)
# action: (states it starts from, state it leads to, group that may)
TRANSITIONS = {
    "plan": (("draft",), "planned", "group_supervisor"),
    "start": (("draft", "planned"), "active", "group_supervisor"),
    "finish": (("draft", "planned", "active"), "done", "group_supervisor"),
    "return": (("active",), "returned", "group_supervisor"),
    "cancel": (("draft", "planned"), "cancelled", "group_supervisor"),
}


class CustomerHandover(models.Model):
    """What a leaving or absent person has, in the hands of somebody else.

    A supervisor enters and confirms it. For good it ends when all is moved; for some
    days it ends by itself after the last one, when all is given back that is still
    with the stand-in. Or it is cancelled before it begins.
    """

    _name = "customer.handover"
    _description = "Handover"
    _inherit = ["customer.transition.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date_from desc, id desc"

    _customer_transitions = TRANSITIONS

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    from_user_id = fields.Many2one(
        "res.users",
        "Handed Over By",
        required=True,
        domain=[("share", "=", False)],
        context={"active_test": False},
        index=True,
        tracking=True,
        help="Who leaves or is away. It can be somebody who has left already.",
    )
    to_user_id = fields.Many2one(
        "res.users",
        "Taken Over By",
        required=True,
        domain=lambda self: list(self.env["res.users"]._get_customer_staff_domain()),
        index=True,
        tracking=True,
    )
    date_from = fields.Date(
        "First Day",
        required=True,
        default=lambda self: self.env.company._get_customer_today(),
        tracking=True,
    )
    date_until = fields.Date(
        "Last Day", tracking=True, help="Left empty, the handover is for good."
    )
    has_customers = fields.Boolean(
        "Customers",
        default=True,
        help="The customers the person looks after, with their open follow-ups.",
    )
    has_followups = fields.Boolean(
        "Open Follow-ups",
        default=True,
        help="All open follow-ups, also those of customers of others.",
    )
    has_cases = fields.Boolean("Open Cases", default=True)
    has_approvals = fields.Boolean(
        "Approvals",
        help="For some days: the other signs as a stand-in. For good: the other takes "
        "the place of the person wherever the person is named on a route.",
    )
    reason = fields.Char(tracking=True)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("planned", "Planned"),
            ("active", "Handed Over"),
            ("returned", "Returned"),
            ("done", "Done"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    started_at = fields.Datetime("Handed Over On", readonly=True, copy=False)
    ended_at = fields.Datetime("Ended On", readonly=True, copy=False)
    problem = fields.Text("To Be Decided", readonly=True, copy=False)
    delegation_id = fields.Many2one(
        "customer.approval.delegation", "Stand-in", readonly=True, copy=False
    )
    line_ids = fields.One2many(
        "customer.handover.line", "handover_id", "Handed Over", readonly=True
    )
    moved_summary = fields.Text("What Was Moved", compute="_compute_moved_summary")

    _days_in_order = models.Constraint(
        "CHECK (date_until IS NULL OR date_from <= date_until)",
        "The last day of a handover cannot be before the first one.",
    )
    _two_people = models.Constraint(
        "CHECK (from_user_id <> to_user_id)",
        "Nobody hands over to oneself. Choose a colleague.",
    )
    _open_by_user = models.Index(
        "(from_user_id, to_user_id) WHERE state IN ('planned', 'active')"
    )  # for the check of overlaps and the job

    @api.depends("from_user_id", "to_user_id")
    def _compute_display_name(self):
        for handover in self:
            # sudo: the names of colleagues are no secret
            people = handover.sudo()
            names = people.from_user_id.name, people.to_user_id.name
            handover.display_name = " → ".join(name or "?" for name in names)

    @api.depends("state")
    @api.depends_context("lang")
    def _compute_moved_summary(self):
        for handover in self:
            handover.moved_summary = handover._describe_lines()

    @api.constrains(
        "has_customers",
        "has_followups",
        "has_cases",
        "has_approvals",
    )
    def _check_includes_something(self):
        for handover in self:
            if not (
                handover.has_customers
                or handover.has_followups
                or handover.has_cases
                or handover.has_approvals
            ):
                raise ValidationError(
                    self.env._("Choose at least one thing that is handed over.")
                )

    @api.model
    def _get_stamp_fields(self) -> set[str]:
        return set(STAMPS)

    @api.model_create_multi
    def create(self, vals_list):
        return super().create(self._prepare_birth(vals_list, {"state": "draft"}))

    def write(self, vals):
        if TERMS & set(vals) and self.filtered(lambda h: h.state != "draft"):
            raise UserError(
                self.env._(
                    "This handover is confirmed. Cancel it or let it end, and enter a "
                    "new one."
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_unconfirmed(self):
        if self.filtered(lambda h: h.state not in ("draft", "cancelled")):
            raise UserError(
                self.env._(
                    "A handover that was confirmed belongs to the log. Let it end "
                    "instead."
                )
            )

    # Steps ----------------------------------------------------------------------------

    def action_confirm(self):
        """Hand over now, or on the first day if that is later.

        :raise UserError: it cannot be done as it stands; says what to change
        :raise AccessError: the user is no supervisor, or may not name signers
        """
        for handover in self:
            handover._check_may("start")
            handover._lock()
            handover._check_starts("plan")
            handover._check_terms(handover._get_today())
            handover._check_may_name_signers()
            handover._name_stand_in()
            if handover.date_from > handover._get_today():
                handover._transition("plan")
            else:
                handover._start()

    def action_return(self):
        """Give back now what was handed over for some days.

        :raise UserError: it is not handed over
        :raise AccessError: the user is no supervisor
        """
        for handover in self:
            handover._check_may("return")
            handover._lock()
            handover._check_starts("return")
            handover._end()

    def action_cancel(self, comment: str | None = None):
        """Give up a handover that has not begun.

        :param comment: why
        :raise UserError: it has begun
        """
        self._check_comment(comment)
        for handover in self:
            handover._transition("cancel", {"ended_at": fields.Datetime.now()})
            handover._end_delegation()
            if comment:
                handover.message_post(body=comment)

    def action_open_lines(self):
        """Show what was handed over, and what became of it."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "customer_followup.customer_handover_line_action"
        )
        return action | {"domain": [("handover_id", "=", self.id)]}

    def _get_today(self) -> date:
        return self.company_id._get_customer_today()

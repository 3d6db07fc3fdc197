from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools.forged_uninstall import without_forged_uninstall
from .customer_followup_rule import METHODS, PURPOSES

SOURCES = [
    ("followup", "Open follow-up"),
    ("waiting", "Waiting for its turn"),
    ("rule", "Due by a rule"),
    ("hand", "Added by hand"),
]
CHANGES = [
    ("kept", "As Proposed"),
    ("moved", "Moved"),
    ("added", "Added"),
    ("dropped", "Dropped"),
]
STATES = [
    ("proposed", "Proposed"),
    ("planned", "Planned"),
    ("on_time", "Made on Time"),
    ("late", "Made Late"),
    ("missed", "Not Made"),
    ("cancelled", "Cancelled"),
    ("dropped", "Dropped"),
]
MADE = ("contacted", "recorded", "reviewed")
# what is written when the plan is carried out, and is not what was signed
UNSIGNED = frozenset({"followup_id", "state"})


class CustomerFollowupPlanLine(models.Model):
    """One visit of a monthly visit plan (VPL-1).

    Proposed with the draft, or added by the owner, who may move or drop it until the
    plan is submitted. Approved with the plan it has a follow-up, and ends as that ends.
    """

    _name = "customer.followup.plan.line"
    _description = "Visit of a Plan"
    _inherit = ["customer.transition.mixin"]
    _order = "date_planned, id"
    _rec_names_search = ["partner_id"]

    plan_id = fields.Many2one(
        "customer.followup.plan",
        required=True,
        index=True,
        default=lambda self: self._get_default_plan(),
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="plan_id.company_id", store=True)
    user_id = fields.Many2one(related="plan_id.user_id", store=True)
    plan_state = fields.Selection(related="plan_id.state", string="Plan Status")
    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        required=True,
        index=True,  # a merge of contacts looks for its rows
        ondelete="restrict",
        domain="[('parent_id', '=', False), ('company_id', 'in', [False, company_id])]",
    )
    date_planned = fields.Date(
        "Day", required=True, default=lambda self: self._get_default_plan().date_from
    )
    date_proposed = fields.Date("Proposed For", readonly=True, copy=False)
    date_deadline = fields.Date(
        "Due Until", readonly=True, copy=False, help="What the rules ask for."
    )
    method = fields.Selection(METHODS, required=True, default="phone")
    purpose = fields.Selection(PURPOSES, required=True, default="relationship")
    source = fields.Selection(
        SOURCES, required=True, readonly=True, default="hand", copy=False
    )
    rule_id = fields.Many2one("customer.followup.rule", readonly=True, copy=False)
    followup_id = fields.Many2one(
        "customer.followup",
        "Follow-up",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    is_dropped = fields.Boolean("Left Out", readonly=True, copy=False)
    comment = fields.Char(
        "Reason", help="Why the visit is added, moved past its deadline or dropped."
    )
    change = fields.Selection(CHANGES, compute="_compute_change", store=True)
    state = fields.Selection(
        STATES, "Status", compute="_compute_state", store=True, compute_sudo=True
    )

    @api.depends("partner_id")
    def _compute_display_name(self):
        for line in self:
            line.display_name = line.partner_id.name or ""

    @api.depends("source", "is_dropped", "date_planned", "date_proposed")
    def _compute_change(self):
        for line in self:
            line.change = line._get_change()

    @api.depends(
        "is_dropped",
        "date_planned",
        "plan_id.state",
        "followup_id.state",
        "followup_id.contacted_at",
    )
    def _compute_state(self):
        for line in self:
            line.state = line._get_state()

    def _get_change(self) -> str:
        if self.is_dropped:
            return "dropped"
        if self.source == "hand":
            return "added"
        return "moved" if self.date_planned != self.date_proposed else "kept"

    def _get_state(self) -> str:
        """Return what became of the visit; made is what was made within the month."""
        plan, followup = self.plan_id, self.followup_id
        if self.is_dropped:
            return "dropped"
        if plan.state not in ("approved", "done"):
            return "proposed"
        if followup.state == "cancelled":
            return "cancelled"
        if followup.state in MADE and followup.contacted_at:
            day = plan.company_id._get_customer_today(followup.contacted_at)
            if day <= plan.date_to:
                return "on_time" if day <= self.date_planned else "late"
        return "missed" if plan.state == "done" else "planned"

    @api.constrains("date_planned", "plan_id")
    def _check_in_month(self):
        for line in self:
            plan = line.plan_id
            if not plan.date_from <= line.date_planned <= plan.date_to:
                raise ValidationError(
                    self.env._(
                        "The plan is for %(month)s. Choose a day of that month for "
                        "%(customer)s, or drop the visit.",
                        month=plan._format_month(),
                        customer=line.partner_id.name,
                    )
                )

    @api.constrains("partner_id")
    def _check_partner(self):
        for line in self:
            partner = line.partner_id
            company = partner.company_id
            if (
                not partner.active
                or partner != partner.commercial_partner_id
                or (company and company != line.company_id)
            ):
                raise ValidationError(
                    self.env._(
                        "%(customer)s cannot be visited. Choose a customer of the "
                        "company that is not archived, and none of its contacts.",
                        customer=partner.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_texts(vals)
        birth = {"source": "hand"}
        lines = super().create(self._prepare_birth(vals_list, birth))
        lines._check_changeable()
        return lines

    def write(self, vals):
        self._check_texts(vals)
        is_signed = vals.keys() - UNSIGNED
        if is_signed:
            self._check_changeable()
        result = super().write(vals)
        if "plan_id" in vals:  # it may have been moved into another plan
            self._check_changeable()
        return result

    def unlink(self):
        return super(CustomerFollowupPlanLine, without_forged_uninstall(self)).unlink()

    @api.ondelete(at_uninstall=False)
    def _unlink_only_added(self):
        self._check_changeable()
        if proposed := self.filtered(lambda line: line.source != "hand"):
            raise UserError(
                self.env._(
                    "%(customer)s is due in this month. Drop the visit with a reason "
                    "instead of deleting it.",
                    customer=proposed[0].partner_id.name,
                )
            )

    def _check_changeable(self):
        """Refuse to change what has been submitted, and remember who changes it.

        :raise UserError: the plan is not a draft
        """
        self.plan_id._check_is_draft()
        self.plan_id._note_editor()

    @api.model
    def _check_texts(self, vals: dict):
        if (comment := vals.get("comment")) and not self._is_text(comment):
            raise UserError(self.env._("The reason has to be a text."))

    @api.model
    def _get_stamp_fields(self) -> set[str]:
        return {
            "state",
            "change",
            "source",
            "date_proposed",
            "date_deadline",
            "rule_id",
            "followup_id",
            "is_dropped",
        }

    def _get_stamp_refusal(self) -> str:
        return self.env._(
            "Where a visit comes from and what became of it follow from the rules and "
            "the follow-ups. Move it to another day, or use Drop and Take Back."
        )

    @api.model
    def _get_default_plan(self):
        """Return the user's next plan that can still be changed."""
        domain = [("user_id", "=", self.env.uid), ("state", "=", "draft")]
        return self.env["customer.followup.plan"].search(
            [*domain, ("company_id", "=", self.env.company.id)], limit=1
        )

    # What is done with a visit --------------------------------------------------------

    def action_drop(self, comment: str | None = None):
        """Leave visits out of the plan, with a reason (VPL-1).

        What asked for the visit stays: only the plan goes without it.

        :param comment: why; what stands under Reason already if left out
        :raise UserError: the reason is missing, or the plan is not a draft
        """
        self.check_access("write")
        self.env["customer.followup.plan"]._check_comment(comment)
        for line in self:
            reason = (comment or line.comment or "").strip()
            if not reason:
                raise UserError(
                    self.env._(
                        "Why is %(customer)s not visited? Write it under Reason, then "
                        "drop the visit.",
                        customer=line.partner_id.name,
                    )
                )
            line._in_transition().write({"is_dropped": True, "comment": reason})

    def action_take_back(self):
        """Take dropped visits into the plan again.

        :raise UserError: the plan is not a draft
        """
        self.check_access("write")
        for line in self.filtered("is_dropped"):
            line._in_transition().write({"is_dropped": False})

    def action_open_followup(self):
        """Show the contact of the visit.

        :raise UserError: there is none yet
        """
        self.check_access("read")
        followup = self[:1].followup_id
        if not followup:
            raise UserError(
                self.env._(
                    "There is no follow-up yet. It is opened when the plan is approved."
                )
            )
        followup.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": followup._name,
            "res_id": followup.id,
            "views": [(False, "form")],
        }

    def _check_explained(self):
        """Refuse what was added, or moved past its deadline, without a reason.

        :raise UserError: names the customer
        """
        for line in self.filtered(lambda line: not line.is_dropped):
            is_late = line.date_deadline and line.date_planned > line.date_deadline
            needs_reason = line.change == "added" or (
                line.change == "moved"
                and is_late
                and line.date_proposed <= line.date_deadline
            )
            if needs_reason and not (line.comment or "").strip():
                raise UserError(
                    self.env._(
                        "Say why %(customer)s is visited on %(day)s: write it under "
                        "Reason.",
                        customer=line.partner_id.name,
                        day=line.date_planned,
                    )
                )

    def _get_signed_rows(self) -> list[dict]:
        """Return what a signature under the plan covers, a row for each visit."""
        names = ("partner_id", "method", "purpose", "is_dropped", "comment")
        return [
            {
                "id": line.id,
                "date_planned": fields.Date.to_string(line.date_planned),
                **{
                    name: line[name].id if name == "partner_id" else line[name]
                    for name in names
                },
            }
            for line in self
        ]

from odoo import api, fields, models
from odoo.fields import Domain

from .customer_followup_rule import METHODS, PURPOSES

OPEN_STATES = ("planned", "scheduled", "contacted")
RESULTS = [
    ("well", "All well"),
    ("need", "Wants to order"),
    ("problem", "Problem"),
    ("complaint", "Complaint"),
    ("declined", "Wants no contact"),
]


class CustomerFollowup(models.Model):
    """One contact with a customer 客户回访记录表, planned or made.

    The nightly job opens it for the duties of the active rules, or somebody plans it
    by hand. It ends when its result is recorded and reviewed, or when it is
    cancelled with a reason.
    """

    _name = "customer.followup"
    _description = "Customer Follow-up"
    _inherit = ["customer.transition.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date_deadline, id"
    _mail_post_access = "read"

    name = fields.Char("Number", default="/", readonly=True, copy=False, index=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        required=True,
        check_company=True,
        domain="[('parent_id', '=', False)]",
        ondelete="restrict",
        tracking=True,
    )
    user_id = fields.Many2one(
        "res.users",
        "Specialist",
        default=lambda self: self.env.user,
        domain=lambda self: [
            *self.env["res.users"]._get_customer_staff_domain(),
            ("company_ids", "in", self.env.companies.ids),
        ],
        tracking=True,
        help="Makes the contact and has the activity.",
    )
    instead_of_id = fields.Many2one(
        "res.users",
        readonly=True,
        copy=False,
        help="Would have made the contact, but is absent.",
    )
    reason_ids = fields.One2many(
        "customer.followup.reason", "followup_id", "Reasons", readonly=True
    )
    date_planned = fields.Date(
        "Planned For",
        required=True,
        default=lambda self: fields.Date.context_today(self),
        tracking=True,
    )
    date_deadline = fields.Date(
        "Contact Until",
        required=True,
        default=lambda self: fields.Date.context_today(self),
        tracking=True,
    )
    method = fields.Selection(METHODS, required=True, default="phone", tracking=True)
    purpose = fields.Selection(
        PURPOSES, required=True, default="relationship", tracking=True
    )
    content = fields.Text("Preparation", help="What to talk about and to bring.")
    state = fields.Selection(
        [
            ("planned", "Planned"),
            ("scheduled", "Agreed"),
            ("contacted", "Contacted"),
            ("recorded", "Recorded"),
            ("reviewed", "Reviewed"),
            ("cancelled", "Cancelled"),
        ],
        group_expand=True,
        required=True,
        default="planned",
        readonly=True,
        copy=False,
        tracking=True,
    )
    is_open = fields.Boolean(compute="_compute_is_open", search="_search_is_open")
    opened_for = fields.Date(
        readonly=True,
        copy=False,
        help="The working day whose capacity the contact took.",
    )
    postponed_count = fields.Integer("Postponed", readonly=True, copy=False)

    contact_id = fields.Many2one(
        "res.partner",
        "Spoken To",
        domain="[('commercial_partner_id', '=', partner_id)]",
        copy=False,
        tracking=True,
    )
    contacted_at = fields.Datetime("Contacted On", copy=False)
    result = fields.Selection(RESULTS, copy=False, tracking=True)
    satisfaction = fields.Selection(
        [
            ("1", "Very dissatisfied"),
            ("2", "Dissatisfied"),
            ("3", "So-so"),
            ("4", "Satisfied"),
            ("5", "Very satisfied"),
        ],
        copy=False,
        tracking=True,
    )
    customer_opinion = fields.Text("What the Customer Said", copy=False)
    recorded_at = fields.Datetime("Recorded On", readonly=True, copy=False)
    reviewed_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    guidance = fields.Text(
        readonly=True, copy=False, help="What the superior says about the record."
    )

    _open_by_user = models.Index(
        "(user_id, date_deadline) WHERE state IN ('planned', 'scheduled', 'contacted')"
    )  # for the list Today
    _opened_for = models.Index(
        "(company_id, opened_for, user_id) WHERE opened_for IS NOT NULL"
    )  # for the job's question: how much room is left today?
    _by_partner = models.Index(
        "(partner_id, state)"
    )  # for the job's question: which of the customer's contacts is still open?

    @api.depends("name", "partner_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for followup in self:
            followup.display_name = (
                self._format_display_name(followup.name, followup.partner_id.name)
                if followup.id
                else self.env._("New")
            )

    @api.model
    def _format_display_name(self, number: str, customer_name: str) -> str:
        return f"{number} {customer_name or ''}"

    @api.depends("state")
    def _compute_is_open(self):
        for followup in self:
            followup.is_open = followup.state in OPEN_STATES

    def _search_is_open(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("state", "in" if True in value else "not in", OPEN_STATES)

    @api.onchange("date_planned")
    def _onchange_date_planned(self):
        if self.date_planned and self.date_deadline < self.date_planned:
            self.date_deadline = self.date_planned

    @api.onchange("partner_id")
    def _onchange_partner_id(self):
        self.user_id = self.partner_id.customer_specialist_id or self.env.user

    @api.model
    def _get_open_domain(self) -> Domain:
        """Return the follow-ups whose contact is not recorded yet."""
        return Domain("state", "in", OPEN_STATES)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("name", "/") == "/":
                company_id = vals.get("company_id") or self.env.company.id
                sequence = self.env["ir.sequence"].with_company(company_id)
                vals["name"] = sequence.next_by_code("customer.followup") or "/"
            if vals.get("date_planned") and not vals.get("date_deadline"):
                vals["date_deadline"] = vals["date_planned"]
        followups = super().create(vals_list)
        followups._schedule_activities()
        return followups

    def write(self, vals):
        result = super().write(vals)
        if moved := {"user_id", "date_deadline"} & set(vals):
            self._move_activities({name: vals[name] for name in moved})
        return result

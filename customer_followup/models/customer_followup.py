from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from .customer_followup_rule import METHODS, PURPOSES

# Says "this change of state comes from a transition". An object and not a flag, as
# no caller outside of this process can put it into a context.
TRANSITION = object()

OPEN_STATES = ("planned", "scheduled", "contacted")
RECENT_ORDERS = 5


class CustomerFollowup(models.Model):
    """One contact with a customer 客户回访记录表, planned or made.

    The nightly job opens it for the duties of the active rules, or somebody plans it
    by hand. It ends when its result is recorded and reviewed, or when it is
    cancelled with a reason.
    """

    _name = "customer.followup"
    _description = "Customer Follow-up"
    _inherit = ["mail.thread", "mail.activity.mixin"]
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
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        tracking=True,
        help="Makes the contact and has the activity.",
    )
    reason_ids = fields.One2many(
        "customer.followup.reason", "followup_id", "Reasons", readonly=True
    )
    reason_summary = fields.Text("Why", compute="_compute_reason_summary")
    talking_points = fields.Text(compute="_compute_talking_points")
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
        required=True,
        default="planned",
        readonly=True,
        copy=False,
        tracking=True,
    )
    is_open = fields.Boolean(compute="_compute_is_open", search="_search_is_open")
    postponed_count = fields.Integer("Postponed", readonly=True, copy=False)

    contact_id = fields.Many2one(
        "res.partner",
        "Spoken To",
        domain="[('commercial_partner_id', '=', partner_id)]",
        copy=False,
        tracking=True,
    )
    contacted_at = fields.Datetime("Contacted On", copy=False)
    result = fields.Selection(
        [
            ("well", "All well"),
            ("need", "Wants to order"),
            ("problem", "Problem"),
            ("complaint", "Complaint"),
            ("declined", "Wants no contact"),
        ],
        copy=False,
        tracking=True,
    )
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
    reviewed_by_id = fields.Many2one(
        "res.users", "Reviewed By", readonly=True, copy=False
    )
    guidance = fields.Text(
        readonly=True, copy=False, help="What the superior says about the record."
    )

    partner_phone = fields.Char(related="partner_id.phone", string="Phone")
    partner_email = fields.Char(related="partner_id.email", string="E-mail")
    partner_city = fields.Char(related="partner_id.city", string="City")
    customer_contact_ids = fields.One2many(
        related="partner_id.child_ids", string="Contacts"
    )
    recent_order_ids = fields.Many2many(
        "sale.order", string="Last Orders", compute="_compute_recent_order_ids"
    )

    _open_by_user = models.Index(
        "(user_id, date_deadline) WHERE state IN ('planned', 'scheduled', 'contacted')"
    )  # for the list Today
    _by_partner = models.Index(
        "(partner_id, state)"
    )  # for the job's question: which of the customer's contacts is still open?

    @api.depends("name", "partner_id")
    def _compute_display_name(self):
        for followup in self:
            followup.display_name = f"{followup.name} {followup.partner_id.name or ''}"

    @api.depends("reason_ids.description")
    @api.depends_context("lang")
    def _compute_reason_summary(self):
        for followup in self:
            reasons = followup.reason_ids.mapped("description")
            followup.reason_summary = "\n".join(reasons) or self.env._(
                "Planned by hand."
            )

    @api.depends("reason_ids.rule_id.content")
    @api.depends_context("lang")
    def _compute_talking_points(self):
        for followup in self:
            # sudo: the talking points of an archived rule stay readable
            rules = followup.reason_ids.rule_id.sudo()
            followup.talking_points = "\n".join(filter(None, rules.mapped("content")))

    @api.depends("state")
    def _compute_is_open(self):
        for followup in self:
            followup.is_open = followup.state in OPEN_STATES

    def _search_is_open(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("state", "in" if True in value else "not in", OPEN_STATES)

    @api.depends("partner_id", "company_id")
    def _compute_recent_order_ids(self):
        for followup in self:
            followup.recent_order_ids = self.env["sale.order"].search(
                [
                    ("partner_id.commercial_partner_id", "=", followup.partner_id.id),
                    ("company_id", "=", followup.company_id.id),
                    ("state", "=", "sale"),
                ],
                order="date_order desc",
                limit=RECENT_ORDERS,
            )

    @api.onchange("partner_id")
    def _onchange_partner_id(self):
        self.user_id = self.partner_id.customer_specialist_id or self.env.user

    @api.constrains("partner_id")
    def _check_partner_is_active_customer(self):
        for followup in self:
            partner = followup.partner_id
            if not partner.active:
                raise ValidationError(
                    self.env._(
                        "%(customer)s is archived. To plan a follow-up, first "
                        "restore the customer (Actions > Unarchive).",
                        customer=partner.name,
                    )
                )
            if partner != partner.commercial_partner_id:
                raise ValidationError(
                    self.env._(
                        "%(contact)s is a contact of %(customer)s. Plan the follow-up "
                        "for %(customer)s and name %(contact)s under Spoken To.",
                        contact=partner.name,
                        customer=partner.commercial_partner_id.name,
                    )
                )

    @api.constrains("satisfaction", "contact_id")
    def _check_satisfaction_has_contact(self):
        for followup in self:
            if followup.satisfaction and not followup.contact_id:
                raise ValidationError(
                    self.env._(
                        "Who was that? To keep how satisfied the customer is, first "
                        "choose the person under Spoken To."
                    )
                )

    @api.constrains("contact_id", "partner_id")
    def _check_contact_belongs_to_customer(self):
        for followup in self.filtered("contact_id"):
            if followup.contact_id.commercial_partner_id != followup.partner_id:
                raise ValidationError(
                    self.env._(
                        "%(contact)s does not belong to %(customer)s. Choose one of "
                        "the customer's own contacts under Spoken To.",
                        contact=followup.contact_id.name,
                        customer=followup.partner_id.name,
                    )
                )

    @api.model
    def _get_open_domain(self) -> Domain:
        """Return the follow-ups whose contact is not recorded yet."""
        return Domain("state", "in", OPEN_STATES)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("state", "planned") != "planned":
                raise UserError(
                    self.env._(
                        "A follow-up starts as planned. Create it without a state, "
                        "then record it."
                    )
                )
            if vals.get("name", "/") == "/":
                company_id = vals.get("company_id") or self.env.company.id
                sequence = self.env["ir.sequence"].with_company(company_id)
                vals["name"] = sequence.next_by_code("customer.followup") or "/"
        followups = super().create(vals_list)
        followups._schedule_activities()
        return followups

    def write(self, vals):
        is_transition = self.env.context.get("customer_transition") is TRANSITION
        if not is_transition and self._get_stamp_fields() & set(vals):
            raise UserError(
                self.env._(
                    "The state of a follow-up, and who set it when, follow from what "
                    "is done with it: use the buttons Agree, Record, Review or "
                    "Cancel."
                )
            )
        if not is_transition:
            self._check_record_is_open(vals)
        result = super().write(vals)
        if moved := {"user_id", "date_deadline"} & set(vals):
            self._move_activities({name: vals[name] for name in moved})
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_only_planned_by_hand(self):
        if self.filtered(lambda f: f.reason_ids or not f.is_open):
            raise UserError(
                self.env._(
                    "Follow-ups are the evidence that customers are looked after and "
                    "cannot be deleted. Cancel the follow-up instead."
                )
            )

    def _check_record_is_open(self, vals):
        """Refuse to change what was recorded.

        :raise UserError: a recorded or cancelled follow-up would change
        """
        frozen = set(vals) & self._get_frozen_fields()
        if frozen and (closed := self.filtered(lambda f: not f.is_open)):
            raise UserError(
                self.env._(
                    "Follow-up %(name)s is closed and its record stays as it is. Ask "
                    "your supervisor to reopen it if it is wrong.",
                    name=closed[0].name,
                )
            )

    @api.model
    def _get_stamp_fields(self) -> set[str]:
        """Return the fields that only the transitions write."""
        return {
            "name",
            "state",
            "postponed_count",
            "recorded_at",
            "reviewed_by_id",
            "guidance",
        }

    @api.model
    def _get_frozen_fields(self) -> set[str]:
        """Return the fields that may not change once a follow-up is closed."""
        return {
            "partner_id",
            "company_id",
            "user_id",
            "date_planned",
            "date_deadline",
            "method",
            "contact_id",
            "contacted_at",
            "result",
            "satisfaction",
            "customer_opinion",
            "case_department_id",
        }

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .customer_approval_mixin import APPROVAL_TRANSITIONS
from .customer_visit_request_line import KINDS
from .customer_visit_request_line_input import is_id

# what follows from the visit and from the lines, and is written by nobody
FOLLOWING = frozenset(
    {
        "partner_id",
        "company_id",
        *(f"amount_{kind}" for kind, _label in KINDS),
        "amount_total",
        "amount_spent",
        "amount_difference",
    }
)


class CustomerVisitRequest(models.Model):
    """What is needed for a visit: items to carry, costs, gifts, entertainment (VIS-7).

    Whoever makes the visit asks for it beforehand, and the superior signs. What was
    really spent is written down with the record. It ends when the visit is accepted,
    or when it is refused or cancelled, which gives back what it took from the ceiling.
    """

    _name = "customer.visit.request"
    _description = "Preparation Request"
    _inherit = ["customer.approval.mixin"]
    _order = "id desc"
    _mail_post_access = "read"
    _customer_transitions = APPROVAL_TRANSITIONS | {
        # until the visit what was approved can be given back
        "cancel": (("draft", "submitted", "approved"), "cancelled", None),
    }

    name = fields.Char("Number", default="/", readonly=True, copy=False, index=True)
    followup_id = fields.Many2one(
        "customer.followup",
        "Visit",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('state', 'in', ('planned', 'scheduled')), ('user_id', '=', uid)]",
        tracking=True,
        help="The follow-up that it is for.",
    )
    partner_id = fields.Many2one(
        related="followup_id.partner_id",
        string="Customer",
        store=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        related="followup_id.company_id", store=True, index=True, ondelete="restrict"
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    followup_state = fields.Selection(
        related="followup_id.state", string="State of the Visit"
    )
    date_planned = fields.Date(related="followup_id.date_planned")
    reason = fields.Text("What For", tracking=True)
    line_ids = fields.One2many(
        "customer.visit.request.line", "request_id", "What Is Needed", copy=True
    )
    # the same lines: what was spent is no part of what was signed
    spent_line_ids = fields.One2many(
        "customer.visit.request.line", "request_id", "Spent"
    )
    summary = fields.Char("In Short", compute="_compute_summary")
    amount_item = fields.Monetary("Items", compute="_compute_amounts", store=True)
    amount_cost = fields.Monetary("Costs", compute="_compute_amounts", store=True)
    amount_gift = fields.Monetary("Gifts", compute="_compute_amounts", store=True)
    amount_entertainment = fields.Monetary(
        "Entertainment", compute="_compute_amounts", store=True
    )
    amount_total = fields.Monetary("Total", compute="_compute_amounts", store=True)
    amount_spent = fields.Monetary(
        "Spent", compute="_compute_amount_spent", store=True, tracking=True
    )
    amount_difference = fields.Monetary(
        "Difference",
        compute="_compute_amount_spent",
        store=True,
        help="What was spent, less what was approved.",
    )
    is_over_gift_ceiling = fields.Boolean(
        "Above the Gift Ceiling",
        readonly=True,
        copy=False,
        help="Whether gifts and entertainment exceeded what a recipient may get in a "
        "year, when it was submitted.",
    )
    date_approved = fields.Date(
        "Approved On",
        readonly=True,
        copy=False,
        help="Gifts count in the calendar year of this day.",
    )
    gift_figures = fields.Text(
        "Ceiling of the Year",
        compute="_compute_gift_figures",
        help="What each recipient may get in a year, has got, and is to get.",
    )

    @api.depends("name", "partner_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for request in self:
            number = self.env._("New") if request.name == "/" else request.name
            request.display_name = f"{number} {request.partner_id.name or ''}"

    @api.depends("line_ids.description")
    def _compute_summary(self):
        for request in self:
            names = request.line_ids.mapped("description")
            request.summary = ", ".join(filter(None, names))

    @api.depends("line_ids.amount", "line_ids.kind")
    def _compute_amounts(self):
        for request in self:
            by_kind = request.line_ids.grouped("kind")
            total = 0.0
            for kind, _label in KINDS:
                amount = sum(by_kind.get(kind, request.line_ids[:0]).mapped("amount"))
                request[f"amount_{kind}"] = amount
                total += amount
            request.amount_total = total

    @api.depends("line_ids.amount", "line_ids.amount_spent")
    def _compute_amount_spent(self):
        for request in self:
            spent = sum(request.line_ids.mapped("amount_spent"))
            request.amount_spent = spent
            request.amount_difference = spent - sum(request.line_ids.mapped("amount"))

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_input(vals)
        requests = super().create(vals_list)
        requests._compute_anew(FOLLOWING)
        requests._check_owner()
        for request in requests:
            sequence = self.env["ir.sequence"].with_company(request.company_id)
            number = sequence.next_by_code("customer.visit.request")
            request._in_transition().name = number or f"PR{request.id}"
        return requests

    def write(self, vals):
        self._check_input(vals)
        result = super().write(vals)
        if "followup_id" in vals:
            self._check_owner()
        return result

    def _compute_anew(self, names):
        """Compute what no default of a user or a context may fill."""
        for name in names:
            self.env.add_to_compute(self._fields[name], self)

    @api.model
    def _check_input(self, vals: dict):
        """Refuse a reason that is no text, and a visit that is no id of one.

        :raise UserError: it is something else
        """
        if (reason := vals.get("reason")) and not self._is_text(reason):
            raise UserError(self.env._("The reason has to be a text."))
        if (visit := vals.get("followup_id")) and not is_id(visit):
            raise UserError(self.env._("Name the visit by its number in the list."))

    def _check_owner(self):
        """Refuse to ask for what somebody else needs for a visit.

        :raise AccessError: the visit is somebody else's
        """
        if self.env.su:
            return
        self.followup_id.check_access("read")
        for request in self:
            visit = request.followup_id
            if visit.user_id != self.env.user:
                raise AccessError(
                    self.env._(
                        "%(visit)s is made by %(who)s, and whoever makes a visit asks "
                        "for what it needs.",
                        visit=visit.name,
                        # sudo: the name of a colleague
                        who=visit.sudo().user_id.name or "-",
                    )
                )

    @api.model
    def _get_stamp_fields(self) -> set[str]:
        own = {"name", "is_over_gift_ceiling", "date_approved"}
        return super()._get_stamp_fields() | own | FOLLOWING

    @api.model
    def _get_signed_fields(self) -> set[str]:
        return super()._get_signed_fields() | {
            "followup_id",
            "reason",
            "line_ids",
            "is_over_gift_ceiling",
        }

    def _get_signed_values(self) -> dict:
        # what a signature covers is written in the lines, not only which lines
        values = super()._get_signed_values()
        lines = self.sudo().line_ids  # sudo: as the fingerprint of the mixin
        values["line_ids"] = [line._get_signed_values() for line in lines.sorted("id")]
        return values

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .customer_approval_mixin import APPROVAL_TRANSITIONS

LARGEST_LIMIT = 10**12
"""In the company's currency; beyond it a number is a slip of the keyboard."""


class CustomerCreditRequest(models.Model):
    """An application for other credit terms: 客户信用额度、账期更改申请单.

    A salesperson or specialist opens it for one customer in one company. It ends when
    the last signature writes limit and term on the customer, or when it is refused or
    cancelled; a temporary one ends when the earlier values are restored.
    """

    _name = "customer.credit.request"
    _description = "Credit Request"
    _inherit = ["customer.approval.mixin"]
    _order = "id desc"
    _mail_post_access = "read"
    _customer_transitions = APPROVAL_TRANSITIONS | {
        # approved for a day to come: until then it can be given up
        "cancel": (("draft", "submitted", "approved"), "cancelled", None),
        "revert": (("approved",), "reverted", None),
    }

    name = fields.Char("Number", default="/", readonly=True, copy=False, index=True)
    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('parent_id', '=', False), ('company_id', 'in', [False, company_id])]",
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        default=lambda self: self.env.company,
        index=True,
        ondelete="restrict",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    sale_order_id = fields.Many2one(
        "sale.order",
        "For Order",
        copy=False,
        index="btree_not_null",
        domain="[('partner_id', 'child_of', partner_id)]",
        help="The order that waits for this request.",
    )
    current_limit = fields.Monetary(
        compute="_compute_current_terms",
        store=True,
        help="The settings say what 0 means: no limit, or no credit.",
    )
    current_term_id = fields.Many2one(
        "account.payment.term",
        compute="_compute_current_terms",
        store=True,
        ondelete="restrict",
    )
    requested_limit = fields.Monetary(
        compute="_compute_requested_limit",
        store=True,
        readonly=False,
        tracking=True,
        help="In the company's currency. The settings say what 0 means: no limit, or "
        "no credit.",
    )
    requested_term_id = fields.Many2one(
        "account.payment.term",
        compute="_compute_requested_term_id",
        store=True,
        readonly=False,
        tracking=True,
        ondelete="restrict",
        domain="[('company_id', 'in', [False, company_id])]",
    )
    reason = fields.Text()
    date_from = fields.Date(
        "In Force From",
        default=lambda self: self.env.company._get_customer_today(),
        tracking=True,
    )
    date_until = fields.Date(
        "Until",
        tracking=True,
        help="For a temporary change: the last day. After it the earlier limit and "
        "term are restored.",
    )
    state = fields.Selection(
        selection_add=[("reverted", "Reverted")], ondelete={"reverted": "cascade"}
    )
    applied_at = fields.Datetime("Applied On", readonly=True, copy=False)
    announced_at = fields.Datetime("End Announced On", readonly=True, copy=False)
    reverted_at = fields.Datetime("Reverted On", readonly=True, copy=False)
    conflict = fields.Text(
        readonly=True,
        copy=False,
        help="Why the change could not begin, or the earlier values could not be "
        "restored.",
    )
    snapshot_ids = fields.One2many(
        "customer.credit.snapshot", "request_id", string="Snapshots", readonly=True
    )

    _one_waiting = models.UniqueIndex(
        "(partner_id, company_id) WHERE state = 'submitted'",
        "Another request for this customer waits for signatures already.",
    )  # two changes at once would overwrite each other
    _temporary = models.Index(
        "(date_until) WHERE state = 'approved' AND date_until IS NOT NULL"
    )  # for the job that ends them
    _in_order = models.Constraint(
        "CHECK (date_until IS NULL OR date_from <= date_until)",
        "A temporary change cannot end before it begins. Correct From and Until.",
    )

    @api.depends("name", "partner_id")
    def _compute_display_name(self):
        for request in self:
            number = self.env._("New") if request.name == "/" else request.name
            request.display_name = f"{number} {request.partner_id.name or ''}"

    @api.depends("partner_id", "company_id")
    def _compute_current_terms(self):
        for request in self:
            terms = request.partner_id._get_customer_credit_terms(request.company_id)
            request.current_limit = terms["credit_limit"]
            request.current_term_id = terms["payment_term_id"]

    @api.depends("partner_id", "company_id")
    def _compute_requested_limit(self):
        for request in self:
            terms = request.partner_id._get_customer_credit_terms(request.company_id)
            request.requested_limit = terms["credit_limit"]

    @api.depends("partner_id", "company_id")
    def _compute_requested_term_id(self):
        for request in self:
            terms = request.partner_id._get_customer_credit_terms(request.company_id)
            request.requested_term_id = terms["payment_term_id"]

    @api.constrains("requested_limit")
    def _check_limit(self):
        for request in self:
            if not 0 <= request.requested_limit <= LARGEST_LIMIT:
                raise ValidationError(
                    self.env._(
                        "A credit limit is a number from 0 to %(largest)s, in %("
                        "currency)s. Correct the requested limit.",
                        largest=f"{LARGEST_LIMIT:,}",
                        currency=request.currency_id.name,
                    )
                )

    @api.constrains("partner_id", "company_id")
    def _check_partner(self):
        for request in self:
            request._check_customer()

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_input(vals)
        requests = super().create(vals_list)
        for request in requests:
            sequence = self.env["ir.sequence"].with_company(request.company_id)
            number = sequence.next_by_code("customer.credit.request")
            request._in_transition().name = number or f"CR{request.id}"
        return requests

    def write(self, vals):
        self._check_input(vals)
        return super().write(vals)

    @api.model
    def _check_input(self, vals: dict):
        """Refuse what is no amount before it is rounded to one, and what is no text.

        :raise UserError: NaN, infinity, no number at all; or a reason that is no text
        """
        limit = vals.get("requested_limit")
        is_number = isinstance(limit, int | float) and limit is not True
        # false for NaN as well; what is larger cannot be rounded to cents
        is_number = is_number and abs(limit) < 1000 * LARGEST_LIMIT
        if limit is not None and not is_number:
            raise UserError(
                self.env._("The requested limit has to be a number, like 50000.")
            )
        if (reason := vals.get("reason")) and not self._is_text(reason):
            raise UserError(self.env._("The reason has to be a text."))

    @api.model
    def _get_stamp_fields(self) -> set[str]:
        return super()._get_stamp_fields() | {
            "name",
            "current_limit",
            "current_term_id",
            "applied_at",
            "announced_at",
            "reverted_at",
            "conflict",
            "snapshot_ids",
        }

    @api.model
    def _get_signed_fields(self) -> set[str]:
        return super()._get_signed_fields() | {
            "partner_id",
            "company_id",
            "current_limit",
            "current_term_id",
            "requested_limit",
            "requested_term_id",
            "reason",
            "date_from",
            "date_until",
        }

from odoo import api, fields, models

from ..policy.credit import CreditCheck, get_headroom, round_headroom
from .res_partner_credit import EXACT_GROUPS


class SaleOrder(models.Model):
    """What the customer's credit says about a quotation (CRD-1, CRD-2).

    The salesperson sees while writing it what is left of the credit, rounded; a
    quotation that did not fit when it was confirmed is *held*, until money or a
    higher limit came in and somebody confirms it again.
    """

    _inherit = "sale.order"

    customer_credit_state = fields.Selection(
        [("held", "On hold: credit"), ("released", "Was on hold")],
        string="Credit",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    customer_credit_held_at = fields.Datetime(
        "On Hold Since",
        readonly=True,
        copy=False,
        groups="base.group_user",
    )
    customer_credit_reason = fields.Text(
        "Why on Hold", readonly=True, copy=False, groups="base.group_user"
    )
    customer_credit_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Company Currency"
    )
    customer_credit_is_limited = fields.Boolean(
        compute="_compute_customer_credit",
        # sudo: salespeople see what is left without seeing the accounts
        compute_sudo=True,
        groups="base.group_user",
    )
    customer_credit_headroom = fields.Monetary(
        "Credit Left (Rounded)",
        currency_field="customer_credit_currency_id",
        compute="_compute_customer_credit",
        compute_sudo=True,
        help="What the customer may still order, before this quotation: the credit "
        "limit less what is not paid and what is ordered, rounded down.",
        groups="base.group_user",
    )
    customer_credit_warning = fields.Text(
        compute="_compute_customer_credit",
        compute_sudo=True,
        groups="base.group_user",
    )
    customer_credit_way_out = fields.Text(
        compute="_compute_customer_credit",
        compute_sudo=True,
        groups="base.group_user",
    )
    customer_credit_limit = fields.Monetary(
        "Credit Limit",
        currency_field="customer_credit_currency_id",
        compute="_compute_customer_credit",
        compute_sudo=True,
        groups=EXACT_GROUPS,
    )
    customer_credit_exposure = fields.Monetary(
        "Exposure",
        currency_field="customer_credit_currency_id",
        compute="_compute_customer_credit",
        compute_sudo=True,
        groups=EXACT_GROUPS,
        help="What the customer has not paid and what is ordered and not invoiced, "
        "without this quotation.",
    )
    customer_credit_overdue_amount = fields.Monetary(
        "Overdue",
        currency_field="customer_credit_currency_id",
        compute="_compute_customer_credit",
        compute_sudo=True,
        groups=EXACT_GROUPS,
    )
    customer_credit_overdue_days = fields.Integer(
        "Oldest Overdue (Days)",
        compute="_compute_customer_credit",
        compute_sudo=True,
        groups=EXACT_GROUPS,
    )

    # for what a customer ordered and is not invoiced, however long the history is
    _customer_open_sale_idx = models.Index(
        "(partner_invoice_id) "
        "WHERE state = 'sale' AND invoice_status IS DISTINCT FROM 'invoiced'"
    )

    @api.depends(
        "amount_total", "company_id", "currency_rate", "partner_invoice_id", "state"
    )
    @api.depends_context("lang")
    def _compute_customer_credit(self):
        quotations = self.filtered(
            lambda o: o._is_quotation() and o._is_credit_checked()
        )
        checks = quotations._get_credit_checks(is_cumulative=False)
        for order in self:
            order._set_credit_figures(checks.get(order.id))

    def _set_credit_figures(self, check: CreditCheck | None):
        """Show the facts of a check; nothing for an order that is not checked."""
        headroom = get_headroom(check.figures, check.terms) if check else None
        step = self.company_id.customer_credit_rounding
        self.customer_credit_is_limited = headroom is not None
        self.customer_credit_headroom = round_headroom(headroom or 0, step)
        self.customer_credit_warning = check and self._get_credit_reason(check)
        self.customer_credit_way_out = check and self._get_credit_way_out(check)
        self.customer_credit_limit = check and check.terms.limit
        self.customer_credit_exposure = check and check.figures.exposure
        self.customer_credit_overdue_amount = check and check.figures.overdue_amount
        self.customer_credit_overdue_days = check and check.figures.overdue_days

    def _compute_partner_credit_warning(self):
        # Odoo's message leaves out what is not delivered, and tells salespeople the
        # exact figures: where our check is on, it would contradict it.
        checked = self.filtered(lambda o: o._is_credit_checked())
        checked.partner_credit_warning = ""
        return super(SaleOrder, self - checked)._compute_partner_credit_warning()

    def action_request_credit_change(self):
        """Open a request for other credit terms of who pays this order (CRD-1)."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Request Change"),
            "res_model": "customer.credit.request",
            "views": [(False, "form")],
            "context": {
                "default_partner_id": self.partner_invoice_id.commercial_partner_id.id,
                "default_company_id": self.company_id.id,
                "default_sale_order_id": self.id,
            },
        }

    def _is_quotation(self) -> bool:
        return self.state in ("draft", "sent")

    def _is_credit_checked(self) -> bool:
        return self.company_id.customer_credit_check not in (False, "off")

    def _is_held_for_credit(self) -> bool:
        return self._is_quotation() and self.customer_credit_state == "held"

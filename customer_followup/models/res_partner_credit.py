from odoo import api, fields, models

from ..policy.credit import (
    CreditFigures,
    CreditTerms,
    get_headroom,
    round_headroom,
)
from ..tools.claim import claim

# who decides about credit, and who keeps the books: the exact figures
EXACT_GROUPS = ",".join(
    [
        "account.group_account_invoice",
        "account.group_account_readonly",
        "customer_followup.group_finance_head",
        "customer_followup.group_marketing_director",
        "customer_followup.group_general_manager",
    ]
)
# who talks with customers: the rounded headroom
HEADROOM_GROUPS = ",".join(
    [
        EXACT_GROUPS,
        "sales_team.group_sale_salesman",
        "customer_followup.group_specialist",
        "customer_followup.group_office",
    ]
)


class ResPartner(models.Model):
    """What a customer may still order, in the company the user works in."""

    _inherit = "res.partner"

    customer_credit_checked_at = fields.Datetime(
        "Credit Last Used",
        readonly=True,
        copy=False,
        groups="base.group_system",
        help="Written with each order that uses credit, so that two orders at the "
        "same moment cannot both take the last of it.",
    )
    customer_credit_currency_id = fields.Many2one(
        "res.currency", compute="_compute_customer_credit", compute_sudo=True
    )
    customer_credit_is_limited = fields.Boolean(
        "Credit Is Limited",
        compute="_compute_customer_credit",
        # sudo: salespeople see what is left without seeing the accounts
        compute_sudo=True,
        groups=HEADROOM_GROUPS,
    )
    customer_credit_headroom = fields.Monetary(
        "Credit Left (Rounded)",
        currency_field="customer_credit_currency_id",
        compute="_compute_customer_credit",
        compute_sudo=True,
        groups=HEADROOM_GROUPS,
        help="What the customer may still order: the credit limit less what is not "
        "paid and what is ordered, rounded down.",
    )
    customer_credit_receivable = fields.Monetary(
        "Not Paid",
        currency_field="customer_credit_currency_id",
        compute="_compute_customer_credit",
        compute_sudo=True,
        groups=EXACT_GROUPS,
    )
    customer_credit_not_invoiced = fields.Monetary(
        "Ordered, Not Invoiced",
        currency_field="customer_credit_currency_id",
        compute="_compute_customer_credit",
        compute_sudo=True,
        groups=EXACT_GROUPS,
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

    @api.depends_context("company")
    def _compute_customer_credit(self):
        company = self.env.company
        figures_by_id = self._get_customer_credit_figures(company)
        terms_by_id = self._get_customer_order_terms(company)
        self.customer_credit_currency_id = company.currency_id
        for partner in self:
            # a customer that is not stored yet owes nothing and is not limited
            customer_id = partner.commercial_partner_id._origin.id
            figures = figures_by_id.get(customer_id, CreditFigures())
            headroom = get_headroom(
                figures, terms_by_id.get(customer_id, CreditTerms())
            )
            partner.customer_credit_is_limited = headroom is not None
            partner.customer_credit_headroom = round_headroom(
                headroom or 0, company.customer_credit_rounding
            )
            partner.customer_credit_receivable = figures.receivable
            partner.customer_credit_not_invoiced = figures.not_invoiced
            partner.customer_credit_overdue_amount = figures.overdue_amount
            partner.customer_credit_overdue_days = figures.overdue_days

    def _get_customer_order_terms(self, company) -> dict[int, CreditTerms]:
        """Return what ``company`` allows the customers, by commercial partner id."""
        # sudo: limits are the accountants' to see and everybody's to keep to
        customers = self.sudo().commercial_partner_id.with_company(company)
        customers.fetch(["credit_limit"])  # and not all there is about a customer
        is_limited_at_zero = company.customer_credit_zero_limit == "no_credit"
        return {
            customer.id: CreditTerms(
                limit=customer.credit_limit,
                is_limited=bool(customer.credit_limit) or is_limited_at_zero,
                overdue_tolerance_days=company.customer_overdue_tolerance_days,
                overdue_tolerance_amount=company.customer_overdue_tolerance_amount,
                smallest_unit=company.currency_id.rounding,
            )
            for customer in customers._origin
        }

    def _claim_customer_credit(self):
        """Let nobody else use these customers' credit until this transaction ends.

        Of two orders confirmed at the same moment, both would see the credit as it
        was before either.
        """
        claim(self, "customer_credit_checked_at")

from odoo import api, fields, models
from odoo.tools import formatLang


class CustomerCreditSnapshot(models.Model):
    """What was known about a customer's money when somebody decided about it.

    Taken when a credit request is submitted and again at each decision, so that the
    reader sees both side by side. It never changes and ends with its request.
    """

    _name = "customer.credit.snapshot"
    _description = "Credit Figures"
    _inherit = ["customer.transition.mixin"]
    _customer_is_evidence = True
    _order = "id"

    request_id = fields.Many2one(
        "customer.credit.request",
        "Credit Request",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="request_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    step_id = fields.Many2one("customer.approval.step", "Level", readonly=True)
    moment = fields.Char("At", compute="_compute_moment")
    taken_at = fields.Datetime(readonly=True, required=True)
    grade_id = fields.Many2one("customer.grade", readonly=True, ondelete="restrict")
    credit_limit = fields.Monetary(readonly=True)
    payment_term_id = fields.Many2one(
        "account.payment.term", readonly=True, ondelete="restrict"
    )
    receivable = fields.Monetary(readonly=True, help="Open invoices.")
    not_invoiced = fields.Monetary(
        readonly=True, help="Confirmed orders that are not invoiced yet."
    )
    overdue_amount = fields.Monetary("Overdue", readonly=True)
    overdue_days = fields.Integer(
        "Oldest (Days)", readonly=True, help="How long the oldest invoice is overdue."
    )
    days_sales_outstanding = fields.Float(
        "DSO (Days)",
        digits=(16, 1),
        readonly=True,
        help="Days sales outstanding: open invoices by the sales of twelve months, "
        "in days.",
    )
    invoice_count = fields.Integer(
        "Invoices Paid", readonly=True, help="In the last twelve months."
    )
    on_time_percent = fields.Float("Paid on Time (%)", digits=(16, 0), readonly=True)
    average_days_late = fields.Float(
        "Days Late on Average", digits=(16, 1), readonly=True
    )
    open_complaint_count = fields.Integer("Open Complaints", readonly=True)

    @api.depends("step_id")
    @api.depends_context("lang")
    def _compute_moment(self):
        for snapshot in self:
            snapshot.moment = snapshot.step_id.level_id.name or self.env._("Submission")

    @api.model
    def _get_figure_fields(self) -> list[str]:
        """Return the fields that are compared side by side, in their order."""
        return [
            "grade_id",
            "credit_limit",
            "payment_term_id",
            "receivable",
            "not_invoiced",
            "overdue_amount",
            "overdue_days",
            "days_sales_outstanding",
            "invoice_count",
            "on_time_percent",
            "average_days_late",
            "open_complaint_count",
        ]

    def _format_figure(self, name: str) -> str:
        """Return a figure as it is shown to a reader."""
        field, value = self._fields[name], self[name]
        if field.type == "monetary":
            return formatLang(self.env, value, currency_obj=self.currency_id)
        if field.type == "many2one":
            return value.display_name or "-"
        digits = field.get_digits(self.env)[1] if field.type == "float" else 0
        return formatLang(self.env, value, digits=digits)

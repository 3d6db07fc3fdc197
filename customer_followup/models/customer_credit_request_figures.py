from odoo import api, fields, models

FIGURE_GROUPS = (
    "customer_followup.group_office",
    "customer_followup.group_supervisor",
    "account.group_account_readonly",
    "account.group_account_invoice",
)


class CustomerCreditRequest(models.Model):
    """The figures a credit request is decided on, frozen and as they are now."""

    _inherit = "customer.credit.request"

    figures = fields.Html(
        compute="_compute_figures",
        sanitize=False,
        help="At the submission, at each decision and now, side by side.",
    )
    # for the form to say it: a limit that is emptied by mistake would be none at all
    zero_limit = fields.Selection(related="company_id.customer_credit_zero_limit")

    @api.depends("snapshot_ids", "partner_id", "company_id", "state")
    @api.depends_context("lang", "uid")
    def _compute_figures(self):
        for request in self:
            request.figures = request._may_see_figures() and self.env[
                "ir.qweb"
            ]._render(
                "customer_followup.customer_credit_figures",
                {"columns": request._get_figure_columns()},
            )

    def _may_see_figures(self) -> bool:
        """May the user see exact figures, by office or because of signing it?

        Salespeople see the headroom of their customers instead, rounded.
        """
        self.ensure_one()
        is_entitled = any(map(self.env.user.has_group, FIGURE_GROUPS))
        # sudo: only whether the user is among the signers
        return is_entitled or self.env.user in (
            self.sudo().approval_step_ids.signer_ids
        )

    def _get_figure_columns(self) -> list[dict]:
        """Return one column for each moment, the present one last while it is open."""
        # sudo: offices and requesters without accounting rights see these figures
        request = self.sudo()
        fields_ = request.snapshot_ids._get_figure_fields()
        columns = [
            {"title": shot.moment, "taken_at": shot.taken_at, "shot": shot}
            for shot in request.snapshot_ids
        ]
        if request.partner_id and request.state in ("draft", "submitted"):
            now = request.snapshot_ids.new(request._prepare_snapshot_vals())
            columns.append({"title": self.env._("Now"), "shot": now, "taken_at": False})
        for column in columns:
            column["fields"] = fields_
        return columns

    def _take_snapshot(self, step=None):
        """Keep the figures as they are now.

        :param step: the level that decides on them; left out at the submission
        """
        vals = self._prepare_snapshot_vals() | {"step_id": step and step.id}
        self.env["customer.credit.snapshot"]._in_transition().create(vals)

    def _prepare_snapshot_vals(self) -> dict:
        # a customer that has become a contact has no figures of its own any more
        partner, company = self.partner_id.commercial_partner_id, self.company_id
        figures = partner._get_customer_credit_figures(company)[partner.id]
        behaviour = partner._get_customer_payment_behaviour(company)[partner.id]
        terms = partner._get_customer_credit_terms(company)
        return {
            "request_id": self.id,
            "taken_at": fields.Datetime.now(),
            "grade_id": partner.with_company(company).customer_grade_id.id,
            "credit_limit": terms["credit_limit"],
            "payment_term_id": terms["payment_term_id"],
            "receivable": figures.receivable,
            "not_invoiced": figures.not_invoiced,
            "overdue_amount": figures.overdue_amount,
            "overdue_days": figures.overdue_days,
            "days_sales_outstanding": behaviour.days_sales_outstanding,
            "invoice_count": behaviour.invoice_count,
            "on_time_percent": behaviour.on_time_percent,
            "average_days_late": behaviour.average_days_late,
            "open_complaint_count": self._count_open_complaints(),
        }

    def _count_open_complaints(self) -> int:
        return self.env["helpdesk.ticket"].search_count(
            [
                ("commercial_partner_id", "=", self.partner_id.id),
                ("company_id", "in", [False, self.company_id.id]),
                *self.env["helpdesk.ticket"]._get_complaint_domain(),
                ("closed", "=", False),
            ]
        )

from odoo import models
from odoo.fields import Domain


class CustomerFollowupReportLine(models.Model):
    """What the figures about cases, orders and promises count."""

    _inherit = "customer.followup.report.line"

    def _find_case(self) -> tuple[str, Domain]:
        is_found = Domain("customer_followup_id.user_id", "!=", False)
        people = is_found & self._get_people_domain("customer_followup_id.user_id")
        customers = ~is_found & self._get_customers_domain()
        moment = {
            "cases": "customer_registered_at",
            "complaints": "customer_registered_at",
            "response_hours": "customer_contacted_at",
        }.get(self.measure, "closed_date")
        domain = self._get_company_domain() & (people | customers)
        domain &= self._get_case_span_domain(moment)
        if self.measure in ("complaints", "complaints_solved"):
            domain &= Domain(self.env["helpdesk.ticket"]._get_complaint_domain())
        return "helpdesk.ticket", domain

    def _get_customers_domain(self) -> Domain:
        """Return the cases of the customers of the department's people."""
        domain = self._get_people_domain("commercial_partner_id.customer_specialist_id")
        if not self.report_id.department_id:
            # a case without a customer is nobody's, as its count says
            domain |= Domain("commercial_partner_id", "=", False)
        return domain

    def _get_case_span_domain(self, moment: str) -> Domain:
        """Return the cases with a moment in the period.

        Those that are older than this addon were registered when they were made.
        """
        span = self._get_span_domain(moment)
        if moment == "customer_registered_at":
            span |= Domain(moment, "=", False) & self._get_span_domain("create_date")
        return span

    def _find_won_back(self) -> tuple[str, Domain]:
        return "customer.followup.reason", (
            self._get_company_domain()
            & self._get_people_domain("won_back_user_id")
            & self._get_days_domain("won_back_date")
        )

    def _find_promise(self) -> tuple[str, Domain]:
        report = self.report_id
        _begin, end = report.company_id._get_customer_span(
            report.date_from, report.date_to
        )
        still_open = Domain("closed_at", "=", False)
        domain = {
            "promises_kept": Domain("state", "=", "kept")
            & self._get_span_domain("closed_at"),
            "promises_open": Domain("create_date", "<", end)
            & (still_open | Domain("closed_at", ">=", end)),
            "promises_late": self._get_days_domain("date_deadline")
            & (still_open | Domain("id", "in", self._find_late_ids())),
        }[self.measure]
        people = self._get_people_domain("user_id")
        return "customer.promise", self._get_company_domain() & people & domain

    def _find_late_ids(self) -> list[int]:
        """Return the promises that were closed after their day."""
        company = self.report_id.company_id
        promises = self.env["customer.promise"].search(
            self._get_company_domain()
            & self._get_days_domain("date_deadline")
            & Domain("closed_at", "!=", False)
        )
        return promises.filtered(
            lambda p: company._get_customer_today(p.closed_at) > p.date_deadline
        ).ids

from statistics import mean

from odoo import api, models
from odoo.fields import Domain

from ..policy.report_period import Period
from .customer_followup_report_count import Figures
from .customer_followup_report_line_compilation import COMPLAINT_MEASURES

MATTERS = ("issue", "suggestion", "request")
URGENT = ("2", "3")


class CustomerFollowupReport(models.Model):
    """What a compilation lists and counts: cases one by one, complaints in figures.

    The figures about cases are those of the list, so that they never disagree.
    """

    _inherit = "customer.followup.report"

    def _count_own(self, period: Period) -> Figures:
        if self.kind != "case":
            return super()._count_own(period)
        rows = self._describe_matters(period)
        return {None: self._count_matters(rows) | self._count_complaints(period)}

    def _take_figures(self):
        result = super()._take_figures()
        for report in self.filtered(lambda r: r.kind == "case"):
            # sudo: the list follows from the cases, whoever makes the report
            report.sudo().case_ids.unlink()
            rows = report._describe_matters(report._get_own_period())
            report.case_ids.sudo().create(
                [{"report_id": report.id, **row} for row in rows]
            )
        return result

    # Cases ----------------------------------------------------------------------------

    def _describe_matters(self, period: Period) -> list[dict]:
        """Return the cases of a period that are not urgent, and those still open."""
        # sudo: what is compiled is the company's, whoever compiles it
        tickets = self.env["helpdesk.ticket"].sudo()
        tickets = tickets.with_context(
            allowed_company_ids=self.company_id.ids,
            lang=self.company_id.partner_id.lang or self.env.lang,
        )
        found = tickets.search(
            self._get_matters_domain(period), order="customer_registered_at, id"
        )
        begin, _end = self.company_id._get_customer_span(period.first, period.last)
        withdrawn = tickets._get_withdrawn()
        return [self._describe_matter(t, begin, withdrawn) for t in found]

    @api.model
    def _describe_matter(self, ticket, begin, withdrawn) -> dict:
        company = ticket.company_id
        registered_at = ticket.customer_registered_at or ticket.create_date
        closed_at = ticket.closed and ticket.closed_date
        result = "given_up" if ticket.stage_id in withdrawn else "solved"
        return {
            "ticket_id": ticket.id,
            "number": ticket.number,
            "name": ticket.name,
            "case_type": ticket.customer_case_type,
            "partner_id": ticket.commercial_partner_id.id,
            "customer": ticket.commercial_partner_id.name or ticket.partner_name,
            "department_id": ticket.customer_department_id.id,
            "date": company._get_customer_today(registered_at),
            "date_closed": closed_at and company._get_customer_today(closed_at),
            "result": result if ticket.closed else "open",
            "stage": ticket.stage_id.name,
            "is_earlier": registered_at < begin,
        }

    def _get_matters_domain(self, period: Period) -> Domain:
        """Return the cases that are not urgent: of the period, or older and open then.

        Those that are older than this addon were registered when they were made.
        """
        begin, end = self.company_id._get_customer_span(period.first, period.last)
        is_stamped = Domain("customer_registered_at", "!=", False)

        def registered(operator, moment):
            return (is_stamped & Domain("customer_registered_at", operator, moment)) | (
                ~is_stamped & Domain("create_date", operator, moment)
            )

        is_open_then = Domain("stage_id.closed", "=", False) | Domain(
            "closed_date", ">=", end
        )
        return (
            Domain("company_id", "=", self.company_id.id)
            & Domain("customer_case_type", "in", MATTERS)
            & Domain("priority", "not in", URGENT)
            & registered("<", end)
            & (registered(">=", begin) | is_open_then)
        )

    @api.model
    def _count_matters(self, rows: list[dict]) -> dict[str, float]:
        own = [row for row in rows if not row["is_earlier"]]
        days = [
            (row["date_closed"] - row["date"]).days
            for row in own
            if row["result"] == "solved" and row["date_closed"]
        ]
        figures = {"matters": len(own), "matters_earlier": len(rows) - len(own)}
        for name in MATTERS:
            figures[f"matters_{name}"] = sum(row["case_type"] == name for row in own)
        for name in ("solved", "given_up", "open"):
            figures[f"matters_{name}"] = sum(row["result"] == name for row in own)
        return figures | ({"matters_days": mean(days)} if days else {})

    # Complaints -----------------------------------------------------------------------

    def _get_complaints_domain(self, period: Period | None = None) -> Domain:
        """Return the rows of the analysis of complaints that were registered then."""
        period = period or self._get_own_period()
        return (
            Domain("company_id", "=", self.company_id.id)
            & Domain("date", ">=", period.first)
            & Domain("date", "<=", period.last)
        )

    def _count_complaints(self, period: Period) -> dict[str, float]:
        # sudo: as with the cases
        rows = self.env["customer.complaint.analysis"].sudo()
        rows = rows.with_context(allowed_company_ids=self.company_id.ids)
        domain = self._get_complaints_domain(period)
        [values] = rows._read_group(domain, [], list(COMPLAINT_MEASURES.values()))
        known = dict(zip(COMPLAINT_MEASURES, values, strict=True))
        known["complaint_closed"] = rows.search_count(
            domain & Domain("outcome", "=", "solved")
        )
        return {
            name: float(value)
            for name, value in known.items()
            if value is not None and value is not False
        }

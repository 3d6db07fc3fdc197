from datetime import date

from odoo import api, models

from ..policy.report_period import get_due_period


class CustomerFollowupReport(models.Model):
    """The job makes the compilations of cases together with the other reports (ISS-4).

    One that is there is not made again, and of two jobs at once the database lets one
    make it.
    """

    _inherit = "customer.followup.report"

    @api.model
    def _make_due(self, company, today: date):
        made = super()._make_due(company, today)
        return made | self._make_compilations(company, today)

    @api.model
    def _make_compilations(self, company, today: date):
        """Make the compilations of a company that are due and not there yet."""
        self = self.with_context(allowed_company_ids=company.ids)
        company = company.with_env(self.env)
        wanted = []
        for frequency, is_wanted in (
            ("month", company.customer_compilation_is_monthly),
            ("quarter", company.customer_compilation_is_quarterly),
        ):
            period = get_due_period(frequency, today, company.customer_report_day)
            vals = {
                "kind": "case",
                "company_id": company.id,
                "department_id": False,
                "frequency": frequency,
                "date_from": period.first,
                "date_to": period.last,
            }
            if is_wanted and not self._has_compilation(vals):
                wanted.append(vals)
        made = self.create(wanted)
        made._tell_compilers(today)
        return made

    @api.model
    def _has_compilation(self, vals: dict) -> bool:
        names = ("kind", "company_id", "date_from", "date_to")
        return bool(
            self.search_count([(name, "=", vals[name]) for name in names], limit=1)
        )

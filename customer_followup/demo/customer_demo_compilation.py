from odoo import api, models

from .customer_demo_report import MANAGER, SUPERVISOR


class CustomerDemoCompany(models.AbstractModel):
    """The compilations of cases of the demo company.

    The job has made those of last month and last quarter; the supervisor has compiled
    the last four weeks, in which the cases were, and the service manager has reviewed
    it, so that the sales department can be sent it.
    """

    _inherit = "customer.demo.company"

    @api.model
    def _compile_cases(self, note: str):
        """Let the job compile what is due, and the supervisor the last weeks.

        :param note: what the supervisor adds, as HTML
        """
        self = self._in_company()
        company = self._get_company()
        Report = self.env["customer.followup.report"]
        known = [("company_id", "=", company.id), ("kind", "=", "case")]
        if Report.search_count(known, limit=1):
            return
        company.write(
            {
                "customer_compilation_is_monthly": True,
                "customer_compilation_is_quarterly": True,
            }
        )
        service = self.env.ref("customer_followup.user_service")
        # sudo: the job runs like this
        Report.with_user(service).sudo()._make_compilations(company, self._get_day(0))
        reports = self._as_user(Report, self.env.ref(SUPERVISOR))
        report = reports.create(
            {
                "kind": "case",
                "company_id": company.id,
                "frequency": "other",
                "date_from": self._get_day(28),
                "date_to": self._get_day(1),
            }
        )
        report.summary = f"{report.summary}{note}"
        self._as_user(report, self.env.ref(MANAGER)).action_review()

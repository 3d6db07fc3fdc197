from odoo import api, models

SUPERVISOR = "customer_followup.demo_supervisor"
MANAGER = "customer_followup.demo_service_manager"


class CustomerDemoCompany(models.AbstractModel):
    """The return-visit reports of the demo company.

    The job has made those of last month and last quarter, which are drafts. The
    supervisor has made one of the last four weeks, in which the contacts were; the
    service manager has reviewed it, so that it can be sent.
    """

    _inherit = "customer.demo.company"

    @api.model
    def _report_visits(self, note: str):
        """Let the job make the reports that are due, and the supervisor one more.

        :param note: what the supervisor adds to it, as HTML
        """
        self = self._in_company()
        company = self._get_company()
        Report = self.env["customer.followup.report"]
        if Report.search_count([("company_id", "=", company.id)], limit=1):
            return
        company.write(
            {
                "customer_report_is_monthly": True,
                "customer_report_is_quarterly": True,
                "customer_report_day": 1,
                "customer_report_to_department_id": self.env.ref(
                    "customer_followup.demo_department_sales"
                ).id,
                "customer_report_to": "members",
            }
        )
        service = self.env.ref("customer_followup.user_service")
        # sudo: the job runs like this
        Report.with_user(service).sudo()._make_due(company, self._get_day(0))
        reports = self._as_user(Report, self.env.ref(SUPERVISOR))
        report = reports.create(
            {
                "company_id": company.id,
                "department_id": self.env.ref(
                    "customer_followup.demo_department_service"
                ).id,
                "frequency": "other",
                "date_from": self._get_day(28),
                "date_to": self._get_day(1),
            }
        )
        report.summary = f"{report.summary}{note}"
        self._as_user(report, self.env.ref(MANAGER)).action_review()

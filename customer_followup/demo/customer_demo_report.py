from odoo import api, models

SUPERVISOR = "customer_followup.demo_supervisor"
MANAGER = "customer_followup.demo_service_manager"


class CustomerDemoCompany(models.AbstractModel):
    """The return-visit reports of the demo company.

    Made by the job as on the day of the installation. The supervisor has completed the
    one of last month and the service manager has reviewed it, so that it can be sent;
    the one of last quarter is a draft.
    """

    _inherit = "customer.demo.company"

    @api.model
    def _report_visits(self, note: str):
        """Let the job make the reports that are due, and work on one of them.

        :param note: what the supervisor adds to it, as HTML
        """
        self = self._in_company()
        company = self._get_company()
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
        job = self.env["customer.followup.report"].with_user(service).sudo()
        made = job._make_due(company, self._get_day(0))
        for report in made.filtered(lambda r: r.frequency == "month"):
            of_supervisor = self._as_user(report, self.env.ref(SUPERVISOR))
            of_supervisor.summary = f"{of_supervisor.summary}{note}"
            self._as_user(report, self.env.ref(MANAGER)).action_review()

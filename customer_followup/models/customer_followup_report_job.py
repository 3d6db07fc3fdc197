import logging
from datetime import date

from odoo import api, models
from odoo.fields import Domain

from ..policy.report_period import Period, get_due_period
from ..tools.each_record import for_each_record
from ..tools.single_run import single_run

_logger = logging.getLogger(__name__)


class CustomerFollowupReport(models.Model):
    """The job that makes the reports that are due (VPL-2).

    Why it may be killed at any moment: the reports of a company are made in one
    transaction, and one that is there is not made again.
    """

    _inherit = "customer.followup.report"

    @api.model
    def _cron_make_reports(self, today: date | None = None):
        """Make the reports of the last week, month and quarter, where they are due.

        :param today: the day that is taken for today; each company's own if left out
        """
        with single_run(self.env.cr, "customer_followup.report") as is_alone:
            if not is_alone:
                _logger.info("Another process is making reports")
                return
            # sudo: the job serves every company, and its user belongs to one
            companies = self.env["res.company"].sudo().search(Domain.TRUE)
            reports = self.sudo()
            for_each_record(
                companies,
                lambda company: reports._make_due(
                    company, today or company._get_customer_today()
                ),
            )

    @api.model
    def _make_due(self, company, today: date):
        """Make the reports of a company that are due and not there yet.

        :return: the new ones
        """
        self = self.with_context(allowed_company_ids=company.ids)
        company = company.with_env(self.env)
        made = self.browse()
        for frequency, ids in self._get_frequencies(company).items():
            period = get_due_period(frequency, today, company.customer_report_day)
            made |= self._make_for(company, frequency, period, ids)
        made._tell_compilers(today)
        return made

    @api.model
    def _get_frequencies(self, company) -> dict[str, set]:
        """Return the ids of departments that report, by how often they do.

        Of a department with agreements, those alone count. ``False`` stands for
        people in no department.
        """
        agreements = self.env["customer.followup.report.agreement"].search(
            [("company_id", "=", company.id)]
        )
        found = {
            frequency: set(agreed.department_id.ids)
            for frequency, agreed in agreements.grouped("frequency").items()
        }
        others = self._get_department_ids(company) - set(agreements.department_id.ids)
        for frequency, is_wanted in (
            ("month", company.customer_report_is_monthly),
            ("quarter", company.customer_report_is_quarterly),
        ):
            if is_wanted:
                found[frequency] = found.get(frequency, set()) | others
        return found

    @api.model
    def _get_department_ids(self, company) -> set:
        """Return the departments whose people make contacts."""
        staff = self.env["res.users"]._get_customer_staff(company)
        # sudo: which department somebody belongs to is no secret
        staff = staff.with_company(company).sudo()
        return {user.employee_id.department_id.id for user in staff}

    @api.model
    def _make_for(self, company, frequency: str, period: Period, department_ids: set):
        known = self.search(
            [
                ("kind", "=", "visit"),
                ("company_id", "=", company.id),
                ("date_from", "=", period.first),
                ("date_to", "=", period.last),
            ]
        )
        missing = department_ids - {report.department_id.id for report in known}
        if False in missing and not self._is_without_department(
            company, period, department_ids
        ):
            missing.remove(False)
        return self.create(
            [
                {
                    "company_id": company.id,
                    "department_id": department_id,
                    "frequency": frequency,
                    "date_from": period.first,
                    "date_to": period.last,
                }
                for department_id in sorted(missing)
            ]
        )

    @api.model
    def _is_without_department(
        self, company, period: Period, department_ids: set
    ) -> bool:
        """Is there something to report of people in no department?

        If they made contacts, or where nobody is in a department.
        """
        if not any(department_ids):
            return True
        self.env.flush_all()
        rows = self.env.execute_query_dict(self._select_contacts(company, period))
        return any(row["department_id"] is None and row["made"] for row in rows)

    def _tell_compilers(self, today: date):
        """Put the new reports on the lists of those who complete them."""
        for report in self.filtered("user_id"):
            speaker = report.with_context(lang=report.user_id.lang)
            # quietly: no mail for each activity (G9)
            report.with_context(mail_activity_quick_update=True).activity_schedule(
                "mail.mail_activity_data_todo",
                summary=speaker.env._(
                    "Complete the report %(name)s", name=speaker.display_name
                ),
                date_deadline=today,
                user_id=report.user_id.id,
            )

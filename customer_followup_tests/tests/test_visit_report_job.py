"""The job makes the reports that are due: each once, where somebody wants them."""

from datetime import date
from unittest.mock import patch

from freezegun import freeze_time

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import MONDAY
from .report_common import REPORT, ReportCase

JOB = "odoo.addons.customer_followup.tools.each_record"


@tagged("post_install", "-at_install")
class TestVisitReportJob(ReportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.customer_report_is_monthly = True
        cls.make_contact(date(2026, 2, 3))

    def run_reports(self, today=MONDAY):
        """Run the job as its service user, commits included; return the reports."""
        self.env.flush_all()
        service = self.env.ref("customer_followup.user_service")
        with freeze_time(f"{today} 02:00:00"), self.open_cursor() as cr:
            env = self.env(cr=cr, user=service.id, context={})
            env[REPORT]._cron_make_reports(today)
            cr.commit()
        self.env.invalidate_all()
        return self.get_reports()

    def get_reports(self, company=None):
        company = company or self.company
        return self.env[REPORT].search([("company_id", "=", company.id)], order="id")

    def get_periods(self, reports):
        return {(r.department_id.name, r.frequency, r.date_from) for r in reports}

    def test_month_is_reported_once_for_each_department(self):
        """VPL-2: run twice, and again later in the month, it makes nothing twice."""
        reports = self.run_reports()
        february = date(2026, 2, 1)
        self.assertEqual(
            self.get_periods(reports),
            {("Service", "month", february), ("Sales", "month", february)},
        )
        self.run_reports()
        self.assertEqual(self.run_reports(date(2026, 3, 31)), reports)

    def test_nothing_is_reported_before_its_day(self):
        """VPL-2: the day is a setting."""
        self.company.customer_report_day = 3
        self.assertEqual(set(self.run_reports().mapped("date_to")), {date(2026, 1, 31)})
        later = self.run_reports(date(2026, 3, 3))
        self.assertIn(date(2026, 2, 28), later.mapped("date_to"))

    def test_installing_changes_nothing(self):
        """G14: a company that has not asked for reports gets none."""
        self.company.customer_report_is_monthly = False
        self.assertFalse(self.run_reports())

    def test_quarter_is_summed_up_besides(self):
        """VPL-2: a summary of the last quarter, if the company wants it."""
        self.company.customer_report_is_quarterly = True
        reports = self.run_reports(date(2026, 4, 2))
        self.assertEqual(
            {(r.frequency, r.date_from) for r in reports},
            {("month", date(2026, 3, 1)), ("quarter", date(2026, 1, 1))},
        )
        quarter = reports.filtered(lambda r: r.frequency == "quarter")
        made = {r.department_id: self.get_values(r)["made"] for r in quarter}
        self.assertEqual(made, {self.service: 1, self.sales: 0})

    def test_department_reports_when_it_was_agreed(self):
        """VPL-2: at these times and at no others, also where the company has none."""
        agreement = self.env["customer.followup.report.agreement"].create(
            {"department_id": self.service.id, "frequency": "week"}
        )
        reports = self.run_reports(date(2026, 3, 3))
        self.assertEqual(
            self.get_periods(reports),
            {
                ("Service", "week", date(2026, 2, 23)),
                ("Sales", "month", date(2026, 2, 1)),
            },
        )
        agreement.active = False
        self.assertIn(
            ("Service", "month", date(2026, 2, 1)),
            self.get_periods(self.run_reports(date(2026, 3, 3))),
        )

    def test_people_in_no_department_are_not_lost(self):
        """VPL-2: their contacts have a report of their own, if there are any."""
        freelancer = self.create_user("freelancer", "group_specialist")
        self.assertTrue(all(r.department_id for r in self.run_reports()))
        self.get_reports().unlink()
        self.make_contact(date(2026, 2, 4), user=freelancer)
        alone = self.run_reports().filtered(lambda r: not r.department_id)
        self.assertEqual(self.get_values(alone)["made"], 1)
        self.assertIn("Without a department", alone.display_name)

    def test_compiler_has_it_on_the_list_until_it_is_reviewed(self):
        """VPL-2: the supervisor of the department; its head reviews it."""
        reports = self.run_reports()
        report = reports.filtered(lambda r: r.department_id == self.service)
        self.assertEqual(report.user_id, self.supervisor)
        self.assertEqual(report.activity_ids.user_id, self.supervisor)
        report.with_user(self.manager).action_review()
        self.assertFalse(report.activity_ids)

    def test_company_that_fails_stops_nobody_else(self):
        """G11: the others have their reports, and the log has the error."""
        other = self.create_company("West River Chemicals")
        other.customer_report_is_monthly = True
        self.create_user("wests", "group_specialist", other)
        model = type(self.env[REPORT])
        original = model._make_due

        def fail(reports, company, today):
            if company.id == self.company.id:
                raise ValueError("broken")
            return original(reports, company, today)

        with mute_logger(JOB), patch.object(model, "_make_due", fail):
            self.assertFalse(self.run_reports())
        self.assertTrue(self.get_reports(other))
        self.assertTrue(self.run_reports())

    def test_queries_do_not_grow_with_contacts_and_departments(self):
        """G17: figures are counted by as many queries for one as for many."""
        reports = self.env[REPORT]
        period = reports._get_default_period()

        def count():
            self.env.flush_all()
            before = self.cr.sql_log_count
            reports._count_figures(self.company, period)
            return self.cr.sql_log_count - before

        few = [count(), count()][-1]
        departments = self.env["hr.department"].create(
            [
                {"name": str(number), "company_id": self.company.id}
                for number in range(8)
            ]
        )
        for department in departments:
            user = self.create_user(f"in_{department.name}", "group_specialist")
            self.employ(user, department)
            self.make_contact(date(2026, 2, 4), user=user)
        count()
        self.assertEqual(count(), few)
        self.assertLessEqual(few, 10)

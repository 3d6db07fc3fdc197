"""The job compiles cases: once, and where a company has asked for it (ISS-4)."""

from datetime import date

from freezegun import freeze_time
from psycopg2.errors import UniqueViolation

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import MONDAY
from .report_common import REPORT, ReportCase

FEBRUARY = date(2026, 2, 1)


@tagged("post_install", "-at_install")
class TestCaseCompilationJob(ReportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.customer_compilation_is_monthly = True

    def run_reports(self, today=MONDAY):
        """Run the job as its service user, commits included; return what it made."""
        self.env.flush_all()
        service = self.env.ref("customer_followup.user_service")
        with freeze_time(f"{today} 02:00:00"), self.open_cursor() as cr:
            env = self.env(cr=cr, user=service.id, context={})
            env[REPORT]._cron_make_reports(today)
            cr.commit()
        self.env.invalidate_all()
        return self.get_compilations()

    def get_compilations(self):
        return self.env[REPORT].search([("company_id", "=", self.company.id)])

    def test_month_is_compiled_once(self):
        """ISS-4: run twice, and again later in the month; nothing about visits."""
        made = self.run_reports()
        self.assertEqual(
            (made.kind, made.frequency, made.date_from), ("case", "month", FEBRUARY)
        )
        self.run_reports()
        self.assertEqual(self.run_reports(date(2026, 3, 31)), made)
        self.assertEqual(made.activity_ids.user_id, made.user_id)
        self.assertEqual(made.user_id, self.supervisor)

    def test_two_jobs_at_once_make_one(self):
        """ISS-4: the database refuses the second, whatever the first was told."""
        made = self.run_reports()
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(UniqueViolation),
            self.env.cr.savepoint(),
        ):
            made.copy({"date_from": FEBRUARY, "date_to": made.date_to})
            self.env.flush_all()

    def test_installing_changes_nothing(self):
        """G14: a company that has not asked for it gets none."""
        self.company.customer_compilation_is_monthly = False
        self.assertFalse(self.run_reports())

    def test_quarter_is_summed_up_besides(self):
        """ISS-4: a summary of the last quarter, if the company wants it."""
        self.company.customer_compilation_is_quarterly = True
        made = self.run_reports(date(2026, 4, 2))
        self.assertEqual(
            {(r.kind, r.frequency, r.date_from) for r in made},
            {
                ("case", "month", date(2026, 3, 1)),
                ("case", "quarter", date(2026, 1, 1)),
            },
        )

    def test_reports_about_visits_are_made_besides(self):
        """ISS-4, VPL-2: either kind of the same days, each once."""
        self.company.customer_report_is_monthly = True
        self.run_reports()
        made = self.run_reports()
        kinds = [(r.kind, r.department_id.name) for r in made.sorted("kind")]
        self.assertEqual(
            sorted(kinds, key=str),
            [("case", False), ("visit", "Sales"), ("visit", "Service")],
        )

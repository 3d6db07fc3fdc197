"""What a return-visit report refuses, and which days its form proposes (VPL-2)."""

from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .report_common import FIRST, LAST, REPORT, ReportCase


@tagged("post_install", "-at_install")
class TestVisitReportRefusal(ReportCase):
    def test_second_report_of_the_same_days_is_refused(self):
        """VPL-2: one per department and period, also for people in no department."""
        self.make_report()
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.make_report()
            self.env.flush_all()

    def test_period_that_is_not_over_is_refused(self):
        """VPL-2: nothing is reported before it has happened."""
        for last in (date(2026, 3, 2), date(2026, 3, 31)):
            with self.refused("not over", ValidationError):
                self.make_report(
                    frequency="other", date_from=date(2026, 3, 1), date_to=last
                )

    def test_days_that_are_no_month_are_refused(self):
        """VPL-2: half a month is reported as other days."""
        half = {"date_from": FIRST, "date_to": date(2026, 2, 14)}
        with self.refused("no whole week, month or quarter", ValidationError):
            self.make_report(**half)
        self.assertTrue(self.make_report(frequency="other", **half).line_ids)

    def test_report_stays_with_its_department_and_days(self):
        """VPL-2: its figures would be another's."""
        report = self.make_report()
        for vals in (
            {"department_id": self.sales.id},
            {"date_from": date(2026, 1, 1), "date_to": date(2026, 1, 31)},
            {"frequency": "other"},
        ):
            with self.refused("stays with its department and period"):
                report.write(vals)
        report.write({"date_from": FIRST, "date_to": LAST})

    def test_figures_cannot_be_written_by_hand(self):
        """VPL-2, G5: neither changed, nor added, nor deleted."""
        report = self.make_report()
        line = report.line_ids[0].with_user(self.manager)
        for attempt in (
            lambda: line.write({"value": 100}),
            lambda: line.create({"report_id": report.id, "measure": "made"}),
            line.unlink,
        ):
            with self.assertRaises(UserError):
                attempt()
        with self.refused("follow from the records"):
            line.sudo().value = 100
        with self.refused("use its buttons"):
            report.state = "sent"

    def test_form_proposes_the_last_month_and_whole_periods(self):
        """VPL-2: a day of a quarter is enough to choose it."""
        report = self.env[REPORT].with_user(self.supervisor).new({})
        self.assertEqual((report.date_from, report.date_to), (FIRST, LAST))
        report.update({"frequency": "quarter", "date_from": date(2025, 11, 20)})
        report._onchange_period()
        self.assertEqual(report.date_from, date(2025, 10, 1))
        self.assertEqual(report.date_to, date(2025, 12, 31))

"""The report counts promises and orders as the analysis does (RPT-2)."""

from datetime import date

from freezegun import freeze_time

from odoo.tests import tagged

from .report_common import FIRST, LAST, ReportCase


@tagged("post_install", "-at_install")
class TestVisitReportPunctuality(ReportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for code, start, stop, unit in (
            ("made", "planned", "contacted", "document"),
            ("record", "contacted", "recorded", "clock_hours"),
        ):
            cls.env["customer.deadline.policy"].create(
                {
                    "name": code.title(),
                    "code": f"test_{code}",
                    "model_id": cls.env["ir.model"]._get_id("customer.followup"),
                    "start_event": start,
                    "stop_event": stop,
                    "amount": 24,
                    "unit": unit,
                    "company_id": cls.company.id,
                }
            )
        cls.play("2026-02-02 02:00:00", "2026-02-03 02:00:00", "2026-02-03 03:00:00")
        cls.play("2026-02-02 02:00:00", "2026-02-13 02:00:00", "2026-02-16 02:00:00")
        cls.play("2026-02-09 02:00:00", "2026-02-10 02:00:00", "2026-02-13 02:00:00")

    @classmethod
    def play(cls, planned, contacted, recorded):
        """Plan a contact until the sixth day after it, make it and record it."""
        with freeze_time(planned):
            today = date.fromisoformat(planned[:10])
            followup = cls.create_followup(
                date_planned=today, date_deadline=today.replace(day=today.day + 4)
            )
        with freeze_time(contacted):
            followup.action_contact()
        with freeze_time(recorded):
            followup.action_record({"result": "well"})

    def test_punctuality_is_that_of_the_analysis(self):
        """RPT-2: the same rows, under the same department."""
        report = self.make_report()
        values = self.get_values(report)
        for stop_event, measure in (
            ("contacted", "contact_punctual"),
            ("recorded", "record_punctual"),
        ):
            [(expected, count)] = self.env["customer.deadline"]._read_group(
                [
                    ("answerable_department_id", "=", self.service.id),
                    ("policy_id.stop_event", "=", stop_event),
                    ("state", "in", ("met", "missed")),
                    ("due_at", ">=", FIRST),
                    ("due_at", "<=", LAST),
                ],
                [],
                ["punctuality:avg", "__count"],
            )
            with self.subTest(measure):
                self.assertEqual(count, 3)
                self.assertEqual(values[measure], round(expected, 2))
        self.assertEqual(values["contact_punctual"], 66.67)
        self.assertEqual(values["record_punctual"], 33.33)
        self.assertIn("66.7 %", report.summary)

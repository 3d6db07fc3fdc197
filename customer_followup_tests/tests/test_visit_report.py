"""The return-visit report: its figures, its words, and what it refuses (VPL-2)."""

from datetime import date, datetime
from unittest.mock import patch

from freezegun import freeze_time
from markupsafe import Markup

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import html2plaintext

from odoo.addons.customer_followup.models import customer_followup_report_words
from odoo.addons.customer_followup.models.customer_followup_report_line import (
    MEASURES,
)

from .report_common import REPORT, ReportCase

SCRIPT = "<script>alert(1)</script>"


@tagged("post_install", "-at_install")
class TestVisitReport(ReportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.second = cls.create_customer("Green Mill")
        cls.create_customer("Left Alone Mill")
        cls.make_contact(date(2026, 2, 3), satisfaction="5")
        cls.problem = cls.make_contact(
            date(2026, 2, 10),
            method="on_site",
            satisfaction="2",
            result="problem",
            customer_opinion=f"=Wet bags {SCRIPT}",
        )
        cls.good = cls.make_contact(
            datetime(2026, 2, 28, 15, 30),  # half an hour before March in Shanghai
            cls.second,
            satisfaction="4",
            suggestion="Larger labels",
            is_suggestion_pertinent=True,
        )
        # not in the month, by half an hour at each end
        cls.make_contact(datetime(2026, 1, 31, 15, 30), satisfaction="1")
        cls.make_contact(datetime(2026, 2, 28, 16, 30), planned=date(2026, 3, 1))
        # of another department
        cls.make_contact(date(2026, 2, 5), cls.second, cls.colleague, satisfaction="1")
        cls.create_followup(date_planned=date(2026, 2, 15))
        dropped = cls.create_followup(date_planned=date(2026, 2, 16))
        dropped.action_cancel("Moved away")

    def test_contacts_are_those_of_the_department_in_the_period(self):
        """VPL-2, RPT-2: by the company's days, of the department's people alone."""
        values = self.get_values(self.make_report())
        expected = {
            "planned": 4,  # three made, one not; not the one that was dropped
            "made": 3,
            "on_site": 1,
            "cancelled": 1,
            "satisfaction": 3.67,
            "satisfaction_5": 1,
            "satisfaction_4": 1,
            "satisfaction_2": 1,
            "satisfaction_1": 0,
            "result_well": 2,
            "result_problem": 1,
            "opinions": 1,
            "suggestions": 1,
            "pertinent": 1,
        }
        self.assertEqual({name: values[name] for name in expected}, expected)

    def test_coverage_is_of_the_customers_of_the_department(self):
        """RPT-2: by the specialist, whoever made the contact; the goal is a setting."""
        report = self.make_report()
        values = self.get_values(report)
        self.assertEqual((values["customers"], values["covered"]), (3, 2))
        self.assertEqual(values["coverage"], 66.67)
        line = report.line_ids.filtered(lambda li: li.measure == "coverage")
        self.assertTrue(line.is_missed)
        self.company.customer_report_coverage_goal = 60
        report.action_refresh()
        self.assertFalse(line.is_missed)
        self.assertEqual((line.value_text, line.goal_text), ("66.7 %", "60.0 %"))

    def test_what_was_not_measured_is_not_zero(self):
        """VPL-2: no promise came due and no case was answered."""
        report = self.make_report()
        values = self.get_values(report)
        self.assertNotIn("contact_punctual", values)
        self.assertNotIn("response_hours", values)
        line = report.line_ids.filtered(lambda li: li.measure == "contact_punctual")
        self.assertEqual(line.value_text, "-")
        self.assertFalse(line.is_missed)

    def test_cases_count_for_who_found_them(self):
        """VPL-2: opened in March, as the record was written then, and answered."""
        ticket = self.problem.ticket_ids
        ticket.customer_department_id = self.service
        with freeze_time("2026-03-02 05:00:00"):
            ticket.action_customer_contact()
        stage = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        with freeze_time("2026-03-03 02:00:00"):
            ticket.stage_id = stage
        with freeze_time("2026-03-05 02:00:00"):
            report = self.make_report(
                frequency="other",
                date_from=date(2026, 3, 1),
                date_to=date(2026, 3, 4),
            )
        values = self.get_values(report)
        self.assertEqual((values["cases"], values["complaints"]), (1, 0))
        self.assertEqual(values["cases_solved"], 1)
        self.assertEqual(values["response_hours"], 3)

    def test_promises_are_kept_open_or_late(self):
        """VPL-2, VIS-8: by their days, of the person's department."""
        promises = self.env["customer.promise"]

        def promise(day):
            return promises.create(
                {
                    "description": "Send the certificate",
                    "partner_id": self.customer.id,
                    "user_id": self.specialist.id,
                    "date_deadline": day,
                }
            )

        promise(date(2026, 2, 20))  # open, and late
        done = promise(date(2026, 3, 5))
        promise(date(2026, 3, 9))
        with freeze_time("2026-03-03 02:00:00"):
            done.action_keep()
        self.env.flush_all()
        self.env.cr.execute("UPDATE customer_promise SET create_date = '2026-02-10'")
        self.assertEqual(self.get_promises(self.make_report()), (0, 3, 1))
        with freeze_time("2026-03-20 02:00:00"):
            later = self.make_report(
                frequency="other", date_from=date(2026, 3, 1), date_to=date(2026, 3, 9)
            )
        self.assertEqual(self.get_promises(later), (1, 2, 1))

    def get_promises(self, report):
        values = self.get_values(report)
        return tuple(values[f"promises_{name}"] for name in ("kept", "open", "late"))

    def test_figures_stay_what_they_were(self):
        """VPL-2: a record of the month that comes later changes no report."""
        report = self.make_report()
        self.make_contact(date(2026, 2, 20))
        report.invalidate_recordset()
        self.assertEqual(self.get_values(report)["made"], 3)
        text = report.summary
        report.action_refresh()
        self.assertEqual(self.get_values(report)["made"], 4)
        self.assertEqual(report.summary, text)

    def test_period_before_is_what_was_reported_then(self):
        """VPL-2: its report as it is, or what is counted now where there is none."""
        alone = self.make_report()
        self.assertEqual(self.get_values(alone, "previous")["made"], 1)
        alone.unlink()
        january = self.make_report(
            date_from=date(2026, 1, 1), date_to=date(2026, 1, 31)
        )
        self.make_contact(date(2026, 1, 20))
        self.assertEqual(self.get_values(january)["made"], 1)
        self.assertEqual(self.get_values(self.make_report(), "previous")["made"], 1)

    def test_no_visits_is_no_error(self):
        """VPL-2: bad input of the issue: the report says that there were none."""
        report = self.make_report(
            date_from=date(2025, 11, 1), date_to=date(2025, 11, 30)
        )
        self.assertEqual(self.get_values(report)["made"], 0)
        self.assertIn("No contact was made in this period", report.summary)
        self.assertIn("There is nothing to draw", report.charts)
        self.assertFalse(report.quote_ids)

    def test_words_are_in_the_language_of_the_company(self):
        """VPL-2: it goes to another department; the screen is in the reader's."""
        self.env["res.lang"]._activate_lang("zh_CN")
        self.company.partner_id.lang = "zh_CN"
        report = self.make_report()
        speaker = report._get_speaker()
        self.assertEqual(speaker.env.lang, "zh_CN")
        self.assertEqual(
            html2plaintext(report.summary),
            html2plaintext(speaker._get_proposed_summary()),
        )
        reader = report.with_context(lang="en_US")
        self.assertEqual(reader.display_name, "Service · February 2026")
        self.assertEqual(speaker.display_name, "Service · 2026年2月")

    def test_quotes_are_the_words_worth_reading(self):
        """VPL-2, RPT-1: suggestions to the point, then who is not satisfied."""
        report = self.make_report()
        self.assertEqual(report.quote_ids, self.good + self.problem)
        texts = [quote["texts"] for quote in report._get_quotes()]
        self.assertEqual(texts, [[f"=Wet bags {SCRIPT}"], ["Larger labels"]])
        report.unlink()
        with patch.object(customer_followup_report_words, "MOST_QUOTES", 1):
            self.assertEqual(self.make_report().quote_ids, self.good)

    def test_texts_of_customers_stay_texts(self):
        """G16: in the words, in the charts and on paper."""
        self.service.name = f"Service {SCRIPT}"
        report = self.make_report()
        self.env[REPORT].browse(report.id).summary += Markup(SCRIPT)
        name = "customer_followup.customer_followup_report_document"
        reports = self.env["ir.actions.report"].with_user(self.supervisor)
        html = reports._render_qweb_html(name, report.ids)[0].decode()
        self.assertNotIn("<script>alert(1)", html)
        self.assertIn("&lt;script&gt;alert(1)", html)
        self.assertIn("<svg", html)
        self.assertIn("Larger labels", html)

    def test_report_is_printed(self):
        """VPL-2: as PDF, with charts that need no script and no header."""
        report = self.make_report().with_context(force_report_rendering=True)
        pdf = report._print(report._get_speaker())
        self.assertTrue(pdf.startswith(b"%PDF"))

    def test_every_figure_opens_what_it_counts(self):
        """RPT-2: as many records as it says, of a department and of people in none."""
        freelancer = self.create_user("freelancer", "group_specialist")
        self.make_contact(date(2026, 2, 12), user=freelancer, satisfaction="3")
        self.make_odd_cases()
        nobody = self.make_report(department=self.env["hr.department"])
        self.assertEqual(self.get_values(nobody)["made"], 1)
        self.assertEqual(self.get_values(nobody)["cases"], 2)
        for line in (self.make_report() + nobody).line_ids:
            action = line.with_user(self.supervisor).action_open_records()
            records = self.env[action["res_model"]].with_user(self.supervisor)
            count = records.search_count(action["domain"])
            if MEASURES[line.measure][2] == "count":
                with self.subTest(line.measure, of=line.report_id.display_name):
                    self.assertEqual(count, line.value)
        line = nobody.line_ids[0].with_user(self.colleague)
        with self.assertRaises(AccessError):
            line.action_open_records()

    def make_odd_cases(self):
        """Make a case of February without a customer, and one of before the addon."""
        with freeze_time("2026-02-15 02:00:00"):
            nobodys, old = self.env["helpdesk.ticket"].create(
                [
                    {"name": name, "description": name, "company_id": self.company.id}
                    for name in ("From nobody", "From before")
                ]
            )
        self.assertFalse(nobodys.partner_id)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE helpdesk_ticket SET customer_registered_at = NULL,"
            " create_date = '2026-02-15' WHERE id = %s",
            [old.id],
        )
        self.env.invalidate_all()

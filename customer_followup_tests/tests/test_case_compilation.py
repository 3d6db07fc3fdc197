"""What is not urgent, compiled for the sales department (ISS-4)."""

from datetime import date

from freezegun import freeze_time
from lxml import html
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .case_common import CASE
from .report_common import FIRST, LAST, REPORT, ReportCase

DOCUMENT = "customer_followup.customer_followup_report_document"
# registered, type, priority, closed in the stage of that name, and when
CASES = {
    "Loose lid": ("2026-02-03", "issue", "1", "done", "2026-02-07"),
    "Late waybill": ("2026-02-10", "issue", "0", None, None),
    "Smaller bags": ("2026-02-12", "suggestion", "1", None, None),
    "Price list": ("2026-02-14", "request", "1", "cancelled", "2026-02-15"),
    "Certificate": ("2026-02-20", "request", "1", "done", "2026-03-01"),
    "Leaking drum": ("2026-02-21", "issue", "3", None, None),
    "Broken pump": ("2026-02-22", "repair", "1", None, None),
    "Old wish": ("2026-01-10", "suggestion", "1", None, None),
    "Old, solved": ("2026-01-11", "issue", "1", "done", "2026-01-20"),
}
EXPECTED = {
    "matters": 5,
    "matters_issue": 2,
    "matters_suggestion": 1,
    "matters_request": 2,
    "matters_solved": 2,
    "matters_given_up": 1,
    "matters_open": 2,
    "matters_days": 6.5,
    "matters_earlier": 1,
}


@tagged("post_install", "-at_install")
class TestCaseCompilation(ReportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cases = {name: cls.make_case(name, *CASES[name]) for name in CASES}
        cls.complaint = cls.make_case("Wet", "2026-02-15", "complaint", "1", None, None)
        cls.cases["Late waybill"].customer_department_id = cls.sales
        cls.report = cls.compile_cases()

    @classmethod
    def make_case(cls, name, day, case_type, priority, stage, closed):
        with freeze_time(f"{day} 02:00:00"):
            case = cls.env[CASE].create(
                {
                    "name": name,
                    "description": name,
                    "partner_id": cls.customer.id,
                    "company_id": cls.company.id,
                    "customer_case_type": case_type,
                    "priority": priority,
                }
            )
        if stage:
            with freeze_time(f"{closed} 02:00:00"):
                xmlid = f"helpdesk_mgmt.helpdesk_ticket_stage_{stage}"
                case.stage_id = cls.env.ref(xmlid)
        return case

    @classmethod
    def compile_cases(cls, user=None, **vals):
        reports = cls.env[REPORT].with_user(user or cls.supervisor)
        days = {"date_from": FIRST, "date_to": LAST}
        return reports.create({"kind": "case", **days, **vals})

    def get_line(self, measure, report=None):
        lines = (report or self.report).line_ids
        return lines.filtered(lambda line: line.measure == measure)

    def test_figures_are_of_what_is_not_urgent(self):
        """ISS-4: low and normal priority; of issues, suggestions and requests."""
        values = self.get_values(self.report)
        self.assertEqual({name: values[name] for name in EXPECTED}, EXPECTED)
        self.assertEqual(values["complaint_count"], 1)
        before = self.get_values(self.report, "previous")
        self.assertEqual((before["matters"], before["complaint_count"]), (2, 0))

    def test_list_says_what_became_of_each(self):
        """ISS-4: with who told it, who is in charge, and until when it was open."""
        rows = {row.name: row for row in self.report.case_ids}
        urgent_or_other = {"Leaking drum", "Broken pump", "Old, solved"}
        self.assertEqual(set(rows), set(CASES) - urgent_or_other)
        results = {name: row.result for name, row in rows.items()}
        self.assertEqual(results["Price list"], "given_up")
        self.assertEqual(results["Certificate"], "solved")
        self.assertEqual(rows["Certificate"].date_closed, date(2026, 3, 1))
        self.assertTrue(rows["Old wish"].is_earlier)
        self.assertEqual(rows["Late waybill"].department_id, self.sales)
        self.assertEqual(rows["Late waybill"].customer, "Blue Mill")

    def test_each_figure_opens_what_it_counts(self):
        """RPT-2: the cases of the list, or the complaints of the analysis."""
        for measure in EXPECTED:
            if measure == "matters_days":
                continue
            with self.subTest(measure):
                action = self.get_line(measure).action_open_records()
                self.assertEqual(action["res_model"], CASE)
                found = self.env[CASE].search(action["domain"])
                self.assertEqual(len(found), EXPECTED[measure])
        action = self.get_line("complaint_count").action_open_records()
        rows = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(rows.ticket_id, self.complaint)

    def test_compilation_stays_as_it_was(self):
        """ISS-4: until somebody counts again; after the review nobody can."""
        self.cases["Late waybill"].unlink()
        self.cases["Smaller bags"].priority = "3"
        self.assertEqual(self.get_line("matters").value, 5)
        kept = self.report.case_ids.filtered(lambda row: row.name == "Late waybill")
        self.assertFalse(kept.ticket_id)
        self.report.with_user(self.manager).action_refresh()
        self.assertEqual(self.get_line("matters").value, 3)
        self.assertEqual(len(self.report.case_ids), 4)
        self.report.with_user(self.manager).action_review()
        with self.refused("was reviewed and stays"):
            self.report.action_refresh()

    def test_words_are_proposed_for_the_office(self):
        """ISS-4: what came in and what became of it, ready to be completed."""
        for words in ("Issues: 2", "Solved: 2", "earlier periods", "Complaints: 1"):
            self.assertIn(words, self.report.summary)
        self.assertFalse(self.report.quote_ids)
        self.report.summary = "<p>Talk to them</p>"
        self.assertEqual(self.report.user_id, self.supervisor)

    def test_paper_shows_charts_figures_and_cases(self):
        """ISS-4: texts as texts, whatever is written in them."""
        self.cases["Smaller bags"].name = "<script>alert(1)</script>"
        self.report.action_refresh()
        reports = self.env["ir.actions.report"].with_context(lang="en_US")
        paper = reports._render_qweb_html(DOCUMENT, self.report.ids)[0].decode()
        self.assertNotIn("<script>alert", paper)
        text = " ".join(html.fromstring(paper).text_content().split())
        for words in (
            "Compilation of Cases",
            "What Became of It",
            "<script>alert(1)</script>",
            "Late waybill",
            "Sales",
            "Given Up",
            "from before",
        ):
            self.assertIn(words, text)
        self.assertNotIn("Opinions and Suggestions", text)
        titles = [title for title, _chart in self.report._get_charts()]
        self.assertNotIn("By Month", titles)
        self.assertIn("By Department in Charge", titles)

    def test_quarter_is_beside_the_quarter_before(self):
        """ISS-4: three months, drawn one by one."""
        with freeze_time("2026-04-01 02:00:00"):
            quarter = self.compile_cases(
                frequency="quarter", date_from="2026-01-01", date_to="2026-03-31"
            )
        self.assertEqual(quarter._get_title(), "Quarterly Summary of Cases")
        values = self.get_values(quarter)
        self.assertEqual((values["matters"], values["matters_earlier"]), (7, 0))
        self.assertEqual(self.get_values(quarter, "previous")["matters"], 0)
        charts = dict(quarter._get_charts())
        self.assertIn("January 2026", charts["By Month"])
        with freeze_time("2026-07-01 02:00:00"):
            second = self.compile_cases(
                frequency="quarter", date_from="2026-04-01", date_to="2026-06-30"
            )
        self.assertEqual(self.get_values(second, "previous")["matters"], 7)

    def test_sales_department_is_sent_it(self):
        """ISS-4: its manager, or who is named; as PDF, after the review."""
        self.report.with_user(self.manager).action_review()
        self.report.with_user(self.supervisor).action_send()
        self.assertEqual(self.report.sent_to, self.reader.name)
        message = self.env["mail.message"].search(
            [("partner_ids", "in", self.reader.partner_id.ids)], limit=1
        )
        self.assertIn("Compilation of Cases", message.subject)
        self.assertTrue(message.attachment_ids.name.endswith(".pdf"))
        self.company.customer_compilation_user_id = self.director
        self.assertEqual(self.report._get_readers(), self.director.partner_id)
        self.company.customer_compilation_user_id = False
        self.company.customer_compilation_department_id = self.service
        self.assertEqual(self.report._get_readers(), self.manager.partner_id)
        self.service.manager_id = False
        with self.refused("nobody to send the compilation to"):
            self.report._get_readers()

    def test_spreadsheet_lists_figures_and_cases(self):
        """ISS-4, G16: one row for each."""
        widths = len(self.report._get_headings())
        rows = list(self.report._iter_rows())
        self.assertEqual({len(row) for row in rows}, {widths})
        self.assertEqual(len(rows), len(self.report.line_ids) + 6)
        self.assertIn("Given Up", {row[4] for row in rows})

    def test_compilation_is_of_a_company(self):
        """ISS-4: beside the report about visits of the same days, and once."""
        self.make_report(department=self.env["hr.department"])
        for vals in ({}, {"department_id": self.sales.id}):
            with (
                self.subTest(vals),
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                self.compile_cases(**vals)
                self.env.flush_all()
        with self.refused("stays with its department and period"):
            self.report.kind = "visit"
        with self.refused("is not over", ValidationError):
            self.compile_cases(date_from="2026-03-01", date_to="2026-03-31")

    def test_who_reads_compilations(self):
        """G5: supervisors and offices; a specialist does not, nor another company."""
        for user in (self.specialist, self.colleague, self.reader):
            with self.assertRaises(AccessError):
                self.report.with_user(user).check_access("read")
        row = self.report.case_ids[0]
        self.assertEqual(
            row.with_user(self.director).action_open_case()["res_id"], row.ticket_id.id
        )
        with self.assertRaises(AccessError):
            row.with_user(self.specialist).action_open_case()
        elsewhere = self.create_company("West River Chemicals")
        foreign = self.create_user("foreign", "group_service_manager", elsewhere)
        with self.assertRaises(AccessError):
            self.report.with_user(foreign).check_access("read")

"""The report over HTTP: spreadsheets, and for whom (G5, G16)."""

from datetime import date
from io import BytesIO

from openpyxl import load_workbook

from odoo.tests import tagged

from .report_common import REPORT, ReportHttpCase

LIVE = '=HYPERLINK("http://evil.example";"Mill")'
HOSTILE = [7, [], {}, "\x00", ["A"], 1.5]


@tagged("post_install", "-at_install")
class TestVisitReportAccess(ReportHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_contact(date(2026, 2, 3), suggestion=LIVE)
        cls.service.name = "@SUM(1+1)"
        cls.report = cls.make_report()

    def download(self, user, report_id):
        if self.session is None or self.session.uid != user.id:
            self.authenticate(user.login, user.login)
        return self.url_open(f"/customer_followup/visit_report/{report_id}")

    def test_spreadsheet_without_live_formulas(self):
        """VPL-2, G16: figures as numbers; a text that is a formula stays text."""
        action = self.call(self.supervisor, REPORT, "action_export", self.report.ids)
        url = action["result"]["url"]
        self.assertEqual(url, f"/customer_followup/visit_report/{self.report.id}")
        response = self.download(self.supervisor, self.report.id)
        self.assertEqual(response.status_code, 200)
        self.assertIn(".xlsx", response.headers["Content-Disposition"])
        sheet = load_workbook(BytesIO(response.content)).active
        cells = [cell for row in sheet.iter_rows() for cell in row]
        self.assertFalse([cell.value for cell in cells if cell.data_type == "f"])
        headings, *rows = sheet.iter_rows(values_only=True)
        self.assertEqual(headings[:3], ("About", "Figure", "Value"))
        values = {row[1]: row[2] for row in rows}
        self.assertEqual(values["Contacts made"], 1)
        self.assertIsNone(values["Contacts made on time"])
        self.assertIn(f"'{LIVE}", values.values())
        self.assertEqual({row[5] for row in rows}, {"'@SUM(1+1)"})

    def test_who_may_not_export_gets_no_file(self):
        """G5: the right to export is asked for by button and address."""
        answer = self.call(self.specialist, REPORT, "action_export", self.report.ids)
        self.assertIn("may not export", answer["error"]["data"]["message"])
        self.assertEqual(
            self.download(self.specialist, self.report.id).status_code, 403
        )

    def test_report_of_others_is_not_found(self):
        """G5: a guessed id answers like one that does not exist."""
        exporter = "base.group_allow_export"
        outsider = self.create_user("outsider", f"base.group_user,{exporter}")
        other = self.create_user("other", f"group_specialist,{exporter}")
        elsewhere = self.create_company("West River Chemicals")
        foreign = self.create_user("foreign", "group_service_manager", elsewhere)
        for user in (outsider, other, foreign):
            for number in (self.report.id, 999_999_999):
                with self.subTest(user.login, number=number):
                    self.assertEqual(self.download(user, number).status_code, 404)

    def test_steps_are_refused_over_rpc(self):
        """G5: by who is no superior, of another company, or nobody at all."""
        elsewhere = self.create_company("West River Chemicals")
        users = [
            self.specialist,
            self.colleague,
            self.create_user("outsider", "base.group_user"),
            self.create_user("portal", "base.group_portal"),
            self.create_user("foreign", "group_service_manager", elsewhere),
        ]
        steps = {
            "action_refresh": [],
            "action_ask_review": [],
            "action_review": [],
            "action_ask_back": ["No"],
        }
        for user in users:
            for step, args in {**steps, "action_send": []}.items():
                with self.subTest(user.login, step=step):
                    answer = self.call(user, REPORT, step, self.report.ids, *args)
                    self.assertIn("error", answer)
        self.env.invalidate_all()
        self.assertEqual(self.report.state, "draft")

    def test_hostile_values_get_an_answer_in_words(self):
        """G7: whatever is sent as a comment or for the figures, it is refused."""
        self.call(self.manager, REPORT, "action_review", self.report.ids)
        for value in HOSTILE:
            with self.subTest(value=value):
                answer = self.call(
                    self.manager, REPORT, "action_ask_back", self.report.ids, value
                )
                name = answer["error"]["data"]["name"]
                self.assertEqual(name, "odoo.exceptions.UserError")
        for vals in ({"state": "sent"}, {"sent_to": "Me"}, {"user_id": 1}):
            answer = self.call(self.manager, REPORT, "write", self.report.ids, vals)
            self.assertIn("use its buttons", answer["error"]["data"]["message"])
        self.env.invalidate_all()
        self.assertEqual(self.report.state, "reviewed")

    def test_quotes_of_another_company_are_refused(self):
        """G5: what a colleague's company heard is not quoted, whoever names it."""
        elsewhere = self.create_company("West River Chemicals")
        foreign = self.create_followup(company_id=elsewhere.id)
        answer = self.call(
            self.supervisor,
            REPORT,
            "write",
            self.report.ids,
            {"quote_ids": [[4, foreign.id]]},
        )
        self.assertIn("error", answer)

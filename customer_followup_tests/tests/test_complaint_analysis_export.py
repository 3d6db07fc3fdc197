"""The analysis of complaints as a spreadsheet, and for whom (G5, G16)."""

from io import BytesIO
from urllib.parse import quote

from openpyxl import load_workbook

from odoo.tests import tagged

from .case_common import CaseHttpCase
from .complaint_analysis_common import ANALYSIS

LIVE = '=HYPERLINK("http://evil.example";"Mill")'
ROUTE = "/customer_followup/complaints"


@tagged("post_install", "-at_install")
class TestComplaintAnalysisExport(CaseHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.name = LIVE
        cls.laboratory.write({"name": "@SUM(1+1)", "parent_id": False})
        cls.cases = cls.create_complaint() + cls.create_complaint(
            name="+1", customer_department_id=cls.laboratory.id
        )

    def export(self, user, ids=(), **context):
        """Return the answer of the button, as the list sends it."""
        company = {"allowed_company_ids": self.company.ids}
        answer = self.call(
            user, ANALYSIS, "action_export", list(ids), context=company | context
        )
        return answer.get("result") or answer["error"]["data"]["message"]

    def get_rows(self, user, url):
        if self.session is None or self.session.uid != user.id:
            self.authenticate(user.login, user.login)
        response = self.url_open(url)
        self.assertEqual(response.status_code, 200)
        sheet = load_workbook(BytesIO(response.content)).active
        cells = [cell for row in sheet.iter_rows() for cell in row]
        self.assertFalse([cell.value for cell in cells if cell.data_type == "f"])
        headings, *rows = sheet.iter_rows(values_only=True)
        return [dict(zip(headings, row, strict=True)) for row in rows]

    def test_spreadsheet_has_no_live_formulas(self):
        """RPT-3, G16: of all that is searched for; unknown numbers stay empty."""
        action = self.export(self.supervisor, active_domain=[["outcome", "=", "open"]])
        rows = self.get_rows(self.supervisor, action["url"])
        self.assertEqual(len(rows), 2)
        self.assertEqual({row["Customer"] for row in rows}, {f"'{LIVE}"})
        self.assertIn("'@SUM(1+1)", {row["Department in Charge"] for row in rows})
        self.assertEqual({row["Days Until Closed"] for row in rows}, {None})
        self.assertEqual({row["Rounds"] for row in rows}, {0})

    def test_marked_rows_alone_are_exported(self):
        """RPT-3: whatever else the list shows."""
        action = self.export(self.supervisor, self.cases[0].ids)
        [row] = self.get_rows(self.supervisor, action["url"])
        self.assertIn(self.cases[0].number, row["Complaint"])

    def test_who_may_not_see_or_export_gets_no_file(self):
        """G5: neither by the button nor by the address."""
        self.assertIn("may not export", self.export(self.specialist))
        self.authenticate(self.specialist.login, self.specialist.login)
        self.assertEqual(self.url_open(ROUTE).status_code, 403)
        self.authenticate(self.wu.login, self.wu.login)
        self.assertEqual(self.url_open(ROUTE).status_code, 404)
        exporter = self.create_user(
            "exporter", "group_specialist,base.group_allow_export"
        )
        self.assertEqual(self.get_rows(exporter, ROUTE), [])

    def test_bad_searches_are_refused(self):
        """G7: what is no search is an answer, and no error of the server."""
        for domain in (7, "x", [["nothing"]], {"a": 1}, [["cause_id", "~", 3]]):
            with self.subTest(domain):
                self.assertIsInstance(
                    self.export(self.supervisor, active_domain=domain), str | dict
                )
        for text in ("[", "7", '[["nothing","=",1]]', '{"a":1}', "[[1]]"):
            with self.subTest(text):
                response = self.url_open(f"{ROUTE}?domain={quote(text)}")
                self.assertEqual(response.status_code, 404)
        words = self.export(self.supervisor, range(1, 5000))
        self.assertIn("too many", words)

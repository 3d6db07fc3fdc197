"""What the tests of the register share: customers with grades, decided day by day."""

from io import BytesIO

from freezegun import freeze_time
from openpyxl import load_workbook

from .common import TEN_O_CLOCK, FollowupHttpCase
from .grading_common import GradingCase, GradingMixin

ORDERS = {"order_count": {"target": 4}}
THREE = {"A": 70, "B": 40, "C": 0}


class RegisterMixin(GradingMixin):
    """A company with three grades, by the number of orders.

    What the facts come to does not matter here: a supervisor decides each grade.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.active = False
        with freeze_time("2025-12-01"):
            cls.scheme = cls.create_scheme(ORDERS, THREE)

    @classmethod
    def create_customers(cls, *names, **vals):
        """Return customers by their names."""
        return [cls.create_customer(name, **vals) for name in names]

    @classmethod
    def grade(cls, customer, code, moment=TEN_O_CLOCK, company=None, user=None):
        """Decide the grade of a customer at a moment (UTC).

        :param code: of a grade; an empty one leaves the customer without
        """
        company = company or cls.company
        users = user or cls.supervisor
        with freeze_time(moment):
            assessments = cls.env["customer.assessment"].with_user(users)
            assessments = assessments.with_context(allowed_company_ids=company.ids)
            assessment = assessments.create({"partner_id": customer.id})
            assessment.action_submit()
            if assessment.proposed_grade_id.code == code:
                assessment.action_approve()
            else:
                grade = assessment.scheme_id.grade_ids.filtered(
                    lambda grade: grade.code == code
                )
                assessment.action_decide(grade.id, "Known for long")
        cls.env.invalidate_all()
        return assessment.with_env(cls.env)

    @classmethod
    def replace_scheme(cls, grades, moment):
        """Let the next version hold from a moment on, with other grades.

        :param grades: lowest score by code
        """
        with freeze_time(moment):
            cls.scheme = cls.create_scheme(ORDERS, grades)
        return cls.scheme

    @classmethod
    def create_elsewhere(cls):
        """Return another company that grades, with the same supervisor and manager."""
        here, elsewhere = cls.company, cls.create_company("West River Chemicals")
        (cls.supervisor | cls.manager).company_ids += elsewhere
        cls.company = elsewhere
        try:
            with freeze_time("2025-12-01"):
                cls.create_scheme(ORDERS, THREE)
        finally:
            cls.company = here
        return elsewhere

    @classmethod
    def open_dialog(cls, model, user=None, **vals):
        """Return a dialog that a user has opened in the company."""
        dialogs = cls.env[model].with_user(user or cls.supervisor)
        dialogs = dialogs.with_context(
            allowed_company_ids=cls.company.ids, lang="en_US", tz="Asia/Shanghai"
        )
        return dialogs.create(vals)

    def get_cells(self, dialog):
        """Return the customers by grade before and after, without empty cells."""
        matrix = dialog.matrix
        return {
            (row["code"], column["code"]): cell["count"]
            for row, cells in zip(matrix["rows"], matrix["cells"], strict=True)
            for column, cell in zip(matrix["columns"], cells, strict=True)
            if cell["count"]
        }

    def open_cell(self, dialog, before, after):
        """Return the customers that a cell opens."""
        action = dialog.action_open_customers(before, after)
        self.assertEqual(action["res_model"], "res.partner")
        return self.env["res.partner"].search(action["domain"])

    def count_queries(self, work):
        """Return the queries of some work; what is read once per server is not."""
        for _time in range(2):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            work()
        return self.cr.sql_log_count - before

    def read_sheet(self, content):
        """Return heading and rows of a spreadsheet."""
        sheet = load_workbook(BytesIO(content)).active
        for row in sheet.iter_rows():
            for cell in row:
                self.assertNotEqual(cell.data_type, "f", cell.value)
        headings, *rows = sheet.iter_rows(values_only=True)
        return headings, rows


class RegisterCase(RegisterMixin, GradingCase):
    """A test of the register at ten o'clock on Monday, 2 March 2026, in Shanghai."""


class RegisterHttpCase(RegisterMixin, FollowupHttpCase):
    """A test of the register that talks to the server as browsers do."""

"""Which customers went from which grade to which between two days (GRD-3)."""

from datetime import date, datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .register_common import RegisterCase

MOVEMENT = "customer.grade.movement"
# in Shanghai it is eight hours later: the last minute of January, the first of February
LAST_MINUTE = "2026-01-31 15:59:00"
FIRST_MINUTE = "2026-01-31 16:00:00"
IN_FEBRUARY = "2026-02-10 02:00:00"
LATER = "2026-02-20 02:00:00"
# customers by hand, in January and in February
HISTORY = {
    "Up Mill": [("C", LAST_MINUTE), ("A", IN_FEBRUARY)],
    "Down Mill": [("A", LAST_MINUTE), ("B", IN_FEBRUARY)],
    "Back Mill": [("B", LAST_MINUTE), ("A", IN_FEBRUARY), ("B", LATER)],
    "Kept Mill": [("A", LAST_MINUTE)],
    "First Mill": [("B", FIRST_MINUTE)],
    "March Mill": [("A", "2026-03-01 02:00:00")],
    "Ungraded Mill": [],
}
CELLS = {
    ("C", "A"): 1,
    ("A", "B"): 1,
    ("B", "B"): 1,
    ("A", "A"): 1,
    ("", "B"): 1,
    ("", ""): 2,
}


@tagged("post_install", "-at_install")
class TestGradeMovement(RegisterCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        customers = cls.create_customers(*HISTORY)
        cls.customers = {customer.name: customer for customer in customers}
        for name, grades in HISTORY.items():
            for code, moment in grades:
                cls.grade(cls.customers[name], code, moment)

    def move(self, date_from="2026-01-31", date_to="2026-02-28", user=None):
        dates = {"date_from": date_from, "date_to": date_to}
        return self.open_dialog(MOVEMENT, user, **dates)

    # The numbers ----------------------------------------------------------------------

    def test_matrix_as_worked_out_by_hand(self):
        """GRD-3: each cell, the totals, and how many went which way."""
        movement = self.move()
        self.assertEqual(self.get_cells(movement), CELLS)
        matrix = movement.matrix
        self.assertEqual(
            [(row["name"], row["count"]) for row in matrix["rows"]],
            [("A", 2), ("B", 1), ("C", 1), ("Not Yet Graded", 3)],
        )
        self.assertEqual(
            [column["count"] for column in matrix["columns"]], [2, 3, 0, 2]
        )
        self.assertEqual(matrix["total"], 7)
        self.assertEqual(
            matrix["numbers"], {"same": 2, "up": 1, "down": 1, "first": 1, "lost": 0}
        )

    def test_last_month_is_chosen_already(self):
        """GRD-3: the state at the end of January and of February, on 2 March."""
        movement = self.open_dialog(MOVEMENT)
        self.assertEqual(
            (movement.date_from, movement.date_to),
            (date(2026, 1, 31), date(2026, 2, 28)),
        )

    def test_day_ends_at_midnight_of_the_company(self):
        """GRD-3: what is applied a minute later counts for the next day."""
        (first, up) = (self.customers[name] for name in ("First Mill", "Up Mill"))
        january = self.move("2026-01-30", "2026-01-31")
        self.assertEqual(self.open_cell(january, "", "C"), up)
        february = self.move("2026-01-31", "2026-02-01")
        self.assertEqual(self.open_cell(february, "", "B"), first)
        self.company.resource_calendar_id.tz = "UTC"
        self.env.invalidate_all()
        self.assertEqual(self.open_cell(january, "", "B") & first, first)

    def test_one_day_compared_with_itself(self):
        """GRD-3: From and To may be the same day; then nobody moved."""
        numbers = self.move("2026-02-28", "2026-02-28").matrix["numbers"]
        self.assertEqual(numbers["same"], 5)
        self.assertFalse(numbers["up"] + numbers["down"] + numbers["first"])

    def test_days_of_other_centuries_are_answered(self):
        """G7: the first and the last day there are, in a zone that is not UTC."""
        movement = self.move("0001-01-01", "9999-12-31")
        self.assertEqual(movement.matrix["total"], 7)
        self.assertEqual(movement.matrix["numbers"]["first"], 6)

    def test_period_that_ends_before_it_begins_is_refused(self):
        """G7: the two days the wrong way round are named."""
        with self.refused("after", ValidationError):
            self.move("2026-03-01", "2026-02-01")
        draft = self.env[MOVEMENT].new(
            {"date_from": "2026-03-01", "date_to": "2026-02-01"}
        )
        self.assertFalse(draft.matrix)

    def test_archived_customers_are_left_out(self):
        """GRD-3: the customers are those of today."""
        self.customers["Up Mill"].active = False
        self.assertEqual(self.move().matrix["total"], 6)

    def test_what_waits_or_was_refused_moves_nobody(self):
        """GRD-3: only what was applied counts."""
        with freeze_time(LATER):
            assessment = (
                self.env["customer.assessment"]
                .with_user(self.specialist)
                .create({"partner_id": self.customers["Ungraded Mill"].id})
            )
            assessment.action_submit()
        self.assertEqual(self.get_cells(self.move()), CELLS)
        assessment.with_user(self.supervisor).action_refuse("Not now")
        self.assertEqual(self.get_cells(self.move()), CELLS)

    # Versions -------------------------------------------------------------------------

    def test_grade_that_a_version_took_away(self):
        """GRD-3: its row stays in the table; its customers are not graded any more."""
        self.replace_scheme({"A": 70, "D": 0, "NEW": 20}, "2026-02-15 02:00:00")
        movement = self.move()
        self.assertEqual(
            [row["code"] for row in movement.matrix["rows"]],
            ["A", "B", "NEW", "C", "D", ""],
        )
        self.assertEqual(
            self.get_cells(movement),
            {
                ("C", "A"): 1,
                ("A", ""): 1,
                ("B", ""): 1,
                ("A", "A"): 1,
                ("", ""): 3,
            },
        )

    def test_grade_taken_away_later_was_there_before(self):
        """GRD-3: a version that is approved after the last day changes nothing."""
        self.replace_scheme({"A": 70, "D": 0}, "2026-03-01 02:00:00")
        self.assertEqual(self.get_cells(self.move()), CELLS)

    def test_grade_that_came_back_needs_an_assessment(self):
        """GRD-3: as the register says it: who lost a grade has none when it returns."""
        self.replace_scheme({"A": 70, "C": 0}, "2026-02-12 02:00:00")
        self.replace_scheme({"A": 70, "B": 40, "C": 0}, "2026-02-14 02:00:00")
        back = self.customers["Back Mill"]
        self.grade(back, "B", "2026-02-21 02:00:00")
        self.assertEqual(self.open_cell(self.move(), None, "B"), back)
        register = [("customer_is_registered", "=", True)]
        graded = [("customer_grade_id.code", "=", "B")]
        self.assertEqual(self.env["res.partner"].search(register + graded), back)

    # Cells ----------------------------------------------------------------------------

    def test_cell_row_and_column_open_their_customers(self):
        """GRD-3: a number leads to the customers it counts."""
        movement = self.move()

        def names(before, after):
            return sorted(self.open_cell(movement, before, after).mapped("name"))

        self.assertEqual(names("C", "A"), ["Up Mill"])
        self.assertEqual(names("A", None), ["Down Mill", "Kept Mill"])
        self.assertEqual(names(None, "A"), ["Kept Mill", "Up Mill"])
        self.assertEqual(names("", ""), ["March Mill", "Ungraded Mill"])
        action = movement.action_open_customers("A", None)
        self.assertEqual(action["display_name"], "A → All")

    def test_cell_that_is_none_is_refused(self):
        """G7: codes that are no codes get words, and no error of the server."""
        movement = self.move()
        for before in (1, ["A"], {"a": 1}, True, "never", "\0"):
            with self.subTest(before=before), self.assertRaises(UserError):
                movement.action_open_customers(before, "A")

    # Companies and rights -------------------------------------------------------------

    def test_shared_customer_moves_in_each_company_by_itself(self):
        """GRD-3: another company's assessments of the same customer do not count."""
        elsewhere = self.create_elsewhere()
        self.grade(self.customers["Up Mill"], "B", LATER, company=elsewhere)
        self.assertEqual(self.get_cells(self.move()), CELLS)
        there = self.env[MOVEMENT].with_user(self.supervisor)
        there = there.with_context(allowed_company_ids=elsewhere.ids).create(
            {"date_from": "2026-01-31", "date_to": "2026-02-28"}
        )
        self.assertEqual(there.matrix["numbers"]["first"], 1)

    def test_dialog_for_a_foreign_company_counts_nothing(self):
        """G5: neither a stored dialog nor one on the screen opens another company."""
        foreign = self.create_company("Foreign")
        with self.assertRaises(AccessError):
            self.open_dialog(MOVEMENT, company_id=foreign.id)
        dialogs = self.env[MOVEMENT].with_user(self.supervisor)
        with self.assertRaises(AccessError):
            dialogs.new({"company_id": foreign.id}).matrix  # noqa: B018

    def test_specialist_sees_no_movements(self):
        """G5: who does not see all assessments does not see what they add up to."""
        with self.assertRaises(AccessError):
            self.move(user=self.specialist)
        with self.assertRaises(AccessError):
            self.env[MOVEMENT].with_user(self.specialist).new({}).matrix  # noqa: B018
        office = self.create_user("office", "group_general_manager")
        self.assertEqual(self.get_cells(self.move(user=office)), CELLS)

    def test_queries_do_not_grow_with_customers(self):
        """G17: one customer or many, the history is read by one query."""
        movement, counts = self.move(), []
        for count in (0, 30):
            self.create_customers(*(f"Mill {number}" for number in range(count)))
            counts.append(self.count_queries(lambda: movement.matrix))
            self.assertEqual(movement.matrix["total"], 7 + count)
        self.assertEqual(counts[0], counts[1])

    # The spreadsheet ------------------------------------------------------------------

    def test_rows_of_who_moved(self):
        """GRD-3: those whose grade is another one, with both grades in words."""
        rows = list(self.move()._iter_moved())
        self.assertEqual(
            [(row[0], *row[2:5]) for row in rows],
            [
                ("Up Mill", "C", "A", "Improved"),
                ("Down Mill", "A", "B", "Declined"),
                ("First Mill", "Not Yet Graded", "B", "First Grade"),
            ],
        )

    def test_moment_of_the_end_of_a_day(self):
        """GRD-3: midnight of the company, in UTC, in winter and in summer time."""
        self.company.resource_calendar_id.tz = "Europe/Berlin"
        movement = self.move()
        for day, end in (
            (date(2026, 3, 28), datetime(2026, 3, 28, 23)),
            (date(2026, 3, 29), datetime(2026, 3, 29, 22)),
        ):
            with self.subTest(day=day):
                self.assertEqual(movement._get_end_of_day(day), end)

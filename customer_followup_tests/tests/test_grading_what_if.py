"""What grades customers would have by another scheme; nothing is written (GRD-3)."""

from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import SQL, config

from odoo.addons.customer_followup.wizards import customer_grading_what_if_count

from .common import MONDAY
from .register_common import ORDERS, RegisterCase

WHAT_IF = "customer.grading.what.if"
# orders and present grade of each customer, by hand
CUSTOMERS = {
    "Four Mill": (4, "A"),
    "Two Mill": (2, "A"),
    "One Mill": (1, "B"),
    "None Mill": (0, ""),
}
# by the other scheme: from 50 points T, from 20 A, else Z
OTHER = {"T": 50, "A": 20, "Z": 0}
CELLS = {("A", "T"): 2, ("B", "A"): 1, ("", "Z"): 1}


@tagged("post_install", "-at_install")
class TestGradingWhatIf(RegisterCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customers = {}
        for name, (orders, code) in CUSTOMERS.items():
            (customer,) = cls.create_customers(name)
            for _number in range(orders):
                cls.create_order(customer, MONDAY)
            if code:
                cls.grade(customer, code)
            cls.customers[name] = customer
        cls.other = cls.create_scheme(ORDERS, OTHER, is_approved=False, name="Other")

    def try_scheme(self, scheme=None, user=None):
        """Return the dialog in which a supervisor has tried a scheme."""
        scheme = scheme or self.other
        dialog = self.open_dialog(WHAT_IF, user, scheme_id=scheme.id)
        dialog.action_try()
        return dialog

    def read_tables(self):
        """Return rows and last change of each table of the addon, and of customers."""
        self.env.flush_all()
        self.cr.execute(
            """
            SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
             WHERE relkind = 'r' AND nspname = 'public'
               AND (relname LIKE 'customer\\_%%' OR relname IN ('res_partner',
                    'mail_message', 'mail_activity', 'ir_attachment'))
            """
        )
        tables = {}
        for (table,) in self.cr.fetchall():
            query = SQL(
                "SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t::text))"
                " FROM %s AS t",
                SQL.identifier(table),
            )
            tables[table] = self.env.execute_query(query)
        return tables

    # The numbers ----------------------------------------------------------------------

    def test_matrix_as_worked_out_by_hand(self):
        """GRD-3: present grade and grade by the other scheme, and the sums."""
        matrix = (dialog := self.try_scheme()).matrix
        self.assertEqual(self.get_cells(dialog), CELLS)
        self.assertEqual([row["code"] for row in matrix["rows"]], ["A", "B", "C", ""])
        self.assertEqual(
            [column["code"] for column in matrix["columns"]], ["T", "A", "Z", ""]
        )
        self.assertEqual((matrix["total"], dialog.customer_count), (4, 4))
        self.assertEqual(dialog.date, MONDAY)
        self.assertEqual(
            matrix["numbers"], {"same": 0, "up": 3, "down": 0, "first": 1, "lost": 0}
        )

    def test_load_by_the_weights_of_each_scheme(self):
        """GRD-4: how much work the customers are now, and would be."""
        self.other.grade_ids.filtered(lambda g: g.code == "T").load_weight = 3
        matrix = self.try_scheme().matrix
        self.assertEqual([row["load"] for row in matrix["rows"]], [2, 1, 0, 1])
        self.assertEqual([column["load"] for column in matrix["columns"]], [6, 1, 1, 0])

    def test_present_scheme_itself_can_be_tried(self):
        """GRD-3: what the next run would propose."""
        dialog = self.try_scheme(self.scheme)
        self.assertEqual(
            self.get_cells(dialog),
            {("A", "A"): 1, ("A", "B"): 1, ("B", "C"): 1, ("", "C"): 1},
        )

    def test_numbers_do_not_depend_on_the_batch(self):
        """GRD-3: customers are taken in batches, and counted together."""
        facts = "odoo.addons.customer_followup.models.customer_grading_facts"
        with patch(f"{facts}.CUSTOMERS_PER_BATCH", 3):
            dialog = self.try_scheme()
        self.assertEqual(self.get_cells(dialog), CELLS)

    def test_nothing_is_written(self):
        """GRD-3: every table is as it was, down to the last byte, but the dialog's."""
        dialog = self.open_dialog(WHAT_IF, scheme_id=self.other.id)
        before = self.read_tables()
        self.assertIn("customer_assessment", before)
        dialog.action_try()
        after = self.read_tables()
        changed = {table for table in before if before[table] != after[table]}
        self.assertEqual(changed, {"customer_grading_what_if"})
        self.assertEqual(set(before), set(after))

    def test_other_scheme_takes_the_numbers_away(self):
        """GRD-3: numbers never stand beside a scheme that they are not of."""
        dialog = self.try_scheme()
        dialog.scheme_id = self.scheme
        self.assertFalse(dialog.matrix)
        self.assertFalse(dialog.date)

    # Cells ----------------------------------------------------------------------------

    def test_cell_opens_its_customers(self):
        """GRD-3: a number leads to the customers it counts."""
        dialog = self.try_scheme()
        two = self.customers["Four Mill"] + self.customers["Two Mill"]
        self.assertEqual(self.open_cell(dialog, "A", "T"), two)
        self.assertEqual(self.open_cell(dialog, "A", None), two)
        self.assertEqual(self.open_cell(dialog, None, "Z"), self.customers["None Mill"])
        self.assertFalse(self.open_cell(dialog, "A", "A"))

    def test_dialog_remembers_the_first_of_a_cell(self):
        """GRD-3: a hundred of each, and all of them are counted."""
        with patch.object(customer_grading_what_if_count, "IDS_PER_CELL", 1):
            dialog = self.try_scheme()
        self.assertEqual(self.get_cells(dialog), CELLS)
        self.assertEqual(len(self.open_cell(dialog, "A", "T")), 1)
        action = dialog.action_open_customers("A", "T")
        self.assertEqual(action["display_name"], "A → T (1 of 2)")

    def test_cell_of_what_was_not_tried_opens_nobody(self):
        """G7: a dialog without numbers, and codes that are no codes."""
        dialog = self.open_dialog(WHAT_IF, scheme_id=self.other.id)
        for cell in (("A", "T"), (None, None), (["A"], 7)):
            with self.subTest(cell=cell), self.refused("Choose a cell"):
                dialog.action_open_customers(*cell)

    # What is refused ------------------------------------------------------------------

    def test_scheme_that_grades_nobody_is_refused_in_words(self):
        """GRD-1: no grades, no criteria, or a target of nothing: it says what to do."""
        broken = {
            "no grades": ({"order_count": {}}, {"A": 10}),
            "no weight": ({"order_count": {"weight": 0}}, OTHER),
            "no target": ({"order_count": {"has_target": False}}, OTHER),
        }
        for name, (criteria, grades) in broken.items():
            scheme = self.create_scheme(criteria, grades, is_approved=False, name=name)
            with self.subTest(name), self.refused("."):
                self.try_scheme(scheme)

    def test_scheme_of_the_past_is_refused(self):
        """GRD-3: a retired scheme is not tried again; it can be copied."""
        retired = self.scheme
        self.replace_scheme(OTHER, "2026-03-02 01:00:00")
        with self.refused("holds or is being prepared"):
            self.try_scheme(retired)

    def test_scheme_of_another_company_is_refused(self):
        """G5: neither of a company that the user has, nor of one he or she has not."""
        elsewhere = self.create_elsewhere()
        scheme = self.env["customer.grading.scheme"].search(
            [("company_id", "=", elsewhere.id)]
        )
        with self.refused("Choose a scheme of|Not allowed|access"):
            self.try_scheme(scheme)
        self.supervisor.company_ids -= elsewhere
        with self.assertRaises(AccessError):
            self.try_scheme(scheme)

    def test_specialist_cannot_try_a_scheme(self):
        """G5: what if is for supervisors and managers."""
        for user in (self.specialist, self.general_manager()):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.try_scheme(user=user)
        self.assertEqual(self.get_cells(self.try_scheme(user=self.manager)), CELLS)

    def general_manager(self):
        return self.create_user("office", "group_general_manager")

    def test_numbers_are_written_by_trying_alone(self):
        """G5: what somebody sends as a result is not kept."""
        forged = {"matrix": {"rows": 1}, "customer_count": 9, "date": "2026-01-01"}
        dialog = self.open_dialog(WHAT_IF, scheme_id=self.other.id, **forged)
        dialog.write(forged)
        self.assertFalse(dialog.matrix or dialog.customer_count or dialog.date)

    def test_too_long_for_the_server_is_said_in_words(self):
        """GRD-3: before the server ends the request without any."""
        moments = iter([0.0, 1000.0])
        with (
            patch.object(
                customer_grading_what_if_count, "monotonic", lambda: next(moments)
            ),
            patch.dict(config.options, {"limit_time_real": 120}),
            self.refused("4 customers were assessed in 1000 seconds"),
        ):
            self.try_scheme()

    def test_queries_do_not_grow_with_customers(self):
        """G17: as many queries for four customers as for thirty."""
        counts = []
        for count in (0, 26):
            self.create_customers(*(f"Mill {number}" for number in range(count)))
            dialog = self.open_dialog(WHAT_IF, scheme_id=self.other.id)
            counts.append(self.count_queries(dialog.action_try))
            self.assertEqual(dialog.customer_count, 4 + count)
        self.assertEqual(counts[0], counts[1])

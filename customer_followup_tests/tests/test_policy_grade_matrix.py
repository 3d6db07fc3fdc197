"""Grades before and after: the table, its order and its sums."""

import doctest

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.customer_followup.policy import grade_matrix
from odoo.addons.customer_followup.policy.grade_matrix import (
    NOT_GRADED,
    Direction,
    build_matrix,
    get_direction,
    order_codes,
)

ORDER = ("KEY", "A", "B")
# (before, after, which way)
WAYS = [
    ("A", "A", Direction.SAME),
    (NOT_GRADED, NOT_GRADED, Direction.SAME),
    ("B", "KEY", Direction.UP),
    ("KEY", "A", Direction.DOWN),
    (NOT_GRADED, "B", Direction.FIRST),
    ("KEY", NOT_GRADED, Direction.LOST),
]
# customers by hand: before, after
COUNTS = {
    ("KEY", "KEY"): 2,
    ("KEY", "B"): 1,
    ("A", "KEY"): 3,
    ("A", NOT_GRADED): 1,
    (NOT_GRADED, "A"): 4,
    (NOT_GRADED, NOT_GRADED): 5,
}
# one order for the codes of several schemes, the highest first
ORDERS = [
    ("", ()),
    ("KAC", [{"C": 0, "K": 90, "A": 60}]),
    ("KABC", [{"K": 90, "A": 60, "C": 0}, {"A": 95, "B": 50, "C": 0}]),
    ("TABCZ", [{"T": 50, "A": 20, "Z": 0}, {"A": 70, "B": 40, "C": 0}]),
    ("TKA", [{"T": 95, "A": 20}, {"K": 90, "A": 0}]),
    ("AB", [{"A": 50, "B": 0}, {"B": 50, "A": 0}]),
    ("ABCX", [{"A": 50, "C": 0}, {"A": 50, "B": 20}, {"B": 20, "X": 0}]),
]
CODES = st.sampled_from([*ORDER, NOT_GRADED])


@tagged("post_install", "-at_install")
class TestPolicyGradeMatrix(BaseCase):
    def test_examples_in_docstrings(self):
        """GRD-3: what the documentation of the policy says is so."""
        failed, tried = doctest.testmod(grade_matrix)
        self.assertFalse(failed)
        self.assertTrue(tried)

    def test_directions_by_table(self):
        """GRD-3: which way a customer went, for each kind of cell."""
        for before, after, way in WAYS:
            with self.subTest(before=before, after=after):
                self.assertEqual(get_direction(ORDER, before, after), way)

    def test_codes_of_several_schemes_in_one_order(self):
        """GRD-3: a grade that was removed stands below the one that was above it."""
        for orders, scales in ORDERS:
            with self.subTest(scales):
                self.assertEqual(order_codes(*scales), tuple(orders))

    def test_sums_by_hand(self):
        """GRD-3: totals and numbers of a table that was added up by hand."""
        matrix = build_matrix(ORDER, COUNTS)
        self.assertEqual(matrix.rows, ("KEY", "A", NOT_GRADED))
        self.assertEqual(matrix.columns, ("KEY", "A", "B", NOT_GRADED))
        self.assertEqual([matrix.count_before(code) for code in matrix.rows], [3, 4, 9])
        self.assertEqual(
            [matrix.count_after(code) for code in matrix.columns], [5, 4, 1, 6]
        )
        self.assertEqual(matrix.total, 16)
        numbers = matrix.count_by_direction()
        self.assertEqual(
            [numbers[way] for way in Direction], [2, 3, 1, 4, 1], list(Direction)
        )

    def test_grades_of_scheme_shown_without_customers(self):
        """GRD-3: a grade that nobody has is a row of zeros, not a hole."""
        matrix = build_matrix(ORDER, {}, ["A"], ["KEY"])
        self.assertEqual(matrix.rows, ("A", NOT_GRADED))
        self.assertEqual(matrix.columns, ("KEY", NOT_GRADED))
        self.assertEqual(matrix.total, 0)

    @settings(deadline=None, max_examples=100)
    @given(st.dictionaries(st.tuples(CODES, CODES), st.integers(1, 9)))
    def test_rows_and_columns_add_up(self, counts):
        """GRD-3: whatever moved, rows, columns and directions have the same sum."""
        matrix = build_matrix(ORDER, counts)
        total = sum(counts.values())
        self.assertEqual(sum(map(matrix.count_before, matrix.rows)), total)
        self.assertEqual(sum(map(matrix.count_after, matrix.columns)), total)
        never = counts.get((NOT_GRADED, NOT_GRADED), 0)
        self.assertEqual(matrix.count_by_direction().total(), total - never)

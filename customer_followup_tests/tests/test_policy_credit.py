"""Whether an order fits into the credit: the tables of the decision."""

import doctest
import math

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.customer_followup.policy import credit
from odoo.addons.customer_followup.policy.credit import (
    CreditFigures,
    CreditTerms,
    DebtOverdue,
    LimitExceeded,
    check_order,
    get_headroom,
    round_headroom,
)

NAN, INFINITY = math.nan, math.inf
LIMITED = CreditTerms(1000, True, overdue_tolerance_days=15)
TOLERANT = CreditTerms(1000, True, 15, overdue_tolerance_amount=50)

# (what it says, receivable, not invoiced, order, is it within a limit of 1,000)
LIMITS = [
    ("nothing owed", 0, 0, 999, True),
    ("exactly the limit", 0, 0, 1000, True),
    ("one cent more", 0, 0, 1000.01, False),
    ("less than a cent more", 0, 0, 1000.004, True),
    ("binary fractions", 0.1 + 0.2, 0, 999.7, True),
    ("unpaid invoices count", 600, 0, 500, False),
    ("orders not invoiced count", 0, 600, 500, False),
    ("both together count", 300, 300, 500, False),
    ("paid in advance", -500, 0, 1500, True),
    ("paid in advance, not enough", -500, 0, 1501, False),
    ("over the limit already", 2000, 0, 1, False),
    ("over the limit, a gift", 2000, 0, 0, True),
    ("over the limit, a return", 2000, 0, -100, True),
    ("an order that is no number", 0, 0, NAN, False),
    ("debts that are no number", NAN, 0, 1, False),
]
# (what it says, overdue, days, terms, is it tolerated)
DEBTS = [
    ("nothing", 0, 0, LIMITED, True),
    ("one day", 10, 1, LIMITED, True),
    ("the last day tolerated", 10, 15, LIMITED, True),
    ("a day longer", 10, 16, LIMITED, False),
    ("old, not more than tolerated", 50, 99, TOLERANT, True),
    ("old and more than tolerated", 50.01, 99, TOLERANT, False),
    ("much, not old", 900, 15, TOLERANT, True),
]
# (amount, step, shown)
ROUNDINGS = [
    (0, 1000, 0),
    (999.99, 1000, 0),
    (1000, 1000, 1000),
    (3999.99, 1000, 3000),
    (-0.01, 1000, -1000),
    (-1000, 1000, -1000),
    (-1000.5, 1000, -2000),
    (123.45, 0, 123.45),
    (123.45, -5, 123.45),
    (0.3, 0.1, 0.3),
    (NAN, 1000, 0),
    (INFINITY, 1000, 0),
]

amounts = st.integers(-(10**9), 10**9).map(lambda cents: cents / 100)
thorough = settings(max_examples=300, deadline=None, derandomize=True, database=None)


@tagged("post_install", "-at_install")
class TestPolicyCredit(BaseCase):
    def test_limit_follows_the_table(self):
        """CRD-2: exposure and order against the limit, to the cent."""
        for title, receivable, not_invoiced, order, is_passed in LIMITS:
            with self.subTest(title):
                figures = CreditFigures(receivable, not_invoiced)
                check = check_order(figures, LIMITED, order)
                self.assertEqual(check.is_passed, is_passed)

    def test_overdue_debt_follows_the_table(self):
        """issue 3: late beyond the tolerance means too old and too much."""
        for title, amount, days, terms, is_tolerated in DEBTS:
            with self.subTest(title):
                figures = CreditFigures(amount, 0, amount, days)
                self.assertEqual(check_order(figures, terms, 1).is_passed, is_tolerated)

    def test_customer_without_limit_is_only_checked_for_debts(self):
        """issue 3: without a limit a customer orders as much as they like."""
        huge = CreditFigures(10**9, 10**9)
        self.assertTrue(check_order(huge, CreditTerms(), 10**9).is_passed)
        late = CreditFigures(10**9, 0, 5, 1)
        self.assertEqual(
            check_order(late, CreditTerms(), 1).reasons, (DebtOverdue(5, 1),)
        )

    def test_limit_that_is_no_number_lets_nothing_pass(self):
        """G1: a broken limit stops orders instead of letting all of them through."""
        terms = CreditTerms(limit=NAN, is_limited=True)
        self.assertFalse(check_order(CreditFigures(), terms, 1).is_passed)

    def test_all_reasons_are_given(self):
        """issue 3: who is told no is told by how much, and all of why."""
        check = check_order(CreditFigures(900, 50, 300, 40), LIMITED, 150)
        self.assertEqual(check.reasons, (LimitExceeded(100, 50), DebtOverdue(300, 40)))

    def test_headroom_is_what_the_limit_leaves(self):
        """issue 3: negative when the limit is used up, none without a limit."""
        self.assertEqual(get_headroom(CreditFigures(300, 200), LIMITED), 500)
        self.assertEqual(get_headroom(CreditFigures(1300), LIMITED), -300)
        self.assertIsNone(get_headroom(CreditFigures(300), CreditTerms()))

    def test_rounding_follows_the_table(self):
        """issue 3: down to the full step, whatever the sign."""
        for amount, step, shown in ROUNDINGS:
            with self.subTest(amount=amount, step=step):
                self.assertAlmostEqual(round_headroom(amount, step), shown)

    @thorough
    @given(amount=amounts, step=st.sampled_from([1, 10, 500, 1000]))
    def test_rounding_never_promises_more_than_there_is(self, amount, step):
        """issue 3: nobody is shown more credit than is left."""
        shown = round_headroom(amount, step)
        self.assertLessEqual(shown, amount + 1e-6)
        self.assertLess(amount - shown, step + 1e-6)

    @thorough
    @given(owed=amounts, ordered=amounts, order=amounts, limit=amounts)
    def test_what_passes_stays_within_the_limit(self, owed, ordered, order, limit):
        """CRD-2: no order that adds to the debt passes above the limit."""
        figures = CreditFigures(owed, ordered)
        terms = CreditTerms(limit=limit, is_limited=True)
        if check_order(figures, terms, order).is_passed and order > 0:
            self.assertLessEqual(figures.exposure + order, limit + 0.006)

    def test_examples_of_the_documentation(self):
        """CRD-2: what the docstrings promise."""
        self.assertFalse(doctest.testmod(credit).failed)

"""From facts to a grade: the tables of the decision, worked out by hand."""

import doctest

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.customer_followup.policy import grading
from odoo.addons.customer_followup.policy.grading import (
    Criterion,
    Grade,
    Measure,
    Outcome,
    Problem,
    Scheme,
    assess_customer,
    find_problems,
    find_way,
    to_score,
)

REVENUE = Measure("money", default=0.0)
DELAY = Measure("days", is_higher_better=False)
TENURE = Measure("months", is_improvable=False)
SHARE = Measure("percent", step=0.1)

REVENUE_BANDS = ((0, 0), (10_000, 40), (50_000, 70), (200_000, 100))
DELAY_BANDS = ((0, 100), (5, 80), (15, 50), (30, 20), (60, 0))
KEY, A, B, C, D = 5, 4, 3, 2, 1
GRADES = (Grade(D, 0), Grade(C, 30), Grade(B, 50), Grade(A, 70), Grade(KEY, 90))

# revenue counts 60 of 100, the delay 30, the share of wallet 10
SCHEME = Scheme(
    criteria=(
        Criterion(1, REVENUE, 60, target=200_000, bands=REVENUE_BANDS),
        Criterion(2, DELAY, 30, target=5, bands=DELAY_BANDS),
        Criterion(3, SHARE, 10, target=50),
    ),
    grades=GRADES,
    hysteresis=3,
    min_tenure_months=3,
    min_data_percent=50,
)

# (name, revenue, delay, share, months, present grade, points, score, grade, why)
CUSTOMERS = [
    # 60·100 + 30·100 + 10·100 = 10,000 of 100
    ("the best", 250_000, 0, 60, 24, None, (100, 100, 100), 100, KEY, "graded"),
    # 60·70 + 30·80 + 10·50 = 7,100
    ("good", 60_000, 7, 25, 24, None, (70, 80, 50), 71, A, "graded"),
    # 60·0 + 30·0 + 10·0
    ("the worst", 0, 90, 0, 24, None, (0, 0, 0), 0, D, "graded"),
    # refunds only: below the lowest band is the lowest band; 30·100 = 3,000
    ("only refunds", -5_000, 0, 0, 24, None, (0, 100, 0), 30, C, "graded"),
    # a cent less than the band, and the band
    ("just below", 49_999.99, 5, 0, 24, None, (40, 80, 0), 48, C, "graded"),
    ("just there", 50_000, 5, 0, 24, None, (70, 80, 0), 66, B, "graded"),
    # paid before it was due
    ("early", 10_000, -8, 0, 24, None, (40, 100, 0), 54, B, "graded"),
    # never paid anything yet: 60·70 + 10·100 of 70 → 5,200 / 70 = 74.2857…
    ("no payment yet", 60_000, None, 80, 24, None, (70, None, 100), 74.29, A, "graded"),
    # no invoices are revenue 0; the delay is not known: (0 + 10·20) / 70
    ("no invoice", None, None, 10, 24, None, (0, None, 20), 2.86, D, "graded"),
    # two months are too few, three are enough
    ("too new", 250_000, 0, 60, 2, None, (100, 100, 100), 100, None, "too_new"),
    ("old enough", 250_000, 0, 60, 3, None, (100, 100, 100), 100, KEY, "graded"),
    ("never bought", 250_000, 0, 60, None, None, (100,) * 3, 100, None, "too_new"),
    # who has a grade is graded on, however new
    ("graded already", 250_000, 0, 60, 1, B, (100, 100, 100), 100, KEY, "graded"),
    # 66 is B; A begins at 70 and is kept from 67 on
    ("falls", 50_000, 5, 0, 24, A, (70, 80, 0), 66, B, "graded"),
    # 60·70 + 30·80 + 10·10 = 6,700: just kept
    ("kept", 50_000, 5, 5, 24, A, (70, 80, 10), 67, A, "held"),
    ("kept not so far", 50_000, 5, 4.4, 24, A, (70, 80, 8), 66.8, B, "graded"),
    # up at once, without a margin: 60·70 + 30·80 + 10·40 = 7,000
    ("rises", 50_000, 5, 20, 24, B, (70, 80, 40), 70, A, "graded"),
    ("unchanged", 60_000, 7, 25, 24, A, (70, 80, 50), 71, A, "graded"),
    # the grade of a scheme that had it, and this one has not
    ("unknown grade", 60_000, 7, 25, 24, 99, (70, 80, 50), 71, A, "graded"),
]


@tagged("post_install", "-at_install")
class TestPolicyGrading(BaseCase):
    def test_table_of_customers_graded_by_hand(self):
        """GRD-2: facts, points, score and grade as somebody worked them out."""
        for name, *values, months, current, points, score, grade, why in CUSTOMERS:
            with self.subTest(name):
                result = assess_customer(SCHEME, values, months, current)
                self.assertEqual(
                    (result.points, result.score, result.grade_id, result.outcome),
                    (points, score, grade, Outcome(why)),
                )

    def test_too_little_known_keeps_what_was_there(self):
        """GRD-2: nobody gets the worst grade for what nobody knows."""
        scheme = Scheme(
            criteria=(Criterion(1, DELAY, 60, target=5), Criterion(2, SHARE, 40)),
            grades=GRADES,
            min_data_percent=50,
        )
        for current in (None, A):
            result = assess_customer(scheme, [None, 10], 24, current)
            self.assertEqual(result.outcome, Outcome.TOO_LITTLE)
            self.assertEqual(result.grade_id, current)
        nothing = assess_customer(scheme, [None, None], 24)
        self.assertEqual((nothing.score, nothing.grade_id), (None, None))

    def test_known_by_exactly_the_needed_weight_graded(self):
        """GRD-2: 50 percent are enough when 50 percent are asked for."""
        scheme = Scheme(
            criteria=(Criterion(1, DELAY, 1, target=5), Criterion(2, SHARE, 1, 50)),
            grades=GRADES,
            min_data_percent=50,
        )
        self.assertEqual(assess_customer(scheme, [5, None], 24).grade_id, KEY)

    def test_criterion_without_weight_counts_nothing(self):
        """GRD-2: a criterion of weight 0 is shown and does not count."""
        scheme = Scheme(
            (Criterion(1, SHARE, 0, 50), Criterion(2, SHARE, 2, 50)), GRADES
        )
        self.assertEqual(assess_customer(scheme, [0, 50], 24).score, 100)
        self.assertIsNone(assess_customer(scheme, [50, None], 24).score)

    def test_part_of_the_target_for_more_and_for_less(self):
        """GRD-2: without bands, the part of the target that is reached."""
        more, less = Criterion(1, SHARE, 1, 40), Criterion(2, DELAY, 1, 10)
        cases = [(more, -1, 0), (more, 0, 0), (more, 10, 25), (more, 39.99, 99)]
        cases += [(more, 40, 100), (more, 90, 100), (less, -3, 100), (less, 10, 100)]
        cases += [(less, 11, 90), (less, 20, 50), (less, 1_001, 0)]
        for criterion, value, points in cases:
            with self.subTest(value=value, criterion=criterion.criterion_id):
                self.assertEqual(criterion.get_points(value), points)

    def test_target_of_nothing_is_no_division(self):
        """GRD-2: no target, and target 0."""
        self.assertEqual(Criterion(1, DELAY, 1, 0).get_points(0), 100)
        self.assertEqual(Criterion(1, DELAY, 1, 0).get_points(1), 0)
        self.assertEqual(Criterion(1, SHARE, 1, 0).get_points(-1), 0)
        self.assertEqual(Criterion(1, SHARE, 1).get_points(5), 100)

    def test_gap_to_the_target(self):
        """GRD-2: what is missing, in its unit; never less than nothing."""
        more, less = Criterion(1, SHARE, 1, 40), Criterion(2, DELAY, 1, 10)
        self.assertEqual([more.get_gap(v) for v in (15, 40, 60)], [25, 0, 0])
        self.assertEqual([less.get_gap(v) for v in (15, 10, -2)], [5, 0, 0])
        self.assertIsNone(more.get_gap(None))
        self.assertIsNone(Criterion(1, SHARE, 1).get_gap(3))

    def test_score_rounded_half_up_to_hundredths(self):
        """GRD-2: the score that everybody else calculates too."""
        self.assertEqual(to_score(1, 8), 0.13)  # 0.125
        self.assertEqual(to_score(2, 3), 0.67)
        self.assertEqual(to_score(0, 7), 0)

    def test_bad_schemes_named(self):
        """GRD-1: no target, bands at one value, no weight, grades that overlap."""
        good = Criterion(1, SHARE, 1, 40)
        cases = {
            Problem.NO_CRITERIA: Scheme((), GRADES),
            Problem.NO_WEIGHT: Scheme((Criterion(1, SHARE, 0, 40),), GRADES),
            Problem.NO_METHOD: Scheme((Criterion(1, SHARE, 1, 0),), GRADES),
            Problem.SAME_BAND: Scheme(
                (Criterion(1, SHARE, 1, bands=((5, 1), (5, 2))),), GRADES
            ),
            Problem.NO_GRADES: Scheme((good,), ()),
            Problem.SAME_GRADE: Scheme((good,), (Grade(1, 0), Grade(2, 0))),
            Problem.NO_LOWEST_GRADE: Scheme((good,), (Grade(1, 10),)),
        }
        for problem, scheme in cases.items():
            with self.subTest(problem):
                self.assertEqual(set(find_problems(scheme)), {problem})
        self.assertEqual(
            find_problems(cases[Problem.NO_METHOD])[Problem.NO_METHOD], (1,)
        )
        self.assertFalse(find_problems(SCHEME))
        # "at most nothing" is a target
        self.assertFalse(find_problems(Scheme((Criterion(1, DELAY, 1, 0),), GRADES)))

    def test_examples_in_the_docstrings(self):
        """GRD-2: the examples that explain the functions are true."""
        self.assertEqual(doctest.testmod(grading).failed, 0)


@tagged("post_install", "-at_install")
class TestPolicyGradingWay(BaseCase):
    """How a customer would reach the next grade."""

    def find(self, values, current=None, scheme=SCHEME):
        result = assess_customer(scheme, values, 24, current)
        return find_way(scheme, values, result)

    def test_either_of_two_facts_is_enough(self):
        """GRD-2: 12,000 more revenue; 10 % more share or 3 days faster payment."""
        # 60·40 + 30·80 + 10·100 = 5,800; A needs 70: revenue 50,000 brings 18,
        # payment within 5 days brings 6 and is not enough
        way = self.find([38_000, 7, 60])
        self.assertEqual((way.grade_id, way.missing_score), (A, 12))
        self.assertTrue(way.is_either)
        ((found),) = way.improvements
        self.assertEqual((found.criterion_id, found.difference), (1, 12_000))
        # 60·70 + 30·80 + 10·20 = 6,800: within 4 days, or a share of 20 %
        way = self.find([60_000, 7, 10])
        self.assertEqual(
            [(i.criterion_id, i.difference) for i in way.improvements],
            [(3, 10), (2, 3)],
        )

    def test_all_together_when_no_single_fact_is_enough(self):
        """GRD-2: the fewest facts that reach the next grade together."""
        scheme = Scheme(
            (
                Criterion(1, SHARE, 1, 100),
                Criterion(2, SHARE, 1, 100),
                Criterion(3, SHARE, 1, 100),
            ),
            (Grade(D, 0), Grade(A, 60)),
        )
        way = self.find([0, 0, 0], scheme=scheme)
        self.assertFalse(way.is_either)
        self.assertEqual([i.difference for i in way.improvements], [100, 100])

    def test_nothing_above_the_highest_and_nothing_before_a_grade(self):
        """GRD-2: no next grade for the highest, nor for who is not graded yet."""
        self.assertIsNone(self.find([250_000, 0, 60]))
        values = [0, 0, 0]
        new = assess_customer(SCHEME, values, 1)
        self.assertIsNone(find_way(SCHEME, values, new))

    def test_what_nobody_can_change_not_asked_for(self):
        """GRD-2: nobody is told to have been a customer for longer."""
        scheme = Scheme((Criterion(1, TENURE, 1, 60),), (Grade(D, 0), Grade(A, 60)))
        way = self.find([12], scheme=scheme)
        self.assertEqual((way.missing_score, way.improvements), (40, ()))

    @settings(max_examples=300, deadline=None)
    @given(
        st.floats(-10_000, 300_000).map(lambda v: round(v, 2)),
        st.one_of(st.none(), st.floats(-20, 120).map(lambda v: round(v, 2))),
        st.one_of(st.none(), st.floats(0, 100).map(lambda v: round(v, 2))),
    )
    def test_the_named_difference_reaches_the_grade(self, revenue, delay, share):
        """GRD-2: whoever improves by what is named gets the grade that is named."""
        values = [revenue, delay, share]
        result = assess_customer(SCHEME, values, 24)
        way = find_way(SCHEME, values, result)
        if not way or not way.improvements:
            return
        steps = [[i] for i in way.improvements] if way.is_either else [way.improvements]
        for improvements in steps:
            better = list(values)
            for improvement in improvements:
                place = improvement.criterion_id - 1
                is_higher = SCHEME.criteria[place].measure.is_higher_better
                difference = (
                    improvement.difference if is_higher else -improvement.difference
                )
                better[place] = round(better[place] + difference, 6)
            reached = assess_customer(SCHEME, better, 24)
            rank = SCHEME.rank_by_grade
            self.assertGreaterEqual(rank[reached.grade_id], rank[way.grade_id], better)


@tagged("post_install", "-at_install")
class TestPolicyGradingHysteresis(BaseCase):
    @settings(max_examples=200, deadline=None)
    @given(st.lists(st.floats(64, 73), min_size=2, max_size=24))
    def test_score_within_the_margin_never_flips_twice(self, shares):
        """GRD-2: while the score stays within the margin the grade changes once."""
        scheme = Scheme(
            (Criterion(1, SHARE, 1, 100),), (Grade(B, 0), Grade(A, 70)), hysteresis=6
        )
        grade, changes = B, 0
        for share in shares:
            new = assess_customer(scheme, [share], 24, grade).grade_id
            changes += new != grade
            grade = new
        self.assertLessEqual(changes, 1)

"""Grading schemes that nobody can be graded by, refused in words (GRD-1)."""

from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .grading_common import GradingCase

GOOD = {"order_count": {}}
RANGES = {
    "customer.grading.scheme": {
        "period_months": (0, 121),
        "hysteresis_points": (-1, 101),
        "min_tenure_months": (-1, 121),
        "min_data_percent": (-1, 101),
    },
    "customer.grading.criterion": {
        "weight": (-1, 1001),
        "target": (1e13, -1e13),
    },
    "customer.grading.band": {
        "from_value": (1e13, -1e13),
        "score": (-1, 101),
    },
    "customer.grade": {
        "min_score": (-1, 101),
        "contact_interval_days": (-1,),
        "onsite_interval_months": (-1,),
        "load_weight": (-1, 1001),
        "gift_ceiling": (-1, 1e13),
        "credit_completeness": (-1, 101),
    },
}


@tagged("post_install", "-at_install")
class TestGradingSchemeProblems(GradingCase):
    def assert_not_submittable(self, message, criteria, grades=None, **vals):
        """Assert that a scheme is refused with a message, at both ends.

        :param criteria: as of ``create_scheme``
        """
        scheme = self.create_scheme(criteria, grades, is_approved=False, **vals)
        with self.subTest(message):
            with self.refused(message):
                scheme._check_submittable()
            with self.refused(message):
                scheme._check_signable()
            with self.refused(message):
                scheme.action_submit()
            self.assertEqual(scheme.state, "draft")

    def test_good_schemes_are_accepted(self):
        """GRD-1: the refusals below mean something; 0 is a target of what is bad."""
        for criteria in (
            GOOD,
            {"order_count": {"target": 0, "bands": {0: 0, 5: 100}}},
            {"order_count": {"has_target": False, "bands": {0: 50}}},
            {"overdue_days": {"target": 0}},
            {"order_count": {"weight": 0}, "tenure": {"weight": 1}},
        ):
            scheme = self.create_scheme(criteria, is_approved=False)
            with self.subTest(criteria):
                scheme.action_submit()
                self.assertEqual(scheme.state, "submitted")

    def test_schemes_that_nobody_can_be_graded_by_are_refused(self):
        """GRD-1: the sentence names the line and the way out."""
        self.assert_not_submittable("add at least one criterion", {})
        self.assert_not_submittable(
            "weights sum to 0.*give at least one criterion a weight",
            {"order_count": {"weight": 0}, "tenure": {"weight": 0}},
        )
        self.assert_not_submittable(
            "Number of Orders has neither bands nor a target.*Add bands or a target",
            {"order_count": {"has_target": False}},
        )
        for target in (0, -5):
            self.assert_not_submittable(
                f"Number of Orders: no part of a target of {target} can be reached",
                {"order_count": {"target": target}, "tenure": {}},
            )
        self.assert_not_submittable(
            "no grades yet: add at least one, the lowest from score 0",
            GOOD,
            grade_ids=[],
        )
        self.assert_not_submittable(
            "A, B begin at the same score, 50", GOOD, {"A": 50, "B": 50, "C": 0}
        )
        self.assert_not_submittable(
            "B is the lowest grade and begins at 10", GOOD, {"A": 50, "B": 10}
        )

    def test_every_problem_is_said_at_once(self):
        """GRD-1: a sentence for each, so that nobody submits in vain again."""
        self.assert_not_submittable(
            "(?s)Number of Orders has neither.*Months as a Customer has neither.*"
            "B is the lowest",
            {"order_count": {"has_target": False}, "tenure": {"has_target": False}},
            {"A": 50, "B": 10},
        )

    def test_bands_that_begin_at_one_value_are_refused(self):
        """GRD-1: when they are saved; a ladder is moved up in one step all the same."""
        scheme = self.create_scheme(
            {"order_count": {"bands": {0: 0, 5: 50, 10: 100}}}, is_approved=False
        )
        criterion = scheme.criterion_ids
        low, middle, high = criterion.band_ids.sorted("from_value")
        with self.refused("two bands begin at 5", ValidationError):
            scheme.criterion_ids = [
                Command.update(
                    criterion.id,
                    {"band_ids": [Command.update(high.id, {"from_value": 5})]},
                )
            ]
        criterion.band_ids = [
            Command.update(low.id, {"from_value": 5}),
            Command.update(middle.id, {"from_value": 10}),
            Command.update(high.id, {"from_value": 15}),
        ]
        self.assertEqual(
            criterion.band_ids.sorted("from_value").mapped("from_value"), [5, 10, 15]
        )
        middle.from_value = 5  # past its criterion
        with self.refused("Number of Orders: two bands begin at 5"):
            scheme.action_submit()

    def test_bands_have_neither_gaps_nor_overlaps(self):
        """GRD-1: by the way they are written; each says which values it holds for."""
        scheme = self.create_scheme(
            {"order_count": {"bands": {10: 100, 0: 0, 5: 50}}}, is_approved=False
        )
        bands = scheme.criterion_ids.band_ids.sorted("from_value")
        self.assertEqual(
            bands.mapped("range"), ["less than 5", "5 to less than 10", "10 and more"]
        )
        policy = scheme._get_policy().criteria[0]
        self.assertEqual(
            [policy.get_points(value) for value in (-99, 0, 4.99, 5, 10, 1e9)],
            [0, 0, 0, 50, 100, 100],
        )

    def test_one_measure_counts_once(self):
        """GRD-1: and no two grades have one code."""
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaisesRegex(IntegrityError, "measure_unique"),
            self.env.cr.savepoint(),
        ):
            scheme = self.create_scheme(GOOD, is_approved=False)
            scheme.criterion_ids.copy()
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaisesRegex(IntegrityError, "code_unique"),
            self.env.cr.savepoint(),
        ):
            scheme = self.create_scheme(GOOD, is_approved=False)
            scheme.grade_ids[:1].copy()

    def test_code_of_a_grade_is_its_name_unless_said(self):
        """GRD-1: nobody has to think of it."""
        scheme = self.create_scheme(GOOD, is_approved=False)
        vals = {"scheme_id": scheme.id, "min_score": 99}
        grade = self.env["customer.grade"].create({**vals, "name": " Best "})
        self.assertEqual(grade.code, "Best")
        grade.name = "Very Best"
        self.assertEqual(grade.code, "Best")

    @mute_logger("odoo.sql_db")
    def test_numbers_out_of_range_are_refused(self):
        """G7: none is stored, and each says what it may be."""
        scheme = self.create_scheme(
            {"order_count": {"bands": {0: 0}}}, is_approved=False
        )
        records = {
            "customer.grading.scheme": scheme,
            "customer.grading.criterion": scheme.criterion_ids,
            "customer.grading.band": scheme.criterion_ids.band_ids,
            "customer.grade": scheme.grade_ids[:1],
        }
        for model, fields in RANGES.items():
            for name, values in fields.items():
                for value in values:
                    with (
                        self.subTest(model=model, field=name, value=value),
                        self.assertRaises(IntegrityError),
                        self.env.cr.savepoint(),
                    ):
                        records[model][name] = value
                        self.env.flush_all()

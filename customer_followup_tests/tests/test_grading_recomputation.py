"""Random customers: score, points and grade are those of an independent SQL query."""

import pytest

from odoo.fields import Domain
from odoo.tests import tagged
from odoo.tools import SQL

from odoo.addons.customer_followup.models.customer_grading_facts import (
    CUSTOMERS_PER_BATCH,
)

from .common import MONDAY
from .grading_common import GradingCase
from .grading_oracle import (
    CRITERIA,
    GRADES,
    HYSTERESIS,
    MIN_DATA,
    MIN_TENURE,
    QUERY,
)
from .grading_random import FIRST_ID, add_random_customers
from .grading_random_patterns import get_parameters, make_patterns

MOST_OF_ONE_CUSTOMER = 60
LARGE_TABLES = {
    "account_move",
    "account_move_line",
    "account_partial_reconcile",
    "customer_followup",
    "helpdesk_ticket",
    "res_partner",
    "sale_order",
    "stock_picking",
}


def list_rows_read(plan):
    """Yield the large tables that a plan has read, and how many rows of each."""
    if plan.get("Relation Name") in LARGE_TABLES:
        rows = plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0)
        yield plan["Relation Name"], rows * plan["Actual Loops"]
    for part in plan.get("Plans", ()):
        yield from list_rows_read(part)


class RecomputationCase(GradingCase):
    customer_count = 500

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.scheme = cls.create_scheme(
            {
                measure: {"weight": weight, "target": target, "bands": bands}
                for measure, (weight, target, bands) in CRITERIA.items()
            },
            GRADES,
            hysteresis_points=HYSTERESIS,
            min_tenure_months=MIN_TENURE,
            min_data_percent=MIN_DATA,
        )
        other = cls.create_company("West River")
        cls.parameters = get_parameters(cls, other)
        cls.parameters["grades"] = cls.scheme.grade_ids.ids
        account = cls.customer.with_company(cls.company).property_account_receivable_id
        cls.parameters["receivable"] = account.id
        patterns = make_patterns(cls)
        count = cls.customer_count
        add_random_customers(cls.env.cr, patterns, cls.parameters, count)
        cls.env.invalidate_all()
        cls.random = Domain("id", ">", FIRST_ID) & Domain("parent_id", "=", False)

    def get_assessed(self):
        """Return ``{id: (points, score, code of the grade)}``."""
        codes = {grade.id: grade.code for grade in self.scheme.grade_ids}
        return {
            facts.partner_id: (
                list(result.points),
                result.score,
                codes.get(result.grade_id),
                result.outcome.value,
            )
            for batch in self.scheme._assess_batches(MONDAY, self.random)
            for facts, result in batch
        }

    def get_expected(self):
        """Return the same, worked out by SQL."""
        self.env.cr.execute(QUERY, self.parameters)
        return {
            id_: (points, None if score is None else float(score), grade)
            for id_, points, score, grade in self.env.cr.fetchall()
        }


@tagged("post_install", "-at_install")
class TestGradingRecomputation(RecomputationCase):
    def test_every_customer_comes_to_what_sql_says(self):
        """issue 6: 0 differences of points, score and grade."""
        assessed, expected = self.get_assessed(), self.get_expected()
        self.assertEqual(len(expected), self.customer_count)
        self.assertEqual(assessed.keys(), expected.keys())
        differences = [
            (id_, assessed[id_], expected[id_])
            for id_ in expected
            if assessed[id_][:3] != expected[id_]
        ]
        self.assertEqual(len(differences), 0, differences[:5])
        self.assert_everything_occurs(assessed)

    def test_one_customer_reads_its_own_rows_only(self):
        """issue 6: no measure goes through what all the others did."""
        customer_id = FIRST_ID + 6  # has three of everything at least
        for criterion in self.scheme.criterion_ids:
            query = criterion._get_measure_query(self.company, MONDAY)
            self.env.cr.execute(
                SQL(
                    "EXPLAIN (ANALYZE, FORMAT JSON) SELECT * FROM (%s) AS fact"
                    " WHERE partner_id = ANY(%s)",
                    query,
                    [customer_id],
                )
            )
            plan = self.env.cr.fetchone()[0][0]["Plan"]
            for table, rows in list_rows_read(plan):
                with self.subTest(criterion.measure, table=table):
                    self.assertLessEqual(rows, MOST_OF_ONE_CUSTOMER)

    def test_queries_do_not_follow_the_number_of_customers(self):
        """G17: as many for one customer as for eighty and for all."""
        ids = self.env["res.partner"].search(self.random, order="id").ids
        counts = []
        for size in (1, 1, 80, len(ids)):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            domain = Domain("id", "in", ids[:size])
            assessed = sum(map(len, self.scheme._assess_batches(MONDAY, domain)))
            counts.append(self.cr.sql_log_count - before)
            self.assertEqual(assessed, size)
        # one more for each batch of five thousand
        batches = -(-len(ids) // CUSTOMERS_PER_BATCH)
        self.assertEqual(counts[1:], [counts[1], counts[1], counts[1] + batches - 1])

    def assert_everything_occurs(self, assessed):
        """Assert that the data is worth comparing."""
        outcomes = {row[3] for row in assessed.values()}
        self.assertEqual(outcomes, {"graded", "held", "too_new", "too_little"})
        self.assertEqual({row[2] for row in assessed.values()}, {*GRADES, None})
        columns = zip(*(row[0] for row in assessed.values()), strict=True)
        for measure, points in zip(CRITERIA, columns, strict=True):
            self.assertGreater(len(set(points) - {None}), 1, measure)


@pytest.mark.fault
@tagged("-standard", "customer_followup_fault", "post_install", "-at_install")
class TestGradingRecomputationLong(TestGradingRecomputation):
    """issue 6: ten thousand customers."""

    customer_count = 10_000

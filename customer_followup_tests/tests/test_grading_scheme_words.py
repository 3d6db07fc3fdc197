"""A grading scheme in words: what it says, and what it changes (GRD-1)."""

from odoo import Command
from odoo.tests import tagged

from .grading_common import GradingCase

CRITERIA = {
    "order_count": {"weight": 30, "bands": {0: 0, 5: 60, 10: 100}},
    "tenure": {"weight": 10, "target": 24},
}


@tagged("post_install", "-at_install")
class TestGradingSchemeWords(GradingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.scheme = cls.create_scheme(
            CRITERIA, min_tenure_months=3, min_data_percent=50
        )

    def make_version(self):
        action = self.scheme.action_new_version()
        return self.scheme.browse(action["res_id"])

    def test_scheme_says_what_counts(self):
        """GRD-1: shares, grades, how long a grade is kept, and who is not graded."""
        self.assertEqual(
            self.scheme.description.splitlines(),
            [
                "What counts, from the last 12 months: Number of Orders 75 %, Months "
                "as a Customer 25 %.",
                "Grades, from how many of 100 points on: KEY 90, A 75, B 50, C 25, "
                "D 0.",
                "A grade is kept until more than 3 points are missing to it.",
                "Not graded yet: who has been a customer for less than 3 months or of "
                "whom less than 50 % of what counts is known.",
            ],
        )

    def test_scheme_without_conditions_says_so(self):
        """GRD-1: nothing is left to guess, and an empty one says little."""
        scheme = self.scheme.new({"hysteresis_points": 0, "min_tenure_months": 0})
        scheme.min_data_percent = 0
        self.assertEqual(
            scheme.description.splitlines(),
            [
                "A grade is lost as soon as a point is missing to it.",
                "Every customer is graded.",
            ],
        )

    def test_shares_follow_the_weights(self):
        """GRD-1: of all criteria together, also while they are typed."""
        version = self.make_version()
        orders, tenure = version.criterion_ids
        orders.weight = 90
        self.assertEqual((orders.share, tenure.share), (90, 10))
        version.criterion_ids.weight = 0
        self.assertEqual((orders.share, tenure.share), (0, 0))

    def test_criterion_says_its_bands_and_unit(self):
        """GRD-1: money in the currency of the scheme's company."""
        orders, tenure = self.scheme.criterion_ids
        self.assertEqual(orders.bands_in_words, "≥ 0: 0 · ≥ 5: 60 · ≥ 10: 100")
        self.assertEqual(tenure.bands_in_words, "Part of the target")
        self.assertEqual(tenure.unit, "months")
        elsewhere = self.create_company("West River Chemicals")
        self.company.currency_id = self.env.ref("base.CNY")
        revenue = self.env["customer.grading.criterion"].new(
            {"scheme_id": self.scheme, "measure": "revenue"}
        )
        self.assertEqual(revenue.with_company(elsewhere).unit, "CNY")

    def test_first_version_changes_nothing(self):
        """GRD-1: there is nothing to compare it with."""
        self.assertFalse(self.scheme.changes)

    def test_same_version_says_that_nothing_changed(self):
        """GRD-1: colours are not signed."""
        version = self.make_version()
        version.grade_ids.color = 9
        self.assertEqual(version.changes, "Nothing but what is not signed.")

    def test_version_says_what_changed(self):
        """GRD-1: settings, weights, targets, bands and grades, the old ones first."""
        version = self.make_version()
        orders, tenure = version.criterion_ids
        best, good, _b, _c, worst = version.grade_ids
        version.write({"period_months": 24, "name": "Stricter"})
        orders.write({"weight": 45, "target": 120})
        orders.band_ids.filtered(lambda b: b.score == 60).score = 50
        tenure.unlink()
        version.criterion_ids = [
            Command.create({"measure": "growth", "weight": 5, "target": 10})
        ]
        good.write({"min_score": 70, "onsite_interval_months": 12})
        best.unlink()
        version.grade_ids = [Command.create({"name": "Star", "min_score": 95})]
        self.assertEqual(
            version.changes.splitlines(),
            [
                "Facts of the Last (Months) 12 → 24.",
                "Number of Orders: Weight 30 → 45, Target 100 → 120, Points ≥ 0: 0 · "
                "≥ 5: 60 · ≥ 10: 100 → ≥ 0: 0 · ≥ 5: 50 · ≥ 10: 100.",
                "New: Growth of Revenue, 10 %.",
                "No more: Months as a Customer.",
                "New: Star, from 95 points.",
                "A: From Score 75 → 70, On Site Every (Months) 0 → 12.",
                "No more: KEY.",
            ],
        )
        self.assertTrue(worst.exists())

    def test_words_are_in_the_language_of_who_reads(self):
        """GRD-1: the names of grades at least are the reader's."""
        self.env["res.lang"]._activate_lang("zh_CN")
        version = self.make_version()
        version.grade_ids[:1].with_context(lang="zh_CN").name = "重点"
        self.assertIn("重点", version.with_context(lang="zh_CN").description)
        self.assertNotIn("重点", version.with_context(lang="en_US").description)

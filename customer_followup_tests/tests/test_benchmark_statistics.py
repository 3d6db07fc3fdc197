"""The verdict about what the analysis of complaints costs, from what was measured."""

from odoo.tests import BaseCase, tagged

from ..benchmarks.case.statistics import (
    Statistics,
    get_statistics_bars,
    get_statistics_facts,
)
from ..benchmarks.cost import Cost


@tagged("post_install", "-at_install")
class TestBenchmarkStatistics(BaseCase):
    def get_measured(self, ours=(0.3, 0.3, 0.3), bare=(0.25, 0.25, 0.25)):
        costs = [[Cost(4, seconds) for seconds in times] for times in (ours, bare)]
        return Statistics(50_000, 66_667, 175, *costs, said=[Cost(4, 0.9)])

    def test_twice_as_long_is_enough(self):
        """RPT-3: beside the same figures by one statement, in the same run."""
        [bar] = get_statistics_bars(self.get_measured(ours=(0.5,) * 3))
        self.assertEqual((bar.limit, bar.ok), (2, True))
        [bar] = get_statistics_bars(self.get_measured(ours=(0.51,) * 3))
        self.assertFalse(bar.ok)

    def test_one_slow_round_decides_nothing(self):
        """RPT-3: rounds are compared one by one, as the machine is shared."""
        [bar] = get_statistics_bars(self.get_measured(ours=(0.3, 9, 0.3)))
        self.assertTrue(bar.ok)

    def test_facts_name_what_was_counted(self):
        """RPT-3: how many complaints, rounds and cells, and how long each took."""
        facts = get_statistics_facts(self.get_measured())
        self.assertIn("50,000, with 66,667 rounds", facts["complaints analysed"])
        self.assertEqual(facts["by cause and month"], "300 ms, 4 queries")

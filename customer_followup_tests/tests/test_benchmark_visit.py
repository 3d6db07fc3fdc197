"""The verdict about what visits cost, from what was measured."""

from odoo.tests import BaseCase, tagged

from ..benchmarks.cost import Cost
from ..benchmarks.visit.bars import get_bars, get_facts
from ..benchmarks.visit.lists import Reading
from ..benchmarks.visit.measurements import Measurements

OPENED = "queries_more_to_open_one_after_200_visits"
TODAY = "Today,_times_as_long_as_the_list_of_activities"


@tagged("post_install", "-at_install")
class TestBenchmarkVisit(BaseCase):
    def get_reading(self, *seconds):
        return Reading(10_000, [Cost(9, second) for second in seconds])

    def get_measurements(self, queries=70, today=(0.1, 0.1, 0.1), other=(0.08,) * 3):
        """Return what a good run measures, with the parts that are named."""
        return Measurements(
            20_000,
            {
                "Today": self.get_reading(*today),
                "activities of follow-ups": self.get_reading(0.09, 0.09, 0.09),
                "activities on customers": self.get_reading(*other),
            },
            [Cost(60, 0.1), Cost(queries, 0.2)],
            Cost(8, 1.5),
            300_000,
        )

    def get_missed(self, **values):
        """Return the names of the bars that are not reached."""
        bars = get_bars(self.get_measurements(**values))
        return [bar.name for bar in bars if not bar.ok]

    def test_good_run_reaches_every_bar(self):
        """VIS-4: fifteen queries, and half as long again as activities."""
        bars = get_bars(self.get_measurements())
        self.assertEqual([bar.limit for bar in bars], [15, 1.5])
        self.assertEqual(self.get_missed(queries=75), [])

    def test_each_bar_fails_for_what_it_is_about(self):
        """VIS-4: thirsty, or slow beside either list of activities."""
        self.assertEqual(self.get_missed(queries=76), [OPENED])
        self.assertEqual(self.get_missed(today=(0.14,) * 3), [TODAY])
        self.assertEqual(self.get_missed(other=(0.06,) * 3), [TODAY])

    def test_one_slow_round_decides_nothing(self):
        """VIS-4: rounds are compared one by one, as the machine is shared."""
        self.assertEqual(self.get_missed(today=(0.1, 0.1, 9.9)), [])
        busy = {"today": (0.1, 1.0, 0.1), "other": (0.08, 0.8, 0.08)}
        self.assertEqual(self.get_missed(**busy), [])

    def test_facts_name_lines_time_and_queries(self):
        """VIS-4: the report says how long each list is and how long it took."""
        facts = get_facts(self.get_measurements())
        self.assertEqual(facts["Today"], "10,000 lines, 100 ms, 9 queries")
        self.assertIn("80 ms, 9 queries, Today 1.25", facts["activities on customers"])
        self.assertEqual(facts["opened, with 200"], "200 ms, 70 queries")
        self.assertIn("300,000 rows", facts["Coverage and Results, 90 days"])

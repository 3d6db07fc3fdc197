"""The verdict about what the timeline costs, from what was measured."""

from odoo.tests import BaseCase, tagged

from ..benchmarks.cost import Cost
from ..benchmarks.timeline.bars import get_bars, get_facts
from ..benchmarks.timeline.dataset import ENTRIES
from ..benchmarks.timeline.measurements import Measurements
from ..benchmarks.timeline.pages import Page


@tagged("post_install", "-at_install")
class TestBenchmarkTimeline(BaseCase):
    def get_page(self, seconds=0.1, queries=7, entries=10, scans=("res_country",)):
        return Page([Cost(queries, seconds)] * 3, entries, frozenset(scans))

    def get_measurements(self, **busy):
        """Return what a good run measures, with another page of the busy customer."""
        good = {"seconds": 0.15, "entries": 1000}
        return Measurements(
            20_000,
            busy={"head": self.get_page(**(good | busy))},
            calm={"head": self.get_page()},
            archive={"head": self.get_page(0.7, entries=200_000)},
        )

    def get_missed(self, measured):
        """Return the names of the bars that are not reached."""
        return [bar.name for bar in get_bars(measured) if not bar.ok]

    def test_customers_have_ten_entries(self):
        """DOS-5: a hundred times as many are the thousand of the requirement."""
        self.assertEqual(sum(ENTRIES.values()), 10)

    def test_good_run_reaches_every_bar(self):
        """DOS-5: fast with 1,000 entries, not 100 times as slow as with 10."""
        measured = self.get_measurements()
        self.assertEqual([bar.limit for bar in get_bars(measured)], [0.5, 4, 0, 0])
        self.assertEqual(self.get_missed(measured), [])

    def test_each_bar_fails_for_what_it_is_about(self):
        """DOS-5: slow, slower than the other, thirsty, and without an index."""
        cases = {
            "seconds_for_the_first_page_of_1,000_entries": {"seconds": 0.51},
            "times_as_long_as_that_of_10_entries": {"seconds": 0.41},
            "queries_more_than_that_of_10_entries": {"queries": 8},
            "tables_of_records_read_from_end_to_end": {"scans": ["sale_order"]},
        }
        for name, busy in cases.items():
            with self.subTest(name):
                self.assertIn(name, self.get_missed(self.get_measurements(**busy)))

    def test_worse_of_two_users_decides(self):
        """DOS-5: it is fast for everybody."""
        measured = self.get_measurements()
        measured.busy["specialist"] = self.get_page(0.3)
        measured.calm["specialist"] = self.get_page(0.01)
        (name,) = self.get_missed(measured)
        self.assertEqual(name, "times_as_long_as_that_of_10_entries")

    def test_facts_name_entries_and_time(self):
        """DOS-5: the report says how many entries, how long, how many queries."""
        facts = get_facts(self.get_measurements())
        self.assertIn("1,000 entries, 150 ms, 7 queries", facts["busy, head"])
        self.assertIn("200,000 entries", facts["archive, head"])
        self.assertEqual(facts["read from end to end"], "res_country")

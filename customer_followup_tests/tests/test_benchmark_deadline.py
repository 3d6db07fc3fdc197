"""The verdict about what deadlines cost, from what was measured."""

from odoo.tests import BaseCase, tagged

from ..benchmarks.cost import Cost
from ..benchmarks.deadline.bars import get_bars, get_facts
from ..benchmarks.deadline.dataset import CLOCKS_PER_CUSTOMER
from ..benchmarks.deadline.events import Start
from ..benchmarks.deadline.holiday import Recount
from ..benchmarks.deadline.measurements import Measurements
from ..benchmarks.deadline.single import BLOCKS, OFF, ON, WITHOUT, Desk, register_cases
from ..benchmarks.deadline.watching import Watch
from ..benchmarks.fresh_process import Usage

MEGABYTE = 2**20
CLOCKS = 100_000


@tagged("post_install", "-at_install")
class TestBenchmarkDeadline(BaseCase):
    def get_watch(self, seconds, missed=0):
        usage = Usage(seconds, 150 * MEGABYTE, 5 * MEGABYTE)
        return Watch(usage, 23, missed, climbed=missed, notices=missed, messages=20)

    def get_recount(self, seconds=25.0, queries=900, wrong=0):
        usage = Usage(seconds, 170 * MEGABYTE, 25 * MEGABYTE)
        moved = CLOCKS // 2
        return Recount(Cost(12, 0.1), usage, queries, CLOCKS, moved, wrong)

    def get_measurements(self, clocks=CLOCKS, **values):
        """Return what a good run measures: 4,000 deadlines counted again per second."""
        good = {
            "start": Start(Cost(2200, 30.0), clocks),
            "quiet": [self.get_watch(0.1)] * 3,
            "recount": self.get_recount(),
            "my_deadlines": {1: Cost(8, 0.1), 80: Cost(8, 0.1)},
            "cases": {
                WITHOUT: [Cost(21, 0.03)],
                OFF: [Cost(24, 0.036)],
                ON: [Cost(40, 0.06)],
            },
            "records": {OFF: [Cost(33, 0.03)], ON: [Cost(39, 0.04)]},
            "loud": self.get_watch(40.0, missed=clocks // 10),
        }
        return Measurements(clocks // CLOCKS_PER_CUSTOMER, **(good | values))

    def get_missed(self, measured):
        """Return the names of the bars that are not reached."""
        return [bar.name for bar in get_bars(measured) if not bar.ok]

    def test_good_run_reaches_every_bar(self):
        """issue 4: 2 seconds; 2,000 per second with 10 queries per 1,000."""
        measured = self.get_measurements()
        self.assertEqual([bar.limit for bar in get_bars(measured)], [2, 2000, 10, 0])
        self.assertEqual(self.get_missed(measured), [])

    def test_each_bar_fails_for_what_it_is_about(self):
        """issue 4: a slow job, a slow or thirsty recount, and a wrong deadline."""
        cases = {
            "seconds_for_the_job_with_nothing_to_tell": {
                "quiet": [self.get_watch(2.1)] * 3
            },
            "clocks_counted_again_per_second": {
                "recount": self.get_recount(seconds=51.0)
            },
            "queries_per_1,000_of_them": {"recount": self.get_recount(queries=1001)},
            "of_them_not_as_the_pure_function_and_the_log_say": {
                "recount": self.get_recount(wrong=1)
            },
        }
        for name, values in cases.items():
            with self.subTest(name):
                self.assertEqual(
                    self.get_missed(self.get_measurements(**values)), [name]
                )

    def test_one_slow_run_decides_nothing(self):
        """issue 4: the bars hold on a machine that others use."""
        quiet = [self.get_watch(seconds) for seconds in (0.1, 9.0, 0.1)]
        self.assertEqual(self.get_missed(self.get_measurements(quiet=quiet)), [])

    def test_fewer_deadlines_have_less_time(self):
        """issue 4: 2 seconds are for 100,000 deadlines, 1 second for 50,000."""
        quiet = [self.get_watch(1.1)] * 3
        measured = self.get_measurements(clocks=50_000, quiet=quiet)
        (name,) = self.get_missed(measured)
        self.assertEqual(name, "seconds_for_the_job_with_nothing_to_tell")

    def test_facts_compare_each_way_with_the_first(self):
        """issue 4: the report says what a case costs without and with promises."""
        facts = get_facts(self.get_measurements())
        self.assertIn("100,000", facts["clocks"])
        self.assertIn("1.00 times", facts["case, without the addon"])
        self.assertIn("2.00 times", facts["case, promises"])
        self.assertIn("10,000 missed", facts["missed and due soon"])

    def test_desks_take_turns(self):
        """issue 4: side by side, each way first as often as the others."""
        calls = []

        class Recorder(Desk):
            def work(self, prepare, act):
                calls.append(self.is_on)
                return [Cost(1, 0.1)]

        ways = (OFF, ON)
        costs = register_cases([Recorder(None, 1, (1,), way) for way in ways])
        self.assertEqual([len(costs[way]) for way in ways], [BLOCKS, BLOCKS])
        self.assertEqual([calls[::2].count(way) for way in ways], [BLOCKS // 2] * 2)

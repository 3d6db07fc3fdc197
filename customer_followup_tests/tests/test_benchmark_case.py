"""The verdict about what cases cost, from what was measured."""

from odoo.tests import BaseCase, tagged

from ..benchmarks.case.bars import get_bars, get_facts
from ..benchmarks.case.lists import Reading
from ..benchmarks.case.measurements import Measurements
from ..benchmarks.case.registering import ALONE, PLAIN, PROMISED, UNPROMISED
from ..benchmarks.case.statistics import Statistics
from ..benchmarks.cost import Cost

LIST = "All_Cases,_times_as_long_as_the_helpdesk's_list"
PROMISES = "complaint,_promises:_times_as_long_as_a_plain_ticket"


@tagged("post_install", "-at_install")
class TestBenchmarkCase(BaseCase):
    def get_costs(self, *seconds):
        return [Cost(9, second) for second in seconds]

    def get_measurements(self, ours=(0.1, 0.1, 0.1), theirs=(0.08,) * 3, promised=0.05):
        """Return what a good run measures, with the parts that are named."""
        analysed = self.get_costs(0.3, 0.3, 0.3)
        reading = Reading(10_001, self.get_costs(*ours), self.get_costs(*theirs))
        return Measurements(
            50_000,
            {"All Cases": reading},
            {
                ALONE: self.get_costs(0.03),
                PLAIN: self.get_costs(0.04),
                UNPROMISED: self.get_costs(0.045),
                PROMISED: self.get_costs(promised),
            },
            Statistics(ours=analysed, bare=analysed, said=analysed),
        )

    def get_missed(self, **values):
        """Return the names of the bars that are not reached."""
        bars = get_bars(self.get_measurements(**values))
        return [bar.name for bar in bars if not bar.ok]

    def test_good_run_reaches_every_bar(self):
        """CMP-1: lists at most half as long again, registering a third more."""
        bars = get_bars(self.get_measurements())
        self.assertEqual([bar.limit for bar in bars], [1.5, 1.3, 1.3, 2])
        self.assertEqual(self.get_missed(ours=(0.12,) * 3, promised=0.052), [])

    def test_each_bar_fails_for_what_it_is_about(self):
        """CMP-1: a slow list, or a slow registration."""
        self.assertEqual(self.get_missed(ours=(0.13,) * 3), [LIST])
        self.assertEqual(self.get_missed(promised=0.053), [PROMISES])

    def test_one_slow_round_decides_nothing(self):
        """CMP-1: rounds are compared one by one, as the machine is shared."""
        self.assertEqual(self.get_missed(ours=(0.1, 0.1, 9.9)), [])
        busy = {"ours": (0.1, 1.0, 0.1), "theirs": (0.08, 0.8, 0.08)}
        self.assertEqual(self.get_missed(**busy), [])

    def test_facts_name_lines_time_and_queries(self):
        """CMP-1: the report says what was compared with what."""
        facts = get_facts(self.get_measurements())
        self.assertIn("10,001 lines, 100.0 ms, 9 queries", facts["All Cases"])
        self.assertIn("the helpdesk's 80.0 ms", facts["All Cases"])
        self.assertIn("1.67 times the first", facts[PROMISED])

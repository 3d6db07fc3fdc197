"""The verdict about what watching credit costs, from what was measured."""

from odoo.tests import BaseCase, tagged

from ..benchmarks.cost import Cost
from ..benchmarks.credit.approvals import Refresh
from ..benchmarks.credit.bars import get_bars, get_facts
from ..benchmarks.credit.confirmation import HOLD, OFF, WITHOUT, Shop, run
from ..benchmarks.credit.measurements import STEPS, Measurements
from ..benchmarks.credit.nights import Night


@tagged("post_install", "-at_install")
class TestBenchmarkCredit(BaseCase):
    def get_measurements(self, customers=100_000, **values):
        """Return what a good run measures: 4 queries and 5 % more for an order."""
        orders = {
            WITHOUT: [Cost(80, 0.1)] * 3,
            OFF: [Cost(80, 0.1)] * 3,
            HOLD: [Cost(84, 0.105)] * 3,
        }
        good = {
            "orders": {"goods": orders, "service": orders},
            "headroom": {1: Cost(7, 0.01), 1000: Cost(7, 0.1)},
            "opening": Cost(8, 2.0),
            "nights": dict.fromkeys(STEPS, Night(Cost(23, 2.0), customers, 0, 0)),
            "contacts": {"write at once": [[Cost(10, 0.1), Cost(10, 0.1)]] * 3},
            "refresh": Refresh(Cost(9, 1.0), Cost(9, 1.0), Cost(9, 1.0)),
        }
        return Measurements(customers, **(good | values))

    def get_missed(self, measured):
        """Return the names of the bars that are not reached."""
        return [bar.name for bar in get_bars(measured) if not bar.ok]

    def set_orders(self, *costs):
        """Return a run in which checked orders of goods cost ``costs``."""
        measured = self.get_measurements()
        goods = measured.orders["goods"] | {HOLD: list(costs)}
        measured.orders = measured.orders | {"goods": goods}
        return measured

    def test_good_run_reaches_every_bar(self):
        """issue 3: 12 queries and 10 % for an order, 15 queries, 10 seconds."""
        bars = get_bars(self.get_measurements())
        self.assertEqual([bar.limit for bar in bars], [12, 1.1, 15, 0, 10])
        self.assertEqual(self.get_missed(self.get_measurements()), [])

    def test_orders_are_compared_with_a_database_without_the_addon(self):
        """issue 3: 13 queries or 11 % more than without the addon are too many."""
        cases = {
            "more_queries_to_confirm_an_order": Cost(93, 0.1),
            "times_as_long_to_confirm_an_order": Cost(80, 0.111),
        }
        for name, cost in cases.items():
            with self.subTest(name):
                self.assertEqual(self.get_missed(self.set_orders(*[cost] * 3)), [name])

    def test_one_slow_order_decides_nothing(self):
        """issue 3: the bars hold on a machine that others use."""
        measured = self.set_orders(Cost(84, 0.1), Cost(99, 5.0), Cost(84, 0.1))
        self.assertEqual(self.get_missed(measured), [])

    def test_headroom_may_not_grow_with_the_customers(self):
        """G17: as many queries for 1,000 as for one."""
        headroom = {1: Cost(7, 0.01), 1000: Cost(8, 0.1)}
        measured = self.get_measurements(headroom=headroom)
        self.assertEqual(
            self.get_missed(measured), ["more_queries_for_them_than_for_one"]
        )

    def test_fewer_customers_have_less_time(self):
        """issue 3: 10 seconds are for 100,000 customers, 1 second for 10,000."""
        (name,) = self.get_missed(self.get_measurements(customers=10_000))
        self.assertEqual(name, "seconds_to_compare_all_terms_with_the_log")

    def test_facts_name_each_way_to_confirm(self):
        """issue 3: the report says what was compared, and its size."""
        facts = get_facts(self.get_measurements())
        self.assertIn("100,000", facts["customers"])
        for label in ("without the addon", "not checked", "checked"):
            with self.subTest(label):
                self.assertIn("ms", facts[f"order of goods, {label}"])

    def test_ways_to_confirm_take_turns(self):
        """issue 3: side by side, each way first as often as the others."""
        calls = []

        class Recorder(Shop):
            def sell(self, customer_id):
                calls.append(self.check)
                return Cost(1, 0.1)

        ways = (WITHOUT, OFF, HOLD)
        costs = run([Recorder(None, {}, "goods", check) for check in ways], 4)
        self.assertEqual([len(costs[check]) for check in ways], [4, 4, 4])
        self.assertEqual([calls[:27:3].count(check) for check in ways], [3, 3, 3])

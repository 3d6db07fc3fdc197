"""What watching credit may cost, and the facts behind it."""

from statistics import median

from ..cost import Cost
from ..report import Bar
from .approvals import REQUESTS, Refresh
from .confirmation import HOLD, OFF, WITHOUT
from .contacts import COUNT
from .measurements import Measurements
from .nights import Night

MOST_CUSTOMERS = 100_000
SECONDS = 10
"""For so many customers; for fewer, as much less, but never less than for …"""
FEWEST_CUSTOMERS = 10_000
"""… as a night costs something whatever the number."""


def get_bars(measured: Measurements) -> list[Bar]:
    """Return what is promised; orders by comparison within this run."""
    goods, headroom = measured.orders["goods"], measured.headroom
    return [
        Bar(
            name="more_queries_to_confirm_an_order",
            measured=_get_queries(goods[HOLD]) - _get_queries(goods[WITHOUT]),
            at_most=12,
        ),
        Bar(
            name="times_as_long_to_confirm_an_order",
            measured=_get_ratio(goods[WITHOUT], goods[HOLD]),
            at_most=1.1,
        ),
        Bar(
            name="queries_for_the_headroom_of_1,000_customers",
            measured=headroom[max(headroom)].queries,
            at_most=15,
        ),
        Bar(
            name="more_queries_for_them_than_for_one",
            measured=headroom[max(headroom)].queries - headroom[min(headroom)].queries,
            at_most=0,
        ),
        Bar(
            name="seconds_to_compare_all_terms_with_the_log",
            measured=measured.nights["nothing differs"].cost.seconds,
            at_most=SECONDS
            * max(measured.customers, FEWEST_CUSTOMERS)
            / MOST_CUSTOMERS,
        ),
    ]


def get_facts(measured: Measurements) -> dict[str, str]:
    """Return what the reader of the bars wants to know besides."""
    return {
        "customers": f"{measured.customers:,} with 3 orders and 2 invoices each",
        **dict(_describe_orders(measured.orders)),
        **{
            f"headroom of {size:,}": _describe(cost)
            for size, cost in measured.headroom.items()
        },
        "opening entries": _describe(measured.opening),
        **{
            f"night: {name}": _describe_night(night)
            for name, night in measured.nights.items()
        },
        **{
            f"contacts, {name}": _describe_change(pairs)
            for name, pairs in measured.contacts.items()
        },
        **_describe_refresh(measured.refresh),
    }


def _describe_orders(orders: dict[str, dict[str | None, list[Cost]]]):
    labels = {WITHOUT: "without the addon", OFF: "not checked", HOLD: "checked"}
    for product, costs in orders.items():
        for check, label in labels.items():
            milliseconds = 1000 * median(cost.seconds for cost in costs[check])
            ratio = _get_ratio(costs[WITHOUT], costs[check])
            yield (
                f"order of {product}, {label}",
                f"{_get_queries(costs[check]):.0f} queries, {milliseconds:.1f} ms, "
                f"{ratio:.2f} times",
            )


def _describe(cost: Cost) -> str:
    return f"{cost.seconds:.2f} s, {cost.queries:,} queries"


def _describe_night(night: Night) -> str:
    return f"{_describe(night.cost)}; {night.new:,} new, {night.resolved:,} resolved"


def _describe_change(pairs: list[list[Cost]]) -> str:
    without, with_addon = zip(*pairs, strict=True)
    more = _get_queries(with_addon) - _get_queries(without)
    milliseconds = 1000 * median(cost.seconds for cost in with_addon) / COUNT
    return (
        f"{milliseconds:.2f} ms each, {_get_ratio(without, with_addon):.2f} times as "
        f"long, {more:.0f} more queries for {COUNT}"
    )


def _describe_refresh(refresh: Refresh) -> dict[str, str]:
    return {
        f"{REQUESTS} requests submitted": _describe(refresh.submission),
        "who can sign them, nobody new": _describe(refresh.nothing_changed),
        "one more signer for them": _describe(refresh.one_more_signer),
    }


def _get_queries(costs: list[Cost]) -> float:
    return median(cost.queries for cost in costs)


def _get_ratio(without: list[Cost], costs: list[Cost]) -> float:
    """Return how many times as long, by comparing what was measured in turn."""
    pairs = zip(without, costs, strict=True)
    return median(cost.seconds / other.seconds for other, cost in pairs)

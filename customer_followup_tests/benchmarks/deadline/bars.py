"""What clocks may cost, and the facts behind it."""

from statistics import median

from ..cost import Cost
from ..report import Bar
from .holiday import SAMPLE
from .measurements import Measurements
from .single import OFF, ON, WITHOUT
from .watching import Watch

MOST_CLOCKS = 100_000
SECONDS = 2
"""For so many clocks; for fewer, as much less, but never less than for …"""
FEWEST_CLOCKS = 20_000
"""… as a run costs something whatever the number."""


def get_bars(measured: Measurements) -> list[Bar]:
    """Return what is promised."""
    recount, clocks = measured.recount, measured.start.clocks
    return [
        Bar(
            name="seconds_for_the_job_with_nothing_to_tell",
            measured=median(watch.usage.seconds for watch in measured.quiet),
            at_most=SECONDS * max(clocks, FEWEST_CLOCKS) / MOST_CLOCKS,
        ),
        Bar(
            name="clocks_counted_again_per_second",
            measured=recount.speed,
            at_least=2000,
        ),
        Bar(
            name="queries_per_1,000_of_them",
            measured=recount.queries / recount.clocks * 1000,
            at_most=10,
        ),
        Bar(
            name="of_them_not_as_the_pure_function_and_the_log_say",
            measured=recount.wrong,
            at_most=0,
        ),
    ]


def get_facts(measured: Measurements) -> dict[str, str]:
    """Return what the reader of the bars wants to know besides."""
    recount, start = measured.recount, measured.start
    return {
        "clocks": f"{start.clocks:,} of {measured.customers:,} customers",
        "clocks started by events": f"{start.clocks / start.cost.seconds:,.0f} per "
        f"second, {start.cost.queries / start.clocks * 1000:.1f} queries per 1,000",
        "job with nothing to tell": _describe_watch(measured.quiet[0]),
        "holiday entered": _describe(recount.entry),
        "counted again": f"{recount.clocks:,} in {recount.usage.seconds:.1f} s, "
        f"{recount.moved:,} moved, {SAMPLE:,} compared; {_describe_memory(recount)}",
        **_describe_documents("case", measured.cases),
        **_describe_documents("record of a contact", measured.records),
        **{
            f"My Deadlines, {size} lines": _describe(cost)
            for size, cost in measured.my_deadlines.items()
        },
        **dict(_describe_loud(measured.loud)),
    }


def _describe(cost: Cost) -> str:
    return f"{1000 * cost.seconds:,.0f} ms, {cost.queries:,} queries"


def _describe_memory(measured) -> str:
    usage = measured.usage
    return f"{usage.peak / 2**20:.0f} MB, {usage.growth / 2**20:.1f} MB of it for that"


def _describe_watch(watch: Watch) -> str:
    return (
        f"{watch.usage.seconds:.2f} s, {watch.queries:,} queries, "
        f"{_describe_memory(watch)}"
    )


def _describe_documents(name: str, costs: dict[bool | None, list[Cost]]):
    labels = {WITHOUT: "without the addon", OFF: "no promise", ON: "promises"}
    first = next(iter(costs))
    return {
        f"{name}, {labels[way]}": f"{_get_queries(costs[way]):.0f} queries, "
        f"{1 / _get_seconds(costs[way]):.0f} per second, "
        f"{_get_seconds(costs[way]) / _get_seconds(costs[first]):.2f} times"
        for way in labels
        if way in costs
    }


def _describe_loud(watch: Watch):
    yield (
        "missed and due soon",
        f"{watch.missed:,} missed, {watch.notices:,} notices in {watch.messages} "
        f"messages",
    )
    yield "climbing their ladders", _describe_watch(watch)
    yield (
        "clocks climbed per second",
        f"{watch.climbed / watch.usage.seconds:,.0f}",
    )


def _get_queries(costs: list[Cost]) -> float:
    return median(cost.queries for cost in costs)


def _get_seconds(costs: list[Cost]) -> float:
    return median(cost.seconds for cost in costs)

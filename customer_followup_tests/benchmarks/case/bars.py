"""What lists of cases and registering one may cost, and the facts behind it."""

from statistics import median

from ..cost import Cost
from ..report import Bar
from .lists import Reading
from .measurements import Measurements
from .registering import ALONE, PLAIN, PROMISED, UNPROMISED
from .statistics import get_statistics_bars, get_statistics_facts

TIMES_THE_LIST = 1.5
TIMES_A_TICKET = 1.3


def get_bars(measured: Measurements) -> list[Bar]:
    """Return what is promised."""
    return [
        *(
            Bar(
                name=f"{name.replace(' ', '_')},_times_as_long_as_the_helpdesk's_list",
                measured=_compare(reading),
                at_most=TIMES_THE_LIST,
            )
            for name, reading in measured.lists.items()
        ),
        *(
            Bar(
                name=f"{way.replace(' ', '_')}:_times_as_long_as_a_plain_ticket",
                measured=_get_seconds(measured.registered[way])
                / _get_seconds(measured.registered[PLAIN]),
                at_most=TIMES_A_TICKET,
            )
            for way in (UNPROMISED, PROMISED)
        ),
        *get_statistics_bars(measured.statistics),
    ]


def _compare(reading: Reading) -> float:
    """Return how many times as long ours takes, in the middle of all rounds."""
    pairs = zip(reading.ours, reading.theirs, strict=True)
    return median(ours.seconds / theirs.seconds for ours, theirs in pairs)


def _get_seconds(costs: list[Cost]) -> float:
    return median(cost.seconds for cost in costs)


def _describe(costs: list[Cost]) -> str:
    queries = median(cost.queries for cost in costs)
    return f"{_get_seconds(costs) * 1000:,.1f} ms, {queries:,.0f} queries"


def get_facts(measured: Measurements) -> dict[str, str]:
    """Return what the reader of the bars wants to know besides."""
    alone = measured.registered[ALONE]
    lists = {
        name: f"{reading.length:,} lines, {_describe(reading.ours)}; "
        f"the helpdesk's {_describe(reading.theirs)}"
        for name, reading in measured.lists.items()
    }
    registered = {
        way: f"{_describe(costs)}, "
        f"{_get_seconds(costs) / _get_seconds(alone):.2f} times the first"
        for way, costs in measured.registered.items()
    }
    analysed = get_statistics_facts(measured.statistics)
    return {"cases": f"{measured.cases:,}", **lists, **registered, **analysed}

"""What opening a follow-up and the list *Today* may cost, and the facts behind it."""

from statistics import median

from ..cost import Cost
from ..report import Bar
from .lists import Reading
from .measurements import Measurements

MORE_QUERIES = 15
TIMES_AS_LONG = 1.5


def get_bars(measured: Measurements) -> list[Bar]:
    """Return what is promised: beside either kind of activities, the worse of them."""
    today, *activities = measured.lists.values()
    none, many = measured.opened
    return [
        Bar(
            name="queries_more_to_open_one_after_200_visits",
            measured=many.queries - none.queries,
            at_most=MORE_QUERIES,
        ),
        Bar(
            name="Today,_times_as_long_as_the_list_of_activities",
            measured=max(_compare(today, other) for other in activities),
            at_most=TIMES_AS_LONG,
        ),
    ]


def _compare(reading: Reading, other: Reading) -> float:
    """Return how many times as long one takes, in the middle of all rounds."""
    rounds = zip(reading.costs, other.costs, strict=True)
    return median(one.seconds / two.seconds for one, two in rounds)


def get_facts(measured: Measurements) -> dict[str, str]:
    """Return what the reader of the bars wants to know besides."""
    none, many = measured.opened
    today, *_activities = measured.lists.values()
    facts = {
        "customers": f"{measured.customers:,}",
        "opened, without earlier visits": _describe(none),
        "opened, with 200": _describe(many),
    }
    for name, reading in measured.lists.items():
        middle = Cost(
            round(median(cost.queries for cost in reading.costs)),
            median(cost.seconds for cost in reading.costs),
        )
        ratio = "" if reading is today else f", Today {_compare(today, reading):.2f}"
        facts[name] = f"{reading.length:,} lines, {_describe(middle)}{ratio}"
    facts["Coverage and Results, 90 days"] = (
        f"{measured.analysed:,} rows, {_describe(measured.analysis)}"
    )
    return facts


def _describe(cost: Cost) -> str:
    return f"{cost.seconds * 1000:,.0f} ms, {cost.queries:,} queries"

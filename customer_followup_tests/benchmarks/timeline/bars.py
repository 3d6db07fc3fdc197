"""What the timeline of a customer may cost, and the facts behind it."""

from statistics import median

from ..report import Bar
from .dataset import TABLES
from .measurements import Measurements
from .pages import Page

BIG_TABLES = {table for table, _rows, _values in TABLES.values()}
"""PostgreSQL rightly reads what is small from end to end."""


def get_bars(measured: Measurements) -> list[Bar]:
    """Return what is promised: by whoever opens the timeline, the worse of them."""
    busy, calm = measured.busy, measured.calm
    return [
        Bar(
            name="seconds_for_the_first_page_of_1,000_entries",
            measured=max(map(_get_seconds, busy.values())),
            at_most=0.5,
        ),
        Bar(
            name="times_as_long_as_that_of_10_entries",
            measured=max(
                _get_seconds(busy[name]) / _get_seconds(calm[name]) for name in busy
            ),
            at_most=4,
        ),
        Bar(
            name="queries_more_than_that_of_10_entries",
            measured=max(
                _get_queries(busy[name]) - _get_queries(calm[name]) for name in busy
            ),
            at_most=0,
        ),
        Bar(
            name="tables_of_records_read_from_end_to_end",
            measured=len(BIG_TABLES & _list_scans(measured)),
            at_most=0,
        ),
    ]


def _list_scans(measured: Measurements) -> frozenset[str]:
    pages = [*measured.busy.values(), *measured.calm.values()]
    return frozenset().union(*(page.scans for page in pages))


def get_facts(measured: Measurements) -> dict[str, str]:
    """Return what the reader of the bars wants to know besides."""
    scans = ", ".join(sorted(_list_scans(measured)))
    facts = {
        "customers": f"{measured.customers:,}",
        "read from end to end": scans or "nothing",
    }
    for title in ("busy", "calm", "archive"):
        for name, page in getattr(measured, title).items():
            facts[f"{title}, {name}"] = _describe(page)
    return facts


def _describe(page: Page) -> str:
    return (
        f"{page.entries:,} entries, {_get_seconds(page) * 1000:.0f} ms, "
        f"{_get_queries(page)} queries"
    )


def _get_seconds(page: Page) -> float:
    return median(cost.seconds for cost in page.costs)


def _get_queries(page: Page) -> int:
    return round(median(cost.queries for cost in page.costs))

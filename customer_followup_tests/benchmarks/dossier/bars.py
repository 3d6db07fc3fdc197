"""What dossiers may cost, and the facts behind it."""

from ..cost import Cost
from ..report import Bar
from .measurements import Measurements, Refresh

MOST_CUSTOMERS = 100_000
SECONDS = 60
"""For so many customers with eight types; for fewer, as much less."""
SHIPPED_MEMORY = 64 * 2**20
"""How much more memory all may take than the pilot; a batch, whatever the number."""
MORE_QUERIES = 8


def get_bars(measured: Measurements) -> list[Bar]:
    """Return what is promised."""
    pilot, whole = measured.refreshes
    return [
        Bar(
            name="seconds_to_work_out_all_dossiers",
            measured=whole.usage.seconds,
            at_most=SECONDS * max(whole.customers, 10_000) / MOST_CUSTOMERS,
        ),
        Bar(
            name="more_megabytes_than_for_1,000_customers",
            measured=(whole.usage.growth - pilot.usage.growth) / 2**20,
            at_most=SHIPPED_MEMORY / 2**20,
        ),
        Bar(
            name="more_queries_to_open_a_customer",
            measured=measured.opened.queries - measured.opened_without.queries,
            at_most=MORE_QUERIES,
        ),
    ]


def get_facts(measured: Measurements) -> dict[str, str]:
    """Return what the reader of the bars wants to know besides."""
    pilot, whole = measured.refreshes
    return {
        "customers": f"{measured.customers:,}, eight papers each",
        "1,000 worked out": _describe(pilot),
        "all worked out": _describe(whole),
        "once more, nothing new": _describe(measured.unchanged),
        "one document verified": _describe_cost(measured.document),
        "customer opened": _describe_cost(measured.opened),
        "without the addon": _describe_cost(measured.opened_without),
    }


def _describe(refresh: Refresh) -> str:
    usage = refresh.usage
    return (
        f"{usage.seconds:.1f} s, {refresh.changed:,} written, {refresh.queries:,} "
        f"queries, {usage.growth / 2**20:.0f} MB more"
    )


def _describe_cost(cost: Cost) -> str:
    return f"{1000 * cost.seconds:,.0f} ms, {cost.queries:,} queries"

"""What sharing customers out may cost, and the facts behind it."""

from ..cost import Cost
from ..report import Bar
from .dataset import SPECIALISTS
from .measurements import MOST_CUSTOMERS, Measurements

SECONDS = 10
"""For the most customers; for fewer, as much less, but never less than for …"""
FEWEST_CUSTOMERS = 2_000
"""… as a dialog costs something whatever the number."""
# the lowest ability, of what one customer weighs
WIDEST_SPREAD = 100 / 60


def get_bars(measured: Measurements) -> list[Bar]:
    """Return what is promised."""
    share = max(measured.customers, FEWEST_CUSTOMERS) / MOST_CUSTOMERS
    pairs = max(measured.customers / 1000, 1) * SPECIALISTS
    return [
        Bar(
            name="seconds_for_the_preview",
            measured=measured.preview.seconds,
            at_most=SECONDS * share,
        ),
        Bar(
            name="seconds_for_the_assignment",
            measured=measured.assignment.seconds,
            at_most=SECONDS * share,
        ),
        Bar(
            name="queries_of_the_preview_per_1,000_and_specialist",
            measured=measured.preview.queries / pairs,
            at_most=1,
        ),
        Bar(
            name="customers_that_were_not_assigned",
            measured=measured.customers - measured.assigned,
            at_most=0,
        ),
        Bar(
            name="loads_for_the_ability_apart",
            measured=measured.spread,
            at_most=WIDEST_SPREAD,
        ),
    ]


def get_facts(measured: Measurements) -> dict[str, str]:
    """Return what the reader of the bars wants to know besides."""
    return {
        "assigned": f"{measured.assigned:,} customers to {SPECIALISTS} specialists",
        "preview": _describe(measured.preview),
        "assignment": _describe(measured.assignment),
        f"handover of {measured.moved:,} records": _describe(measured.handover),
        "return of all of them": _describe(measured.back),
    }


def _describe(cost: Cost) -> str:
    return f"{cost.seconds:.1f} s, {cost.queries:,} queries"

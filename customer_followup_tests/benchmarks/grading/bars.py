"""What grading may cost, and the facts behind it."""

from ..fresh_process import Usage
from ..report import Bar
from .measurements import Measurements

MOST_CUSTOMERS = 100_000
SECONDS = 120
"""For so many customers; for fewer, as much less, but never less than for …"""
FEWEST_CUSTOMERS = 10_000
"""… as a run costs something whatever the number."""
TIMES_AS_LONG = 3
"""As the bare queries of the measures."""
MORE_MEGABYTES = 16
LESS_THAN_LINEAR = 1.5
"""How many times as long a customer may take when there are ten times as many."""
TIMES_AS_FAST = 10
"""As the obvious loop."""


def get_bars(measured: Measurements) -> list[Bar]:
    """Return what is promised; ratios within this run."""
    pilot, whole = measured.pilot, measured.whole
    share = max(whole.customers, FEWEST_CUSTOMERS) / MOST_CUSTOMERS
    bars = []
    for name, small, large in (
        ("run", pilot.run, whole.run),
        ("what-if", pilot.what_if, whole.what_if),
    ):
        growth = large.seconds / small.seconds / (whole.customers / pilot.customers)
        bars += [
            Bar(
                name=f"{name}:_times_as_long_as_bare_sql",
                measured=large.seconds / whole.bare_seconds,
                at_most=TIMES_AS_LONG,
            ),
            Bar(
                name=f"{name}:_seconds",
                measured=large.seconds,
                at_most=SECONDS * share,
            ),
            Bar(
                name=f"{name}:_times_as_long_per_customer_for_10_x",
                measured=growth,
                at_most=LESS_THAN_LINEAR,
            ),
            Bar(
                name=f"{name}:_more_megabytes_for_10_x_customers",
                measured=(large.growth - small.growth) / 2**20,
                at_most=MORE_MEGABYTES,
            ),
        ]
    bars.append(
        Bar(
            name="what-if:_times_as_fast_as_the_obvious_loop",
            measured=measured.loop_seconds * whole.customers / whole.what_if.seconds,
            at_least=TIMES_AS_FAST,
        )
    )
    return bars


def get_facts(measured: Measurements) -> dict[str, str]:
    """Return what the reader of the bars wants to know besides."""
    facts = {"customers": f"{measured.whole.customers:,}, 5 orders and invoices each"}
    for which in (measured.pilot, measured.whole):
        number = f"{which.customers:,}"
        times = ", ".join(f"{seconds:.1f}" for seconds in which.bare)
        facts |= {
            f"bare SQL for {number}": f"{times} s",
            f"what-if for {number}": _describe(which.what_if),
            f"run for {number}": _describe(which.run),
            f"applied, {number}": _describe(which.applied),
            f"run once more for {number}": _describe(which.again),
        }
    details = (f"{name} {seconds:.1f}" for name, seconds in measured.details.items())
    return facts | {
        "the obvious loop": f"{1000 * measured.loop_seconds:.0f} ms per customer",
        "seconds of bare SQL": ", ".join(details),
    }


def _describe(usage: Usage) -> str:
    return f"{usage.seconds:.1f} s, {usage.growth / 2**20:.0f} MB more"

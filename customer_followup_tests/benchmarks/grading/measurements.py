"""Everything that one run of this benchmark measures, in its order."""

from dataclasses import dataclass, field
from statistics import mean

from ..fresh_process import Site, Usage, in_fresh_process
from ..report import say
from . import dataset, work
from .scheme import approve_scheme

SAMPLE = 40


@dataclass
class Round:
    """What was measured with so many customers.

    :param bare: seconds of the bare queries, before and after the rest
    """

    customers: int
    bare: list[float] = field(default_factory=list)
    what_if: Usage | None = None
    run: Usage | None = None
    again: Usage | None = None
    applied: Usage | None = None

    @property
    def bare_seconds(self) -> float:
        return mean(self.bare)


@dataclass
class Measurements:
    """What was measured.

    :param pilot: with a tenth of the customers
    :param loop_seconds: of the obvious loop, per customer
    :param details: seconds of each bare query
    """

    pilot: Round
    whole: Round
    loop_seconds: float
    details: dict[str, float]


def take_measurements(site: Site, customers: int) -> Measurements:
    """Build the company and measure, with a tenth of the customers first."""
    facts = in_fresh_process(dataset.prepare, site)
    in_fresh_process(approve_scheme, site)
    tenth = customers // 10
    with site.connect() as cursor:
        say(f"Adding {tenth:,} customers")
        dataset.add_customers(cursor, facts, 1, tenth)
        pilot = _measure_round(site, cursor, tenth)
        work.clear(cursor)
        say(f"Adding {customers - tenth:,} customers")
        dataset.add_customers(cursor, facts, tenth + 1, customers)
        whole = _measure_round(site, cursor, customers)
    say("The obvious loop")
    loop_seconds = in_fresh_process(work.loop_over_records, site, SAMPLE)
    details = in_fresh_process(work.get_bare_details, site)
    return Measurements(pilot, whole, loop_seconds, details)


def _measure_round(site: Site, cursor, customers: int) -> Round:
    """Measure what is compared one after the other.

    The bare queries before and after, as the machine may be busier for a while.
    """
    measured = Round(customers)
    say(f"Grading {customers:,} customers")
    in_fresh_process(work.run_bare_sql, site)  # reads the tables from the disk
    measured.bare.append(in_fresh_process(work.run_bare_sql, site))
    measured.what_if = _check(in_fresh_process(work.ask_what_if, site), customers)
    measured.bare.append(in_fresh_process(work.run_bare_sql, site))
    measured.run = _check(in_fresh_process(work.run_all, site), customers)
    measured.bare.append(in_fresh_process(work.run_bare_sql, site))
    say("Applying what is proposed, and grading once more")
    measured.applied = _check(in_fresh_process(work.apply_all, site), customers)
    measured.again = _check(in_fresh_process(work.run_all, site), customers)
    return measured


def _check(outcome: tuple[Usage, int], customers: int) -> Usage:
    usage, count = outcome
    # the database comes with a few customers of its own
    if not customers <= count <= customers + 100:
        raise RuntimeError(f"{count} of {customers} customers")
    return usage

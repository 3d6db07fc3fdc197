"""The command ``script/bench``: measure everything in one run, compare, report."""

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass

from . import assignment, case, credit, deadline, dossier, grading, job, timeline, visit
from .fresh_process import Site
from .report import Result, describe_machine, format_json, format_table

SMALLEST = 1000
"""Customers; with fewer there are not enough for a sample."""


@dataclass(frozen=True)
class Sites:
    """The databases to fill and measure, without demo data.

    :param job: with the addon, for the nightly job
    :param credit: with the addon, for credit
    :param deadline: with the addon, for deadlines
    :param dossier: with the addon, for dossiers
    :param timeline: with the addon, for the timeline of customers
    :param assignment: with the addon, for assigning customers
    :param grading: with the addon, for grading customers
    :param visit: with the addon, for visits
    :param case: with the addon, for cases
    :param plain: without the addon, to compare with
    """

    job: Site
    credit: Site
    deadline: Site
    dossier: Site
    timeline: Site
    assignment: Site
    grading: Site
    visit: Site
    case: Site
    plain: Site


def measure_job(sites: Sites, customers: int) -> Result:
    """Measure the nightly job."""
    measured = job.take_measurements(sites.job, customers)
    return Result("Nightly job", job.get_bars(measured), job.get_facts(measured))


def measure_credit(sites: Sites, customers: int) -> Result:
    """Measure what watching credit costs."""
    measured = credit.take_measurements(sites.credit, sites.plain, customers)
    return Result("Credit", credit.get_bars(measured), credit.get_facts(measured))


def measure_deadline(sites: Sites, customers: int) -> Result:
    """Measure what clocks cost: to watch, to count again, to start."""
    measured = deadline.take_measurements(sites.deadline, sites.plain, customers)
    bars, facts = deadline.get_bars(measured), deadline.get_facts(measured)
    return Result("Deadlines", bars, facts)


def measure_dossier(sites: Sites, customers: int) -> Result:
    """Measure what it costs to know how complete dossiers are."""
    measured = dossier.take_measurements(sites.dossier, sites.plain, customers)
    bars, facts = dossier.get_bars(measured), dossier.get_facts(measured)
    return Result("Dossiers", bars, facts)


def measure_timeline(sites: Sites, customers: int) -> Result:
    """Measure the first page of what is known about a customer."""
    measured = timeline.take_measurements(sites.timeline, customers)
    bars, facts = timeline.get_bars(measured), timeline.get_facts(measured)
    return Result("Timeline", bars, facts)


def measure_assignment(sites: Sites, customers: int) -> Result:
    """Measure sharing customers out, and handing over."""
    measured = assignment.take_measurements(sites.assignment, customers)
    bars, facts = assignment.get_bars(measured), assignment.get_facts(measured)
    return Result("Assignment", bars, facts)


def measure_grading(sites: Sites, customers: int) -> Result:
    """Measure grading all customers."""
    measured = grading.take_measurements(sites.grading, customers)
    return Result("Grading", grading.get_bars(measured), grading.get_facts(measured))


def measure_visit(sites: Sites, customers: int) -> Result:
    """Measure opening a follow-up, and the list of those due today."""
    measured = visit.take_measurements(sites.visit, customers)
    return Result("Visits", visit.get_bars(measured), visit.get_facts(measured))


def measure_case(sites: Sites, customers: int) -> Result:
    """Measure lists of cases, registering one more, and what is counted of them."""
    measured = case.take_measurements(sites.case, sites.plain, customers)
    return Result("Cases", case.get_bars(measured), case.get_facts(measured))


BENCHMARKS: dict[str, Callable[[Sites, int], Result]] = {
    "job": measure_job,
    "credit": measure_credit,
    "deadline": measure_deadline,
    "dossier": measure_dossier,
    "timeline": measure_timeline,
    "assignment": measure_assignment,
    "grading": measure_grading,
    "visit": measure_visit,
    "case": measure_case,
}


def main(argv: list[str], sites: Sites) -> int:
    """Run the benchmarks; the exit code is 1 if a bar is not reached."""
    arguments = parse(argv)
    names = [arguments.benchmark] if arguments.benchmark else list(BENCHMARKS)
    results = [BENCHMARKS[name](sites, arguments.customers) for name in names]
    bars = [bar for result in results for bar in result.bars]
    if arguments.json:
        text = format_json(bars)
    else:
        with sites.job.connect() as cursor:
            text = format_table(results, describe_machine(cursor))
    sys.stdout.write(text)
    return 0 if all(bar.ok for bar in bars) else 1


def parse(argv: list[str]) -> argparse.Namespace:
    """Return what was asked for; ``benchmark`` is ``None`` for all of them."""
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument("benchmark", nargs="?", choices=BENCHMARKS)
    parser.add_argument("--customers", type=int, default=20_000, metavar="N")
    parser.add_argument("--json", action="store_true", help="print one object per bar")
    arguments = parser.parse_args(argv)
    if arguments.customers < SMALLEST:
        parser.error(f"--customers must be at least {SMALLEST}")
    return arguments

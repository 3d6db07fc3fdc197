"""Everything that one run of this benchmark measures, in its order."""

from dataclasses import dataclass, field

from ..fresh_process import Site, in_fresh_process
from ..report import say
from . import bare_sql, dataset, nightly_job, time_rule
from .nightly_job import Run

REPEATS = 3


@dataclass
class Measurements:
    """What was measured; lists hold the repeats of one thing.

    :param small_runs: the job with a tenth of the customers
    :param bare_detection: seconds of each rule's query, by its name
    :param idle_run: the job when nothing is due
    :param automation_speeds: activities per second by ``base_automation``
    :param quiet_automation_speed: the same without its notifications
    """

    customers: int
    small_runs: list[Run] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    detection_seconds: list[float] = field(default_factory=list)
    bare_detection: list[dict[str, float]] = field(default_factory=list)
    bare_seconds: list[float] = field(default_factory=list)
    automation_speeds: list[float] = field(default_factory=list)
    quiet_automation_speed: float = 0.0
    idle_run: Run | None = None


def take_measurements(site: Site, customers: int) -> Measurements:
    """Build the company and measure, with a tenth of the customers first."""
    measured = Measurements(customers)
    say("Installing base_automation")
    in_fresh_process(time_rule.install, site)
    company = in_fresh_process(dataset.prepare, site)
    tenth = customers // 10
    with site.connect() as cursor:
        say(f"Adding {tenth:,} customers")
        dataset.add_customers(cursor, company, 1, tenth)
        for number in range(1, REPEATS + 1):
            say(f"Nightly job with {tenth:,} customers, {number} of {REPEATS}")
            bare_sql.clear(cursor)
            measured.small_runs.append(in_fresh_process(nightly_job.run, site))
        say(f"Adding {customers - tenth:,} customers")
        dataset.add_customers(cursor, company, tenth + 1, customers)
        for number in range(1, REPEATS + 1):
            say(f"Nightly job, bare SQL and base_automation, {number} of {REPEATS}")
            _measure_in_turn(site, cursor, measured)
    say("Nightly job with nothing due, base_automation without notifications")
    # the first puts right what bare SQL does not write, on the customers
    in_fresh_process(nightly_job.run, site)
    measured.idle_run = in_fresh_process(nightly_job.run, site)
    measured.quiet_automation_speed = in_fresh_process(time_rule.run, site, True)
    return measured


def _measure_in_turn(site: Site, cursor, measured: Measurements):
    """Measure what is compared one after the other, each from the same empty start.

    In turn, so that a machine that is busier for a minute is busier for all.
    """
    bare_sql.clear(cursor)
    queries = in_fresh_process(nightly_job.get_queries, site)
    bare_sql.find(cursor, queries)  # what is read once is in memory for both
    measured.bare_detection.append(bare_sql.find(cursor, queries))
    measured.detection_seconds.append(in_fresh_process(nightly_job.detect, site))
    measured.automation_speeds.append(in_fresh_process(time_rule.run, site))
    bare_sql.clear(cursor)
    measured.runs.append(in_fresh_process(nightly_job.run, site))
    bare_sql.set_aside(cursor)
    bare_sql.clear(cursor)
    measured.bare_seconds.append(bare_sql.write(cursor))

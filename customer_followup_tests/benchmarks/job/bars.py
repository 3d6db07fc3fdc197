"""What is promised of the nightly job, and the facts behind it."""

from math import log10
from statistics import median

from ..report import Bar
from .measurements import Measurements
from .nightly_job import Run


def get_bars(measured: Measurements) -> list[Bar]:
    """Return what is promised, each as a ratio within this run."""
    seconds = _get_seconds(measured.runs)
    # what it takes to find what is due has a bar of its own
    writing = seconds - median(measured.detection_seconds)
    speed = measured.runs[0].followups / writing
    return [
        Bar(
            name="finding:_times_as_long_as_bare_queries",
            measured=median(measured.detection_seconds) / _get_bare(measured),
            at_most=4,
        ),
        Bar(
            name="times_as_fast_as_base_automation",
            measured=speed / median(measured.automation_speeds),
            at_least=100,
        ),
        Bar(
            name="times_slower_than_bare_sql",
            measured=writing / median(measured.bare_seconds),
            at_most=8,
        ),
        Bar(
            name="seconds_with_nothing_due",
            measured=measured.idle_run.usage.seconds,
            at_most=3,
        ),
        Bar(
            name="times_the_peak_memory_of_a_tenth_of_the_customers",
            measured=_get_peak(measured.runs) / _get_peak(measured.small_runs),
            at_most=1.1,
        ),
        Bar(
            name="exponent_of_the_time_from_a_tenth_to_all",
            measured=log10(seconds / _get_seconds(measured.small_runs)),
            at_most=1.1,
        ),
    ]


def get_facts(measured: Measurements) -> dict[str, str]:
    """Return what the reader of the bars wants to know besides."""
    seconds = _get_seconds(measured.runs)
    detection = median(measured.detection_seconds)
    followups = measured.runs[0].followups
    speeds = {
        "(a) nightly job, without finding": followups / (seconds - detection),
        "(b) bare SQL": followups / median(measured.bare_seconds),
        "(c) base_automation": median(measured.automation_speeds),
        "(c) without its notifications": measured.quiet_automation_speed,
    }
    return {
        "customers": f"{measured.customers:,} with 5 orders each",
        "follow-ups opened": f"{followups:,}",
        **{name: f"{speed:,.0f} per second" for name, speed in speeds.items()},
        "job": f"{seconds:.2f} s, of which {detection:.2f} s to find what is due",
        "job with nothing due": f"{measured.idle_run.usage.seconds:.2f} s",
        "bare queries": f"{_get_bare(measured):.2f} s",
        **{
            f"  {name}": f"{_get_rule_seconds(measured, name):.2f} s"
            for name in measured.bare_detection[0]
        },
        "job's peak memory": f"{_get_peak(measured.runs):.1f} MB with Odoo itself, "
        f"{_get_peak(measured.small_runs):.1f} MB with N/10",
        "of that for the job": f"{_get_growth(measured.runs):.1f} MB, "
        f"{_get_growth(measured.small_runs):.1f} MB with N/10",
    }


def _get_seconds(runs: list[Run]) -> float:
    return median(run.usage.seconds for run in runs)


def _get_bare(measured: Measurements) -> float:
    return median(sum(seconds.values()) for seconds in measured.bare_detection)


def _get_rule_seconds(measured: Measurements, name: str) -> float:
    return median(seconds[name] for seconds in measured.bare_detection)


def _get_growth(runs: list[Run]) -> float:
    return median(run.usage.growth for run in runs) / 2**20


def _get_peak(runs: list[Run]) -> float:
    return median(run.usage.peak for run in runs) / 2**20

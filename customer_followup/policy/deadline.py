"""When a promise is due.

A *promise* is an amount of time: working hours, hours by the clock, or calendar days.

Moments are naive UTC and may have seconds: counting starts with the next whole minute
and a promise is kept until its last minute is over, in favour of who keeps it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from .schedule import DAY, EPOCH, MINUTE, to_minute, to_minute_up
from .working_time import WorkingTime

UNITS = ("working_hours", "clock_hours", "days")
# What is longer or further away is a typing error: it is cut, so that no moment is
# out of reach of the calendar and storing a record never fails.
LONGEST_PROMISE_DAYS = 3660
LONGEST_PROMISE = LONGEST_PROMISE_DAYS * DAY
EARLIEST, LATEST = datetime(1900, 1, 1), datetime(9900, 1, 1)


@dataclass(frozen=True, slots=True)
class Promise:
    """How much time there is.

    :param amount: in hours or days; cut to 0 … ``LONGEST_PROMISE_DAYS``
    :param warn_percent: share of it after which to warn; 0 and 100 warn when due
    :param is_same_day: working hours end with the working day they begin on
    """

    amount: int
    unit: str
    warn_percent: int = 75
    is_same_day: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """The last moment to keep a promise.

    :param is_by_clock: nobody works, so the clock was taken instead of the calendar
    """

    due_at: datetime
    warn_at: datetime
    is_by_clock: bool


def get_due(
    promise: Promise,
    start_at: datetime,
    paused_minutes: int,
    working_time: WorkingTime,
    resumed_at: datetime | None = None,
) -> Due:
    """Return when a promise is due; there is an answer whatever is asked.

    :param paused_minutes: what ``count_paused`` returned for its pauses, in total
    :param resumed_at: end of the last pause; what ends with the day ends with that day
        at the earliest
    """
    start = EPOCH + to_minute_up(min(max(start_at, EARLIEST), LATEST)) * MINUTE
    paused = min(max(paused_minutes, 0), LONGEST_PROMISE)
    if promise.unit == "days":
        due_at, is_by_clock = _count_days(promise, start, paused, working_time)
    else:
        due_at, is_by_clock = _count_hours(promise, start, paused, working_time)
    if promise.is_same_day and promise.unit == "working_hours" and not is_by_clock:
        begun = max(working_time.add(start, paused), resumed_at or start)
        due_at = min(due_at, working_time.end_of_day(begun) or due_at)
    if not 0 < promise.warn_percent < 100:
        return Due(due_at, due_at, is_by_clock)
    if promise.unit == "working_hours" and not is_by_clock:
        # what is left of it, where it ends with the day
        promised = working_time.minutes_between(start, due_at) - paused
        used = -(-promised * promise.warn_percent // 100)
        return Due(due_at, working_time.add(start, paused + used), is_by_clock)
    promised = (due_at - start) // MINUTE - paused
    left = promised * (100 - promise.warn_percent) // 100
    return Due(due_at, due_at - left * MINUTE, is_by_clock)


def _count_hours(
    promise: Promise, start: datetime, paused: int, working_time: WorkingTime
) -> tuple[datetime, bool]:
    """Return when hours are over, and whether the clock had to be taken."""
    minutes = min(max(promise.amount, 0) * 60, LONGEST_PROMISE) + paused
    by_clock = start + minutes * MINUTE
    if promise.unit == "clock_hours":
        return by_clock, False
    due_at = working_time.add(start, minutes) if working_time.is_usable else None
    if due_at is None:
        return by_clock, True
    return due_at, False


def _count_days(
    promise: Promise, start: datetime, paused: int, working_time: WorkingTime
) -> tuple[datetime, bool]:
    """Return the end of the last day, and whether no working day was found for it."""
    amount = min(max(promise.amount, 0), LONGEST_PROMISE_DAYS)
    day = working_time.to_local(start + paused * MINUTE).date() + timedelta(amount)
    midnight = working_time.to_utc_end_of_day(day - timedelta(1)) + MINUTE
    opens_at = working_time.next_working(midnight)
    if opens_at:
        day = working_time.to_local(opens_at).date()
    return working_time.to_utc_end_of_day(day), opens_at is None


def count_paused(
    promise: Promise,
    paused_at: datetime,
    resumed_at: datetime,
    working_time: WorkingTime,
) -> int:
    """Return the minutes of a pause as the promise counts them.

    Where nobody works, they are counted by the clock, as the promise is.
    """
    if promise.unit == "working_hours" and working_time.next_working(paused_at):
        return working_time.minutes_between(paused_at, resumed_at)
    return max(to_minute_up(resumed_at) - to_minute_up(paused_at), 0)


def is_late(due_at: datetime, moment: datetime) -> bool:
    """Is the last minute over?

    >>> is_late(datetime(2026, 3, 2, 18), datetime(2026, 3, 2, 18, 0, 59))
    False
    """
    return to_minute(moment) > to_minute(due_at)

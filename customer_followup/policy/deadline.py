"""When a promise is due, and what became of it.

A *promise* is an amount of time: working hours, hours by the clock, or calendar days.
A *clock* measures one promise. It is a fold over its log: each step takes a clock and
a moment and returns the next clock, so ``replay`` gets the same result from the log.
A step that does not apply returns the clock as it is.

Moments are naive UTC and may have seconds: counting starts with the next whole minute
and a promise is kept until its last minute is over, in favour of who keeps it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from .working_time import DAY, EPOCH, MINUTE, WorkingTime, to_minute, to_minute_up

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


@dataclass(frozen=True, slots=True)
class Clock:
    """A promise that is measured.

    :param paused_minutes: in the minutes of the promise, without the current pause
    :param paused_at: start of the current pause, or of the one it ended in
    :param state: running, paused, met, missed or cancelled
    :param last_at: moment of the last step, because an earlier one counts as this
    """

    start_at: datetime
    due_at: datetime
    warn_at: datetime
    paused_minutes: int = 0
    paused_at: datetime | None = None
    ended_at: datetime | None = None
    state: str = "running"
    is_by_clock: bool = False
    last_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.ended_at is None

    def get_moment(self, at: datetime) -> datetime:
        """Return ``at``, unless the log is further: clocks of servers differ."""
        return max(at, self.last_at or self.paused_at or self.start_at)


def get_due(
    promise: Promise,
    start_at: datetime,
    paused_minutes: int,
    working_time: WorkingTime,
) -> Due:
    """Return when a promise is due; there is an answer whatever is asked.

    :param paused_minutes: what ``count_paused`` returned for its pauses, in total
    """
    start = EPOCH + to_minute_up(min(max(start_at, EARLIEST), LATEST)) * MINUTE
    paused = min(max(paused_minutes, 0), LONGEST_PROMISE)
    count = _count_days if promise.unit == "days" else _count_hours
    due_at, is_by_clock = count(promise, start, paused, working_time)
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
    if promise.is_same_day:
        # a pause until closing time leaves the next working day
        closing = working_time.end_of_day(working_time.add(start, paused))
        due_at = min(due_at, closing or due_at)
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


def start_clock(promise: Promise, at: datetime, working_time: WorkingTime) -> Clock:
    due = get_due(promise, at, 0, working_time)
    return Clock(at, due.due_at, due.warn_at, is_by_clock=due.is_by_clock, last_at=at)


def look_at_clock(clock: Clock, now: datetime) -> Clock:
    """Mark a running clock that is late; it stays missed. A look is not logged."""
    if clock.state == "running" and is_late(clock.due_at, clock.get_moment(now)):
        return replace(clock, state="missed")
    return clock


def pause_clock(clock: Clock, at: datetime) -> Clock:
    at = clock.get_moment(at)
    clock = look_at_clock(clock, at)
    if clock.state != "running":
        return clock
    return replace(clock, state="paused", paused_at=at, last_at=at)


def resume_clock(
    clock: Clock, at: datetime, promise: Promise, working_time: WorkingTime
) -> Clock:
    if clock.state != "paused":
        return clock
    at = clock.get_moment(at)
    paused = clock.paused_minutes + count_paused(
        promise, clock.paused_at, at, working_time
    )
    due = get_due(promise, clock.start_at, paused, working_time)
    return replace(
        clock,
        due_at=due.due_at,
        warn_at=due.warn_at,
        is_by_clock=due.is_by_clock,
        paused_minutes=paused,
        paused_at=None,
        state="running",
        last_at=at,
    )


def stop_clock(clock: Clock, at: datetime) -> Clock:
    """End a clock because the promise was carried out; its due stands in a pause."""
    return _end_clock(clock, at, "met")


def cancel_clock(clock: Clock, at: datetime) -> Clock:
    """End a clock because the promise is no longer owed; a missed one stays missed."""
    return _end_clock(clock, at, "cancelled")


def _end_clock(clock: Clock, at: datetime, state: str) -> Clock:
    if not clock.is_open:
        return clock
    at = clock.get_moment(at)
    clock = look_at_clock(clock, at)
    state = "missed" if clock.state == "missed" else state
    return replace(clock, state=state, ended_at=at, last_at=at)


def replay(
    events: Iterable[tuple[str, datetime]], promise: Promise, working_time: WorkingTime
) -> Clock:
    """Return the clock that a log ends in.

    :param events: ``(kind, moment)`` in their order; the first one is ``started``
    """
    (_kind, at), *events = events
    clock = start_clock(promise, at, working_time)
    steps = {"paused": pause_clock, "stopped": stop_clock, "cancelled": cancel_clock}
    for kind, at in events:
        if kind == "resumed":
            clock = resume_clock(clock, at, promise, working_time)
        elif kind in steps:
            clock = steps[kind](clock, at)
    return clock

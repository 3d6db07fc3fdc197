"""What became of a promise: a clock as a fold over its log.

Each step takes a clock and a moment and returns the next clock, so ``replay`` gets the
same result from the log. A step that does not apply returns the clock as it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from .deadline import Promise, count_paused, get_due, is_late
from .working_time import WorkingTime


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
    due = get_due(promise, clock.start_at, paused, working_time, at)
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

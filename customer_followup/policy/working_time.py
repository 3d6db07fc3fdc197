"""Working minutes between two moments, and the moment some working minutes later.

Build one ``WorkingTime`` for a schedule and ask it as often as needed. The schedule is
unrolled into sorted intervals of UTC minutes with running totals, as far as somebody
asked, so a question is a bisection.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate
from operator import sub

from .schedule import (
    DAY,
    FIRST,
    LAST,
    MINUTE,
    Schedule,
    Timetable,
    to_minute,
    to_minute_up,
    to_moment,
)

LONGEST_CLOSURE_DAYS = 400
LONGEST_CLOSURE = LONGEST_CLOSURE_DAYS * DAY
CHUNK = 128 * DAY


@dataclass(frozen=True, slots=True)
class _Line:
    """The intervals between two minutes; ``totals[n]`` is worked in the first n."""

    low: int
    high: int
    starts: list[int]
    stops: list[int]
    totals: list[int]

    def count(self, minute: int) -> int:
        """Return the working minutes from ``low`` to ``minute``."""
        index = bisect_right(self.starts, minute)
        if not index:
            return 0
        return self.totals[index] - max(self.stops[index - 1] - minute, 0)

    def is_closed_too_long(self, minute: int, index: int) -> bool:
        """Is there a closure between ``minute`` and an interval after it?"""
        first = bisect_right(self.stops, minute)
        opened = self.starts[first : index + 1]
        closed = [minute, *self.stops[first:index]]
        return max(map(sub, opened, closed)) >= LONGEST_CLOSURE


class WorkingTime:
    """Answers questions about a schedule; threads may share one.

    >>> office = (((540, 720), (780, 1080)),) * 5 + ((), ())
    >>> team = WorkingTime(Schedule("Asia/Shanghai", (office,)))
    >>> friday = datetime(2026, 3, 6, 9, 40)  # 17:40 there
    >>> team.add(friday, 60)
    datetime.datetime(2026, 3, 9, 1, 40)
    >>> team.minutes_between(friday, datetime(2026, 3, 9, 1, 40))
    60
    """

    def __init__(self, schedule: Schedule):
        self._table = Timetable(schedule)
        self.is_usable = self._table.is_usable
        # replaced as a whole, never changed, because another thread may be reading it
        self._line = None

    def minutes_between(self, start: datetime, stop: datetime) -> int:
        """Return the working minutes from ``start`` to ``stop``, 0 if it is before."""
        first, last = to_minute_up(start), to_minute_up(stop)
        return self._count(first, last) if first < last else 0

    def add(self, start: datetime, minutes: int) -> datetime | None:
        """Return the earliest moment by which ``minutes`` are worked since ``start``.

        It is closing time rather than the next morning, and ``None`` if nobody works
        for ``LONGEST_CLOSURE_DAYS`` in a row, or so late that it has no meaning.
        """
        first = to_minute_up(start)
        found = self._find(first, minutes) if minutes > 0 else first
        return None if found is None else to_moment(found)

    def is_working(self, moment: datetime) -> bool:
        """Does the minute that ``moment`` lies in work?"""
        minute = to_minute(moment)
        return self._count(minute, minute + 1) == 1

    def next_working(self, moment: datetime) -> datetime | None:
        """Return ``moment`` if it works, otherwise when work starts after it."""
        minute = to_minute(moment)
        found = self._find(minute, 1)
        if found is None:
            return None
        return moment if found == minute + 1 else to_moment(found - 1)

    def end_of_day(self, moment: datetime) -> datetime | None:
        """Return closing time on the local day of the first minute worked from then."""
        found = self._find(to_minute_up(moment), 1)
        if found is None:
            return None
        day = self._table.get_day(found - 1)
        end = self._table.get_end(day)
        line = self._cover(found - 1, end)
        index = bisect_left(line.starts, end) - 1
        # where clocks go back over midnight, tomorrow begins before today is over
        while self._table.get_day(line.starts[index]) != day:
            index -= 1
        return to_moment(line.stops[index])

    def is_working_day(self, day: date) -> bool:
        """Does anybody work on the local day?"""
        pieces = self._table.get_pieces(day.toordinal() - 1)
        return any(self._count(*piece) for piece in pieces)

    def to_local(self, moment: datetime) -> datetime:
        """Return what the wall clock shows, without a time zone."""
        return moment + self._table.get_offset(to_minute(moment)) * MINUTE

    def to_utc_end_of_day(self, day: date) -> datetime:
        """Return the last minute of a local day."""
        return to_moment(self._table.get_end(day.toordinal() - 1) - 1)

    def _count(self, first: int, last: int) -> int:
        line = self._cover(first, last)
        return line.count(last) - line.count(first)

    def _find(self, minute: int, wanted: int) -> int | None:
        """Return the minute by which ``wanted`` (at least one) are worked."""
        if not self.is_usable:
            return None
        line = self._cover(minute, minute)
        while (target := line.count(minute) + wanted) > line.totals[-1]:
            closed = max([minute, *line.stops[-1:]])
            if line.high >= min(closed + LONGEST_CLOSURE, LAST):
                return None
            line = self._cover(minute, line.high)
        index = bisect_left(line.totals, target) - 1
        if line.starts[index] - minute >= LONGEST_CLOSURE and line.is_closed_too_long(
            minute, index
        ):
            return None
        return line.stops[index] - line.totals[index + 1] + target

    def _cover(self, first: int, last: int) -> _Line:
        """Return a line that knows both minutes, and what lies between them."""
        line = self._line
        if line and line.low <= first and last < line.high:
            return line
        first, last = (min(max(minute, FIRST), LAST) for minute in (first, last))
        line = line or _Line(first, first, [], [], [0])
        # grows in proportion, because it is built anew each time
        margin = max(CHUNK, (line.high - line.low) // 2)
        low = line.low if line.low <= first else max(first - margin, FIRST)
        high = line.high if last < line.high else min(last + margin, LAST)
        if low < line.low or high > line.high:
            spans = [
                *self._table.unroll(low, line.low),
                *zip(line.starts, line.stops, strict=True),
                *self._table.unroll(line.high, high),
            ]
            starts, stops = [start for start, _ in spans], [stop for _, stop in spans]
            totals = list(accumulate(map(sub, stops, starts), initial=0))
            self._line = line = _Line(low, high, starts, stops, totals)
        return line

"""Working minutes between two moments, and the moment some working minutes later.

A *schedule* says when a team works: shifts by its wall clock, without its absences.
Build one ``WorkingTime`` for a schedule and ask it as often as needed.

The schedule is unrolled into sorted intervals of UTC minutes with running totals, as
far as somebody asked, so a question is a bisection. A minute works if its own wall
clock lies in a shift: a repeated hour counts twice, a skipped one not at all.

Moments are naive UTC. Minutes are whole ones, counted from ``EPOCH``.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate
from operator import sub
from zoneinfo import ZoneInfo

LONGEST_CLOSURE_DAYS = 400
# The calendar's first Monday: the weekday, and which of two weeks it is, become
# remainders, and the weeks are those of Odoo's ``get_week_type``.
EPOCH = datetime(1, 1, 1)
MINUTE = timedelta(minutes=1)
DAY = 24 * 60
LONGEST_CLOSURE = LONGEST_CLOSURE_DAYS * DAY
# Nobody works outside of these years: a schedule of a minute a week ends somewhere.
FIRST = (datetime(1900, 1, 1) - EPOCH) // MINUTE
LAST = (datetime(2200, 1, 1) - EPOCH) // MINUTE
# A zone never changes twice as fast.
PROBE = 6 * 60
CHUNK = 128 * DAY

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a team works.

    :param zone: name of its time zone; an unknown one counts as UTC
    :param weeks: one week, or two that alternate as Odoo's do; a week is seven days,
        Monday first; a day is shifts ``(from, to)`` in minutes of its wall clock
    :param absences: ``(start, stop)``; minutes that are begun are absent as a whole
    """

    zone: str
    weeks: tuple[tuple[tuple[Span, ...], ...], ...]
    absences: tuple[tuple[datetime, datetime], ...] = ()


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
        self._zone = _get_zone(schedule.zone)
        self._days = [
            _merge((max(begin, 0), min(end, DAY)) for begin, end in day)
            for week in schedule.weeks
            for day in week
        ] or [[]]
        self.is_usable = any(self._days)
        self._absences = _merge(
            (to_minute(start), to_minute_up(stop)) for start, stop in schedule.absences
        )
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
        day = self._get_day(found - 1)
        end = self._get_end(day)
        line = self._cover(found - 1, end)
        index = bisect_left(line.starts, end) - 1
        # where clocks go back over midnight, tomorrow begins before today is over
        while self._get_day(line.starts[index]) != day:
            index -= 1
        return to_moment(line.stops[index])

    def is_working_day(self, day: date) -> bool:
        """Does anybody work on the local day?"""
        pieces = self._get_pieces(day.toordinal() - 1)
        return any(self._count(*piece) for piece in pieces)

    def to_local(self, moment: datetime) -> datetime:
        """Return what the wall clock shows, without a time zone."""
        return moment + self._get_offset(to_minute(moment)) * MINUTE

    def to_utc_end_of_day(self, day: date) -> datetime:
        """Return the last minute of a local day."""
        return to_moment(self._get_end(day.toordinal() - 1) - 1)

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
                *self._unroll(low, line.low),
                *zip(line.starts, line.stops, strict=True),
                *self._unroll(line.high, high),
            ]
            starts, stops = [start for start, _ in spans], [stop for _, stop in spans]
            totals = list(accumulate(map(sub, stops, starts), initial=0))
            self._line = line = _Line(low, high, starts, stops, totals)
        return line

    def _unroll(self, low: int, high: int) -> Iterator[Span]:
        """Yield the intervals between two minutes, each of them on one local day."""
        for begin, end, offset in self._get_segments(low, high):
            for day in range((begin + offset) // DAY, (end + offset - 1) // DAY + 1):
                midnight = day * DAY - offset
                for opens, closes in self._days[day % len(self._days)]:
                    start = max(midnight + opens, begin)
                    stop = min(midnight + closes, end)
                    yield from _subtract(start, stop, self._absences)

    def _get_segments(self, low: int, high: int) -> Iterator[tuple[int, int, int]]:
        """Yield ``(begin, end, offset from UTC)`` between two minutes."""
        begin, offset = low, self._get_offset(low)
        for probe in range(low, high, PROBE):
            end = min(probe + PROBE, high)
            if (new := self._get_offset(end)) == offset:
                continue
            change = probe + bisect_left(
                range(probe, end),
                True,
                key=lambda minute, old=offset: self._get_offset(minute) != old,
            )
            yield begin, change, offset
            begin, offset = change, new
        yield begin, high, offset

    def _get_offset(self, minute: int) -> int:
        """Return the minutes by which the wall clock is ahead of UTC."""
        moment = to_moment(min(max(minute, FIRST), LAST)).replace(tzinfo=self._zone)
        return self._zone.fromutc(moment).utcoffset() // MINUTE

    def _get_day(self, minute: int) -> int:
        return (minute + self._get_offset(minute)) // DAY

    def _get_end(self, day: int) -> int:
        """Return the minute after the last one of a local day."""
        # a zone that crosses the date line skips a day: it is over with the one before
        pieces = self._get_pieces(day) or self._get_pieces(day - 1)
        return pieces[-1][1]

    def _get_pieces(self, day: int) -> list[Span]:
        """Return the minutes of a local day: two spans if clocks are changed on it."""
        midnight = day * DAY
        pieces = [
            (max(begin, midnight - offset), min(end, midnight + DAY - offset))
            for begin, end, offset in self._get_segments(
                midnight - DAY, midnight + 2 * DAY
            )
        ]
        return [(start, stop) for start, stop in pieces if start < stop]


def to_minute(moment: datetime) -> int:
    """Return the minute that ``moment`` lies in: what a promise is kept at."""
    return (moment - EPOCH) // MINUTE


def to_minute_up(moment: datetime) -> int:
    """Return the first minute that is not before it: what a promise counts from."""
    return -((EPOCH - moment) // MINUTE)


def to_moment(minute: int) -> datetime:
    return EPOCH + timedelta(minutes=minute)


def _get_zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name or "UTC")
    # a path is refused in other ways than an unknown name
    except (KeyError, ValueError, OSError):
        return ZoneInfo("UTC")


def _merge(spans: Iterable[Span]) -> list[Span]:
    """Return the spans sorted and without overlaps and empty ones."""
    merged = []
    for start, stop in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(stop, merged[-1][1])
        elif start < stop:
            merged.append((start, stop))
    return merged


def _subtract(start: int, stop: int, absences: list[Span]) -> Iterator[Span]:
    """Yield what is left of a span; the absences are sorted and do not overlap."""
    index = bisect_right(absences, start, key=lambda absence: absence[1])
    while index < len(absences) and absences[index][0] < stop:
        left, start_again = absences[index]
        if start < left:
            yield start, left
        start, index = start_again, index + 1
    if start < stop:
        yield start, stop

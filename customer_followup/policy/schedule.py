"""When a team works, as intervals of UTC minutes.

Moments are naive UTC. Minutes are whole ones, counted from ``EPOCH``.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

# The calendar's first Monday: the weekday, and which of two weeks it is, become
# remainders, and the weeks are those of Odoo's ``get_week_type``.
EPOCH = datetime(1, 1, 1)
MINUTE = timedelta(minutes=1)
DAY = 24 * 60
# Nobody works outside of these years: a schedule of a minute a week ends somewhere.
FIRST = (datetime(1900, 1, 1) - EPOCH) // MINUTE
LAST = (datetime(2200, 1, 1) - EPOCH) // MINUTE
# No zone has changed its clocks twice within three days, in all of the tz database.
PROBE = DAY


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


class Timetable:
    """A schedule on the line of UTC minutes.

    A minute works if its own wall clock lies in a shift, so a repeated hour counts
    twice and a skipped one not at all.
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
        self._pieces = {}

    def unroll(self, low: int, high: int) -> Iterator[Span]:
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
        begin, offset = low, self.get_offset(low)
        for probe in range(low, high, PROBE):
            end = min(probe + PROBE, high)
            if (new := self.get_offset(end)) == offset:
                continue
            change = probe + bisect_left(
                range(probe, end),
                True,
                key=lambda minute, old=offset: self.get_offset(minute) != old,
            )
            yield begin, change, offset
            begin, offset = change, new
        yield begin, high, offset

    def get_offset(self, minute: int) -> int:
        """Return the minutes by which the wall clock is ahead of UTC."""
        moment = to_moment(min(max(minute, FIRST), LAST)).replace(tzinfo=self._zone)
        return self._zone.fromutc(moment).utcoffset() // MINUTE

    def get_day(self, minute: int) -> int:
        return (minute + self.get_offset(minute)) // DAY

    def get_end(self, day: int) -> int:
        """Return the minute after the last one of a local day."""
        # a zone that crosses the date line skips a day: it is over with the one before
        pieces = self.get_pieces(day) or self.get_pieces(day - 1)
        return pieces[-1][1]

    def get_pieces(self, day: int) -> list[Span]:
        """Return the minutes of a local day: two spans if clocks are changed on it."""
        if day not in self._pieces:
            midnight = day * DAY
            segments = self._get_segments(midnight - DAY, midnight + 2 * DAY)
            pieces = [
                (max(begin, midnight - offset), min(end, midnight + DAY - offset))
                for begin, end, offset in segments
            ]
            self._pieces[day] = [piece for piece in pieces if piece[0] < piece[1]]
        return self._pieces[day]


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

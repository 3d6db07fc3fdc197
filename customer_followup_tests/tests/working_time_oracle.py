"""Working time, minute by minute: slow, plain, and independent of the policy.

The oracle asks the time zone what the wall clock shows in each minute of five weeks,
looks up whether that works, and counts. Schedules, questions and logs to compare are
generated here as well.
"""

from array import array
from bisect import bisect_left
from datetime import datetime, timedelta, timezone
from functools import cache
from itertools import accumulate, compress, count
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from odoo.addons.customer_followup.policy.working_time import Schedule

MINUTE = timedelta(minutes=1)
DAY_MINUTES = 24 * 60
WINDOW_MINUTES = 35 * DAY_MINUTES
# Where each window of five weeks begins: all but one with a change of the clocks.
WINDOWS = [
    ("Asia/Shanghai", datetime(1988, 4, 1)),
    ("Asia/Shanghai", datetime(1988, 8, 28)),
    ("Asia/Shanghai", datetime(2025, 12, 15)),  # over New Year, no change
    ("Europe/Berlin", datetime(2026, 3, 10)),
    ("Europe/Berlin", datetime(2026, 10, 10)),
    ("America/New_York", datetime(2026, 2, 20)),
    ("America/New_York", datetime(2026, 10, 20)),
    ("America/Havana", datetime(2026, 2, 20)),  # no midnight on 8 March
    ("America/Havana", datetime(2026, 10, 20)),
    ("America/Sao_Paulo", datetime(2018, 10, 20)),  # no midnight on 4 November
    ("America/Sao_Paulo", datetime(2018, 2, 1)),  # 23:00 twice on 17 February
    ("America/St_Johns", datetime(2006, 3, 20)),
    ("America/St_Johns", datetime(2006, 10, 10)),  # from 00:01 back to yesterday
    ("Asia/Beirut", datetime(2026, 3, 10)),  # no midnight on 29 March
    ("Asia/Beirut", datetime(2026, 10, 10)),
    ("Australia/Lord_Howe", datetime(2026, 3, 20)),  # by half an hour
    ("Australia/Lord_Howe", datetime(2026, 9, 20)),
    ("Pacific/Apia", datetime(2011, 12, 15)),  # no 30 December
    ("Pacific/Apia", datetime(2012, 3, 20)),
    ("Africa/Casablanca", datetime(2026, 2, 10)),  # for the five weeks of Ramadan
    ("Asia/Kathmandu", datetime(1985, 12, 15)),  # from +5:30 to +5:45
]


@cache
def get_local_minutes(zone, first):
    """Return for each minute its local day, and its place in a plan of two weeks."""
    days, places = array("l"), array("l")
    for index in range(WINDOW_MINUTES):
        moment = (first + index * MINUTE).replace(tzinfo=timezone.utc)
        local = moment.astimezone(ZoneInfo(zone))
        day = local.toordinal()
        week = int((day - 1) // 7 % 2)
        days.append(day)
        places.append(
            (week * 7 + local.weekday()) * DAY_MINUTES + local.hour * 60 + local.minute
        )
    return days, places


def get_plan(weeks):
    """Return for each minute of two weeks whether the wall clock is in a shift."""
    plan = bytearray(14 * DAY_MINUTES)
    for number in range(14):
        for begin, end in weeks[number // 7 % len(weeks)][number % 7]:
            for minute in range(begin, end):
                plan[number * DAY_MINUTES + minute] = 1
    return plan


class Oracle:
    """Answers about a schedule from ``first`` on, ``None`` for what is after it.

    Answers are indexes of minutes, so that a test can do arithmetic with them.
    """

    def __init__(self, schedule, first):
        self.first = first
        self.days, places = get_local_minutes(schedule.zone, first)
        self.works = bytearray(map(get_plan(schedule.weeks).__getitem__, places))
        for start, stop in schedule.absences:
            for index in range(max(self.floor(start), 0), self.ceil(stop)):
                if index < WINDOW_MINUTES:
                    self.works[index] = 0
        self.worked = list(accumulate(self.works, initial=0))
        self.last_of_day = dict(zip(self.days, count(), strict=False))
        ends = zip(self.days, count(1), strict=False)
        self.closing = dict(compress(ends, self.works))

    def floor(self, moment):
        return int((moment - self.first).total_seconds() // 60)

    def ceil(self, moment):
        return -int((self.first - moment).total_seconds() // 60)

    def moment(self, index):
        return None if index is None else self.first + index * MINUTE

    def count(self, start, stop):
        return max(self.worked[stop] - self.worked[start], 0)

    def add(self, start, minutes):
        """Return the first index by which the minutes are worked."""
        index = bisect_left(self.worked, self.worked[start] + minutes, start)
        return index if index <= WINDOW_MINUTES else None

    def next_working(self, start):
        index = self.works.find(1, start)
        return None if index < 0 else index

    def end_of_day(self, start):
        index = self.next_working(start)
        if index is None or self.days[index] == self.days[-1]:
            return None
        return self.closing[self.days[index]]

    def end_of_promised_day(self, start, days):
        """Return the last minute of the first working day so many days later."""
        promised = self.days[start] + days
        working = [day for day in self.closing if day >= promised]
        # the window begins and ends within a day
        if not working or promised == self.days[0] or min(working) == self.days[-1]:
            return None
        return self.last_of_day[min(working)]

    def add_unpaused(self, start, minutes, pauses):
        """Return the first index by which the minutes are worked outside of pauses."""
        index = start
        for paused, resumed in pauses:
            left = minutes - self.count(index, paused)
            minutes, index = left, resumed
        return self.add(index, minutes)


spans = st.tuples(st.integers(0, 24 * 60), st.integers(0, 24 * 60)).map(sorted)
workdays = st.sampled_from(
    [
        ((540, 720), (780, 1080)),
        ((780, 1080), (540, 720)),
        ((480, 960),),
        ((1320, 1440), (0, 360)),
        ((0, 1440),),
        ((0, 60), (30, 90), (1380, 1440)),
        (),
    ]
) | st.lists(spans.map(tuple), max_size=3).map(tuple)
office_weeks = workdays.map(lambda day: (day,) * 5 + ((), ()))
weeks = office_weeks | workdays.map(lambda day: (day,) * 7) | st.tuples(*[workdays] * 7)


@st.composite
def absences(draw, first):
    """Leaves that begin around the window, by the second, and may overlap."""
    start = first + timedelta(seconds=draw(st.integers(-86400, 35 * 86400)))
    length = draw(st.integers(0, 3 * 86400) | st.integers(0, 12 * 86400))
    return start, start + timedelta(seconds=length)


@st.composite
def schedules(draw):
    """Return a schedule, and the begin of the window its oracle knows."""
    zone, first = draw(st.sampled_from(WINDOWS))
    return Schedule(
        zone,
        tuple(draw(st.lists(weeks, min_size=1, max_size=2))),
        tuple(draw(st.lists(absences(first), max_size=4))),
    ), first


def get_moment(rnd, first, minutes=WINDOW_MINUTES - 1):
    """Return a moment up to so many minutes later; half of them have seconds."""
    seconds = rnd.randrange(60) if rnd.random() < 0.5 else 0
    return first + rnd.randrange(minutes) * MINUTE + timedelta(seconds=seconds)


def get_pauses(rnd, oracle, start, minutes):
    """Return up to three pauses of a promise, each of them before it is due."""
    pauses, last = [], start
    for _number in range(rnd.randrange(4)):
        due = oracle.add_unpaused(start, minutes, pauses)
        if due is None or due <= last:
            break
        paused = rnd.randrange(last, due)
        last = paused + rnd.randrange(3000)
        if last >= WINDOW_MINUTES:
            break
        pauses.append((paused, last))
    return pauses


def get_log(rnd, oracle, start_at, pauses):
    """Return the events of a clock, at moments with seconds that round up."""
    log = [("started", start_at)]
    for pause in pauses:
        for kind, index in zip(("paused", "resumed"), pause, strict=True):
            seconds = timedelta(seconds=rnd.randrange(60))
            log.append((kind, oracle.moment(index) - seconds))
    return log

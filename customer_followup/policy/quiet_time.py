"""When a customer may be contacted: not in its rest time (FUP-12).

Built on the working time of a calendar, read on the customer's own clock; there is no
second arithmetic of hours here.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from .schedule import MINUTE, Schedule
from .working_time import WorkingTime

YEARS = range(1901, 2200)  # nobody works outside of them: see ``schedule.py``


@dataclass(frozen=True, slots=True)
class ContactTime:
    """The first moment a customer may be contacted.

    :param at: in UTC; ``None`` if the hours never open within a year
    :param day: its day on the customer's calendar
    :param rest_day: the day that was wanted, where the customer rests all of it
    """

    at: datetime | None
    day: date
    rest_day: date | None = None


class ContactHours:
    """The hours in which a customer may be contacted; threads may share one.

    Hours that never open say nothing, so they forbid nothing.

    >>> shop = (((600, 1320),),) * 6 + ((),)  # 10:00-22:00, closed on Sunday
    >>> hours = ContactHours(Schedule("Asia/Urumqi", (shop,)))
    >>> hours.find_first(date(2026, 3, 8))  # Sunday; Urumqi is UTC+6
    ContactTime(at=datetime.datetime(2026, 3, 9, 4, 0), day=datetime.date(2026, 3, 9), \
rest_day=datetime.date(2026, 3, 8))
    """

    def __init__(self, schedule: Schedule):
        self._time = WorkingTime(schedule)
        self.zone = schedule.zone
        self.is_known = self._time.is_usable

    def is_allowed_day(self, day: date) -> bool:
        """May the customer be contacted at some time of its own ``day``?"""
        return not self.is_known or self._time.is_working_day(day)

    def find_first(self, day: date, since: datetime | None = None) -> ContactTime:
        """Return the first allowed moment of ``day``, or after it.

        :param day: on the customer's calendar
        :param since: a moment in UTC before which there is nothing
        """
        if day.year not in YEARS:
            return ContactTime(None, day)
        start = self._get_start(day)
        if since:
            start = max(start, since)
        if not self.is_known:
            return ContactTime(start, self._time.to_local(start).date())
        at = self._time.next_working(start)
        rest_day = None if self.is_allowed_day(day) else day
        if at is None:
            return ContactTime(None, day, rest_day)
        return ContactTime(at, self._time.to_local(at).date(), rest_day)

    def is_allowed(self, moment: datetime) -> bool:
        """May the customer be contacted at a moment in UTC?"""
        return not self.is_known or self._time.is_working(moment)

    def to_local(self, moment: datetime) -> datetime:
        """Return what the customer's clock shows, without a time zone."""
        return self._time.to_local(moment)

    def _get_start(self, day: date) -> datetime:
        """Return when a day begins: the minute after the last one of the day before."""
        return self._time.to_utc_end_of_day(day - timedelta(days=1)) + MINUTE

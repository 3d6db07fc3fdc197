"""When somebody has a birthday, by the solar or the Chinese lunar calendar.

Pure functions: facts in, a decision out. Nothing here reads a database, a clock or a
setting. A birthday that does not exist in a year is kept earlier and never later, as
is the custom (补早不补晚): 29 February on the 28th, day 30 of a short lunar month on
the 29th. One in a leap month that a year does not have is kept in the ordinary month
of the same number.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from functools import lru_cache

from borax.calendars.lunardate import (
    MAX_LUNAR_YEAR,
    MIN_LUNAR_YEAR,
    LCalendars,
    LunarDate,
)

# as long as a month can be in any year
SOLAR_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
LUNAR_DAYS = 30
CALENDARS = ("solar", "lunar", "lunar_leap")


@dataclass(frozen=True, slots=True)
class Birthday:
    """A day that comes back each year.

    :param calendar: ``solar``, ``lunar``, or ``lunar_leap`` in a leap month
    :param month: from 1 to 12, also of a leap month
    :param day: from 1
    """

    calendar: str
    month: int
    day: int

    @property
    def key(self) -> int:
        """A number that tells it from every other one, to store and to look up.

        >>> Birthday("solar", 3, 2).key, Birthday("lunar_leap", 6, 15).key
        (302, 20615)
        """
        return CALENDARS.index(self.calendar) * 10000 + self.month * 100 + self.day

    @property
    def is_solar(self) -> bool:
        """Is it the same day of the solar calendar each year?"""
        return self.calendar == "solar"


def find_mistake(birthday: Birthday, year: int | None = None) -> str | None:
    """Return what is wrong with a day of birth; ``None`` when it can be.

    :param year: of birth, of the birthday's own calendar; without one the day has to
        exist in some year
    :return: ``month``, ``day``, ``year`` (no calendar for it) or ``day_of_year`` (not
        in that year)

    >>> find_mistake(Birthday("solar", 2, 30)), find_mistake(Birthday("lunar", 2, 30))
    ('day', None)
    >>> find_mistake(Birthday("lunar_leap", 4, 1), 2021)
    'day_of_year'
    """
    if not 1 <= birthday.month <= 12:
        return "month"
    is_solar = birthday.is_solar
    longest = SOLAR_DAYS[birthday.month - 1] if is_solar else LUNAR_DAYS
    if not 1 <= birthday.day <= longest:
        return "day"
    if year is None:
        return None
    if not MIN_LUNAR_YEAR <= year <= MAX_LUNAR_YEAR:
        return "year"
    return None if _is_in_year(birthday, year) else "day_of_year"


def get_birthday_in_year(birthday: Birthday, year: int) -> date | None:
    """Return the day a birthday is kept on in a year of its own calendar.

    The last two months of a lunar year are in the solar year after it. ``None`` for
    a lunar year outside of 1900 to 2100.

    >>> get_birthday_in_year(Birthday("solar", 2, 29), 2026)
    datetime.date(2026, 2, 28)
    >>> get_birthday_in_year(Birthday("lunar", 12, 8), 2025)
    datetime.date(2026, 1, 26)
    >>> get_birthday_in_year(Birthday("lunar_leap", 6, 15), 2026)
    datetime.date(2026, 7, 28)
    """
    if birthday.is_solar:
        if not _is_in_year(birthday, year):
            return date(year, birthday.month, birthday.day - 1)
        return date(year, birthday.month, birthday.day)
    if not MIN_LUNAR_YEAR <= year <= MAX_LUNAR_YEAR:
        return None
    months = _get_lunar_months(year)
    ordinary = months[birthday.month, False]
    first, length = months.get((birthday.month, _is_leap(birthday)), ordinary)
    return first + timedelta(days=min(birthday.day, length) - 1)


def get_next_birthday(birthday: Birthday, today: date) -> date | None:
    """Return the next birthday, which may be today.

    ``None`` where the calendar ends: for lunar birthdays after the year 2100.

    >>> get_next_birthday(Birthday("lunar", 1, 15), date(2026, 3, 2))
    datetime.date(2026, 3, 3)
    """
    # the lunar year begins at most 51 days after the solar one
    first_year = today.year if birthday.is_solar else today.year - 1
    for year in range(first_year, min(today.year + 1, MAXYEAR) + 1):
        day = get_birthday_in_year(birthday, year)
        if day and day >= today:
            return day
    return None


@lru_cache(maxsize=8)
def get_next_birthdays(today: date) -> dict[int, date]:
    """Return the next day of each birthday there can be, by its key.

    For whoever looks for all birthdays within some days: the keys of those days.
    """
    days = {
        birthday.key: get_next_birthday(birthday, today)
        for birthday in iterate_birthdays()
    }
    return {key: day for key, day in days.items() if day}


def iterate_birthdays() -> Iterator[Birthday]:
    """Yield every birthday there can be: 366 solar and 720 lunar ones."""
    for calendar in CALENDARS:
        for month in range(1, 13):
            longest = SOLAR_DAYS[month - 1] if calendar == "solar" else LUNAR_DAYS
            for day in range(1, longest + 1):
                yield Birthday(calendar, month, day)


def _is_leap(birthday: Birthday) -> bool:
    return birthday.calendar == "lunar_leap"


def _is_in_year(birthday: Birthday, year: int) -> bool:
    """Does the day exist in a year of its own calendar?"""
    if birthday.is_solar:
        is_leap_day = (birthday.month, birthday.day) == (2, 29)
        return not is_leap_day or (
            year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        )
    month = _get_lunar_months(year).get((birthday.month, _is_leap(birthday)))
    return month is not None and birthday.day <= month[1]


@lru_cache(maxsize=MAX_LUNAR_YEAR - MIN_LUNAR_YEAR + 1)
def _get_lunar_months(year: int) -> dict[tuple[int, bool], tuple[date, int]]:
    """Return first day and length of the months of a lunar year.

    :return: by number and whether it is the leap month
    """
    months = {}
    first = LunarDate(year, 1, 1).to_solar_date()
    for month, length, leap in LCalendars.iter_year_month(year):
        months[month, bool(leap)] = (first, length)
        first += timedelta(days=length)
    return months

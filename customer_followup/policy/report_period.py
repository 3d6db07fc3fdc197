"""For which weeks, months and quarters a report is made, and when.

Pure functions: days in, days out. Nothing here reads a database, a clock or a setting.
"""

from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {"month": 1, "quarter": 3}
FREQUENCIES = ("week", *MONTHS)


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a report is about, both ends included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1


def get_period(frequency: str, day: date) -> Period:
    """Return the week (from Monday), month or quarter that a day lies in.

    >>> get_period("quarter", date(2026, 2, 28))
    Period(first=datetime.date(2026, 1, 1), last=datetime.date(2026, 3, 31))
    """
    if frequency == "week":
        monday = day - timedelta(days=day.weekday())
        return Period(monday, monday + timedelta(days=6))
    months = MONTHS[frequency]
    first_month = (day.month - 1) // months * months + 1
    first = day.replace(day=1, month=first_month)
    return Period(first, _add_months(first, months) - timedelta(days=1))


def get_due_period(frequency: str, today: date, day: int) -> Period:
    """Return the last period whose report is due.

    :param day: the report is made on so many days after the end of the period: 1 is
        the day after it
    """
    return get_previous(
        frequency, get_period(frequency, today - timedelta(days=day - 1))
    )


def get_previous(frequency: str, period: Period) -> Period:
    """Return the period before another one."""
    return get_period(frequency, period.first - timedelta(days=1))


def _add_months(first: date, months: int) -> date:
    """Return the first of a month, so many months after another first."""
    count = first.year * 12 + first.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)

"""When an appointment is, on the clock of the company (VIS-3)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Appointment:
    """A time agreed with a customer.

    :param start: in UTC
    :param length: how long it takes
    """

    start: datetime
    length: timedelta

    @property
    def stop(self) -> datetime:
        """When it is over, in UTC."""
        return self.start + self.length


def get_day(start: datetime, zone: str) -> date:
    """Return the day on which an appointment begins.

    :param start: in UTC

    >>> get_day(datetime(2026, 3, 2, 17), "Asia/Shanghai")
    datetime.date(2026, 3, 3)
    """
    return to_local(start, zone).date()


def move_to_day(start: datetime, day: date, zone: str) -> datetime:
    """Return an appointment at the same time of another day.

    At the same time of the clock, also where the clocks are changed in between; at
    an hour that this skips, as much later.

    >>> move_to_day(datetime(2026, 3, 27, 8), date(2026, 3, 30), "Europe/Berlin")
    datetime.datetime(2026, 3, 30, 7, 0)
    """
    local = datetime.combine(day, to_local(start, zone).time(), ZoneInfo(zone))
    return local.astimezone(UTC).replace(tzinfo=None)


def to_local(moment: datetime, zone: str) -> datetime:
    """Return what the clock of a time zone shows at a moment in UTC."""
    return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone))

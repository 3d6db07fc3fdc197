"""Deadlines and days of contacts over months, years and time zones, in tables."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from odoo.tests import BaseCase, tagged

from odoo.addons.customer_followup.policy.planning import (
    LONGEST_CLOSURE_DAYS,
    fit_day,
    get_deadline,
)

LABOUR_DAYS = {date(2026, 5, day) for day in range(1, 6)}
NEW_YEAR = {date(2027, 1, day) for day in range(1, 4)}


def is_office_day(day):
    return day.weekday() < 5 and day not in LABOUR_DAYS | NEW_YEAR


# what it shows, counted from, days, today, deadline
DEADLINES = [
    ("a week", "2026-03-02", 7, "2026-03-02", "2026-03-09"),
    ("on the day itself", "2026-03-02", 0, "2026-03-02", "2026-03-02"),
    ("on a Saturday", "2026-03-02", 5, "2026-03-02", "2026-03-09"),
    ("over already", "2026-02-02", 7, "2026-03-03", "2026-03-03"),
    ("over already, today is Sunday", "2026-02-02", 7, "2026-03-08", "2026-03-09"),
    ("over by one day", "2026-02-23", 7, "2026-03-03", "2026-03-03"),
    ("just in time", "2026-02-24", 7, "2026-03-03", "2026-03-03"),
    ("short month", "2026-01-31", 28, "2026-02-02", "2026-03-02"),
    ("leap year", "2028-02-28", 1, "2028-02-28", "2028-02-29"),
    ("over 29 February", "2028-02-28", 2, "2028-02-28", "2028-03-01"),
    ("no 29 February", "2026-02-27", 2, "2026-02-27", "2026-03-02"),
    ("from 29 February for a year", "2028-02-29", 366, "2028-02-29", "2029-03-01"),
    ("end of a month of 30 days", "2026-04-23", 7, "2026-04-23", "2026-04-30"),
    ("into a long holiday", "2026-04-24", 7, "2026-04-24", "2026-05-06"),
    ("last day of the holiday", "2026-04-28", 7, "2026-04-28", "2026-05-06"),
    ("year change", "2026-12-24", 7, "2026-12-24", "2026-12-31"),
    ("into New Year's holiday", "2026-12-25", 7, "2026-12-25", "2027-01-04"),
    ("a year that has 366 days", "2028-01-03", 366, "2028-01-03", "2029-01-03"),
]

# what it shows, wanted, deadline, today, day of the contact
DAYS = [
    ("a working day", "2026-03-02", "2026-03-09", "2026-03-02", "2026-03-02"),
    ("Saturday, with time", "2026-03-07", "2026-03-12", "2026-03-02", "2026-03-09"),
    ("Saturday, without", "2026-03-07", "2026-03-08", "2026-03-02", "2026-03-06"),
    ("Saturday, which is today", "2026-03-07", "2026-03-08", "2026-03-07",
     "2026-03-09"),
    ("before today", "2026-02-20", "2026-03-09", "2026-03-03", "2026-03-03"),
    ("deadline over", "2026-02-20", "2026-02-25", "2026-03-03", "2026-03-03"),
    ("deadline over, today is Sunday", "2026-02-20", "2026-02-25", "2026-03-08",
     "2026-03-09"),
    ("exactly on the deadline", "2026-03-07", "2026-03-09", "2026-03-02",
     "2026-03-09"),
    ("month end", "2026-02-28", "2026-03-01", "2026-02-02", "2026-02-27"),
    ("month end, with time", "2026-02-28", "2026-03-02", "2026-02-02", "2026-03-02"),
    ("29 February is a Tuesday", "2028-02-29", "2028-02-29", "2028-02-01",
     "2028-02-29"),
    ("holiday, with time", "2026-05-01", "2026-05-08", "2026-04-01", "2026-05-06"),
    ("in the holiday, before it", "2026-05-03", "2026-05-05", "2026-04-01",
     "2026-04-30"),
    ("in the holiday, today as well", "2026-05-03", "2026-05-05", "2026-05-02",
     "2026-05-06"),
    ("New Year, before it", "2027-01-01", "2027-01-02", "2026-12-01", "2026-12-31"),
    ("New Year, with time", "2027-01-01", "2027-01-08", "2026-12-01", "2027-01-04"),
]  # fmt: skip

# moment in UTC, the day there: the same moment is found on another day
ZONES = [
    ("2026-03-01 16:00", "Asia/Shanghai", "2026-03-02", "2026-03-09"),
    ("2026-03-01 15:59", "Asia/Shanghai", "2026-03-01", "2026-03-09"),
    ("2026-03-01 16:00", "Asia/Urumqi", "2026-03-01", "2026-03-09"),
    ("2026-03-01 16:00", "America/New_York", "2026-03-01", "2026-03-09"),
    ("2026-03-08 04:59", "America/New_York", "2026-03-07", "2026-03-16"),
    ("2026-03-09 03:59", "America/New_York", "2026-03-08", "2026-03-16"),
    ("2026-03-09 04:00", "America/New_York", "2026-03-09", "2026-03-16"),
    ("2026-12-31 16:00", "Asia/Shanghai", "2027-01-01", "2027-01-08"),
    ("2026-12-31 16:00", "Europe/Berlin", "2026-12-31", "2027-01-07"),
    ("2028-02-28 16:00", "Asia/Shanghai", "2028-02-29", "2028-03-07"),
    ("2026-02-28 16:00", "Asia/Shanghai", "2026-03-01", "2026-03-09"),
]


@tagged("-at_install", "post_install")
class TestPolicyPlanningDays(BaseCase):
    def test_deadline(self):
        """FUP-1: calendar days, never in the past, never on a day off."""
        for what, start, days, today, expected in DEADLINES:
            with self.subTest(what):
                start, today = map(date.fromisoformat, (start, today))
                found = get_deadline(start, days, today, is_office_day)
                self.assertEqual(found, date.fromisoformat(expected))

    def test_day(self):
        """FUP-12: in time if there is such a day, rather early than late."""
        for what, *days, expected in DAYS:
            with self.subTest(what):
                found = fit_day(*map(date.fromisoformat, days), is_office_day)
                self.assertEqual(found, date.fromisoformat(expected))

    def test_deadline_counts_from_the_day_of_the_zone(self):
        """FUP-1: what is found at one moment is found on the company's own day."""
        for moment, zone, day, expected in ZONES:
            with self.subTest(moment=moment, zone=zone):
                moment = datetime.fromisoformat(moment).replace(tzinfo=UTC)
                today = moment.astimezone(ZoneInfo(zone)).date()
                self.assertEqual(today, date.fromisoformat(day))
                found = get_deadline(today, 7, today, is_office_day)
                self.assertEqual(found, date.fromisoformat(expected))

    def test_every_day_of_four_years(self):
        """FUP-1: over every month end, both kinds of February and each year change."""
        for number in range(4 * 366):
            today = date(2026, 1, 1) + timedelta(days=number)
            deadline = get_deadline(today, 7, today, is_office_day)
            self.assertTrue(is_office_day(deadline))
            between = range(7, (deadline - today).days)
            skipped = (today + timedelta(days=n) for n in between)
            self.assertFalse(any(map(is_office_day, skipped)), today)
            day = fit_day(today, deadline, today, is_office_day)
            self.assertTrue(is_office_day(day) and today <= day <= deadline, today)

    def test_closed_for_a_year_leaves_the_day(self):
        """FUP-11: a calendar that never opens forgets nobody."""
        today = date(2026, 3, 7)
        self.assertEqual(
            get_deadline(today, 7, today, lambda day: False), date(2026, 3, 14)
        )
        self.assertEqual(
            fit_day(today, date(2026, 3, 8), today, lambda day: False), today
        )
        opening = today + timedelta(days=LONGEST_CLOSURE_DAYS - 1)
        found = fit_day(today, date(2026, 3, 8), today, lambda day: day >= opening)
        self.assertEqual(found, opening)

"""When a customer may be contacted, in tables that were written with a calendar."""

import doctest
from datetime import date, datetime

from odoo.tests import BaseCase, tagged

from odoo.addons.customer_followup.policy import quiet_time
from odoo.addons.customer_followup.policy.quiet_time import ContactHours
from odoo.addons.customer_followup.policy.schedule import Schedule

OFFICE = (((540, 720), (780, 1080)),) * 5 + ((), ())  # 9:00-12:00, 13:00-18:00
SHOP = ((),) + (((600, 1320),),) * 6  # 10:00-22:00, closed on Monday
NIGHT = ((((0, 360), (1320, 1440))),) * 7  # 22:00-6:00
AFTERNOON = ((((780, 1080),)),) * 7
NEVER = ((),) * 7


def at(text):
    return datetime.fromisoformat(text)


def make_hours(zone, week=OFFICE, *absences):
    return ContactHours(
        Schedule(zone, (week,), tuple((at(a), at(b)) for a, b in absences))
    )


SHANGHAI = make_hours("Asia/Shanghai")
URUMQI = make_hours("Asia/Urumqi")
NEW_YORK = make_hours("America/New_York")
BERLIN = make_hours("Europe/Berlin")
# 1 to 5 May 2026 and 1 to 3 January, as a user in Shanghai enters them
LABOUR_DAY = ("2026-04-30 16:00", "2026-05-05 15:59:59")
NEW_YEAR = ("2025-12-31 16:00", "2026-01-03 15:59:59")
HOLIDAYS = make_hours("Asia/Shanghai", OFFICE, LABOUR_DAY, NEW_YEAR)
HALF_DAY = make_hours("Asia/Shanghai", OFFICE, ("2026-03-02 01:00", "2026-03-02 05:00"))

# what it shows, hours, wanted day, first moment in UTC, rest day
FIRST = [
    ("working day", SHANGHAI, "2026-03-02", "2026-03-02 01:00", None),
    ("two hours later in the west", URUMQI, "2026-03-02", "2026-03-02 03:00", None),
    ("evening of the server", NEW_YORK, "2026-03-02", "2026-03-02 14:00", None),
    ("Saturday", SHANGHAI, "2026-03-07", "2026-03-09 01:00", "2026-03-07"),
    ("Sunday", SHANGHAI, "2026-03-08", "2026-03-09 01:00", "2026-03-08"),
    ("rest day on Monday", make_hours("Asia/Shanghai", SHOP), "2026-03-02",
     "2026-03-03 02:00", "2026-03-02"),
    ("month end on Saturday", SHANGHAI, "2026-02-28", "2026-03-02 01:00", "2026-02-28"),
    ("29 February", SHANGHAI, "2028-02-29", "2028-02-29 01:00", None),
    ("day after 29 February", SHANGHAI, "2028-03-01", "2028-03-01 01:00", None),
    ("29 February on Saturday", SHANGHAI, "2020-02-29", "2020-03-02 01:00",
     "2020-02-29"),
    ("year change", SHANGHAI, "2026-12-31", "2026-12-31 01:00", None),
    ("year change on Saturday", SHANGHAI, "2022-12-31", "2023-01-02 01:00",
     "2022-12-31"),
    ("holiday over the year change", HOLIDAYS, "2026-01-01", "2026-01-05 01:00",
     "2026-01-01"),
    ("day before a holiday", HOLIDAYS, "2026-04-30", "2026-04-30 01:00", None),
    ("long holiday", HOLIDAYS, "2026-05-01", "2026-05-06 01:00", "2026-05-01"),
    ("morning off", HALF_DAY, "2026-03-02", "2026-03-02 05:00", None),
    ("night shift", make_hours("Asia/Shanghai", NIGHT), "2026-03-02",
     "2026-03-01 16:00", None),
    # clocks go forward on 8 March in New York, on 29 March in Berlin
    ("before summer time", NEW_YORK, "2026-03-06", "2026-03-06 14:00", None),
    ("after summer time", NEW_YORK, "2026-03-09", "2026-03-09 13:00", None),
    ("over the change", BERLIN, "2026-03-28", "2026-03-30 07:00", "2026-03-28"),
    ("over the change back", BERLIN, "2026-10-24", "2026-10-26 08:00", "2026-10-24"),
    ("the day of the change itself",
     make_hours("Europe/Berlin", (((540, 1080),),) * 7), "2026-03-29",
     "2026-03-29 07:00", None),
    ("an hour that is skipped", make_hours("Europe/Berlin", (((120, 180),),) * 7),
     "2026-03-29", "2026-03-30 00:00", "2026-03-29"),
    ("half an hour off", make_hours("Asia/Kolkata"), "2026-03-02", "2026-03-02 03:30",
     None),
    # Samoa had no 30 December 2011
    ("a day that did not exist", make_hours("Pacific/Apia", (((540, 1080),),) * 7),
     "2011-12-30", "2011-12-30 19:00", "2011-12-30"),
]  # fmt: skip

# what it shows, hours, moment in UTC, whether the customer may be contacted
MOMENTS = [
    ("opening", SHANGHAI, "2026-03-02 01:00", True),
    ("a minute before", SHANGHAI, "2026-03-02 00:59", False),
    ("last minute before lunch", SHANGHAI, "2026-03-02 03:59", True),
    ("lunch", SHANGHAI, "2026-03-02 04:30", False),
    ("last minute", SHANGHAI, "2026-03-02 09:59", True),
    ("closing", SHANGHAI, "2026-03-02 10:00", False),
    ("open here, asleep there", NEW_YORK, "2026-03-02 02:00", False),
    ("weekend there, Monday here", NEW_YORK, "2026-03-02 04:00", False),
    ("Friday there, Saturday here", NEW_YORK, "2026-03-06 20:00", True),
    ("holiday", HOLIDAYS, "2026-05-04 02:00", False),
    ("never open forbids nothing", make_hours("UTC", NEVER), "2026-03-02 02:00", True),
]


@tagged("-at_install", "post_install")
class TestPolicyQuietTime(BaseCase):
    def test_first_moment_from_a_day_on(self):
        """FUP-12: the planned day, or the next one, on the customer's own clock."""
        for what, hours, wanted, first, rest_day in FIRST:
            with self.subTest(what):
                found = hours.find_first(date.fromisoformat(wanted))
                self.assertEqual(found.at, at(first))
                rest_day = rest_day and date.fromisoformat(rest_day)
                self.assertEqual(found.rest_day, rest_day)
                self.assertTrue(hours.is_allowed(found.at))
                self.assertEqual(found.day, hours.to_local(found.at).date())

    def test_rest_day_is_one_without_a_moment(self):
        """FUP-12: what is said of the day is what its minutes say."""
        for what, hours, wanted, _first, rest_day in FIRST:
            with self.subTest(what):
                day = date.fromisoformat(wanted)
                self.assertEqual(hours.is_allowed_day(day), not rest_day)

    def test_moment(self):
        """FUP-12: breaks, nights, weekends and holidays are rest time."""
        for what, hours, moment, is_allowed in MOMENTS:
            with self.subTest(what):
                self.assertIs(hours.is_allowed(at(moment)), is_allowed)

    def test_not_before_a_moment(self):
        """FUP-12: at noon of the day itself, the first moment is after lunch."""
        found = SHANGHAI.find_first(date(2026, 3, 2), at("2026-03-02 04:30"))
        self.assertEqual(found.at, at("2026-03-02 05:00"))
        found = SHANGHAI.find_first(date(2026, 3, 6), at("2026-03-06 10:00"))
        self.assertEqual(found.at, at("2026-03-09 01:00"))
        self.assertIsNone(found.rest_day)

    def test_hours_that_never_open_forbid_nothing(self):
        """FUP-12: a calendar without hours is no reason to forget a customer."""
        hours = make_hours("Asia/Shanghai", NEVER)
        self.assertFalse(hours.is_known)
        self.assertTrue(hours.is_allowed_day(date(2026, 3, 8)))
        found = hours.find_first(date(2026, 3, 8))
        self.assertEqual(
            (found.at, found.day), (at("2026-03-07 16:00"), date(2026, 3, 8))
        )

    def test_closed_for_years_has_no_moment(self):
        """FUP-12: whoever has closed for good is said to have, and nothing hangs."""
        hours = make_hours("UTC", OFFICE, ("2026-01-01 00:00", "2036-01-01 00:00"))
        found = hours.find_first(date(2026, 3, 2))
        self.assertEqual((found.at, found.rest_day), (None, date(2026, 3, 2)))

    def test_days_out_of_reach_have_no_moment(self):
        """G7: a year that somebody mistyped is no error."""
        for day in (date.min, date(1800, 1, 1), date(2200, 1, 1), date.max):
            with self.subTest(day):
                self.assertIsNone(SHANGHAI.find_first(day).at)

    def test_unknown_zone_counts_as_utc(self):
        """G7: zones are renamed, and customers are imported with any name."""
        found = make_hours("Mars/Olympus").find_first(date(2026, 3, 2))
        self.assertEqual(found.at, at("2026-03-02 09:00"))

    def test_breaks_do_not_make_a_rest_day(self):
        """FUP-12: only in the afternoon is still on that day."""
        hours = make_hours("Asia/Shanghai", AFTERNOON)
        found = hours.find_first(date(2026, 3, 1))
        self.assertEqual((found.at, found.rest_day), (at("2026-03-01 05:00"), None))

    def test_examples_in_docstrings_hold(self):
        """FUP-12: what the documentation says is what it does."""
        result = doctest.testmod(quiet_time)
        self.assertGreater(result.attempted, 0)
        self.assertFalse(result.failed)

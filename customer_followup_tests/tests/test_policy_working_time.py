"""Working time in tables: exact moments, written out and checked with a calendar."""

import doctest
from datetime import date, datetime, timedelta

from odoo.tests import BaseCase, tagged

from odoo.addons.customer_followup.policy import working_time
from odoo.addons.customer_followup.policy.working_time import (
    LONGEST_CLOSURE_DAYS,
    Schedule,
    WorkingTime,
)

OFFICE_DAY = ((540, 720), (780, 1080))  # 9:00-12:00, 13:00-18:00
NIGHT = ((0, 360), (1320, 1440))  # 22:00-6:00
OFFICE = ((OFFICE_DAY,) * 5 + ((), ()),)
EARLY_WEEK = (((360, 840),),) * 5 + ((), ())  # 6:00-14:00
LATE_WEEK = (((840, 1320),),) * 5 + ((), ())  # 14:00-22:00
NEVER = (((),) * 7,)
ALWAYS = ((((0, 1440),),) * 7,)


def make_time(zone="UTC", weeks=OFFICE, *absences):
    return WorkingTime(Schedule(zone, weeks, absences))


def at(text):
    return datetime.fromisoformat(text)


UTC_OFFICE = make_time()
SHANGHAI = make_time("Asia/Shanghai")
# the Tomb-Sweeping holiday of 2026, Saturday to Monday, as a user enters it
HOLIDAY = make_time(
    "Asia/Shanghai", OFFICE, (at("2026-04-03 16:00"), at("2026-04-06 15:59:59"))
)
NIGHTS = make_time("UTC", ((NIGHT,) * 7,))
OPEN_ALWAYS = make_time("UTC", ALWAYS)
TWO_WEEKS = make_time("UTC", (EARLY_WEEK, LATE_WEEK))
FLEXIBLE = make_time("UTC", ((((480, 960),),) * 5 + ((), ()),))
BERLIN_NIGHTS = make_time("Europe/Berlin", ((NIGHT,) * 7,))
BERLIN_ALWAYS = make_time("Europe/Berlin", ALWAYS)
NEW_YORK = make_time("America/New_York")
# from 1:00, which is repeated in autumn, and from 2:00, which is skipped in spring
NEW_YORK_ONE = make_time("America/New_York", ((((60, 120),),) * 7,))
NEW_YORK_TWO = make_time("America/New_York", ((((120, 180),),) * 7,))
HAVANA = make_time("America/Havana", ALWAYS)
LORD_HOWE = make_time("Australia/Lord_Howe", ((((0, 240),),) * 7,))
KOLKATA = make_time("Asia/Kolkata")
KATHMANDU = make_time("Asia/Kathmandu")
ST_JOHNS = make_time("America/St_Johns", ALWAYS)
APIA = make_time("Pacific/Apia", ALWAYS)

# what it shows, working time, start, minutes, end
ADDED = [
    ("over lunch", UTC_OFFICE, "2026-03-02 11:30", 60, "2026-03-02 13:30"),
    ("until lunch", UTC_OFFICE, "2026-03-02 11:30", 30, "2026-03-02 12:00"),
    ("from lunch", UTC_OFFICE, "2026-03-02 12:20", 30, "2026-03-02 13:30"),
    ("until closing", UTC_OFFICE, "2026-03-02 17:00", 60, "2026-03-02 18:00"),
    ("a minute more", UTC_OFFICE, "2026-03-02 17:00", 61, "2026-03-03 09:01"),
    ("from closing", UTC_OFFICE, "2026-03-02 18:00", 1, "2026-03-03 09:01"),
    ("nothing at night", UTC_OFFICE, "2026-03-02 05:00", 0, "2026-03-02 05:00"),
    ("seconds round up", UTC_OFFICE, "2026-03-02 09:00:01", 60, "2026-03-02 10:01"),
    # 17:40 on Friday: 20 minutes are left, 40 come on Monday
    ("weekend", SHANGHAI, "2026-03-06 09:40", 60, "2026-03-09 01:40"),
    ("holiday", HOLIDAY, "2026-04-03 09:40", 60, "2026-04-07 01:40"),
    ("into the night", NIGHTS, "2026-03-02 21:00", 60, "2026-03-02 23:00"),
    ("over midnight", NIGHTS, "2026-03-02 23:00", 120, "2026-03-03 01:00"),
    ("over a night's end", NIGHTS, "2026-03-03 05:00", 120, "2026-03-03 23:00"),
    ("24/7", OPEN_ALWAYS, "2026-03-07 13:17", 10000, "2026-03-14 11:57"),
    ("flexible", FLEXIBLE, "2026-03-02 15:00", 120, "2026-03-03 09:00"),
    # 2026-03-02 is in the first week, 2026-03-09 in the second
    ("into the second", TWO_WEEKS, "2026-03-06 13:00", 120, "2026-03-09 15:00"),
    ("into the first", TWO_WEEKS, "2026-03-13 21:00", 120, "2026-03-16 07:00"),
    # late in the week of 2025-12-29, early in that of 2026-01-05
    ("over New Year", TWO_WEEKS, "2026-01-02 21:00", 120, "2026-01-05 07:00"),
    # 2026-03-29, 2:00 to 3:00 is skipped: the night is seven hours
    ("gap", BERLIN_NIGHTS, "2026-03-28 21:00", 420, "2026-03-29 04:00"),
    ("after the gap", BERLIN_NIGHTS, "2026-03-28 21:00", 421, "2026-03-29 20:01"),
    # 2026-10-25, 2:00 to 3:00 comes twice: the night is nine hours
    ("overlap", BERLIN_NIGHTS, "2026-10-24 20:00", 540, "2026-10-25 05:00"),
    ("overlap at one", NEW_YORK, "2026-10-30 21:30", 60, "2026-11-02 14:30"),
    ("shift in a gap", NEW_YORK_TWO, "2026-03-07 07:30", 60, "2026-03-09 06:30"),
    ("quarters", KATHMANDU, "2026-03-02 12:00", 30, "2026-03-03 03:30"),
    ("halves", KOLKATA, "2026-03-02 12:00", 60, "2026-03-03 04:00"),
    # 2026-04-05, 1:30 to 2:00 comes twice: four and a half hours from 13:00 UTC
    ("half overlap", LORD_HOWE, "2026-04-04 13:00", 270, "2026-04-04 17:30"),
    # 2026-10-04, 2:00 to 2:30 is skipped: three and a half hours from 13:30 UTC
    ("half gap", LORD_HOWE, "2026-10-03 13:30", 210, "2026-10-03 17:00"),
]
# what it shows, working time, local day, its last minute
DAYS = [
    ("summer", BERLIN_ALWAYS, "2026-07-01", "2026-07-01 21:59"),
    ("gap", BERLIN_ALWAYS, "2026-03-29", "2026-03-29 21:59"),
    ("overlap", BERLIN_ALWAYS, "2026-10-25", "2026-10-25 22:59"),
    # 2026-03-08 begins at 1:00
    ("before no midnight", HAVANA, "2026-03-07", "2026-03-08 04:59"),
    ("after no midnight", HAVANA, "2026-03-08", "2026-03-09 03:59"),
    # 2006-10-29 began, and at 00:01 it was 2006-10-28, 23:01 once more
    ("midnight twice", ST_JOHNS, "2006-10-28", "2006-10-29 03:29"),
    # 2011-12-30 was left out on the way over the date line
    ("before no day", APIA, "2011-12-29", "2011-12-30 09:59"),
    ("no day", APIA, "2011-12-30", "2011-12-30 09:59"),
    ("after no day", APIA, "2011-12-31", "2011-12-31 09:59"),
]


@tagged("post_install", "-at_install")
class TestPolicyWorkingTime(BaseCase):
    def test_examples_in_the_docstrings_hold(self):
        """G13: what the code says about itself is so."""
        result = doctest.testmod(working_time)
        self.assertGreater(result.attempted, 0)
        self.assertFalse(result.failed)

    def test_minutes_lead_from_start_to_end_and_back(self):
        """G13: breaks, nights, weekends, holidays, two weeks, changes of the clocks."""
        for title, team, start, minutes, end in ADDED:
            with self.subTest(title):
                self.assertEqual(team.add(at(start), minutes), at(end))
                self.assertEqual(team.minutes_between(at(start), at(end)), minutes)

    def test_local_day_ends_where_the_table_says(self):
        """G13: the last minute of a day, also where midnight is missing or repeated."""
        for title, team, day, end in DAYS:
            with self.subTest(title):
                last = team.to_utc_end_of_day(date.fromisoformat(day))
                self.assertEqual(last, at(end))

    def test_local_time_is_what_the_wall_clock_shows(self):
        """G13: the days of a promise are those of the team."""
        local = SHANGHAI.to_local(at("2026-03-02 16:30:20"))
        self.assertEqual(local, at("2026-03-03 00:30:20"))

    def test_repeated_hour_counts_twice_and_skipped_one_never(self):
        """G13: a minute works by what its own wall clock shows."""
        for team, day, minutes in [
            (NEW_YORK_ONE, "2026-03-08", 60),
            (NEW_YORK_ONE, "2026-11-01", 120),
            (NEW_YORK_TWO, "2026-03-08", 0),
            (NEW_YORK_TWO, "2026-11-01", 60),
        ]:
            with self.subTest(day):
                start = at(f"{day} 05:00")
                stop = start + timedelta(hours=5)
                self.assertEqual(team.minutes_between(start, stop), minutes)

    def test_shifts_may_touch_overlap_and_be_unsorted(self):
        """G13: an hour that two lines of a calendar name is one hour."""
        day = ((600, 660), (480, 540), (540, 570), (500, 610))
        team = make_time("UTC", ((day,) * 7,))
        morning = at("2026-03-02 00:00"), at("2026-03-02 12:00")
        self.assertEqual(team.minutes_between(*morning), 180)

    def test_absences_cover_the_minutes_they_begin(self):
        """G13: half a minute of leave is a minute; leaves may overlap."""
        leaves = [
            (at("2026-03-02 09:10:30"), at("2026-03-02 09:19:10")),
            (at("2026-03-02 09:15"), at("2026-03-02 09:30")),
            (at("2026-03-01 00:00"), at("2026-03-02 09:05")),
        ]
        team = make_time("UTC", OFFICE, *leaves)
        self.assertEqual(team.add(at("2026-03-02 08:00"), 5), at("2026-03-02 09:10"))
        self.assertEqual(team.add(at("2026-03-02 08:00"), 6), at("2026-03-02 09:31"))

    def test_next_working_is_now_or_opening_time(self):
        """G13: closing time itself is free, and the seconds before it are not."""
        for moment, following in [
            ("2026-03-02 08:59:59", "2026-03-02 09:00"),
            ("2026-03-02 09:00", "2026-03-02 09:00"),
            ("2026-03-02 17:59:59", "2026-03-02 17:59:59"),
            ("2026-03-02 18:00", "2026-03-03 09:00"),
            ("2026-03-06 18:00", "2026-03-09 09:00"),
        ]:
            with self.subTest(moment):
                self.assertEqual(UTC_OFFICE.next_working(at(moment)), at(following))
                is_working = UTC_OFFICE.is_working(at(moment))
                self.assertEqual(is_working, moment == following)

    def test_end_of_day_is_closing_time_of_the_day_that_works(self):
        """G13: lunch is no closing time, and after it comes the next day's."""
        for team, moment, end in [
            (UTC_OFFICE, "2026-03-02 11:59", "2026-03-02 18:00"),
            (UTC_OFFICE, "2026-03-02 12:30", "2026-03-02 18:00"),
            (UTC_OFFICE, "2026-03-02 18:00", "2026-03-03 18:00"),
            (UTC_OFFICE, "2026-03-02 17:59:30", "2026-03-03 18:00"),
            (UTC_OFFICE, "2026-03-06 19:00", "2026-03-09 18:00"),
            # a day is a local day, also where the work goes on at midnight
            (BERLIN_NIGHTS, "2026-03-28 12:00", "2026-03-28 23:00"),
        ]:
            with self.subTest(moment):
                self.assertEqual(team.end_of_day(at(moment)), at(end))

    def test_day_works_if_a_minute_of_it_does(self):
        """G13: half a day of leave is a working day, a whole one is not."""
        self.assertFalse(HOLIDAY.is_working_day(date(2026, 4, 6)))
        leave = at("2026-03-02 00:00"), at("2026-03-02 17:59")
        team = make_time("UTC", OFFICE, leave)
        self.assertTrue(team.is_working_day(date(2026, 3, 2)))


@tagged("post_install", "-at_install")
class TestPolicyWorkingTimeUnusable(BaseCase):
    def test_empty_calendar_answers_nothing(self):
        """G14: a calendar without hours is known as such and never loops."""
        for weeks in NEVER, (), ((((540, 540),),) * 7,):
            with self.subTest(weeks=weeks):
                team, now = make_time("UTC", weeks), at("2026-03-02 10:00")
                self.assertFalse(team.is_usable)
                self.assertFalse(team.is_working(now))
                self.assertFalse(team.is_working_day(now.date()))
                self.assertEqual(team.minutes_between(now, at("2027-01-01")), 0)
                self.assertEqual(team.add(now, 0), now)
                for answer in team.add(now, 1), team.next_working(now):
                    self.assertIsNone(answer)
                self.assertIsNone(team.end_of_day(now))

    def test_unknown_zone_counts_as_utc(self):
        """G14: a zone that is misspelt, empty or a path does not stop anything."""
        for zone in "Europe/Atlantis", "", "../etc/passwd", "America":
            with self.subTest(zone):
                team = make_time(zone)
                end = team.add(at("2026-03-02 09:00"), 60)
                self.assertEqual(end, at("2026-03-02 10:00"))

    def test_closure_ends_the_search(self):
        """G14: a day less than the longest closure is waited for, whoever asked."""
        start = at("2026-03-02 18:00")
        for days, end in (LONGEST_CLOSURE_DAYS - 1, True), (LONGEST_CLOSURE_DAYS, None):
            with self.subTest(days=days):
                back = start + timedelta(days=days)
                team = make_time("UTC", ALWAYS, (start, back))
                end = end and back + timedelta(minutes=1)
                self.assertEqual(team.add(start, 1), end)
                # the same if both sides of the closure are known already
                self.assertTrue(team.is_working(back))
                self.assertEqual(team.add(start, 1), end)
                eve = start - timedelta(minutes=9)
                self.assertEqual(team.add(eve, 9), start)
                self.assertEqual(team.add(eve, 10), end)

    def test_moments_far_away_have_an_answer(self):
        """G14: a year that was typed wrong costs no minutes and no memory."""
        for year in 1, 1898, 2200, 9999:
            with self.subTest(year=year):
                moment = datetime(year, 6, 1, 10)
                self.assertIsNone(UTC_OFFICE.add(moment, 60))
                self.assertFalse(UTC_OFFICE.is_working(moment))
        self.assertIsNone(UTC_OFFICE.add(at("2026-03-02 10:00"), 10**9))

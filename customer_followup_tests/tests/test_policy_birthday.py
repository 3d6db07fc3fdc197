"""When a birthday is kept: solar and lunar, in every year there is a calendar for."""

import doctest
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.customer_followup.policy import birthday, urgency
from odoo.addons.customer_followup.policy.birthday import (
    Birthday,
    find_mistake,
    get_birthday_in_year,
    get_next_birthday,
    get_next_birthdays,
    iterate_birthdays,
)

MONDAY = date(2026, 3, 2)
LUNAR_YEARS = range(1900, 2101)

# (what it says, birthday, year of its calendar, the day)
DAYS = [
    ("a solar day", ("solar", 6, 18), 2026, date(2026, 6, 18)),
    ("29 February", ("solar", 2, 29), 2028, date(2028, 2, 29)),
    ("29 February otherwise", ("solar", 2, 29), 2026, date(2026, 2, 28)),
    ("29 February of 1900", ("solar", 2, 29), 1900, date(1900, 2, 28)),
    ("29 February of 2000", ("solar", 2, 29), 2000, date(2000, 2, 29)),
    ("Spring Festival", ("lunar", 1, 1), 2026, date(2026, 2, 17)),
    ("the earliest one", ("lunar", 1, 1), 1966, date(1966, 1, 21)),
    ("the latest one", ("lunar", 1, 1), 1985, date(1985, 2, 20)),
    ("the first of the table", ("lunar", 1, 1), 1900, date(1900, 1, 31)),
    ("Mid-Autumn", ("lunar", 8, 15), 2026, date(2026, 9, 25)),
    ("in the solar year after", ("lunar", 12, 8), 2025, date(2026, 1, 26)),
    ("New Year's Eve of 30 days", ("lunar", 12, 30), 2023, date(2024, 2, 9)),
    ("New Year's Eve of 29 days", ("lunar", 12, 30), 2025, date(2026, 2, 16)),
    ("a leap month", ("lunar_leap", 6, 15), 2025, date(2025, 8, 8)),
    ("the ordinary one of that year", ("lunar", 6, 15), 2025, date(2025, 7, 9)),
    ("no leap month", ("lunar_leap", 6, 15), 2026, date(2026, 7, 28)),
    ("another leap month", ("lunar_leap", 4, 1), 2025, date(2025, 4, 28)),
    ("leap month without day 30", ("lunar_leap", 6, 30), 2025, date(2025, 8, 22)),
    ("the leap month eleven of 2033", ("lunar_leap", 11, 1), 2033, date(2033, 12, 22)),
    # where tables that are about disagree: new moon within minutes of midnight
    ("midnight in 1933", ("lunar_leap", 5, 30), 1933, date(1933, 7, 22)),
    ("the day after it", ("lunar", 6, 1), 1933, date(1933, 7, 23)),
    ("November 1954", ("lunar", 11, 1), 1954, date(1954, 11, 25)),
    ("midnight in 1978", ("lunar", 8, 1), 1978, date(1978, 9, 3)),
    ("the last of the table", ("lunar", 12, 29), 2100, date(2101, 1, 28)),
    ("before the table", ("lunar", 1, 1), 1899, None),
    ("after the table", ("lunar", 1, 1), 2101, None),
]
# (what it says, birthday, year of birth, mistake)
MISTAKES = [
    ("a day", ("solar", 1, 31), 1980, None),
    ("of no year", ("solar", 2, 29), None, None),
    ("29 February 1984", ("solar", 2, 29), 1984, None),
    ("29 February 1985", ("solar", 2, 29), 1985, "day_of_year"),
    ("30 February", ("solar", 2, 30), None, "day"),
    ("31 April", ("solar", 4, 31), None, "day"),
    ("month 13", ("solar", 13, 1), None, "month"),
    ("month 0", ("lunar", 0, 1), None, "month"),
    ("day 0", ("lunar", 1, 0), None, "day"),
    ("30 of a lunar month", ("lunar", 2, 30), None, None),
    ("31 of a lunar month", ("lunar", 1, 31), None, "day"),
    ("30 of a short month", ("lunar", 12, 30), 2025, "day_of_year"),
    ("a leap month of another year", ("lunar_leap", 4, 1), 2021, "day_of_year"),
    ("a leap month", ("lunar_leap", 4, 1), 2020, None),
    ("a lunar year without a table", ("lunar", 4, 1), 1899, "year"),
    ("a solar year without a table", ("solar", 4, 1), 2101, "year"),
]

everybody = st.sampled_from(list(iterate_birthdays()))
days = st.dates(date(1901, 1, 1), date(2099, 12, 31))
thorough = settings(max_examples=500, deadline=None, derandomize=True, database=None)


@tagged("post_install", "-at_install")
class TestPolicyBirthday(BaseCase):
    def test_day_follows_the_table(self):
        """DOS-7: earlier and never later, where a year does not have the day."""
        for title, facts, year, day in DAYS:
            with self.subTest(title):
                self.assertEqual(get_birthday_in_year(Birthday(*facts), year), day)

    def test_mistake_is_found(self):
        """DOS-7: a day of birth that cannot be is told apart from one that can."""
        for title, facts, year, mistake in MISTAKES:
            with self.subTest(title):
                self.assertEqual(find_mistake(Birthday(*facts), year), mistake)

    def test_next_birthday_is_today(self):
        """DOS-7: on the day itself, it is that day, by both calendars."""
        self.assertEqual(get_next_birthday(Birthday("solar", 3, 2), MONDAY), MONDAY)
        self.assertEqual(get_next_birthday(Birthday("lunar", 1, 14), MONDAY), MONDAY)

    def test_next_birthday_was_yesterday(self):
        """DOS-7: one day later it is next year's."""
        self.assertEqual(
            get_next_birthday(Birthday("solar", 3, 1), MONDAY), date(2027, 3, 1)
        )
        self.assertEqual(
            get_next_birthday(Birthday("lunar", 1, 13), MONDAY), date(2027, 2, 18)
        )

    def test_next_birthday_belongs_to_the_last_lunar_year(self):
        """DOS-7: in January, the lunar year before goes on."""
        self.assertEqual(
            get_next_birthday(Birthday("lunar", 12, 8), date(2026, 1, 5)),
            date(2026, 1, 26),
        )

    def test_next_birthday_ends_with_the_calendar(self):
        """DOS-7: a lunar birthday after the last table has no date, a solar one has."""
        after = date(2101, 1, 29)
        self.assertIsNone(get_next_birthday(Birthday("lunar", 1, 1), after))
        self.assertEqual(
            get_next_birthday(Birthday("solar", 1, 1), after), date(2102, 1, 1)
        )
        last = date(9999, 12, 31)
        self.assertIsNone(get_next_birthday(Birthday("solar", 1, 1), last))

    def test_lunar_years_have_no_gap(self):
        """DOS-7: 1900 to 2100, month follows month and year follows year."""
        expected = date(1900, 1, 31)
        for year in LUNAR_YEARS:
            months = birthday._get_lunar_months(year)
            leaps = [month for month, is_leap in months if is_leap]
            self.assertLessEqual(len(leaps), 1, year)
            for first, length in months.values():
                self.assertEqual(first, expected)
                self.assertIn(length, (29, 30))
                expected = first + timedelta(days=length)
        self.assertEqual(expected, date(2101, 1, 29))

    @thorough
    @given(who=everybody, today=days)
    def test_next_birthday_is_the_first_one(self, who, today):
        """DOS-7: never in the past, at most 385 days away, and none comes before."""
        day = get_next_birthday(who, today)
        self.assertGreaterEqual(day, today)
        self.assertLessEqual((day - today).days, 385)
        kept = [
            get_birthday_in_year(who, year)
            for year in range(today.year - 1, today.year + 2)
        ]
        self.assertEqual(day, min(other for other in kept if other and other >= today))

    def test_keys_tell_all_birthdays_apart(self):
        """DOS-7: 366 solar ones and 720 lunar ones, each with a key of its own."""
        keys = {who.key for who in iterate_birthdays()}
        self.assertEqual(len(keys), 366 + 2 * 360)

    def test_all_next_birthdays_agree_with_each(self):
        """DOS-7: looking up many days and asking for one give the same."""
        found = get_next_birthdays(MONDAY)
        for who in iterate_birthdays():
            self.assertEqual(found[who.key], get_next_birthday(who, MONDAY))

    def test_examples_in_docstrings_hold(self):
        """DOS-7, INQ-2: what the documentation says is what it does."""
        for module in (birthday, urgency):
            result = doctest.testmod(module)
            self.assertGreater(result.attempted, 0)
            self.assertFalse(result.failed)

"""For which days a report is made, and when it is due (VPL-2)."""

import doctest
from datetime import date

from odoo.tests import BaseCase, tagged

from odoo.addons.customer_followup.policy import report_period
from odoo.addons.customer_followup.policy.report_period import (
    Period,
    get_due_period,
    get_period,
    get_previous,
)

# frequency, a day, the first and last day of its period
PERIODS = [
    ("week", date(2026, 3, 2), date(2026, 3, 2), date(2026, 3, 8)),
    ("week", date(2026, 3, 8), date(2026, 3, 2), date(2026, 3, 8)),
    ("week", date(2025, 12, 31), date(2025, 12, 29), date(2026, 1, 4)),
    ("month", date(2028, 2, 29), date(2028, 2, 1), date(2028, 2, 29)),
    ("month", date(2026, 12, 1), date(2026, 12, 1), date(2026, 12, 31)),
    ("quarter", date(2026, 3, 31), date(2026, 1, 1), date(2026, 3, 31)),
    ("quarter", date(2026, 11, 5), date(2026, 10, 1), date(2026, 12, 31)),
]
# frequency, today, the day of the setting, the first day of what is due
DUE = [
    ("month", date(2026, 3, 1), 1, date(2026, 2, 1)),
    ("month", date(2026, 3, 1), 2, date(2026, 1, 1)),
    ("month", date(2026, 3, 2), 2, date(2026, 2, 1)),
    ("month", date(2026, 3, 31), 2, date(2026, 2, 1)),
    ("month", date(2026, 1, 1), 1, date(2025, 12, 1)),
    ("quarter", date(2026, 3, 31), 1, date(2025, 10, 1)),
    ("quarter", date(2026, 4, 28), 28, date(2026, 1, 1)),
    ("quarter", date(2026, 4, 27), 28, date(2025, 10, 1)),
    ("week", date(2026, 3, 9), 1, date(2026, 3, 2)),
    ("week", date(2026, 3, 9), 2, date(2026, 2, 23)),
]


@tagged("post_install", "-at_install")
class TestPolicyReportPeriod(BaseCase):
    def test_period_that_a_day_lies_in(self):
        """VPL-2: weeks from Monday, months and quarters, also over a year's end."""
        for frequency, day, first, last in PERIODS:
            with self.subTest(frequency, day=day):
                self.assertEqual(get_period(frequency, day), Period(first, last))

    def test_periods_follow_each_other_without_a_gap(self):
        """VPL-2: the one before ends on the day before."""
        for frequency, day, first, _last in PERIODS:
            previous = get_previous(frequency, get_period(frequency, day))
            with self.subTest(frequency, day=day):
                self.assertEqual((first - previous.last).days, 1)

    def test_report_is_due_on_its_day_and_not_before(self):
        """VPL-2: so many days after the end, and until the next one is due."""
        for frequency, today, day, first in DUE:
            with self.subTest(frequency, today=today, day=day):
                due = get_due_period(frequency, today, day)
                self.assertEqual(due.first, first)
                self.assertLess(due.last, today)

    def test_examples_in_the_docstrings(self):
        """VPL-2: what the functions say of themselves is true."""
        self.assertFalse(doctest.testmod(report_period).failed)

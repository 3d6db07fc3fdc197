"""When an appointment is, in words of clocks: without a database."""

import doctest
from datetime import date, datetime

from odoo.tests import BaseCase, tagged

from odoo.addons.customer_followup.policy import appointment
from odoo.addons.customer_followup.policy.appointment import get_day, move_to_day


@tagged("post_install", "-at_install")
class TestPolicyAppointment(BaseCase):
    def test_day_is_that_of_the_zone(self):
        """VIS-3: the same moment is on another day elsewhere."""
        moment = datetime(2026, 3, 2, 17)
        for zone, day in (
            ("UTC", 2),
            ("Asia/Shanghai", 3),
            ("America/New_York", 2),
            ("Pacific/Auckland", 3),
        ):
            with self.subTest(zone):
                self.assertEqual(get_day(moment, zone), date(2026, 3, day))

    def test_hour_of_the_clock_stays(self):
        """VIS-3: over changes of the clocks in spring and in autumn."""
        cases = (
            ("Asia/Shanghai", (2026, 3, 4, 2), (2026, 3, 30), (2026, 3, 30, 2)),
            ("Europe/Berlin", (2026, 3, 27, 9), (2026, 3, 30), (2026, 3, 30, 8)),
            ("Europe/Berlin", (2026, 10, 23, 8), (2026, 10, 26), (2026, 10, 26, 9)),
            ("America/New_York", (2026, 3, 6, 3), (2026, 3, 9), (2026, 3, 10, 2)),
        )
        for zone, start, day, expected in cases:
            with self.subTest(zone=zone, start=start):
                moved = move_to_day(datetime(*start), date(*day), zone)
                self.assertEqual(moved, datetime(*expected))
                self.assertEqual(get_day(moved, zone), date(*day))

    def test_hour_that_is_skipped_is_on_the_day_all_the_same(self):
        """VIS-3: half past two does not exist on the day of the change."""
        moved = move_to_day(
            datetime(2026, 3, 27, 1, 30), date(2026, 3, 29), "Europe/Berlin"
        )
        self.assertEqual(get_day(moved, "Europe/Berlin"), date(2026, 3, 29))

    def test_examples_of_the_module(self):
        """VIS-3: the documentation is true."""
        self.assertEqual(doctest.testmod(appointment).failed, 0)

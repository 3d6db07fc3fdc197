"""Whatever is broken in calendars, people and promises, a case is stored (G14).

By every way in: over JSON-RPC by a specialist, by e-mail, from a follow-up. Its clock
has a defined deadline, or none where the promise cannot be read, and the screen says
so.
"""

from odoo.tests import tagged

from .deadline_broken_common import BrokenDeadlineCase


@tagged("post_install", "-at_install")
class TestDeadlineBroken(BrokenDeadlineCase):
    def test_nothing_broken(self):
        """G14: each of the ways in works, with a deadline in working hours."""
        self.check_counted(lambda: None)

    def test_no_calendar_at_all(self):
        """G14: neither the team nor the company has one."""
        self.check_counted(
            lambda: self.company.write({"resource_calendar_id": False}), True
        )

    def test_calendar_without_hours(self):
        """G14: a calendar on which nobody ever works."""
        self.check_counted(self.calendar.attendance_ids.unlink, True)

    def test_calendar_that_is_closed_for_years(self):
        """G14: an endless holiday."""
        self.check_counted(
            lambda: self.create_holiday("2020-01-01 00:00", "2034-01-01 00:00"), True
        )

    def test_archived_calendar(self):
        """G14: its hours are as good as before."""
        self.check_counted(lambda: self.calendar.write({"active": False}))

    def test_calendar_with_an_unknown_time_zone(self):
        """G14: a zone that was renamed, or imported wrongly."""
        for zone in ("Mars/Base", "", "../../etc/passwd"):
            with self.subTest(zone):
                self.check_counted(
                    lambda zone=zone: self.break_by_sql(
                        "tz", zone, "resource_calendar", self.calendar.id
                    )
                )

    def test_archived_owner(self):
        """G14: the leader of the team has left."""
        self.check_counted(lambda: self.colleague.write({"active": False}))

    def test_no_owner(self):
        """G14: a team without leader and members."""
        self.check_counted(
            lambda: self.team.write({"user_id": False, "user_ids": [(5,)]})
        )

    def test_owner_without_employee(self):
        """G14: nobody knows the superior."""
        self.check_counted(lambda: self.employees[self.colleague].unlink())

from collections.abc import Callable
from functools import cache

from odoo import api, models
from odoo.fields import Domain

from ..policy.working_time import Schedule, WorkingTime

MINUTES_PER_DAY = 24 * 60
# what decides when people work; a change moves the deadlines that still run
WORKING_TIME_FIELDS = {
    "attendance_ids",
    "attendance_ids_1st_week",
    "attendance_ids_2nd_week",
    "flexible_hours",
    "full_time_required_hours",
    "hours_per_day",
    "schedule_type",
    "two_weeks_calendar",
    "tz",
}


class ResourceCalendar(models.Model):
    """The working hours that deadlines are counted in."""

    _inherit = "resource.calendar"

    def write(self, vals):
        result = super().write(vals)
        if WORKING_TIME_FIELDS & set(vals):
            self.env["customer.deadline"]._mark_calendars(self)
        return result

    def _get_working_time_reader(self) -> Callable[..., WorkingTime]:
        """Return a function from calendar, company and resource to working time.

        Reads each combination once, and together what is in ``self``. Without a
        calendar nobody works at any time, which makes deadlines count by the clock.
        """

        @cache
        def read_holidays(company) -> tuple:
            # sudo: see _get_customer_schedule
            leaves = self.env["resource.calendar.leaves"].sudo()
            return leaves._find_customer_holidays(company)._get_customer_absences()

        @cache
        def read(calendar, company, resource=None) -> WorkingTime:
            calendar = calendar.with_prefetch({*self._ids, *calendar._ids})
            absences = read_holidays(company)
            absences += calendar._get_customer_absences(resource)
            return WorkingTime(calendar._get_customer_schedule(company, absences))

        return read

    def _get_customer_schedule(self, company, absences: tuple) -> Schedule:
        """Return when people work by this calendar in ``company``."""
        # sudo: when a department works is no secret, and deadlines need it
        calendar = self.sudo()
        zone = calendar.tz or company._get_customer_timezone()
        return Schedule(
            zone=zone, weeks=calendar._get_customer_weeks(), absences=absences
        )

    def _get_customer_weeks(self) -> tuple:
        """Return the shifts of a week, or of two, in minutes of the day."""
        if self.flexible_hours:
            return (self._get_flexible_week(),)
        shifts = self.attendance_ids.filtered(lambda a: a._is_work_period())
        if not self.two_weeks_calendar:
            return (self._get_week(shifts),)
        return tuple(
            self._get_week(shifts.filtered(lambda a, week=week: a.week_type == week))
            for week in ("0", "1")
        )

    @api.model
    def _get_week(self, shifts) -> tuple:
        return tuple(
            tuple(
                (round(shift.hour_from * 60), round(shift.hour_to * 60))
                for shift in shifts.filtered(lambda s, day=day: s.dayofweek == day)
            )
            for day in "0123456"
        )

    def _get_flexible_week(self) -> tuple:
        """Return the hours of a day around noon, until the week's hours are used up.

        As Odoo does it where it needs hours of a flexible calendar.
        """
        daily = min(round(self.hours_per_day * 60), MINUTES_PER_DAY)
        left, week = round(self.full_time_required_hours * 60), []
        for _day in range(7):
            minutes = max(0, min(daily, left))
            left -= minutes
            start = MINUTES_PER_DAY // 2 - minutes // 2
            week.append(((start, start + minutes),) if minutes else ())
        return tuple(week)

    def _get_customer_absences(self, resource=None) -> tuple:
        """Return the holidays of this calendar, and the leaves of ``resource``."""
        # sudo: see _get_customer_schedule
        leaves = self.sudo().global_leave_ids
        if resource:
            leaves |= leaves.search([("resource_id", "in", resource.ids)])
        return leaves._get_customer_absences()


class ResourceCalendarAttendance(models.Model):
    """A shift; whoever changes it moves the deadlines that still run."""

    _inherit = "resource.calendar.attendance"

    @api.model_create_multi
    def create(self, vals_list):
        shifts = super().create(vals_list)
        self.env["customer.deadline"]._mark_calendars(shifts.calendar_id)
        return shifts

    def write(self, vals):
        calendars = self.calendar_id
        result = super().write(vals)
        self.env["customer.deadline"]._mark_calendars(calendars | self.calendar_id)
        return result

    def unlink(self):
        calendars = self.calendar_id
        result = super().unlink()
        self.env["customer.deadline"]._mark_calendars(calendars.exists())
        return result


class ResourceCalendarLeaves(models.Model):
    """A holiday; whoever enters it moves the deadlines that still run."""

    _inherit = "resource.calendar.leaves"

    @api.model_create_multi
    def create(self, vals_list):
        leaves = super().create(vals_list)
        leaves._mark_deadlines()
        return leaves

    def write(self, vals):
        self._mark_deadlines()
        result = super().write(vals)
        self._mark_deadlines()
        return result

    def unlink(self):
        self._mark_deadlines()
        return super().unlink()

    @api.model
    def _find_customer_holidays(self, company):
        """Return the holidays of a whole company, whatever the calendar."""
        return self.search_fetch(
            Domain("resource_id", "=", False)
            & Domain("calendar_id", "=", False)
            & Domain("company_id", "=", company.id),
            ["date_from", "date_to", "time_type"],
        )

    def _get_customer_absences(self) -> tuple:
        """Return from when until when nobody works."""
        return tuple(
            (leave.date_from, leave.date_to)
            for leave in self
            if leave.time_type == "leave"
        )

    def _mark_deadlines(self):
        """Let the deadlines be counted again that a holiday of everybody is part of."""
        holidays = self.filtered(lambda leave: not leave.resource_id)
        Deadline = self.env["customer.deadline"]
        Deadline._mark_calendars(holidays.calendar_id)
        of_company = holidays.filtered(lambda leave: not leave.calendar_id)
        Deadline._mark_companies(of_company.company_id)

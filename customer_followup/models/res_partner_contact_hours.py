from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from odoo import fields, models

from ..policy.quiet_time import ContactHours, ContactTime
from ..policy.working_time import LONGEST_CLOSURE_DAYS, Schedule

AT_ANY_TIME = {"letter"}
"""Methods that disturb nobody, as the customer opens a letter when it likes."""


class ResPartner(models.Model):
    """When a customer may be contacted (FUP-12)."""

    _inherit = "res.partner"

    customer_contact_calendar_id = fields.Many2one(
        "resource.calendar",
        "Contact Hours",
        ondelete="set null",
        help="When the customer may be contacted, on the customer's own clock. Empty: "
        "in the company's working hours. Never on public holidays.",
    )

    def _get_contact_hours_reader(self, company) -> Callable:
        """Return a function from customer to its contact hours in ``company``.

        Each calendar is read once for each time zone, however many customers have it.

        :return: nothing where neither customer nor company has a calendar
        """

        @cache
        def read_holidays() -> tuple:
            # sudo: when a company does not work is no secret
            leaves = self.env["resource.calendar.leaves"].sudo()
            return leaves._find_customer_holidays(company)._get_customer_absences()

        @cache
        def read(calendar_id: int, zone: str) -> ContactHours:
            # sudo: nor when a customer may be contacted
            calendar = self.env["resource.calendar"].sudo().browse(calendar_id)
            absences = read_holidays() + calendar._get_customer_absences()
            schedule = calendar._get_customer_schedule(company, absences)
            return ContactHours(replace(schedule, zone=zone or schedule.zone))

        usual_id = company.sudo().resource_calendar_id.id

        def get_hours(customer) -> ContactHours | None:
            calendar_id = customer.customer_contact_calendar_id.id or usual_id
            return read(calendar_id, customer.tz or "") if calendar_id else None

        return get_hours

    def _get_contact_day_reader(self, company, first: date, last: date) -> Callable:
        """Return a function that tells on which days a customer may be contacted.

        :return: a function of customer and method to a function of a day
        """
        get_hours = self._get_contact_hours_reader(company)
        get_check = cache(lambda hours: cache(hours.is_allowed_day))

        def get_day_check(customer, method: str) -> Callable[[date], bool]:
            hours = None if method in AT_ANY_TIME else get_hours(customer)
            return get_check(hours) if hours else lambda day: True

        return get_day_check

    def _get_contact_time_reader(self, company) -> Callable[..., ContactTime]:
        """Return a function that tells from when on a customer may be contacted.

        :return: a function of customer, method and day to the first allowed moment
        """
        get_hours = self._get_contact_hours_reader(company)
        at_any_time = Schedule("", ())
        free = cache(
            lambda zone: ContactHours(replace(at_any_time, zone=zone)).find_first
        )
        get_finder = cache(lambda hours: cache(hours.find_first))

        def find_first(customer, method: str, day: date) -> ContactTime:
            hours = None if method in AT_ANY_TIME else get_hours(customer)
            if hours:
                return get_finder(hours)(day)
            return free(customer.tz or company._get_customer_timezone())(day)

        return find_first

    def _get_next_contact_day(self, company, method: str, day: date) -> date:
        """Return ``day``, or the first one after it that is no rest day."""
        self.ensure_one()
        count = min(LONGEST_CLOSURE_DAYS, (date.max - day).days)
        last = day + timedelta(days=count)
        is_allowed = self._get_contact_day_reader(company, day, last)(self, method)
        days = (day + timedelta(days=n) for n in range(count))
        return next(filter(is_allowed, days), day)

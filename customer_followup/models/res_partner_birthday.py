import operator

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..policy.birthday import (
    Birthday,
    find_mistake,
    get_birthday_in_year,
    get_next_birthday,
    get_next_birthdays,
)
from .res_partner_contact import PERSONAL

COMPARISONS = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "in": lambda day, days: day in days,
    "not in": lambda day, days: day not in days,
}
OLDEST_YEAR = 1900


class ResPartner(models.Model):
    """When a person has a birthday, by the solar or the lunar calendar (DOS-7)."""

    _inherit = "res.partner"

    customer_birthday_calendar = fields.Selection(
        [
            ("solar", "Solar"),
            ("lunar", "Lunar"),
            ("lunar_leap", "Lunar, leap month"),
        ],
        "Calendar of the Birthday",
        **PERSONAL,
    )
    customer_birthday_month = fields.Selection(
        lambda self: self._get_numbers(1, 12), "Month of Birth", **PERSONAL
    )
    customer_birthday_day = fields.Selection(
        lambda self: self._get_numbers(1, 31), "Day of Birth", **PERSONAL
    )
    customer_birthday_year = fields.Selection(
        lambda self: self._get_birth_years(),
        "Year of Birth",
        help="By the same calendar. Left empty, it is not known.",
        **PERSONAL,
    )
    customer_birthday_key = fields.Integer(
        compute="_compute_customer_birthday_key",
        store=True,
        index=True,
        help="Technical: calendar, month and day in one number. Who has a birthday "
        "on some day is looked up by it.",
        **PERSONAL,
    )
    customer_birthday_next = fields.Date(
        "Next Birthday",
        compute="_compute_customer_birthday_next",
        search="_search_customer_birthday_next",
        help="29 February is kept on the 28th, day 30 of a short lunar month on the "
        "29th, a missing leap month in the ordinary one.",
        **PERSONAL,
    )

    @api.depends(
        "customer_birthday_calendar",
        "customer_birthday_month",
        "customer_birthday_day",
    )
    def _compute_customer_birthday_key(self):
        for partner in self:
            birthday = partner._get_customer_birthday()
            is_right = birthday and not find_mistake(birthday)
            partner.customer_birthday_key = is_right and birthday.key

    @api.depends("customer_birthday_key")
    @api.depends_context("tz")
    def _compute_customer_birthday_next(self):
        today = fields.Date.context_today(self)
        for partner in self:
            birthday = partner._get_customer_birthday()
            partner.customer_birthday_next = (
                partner.customer_birthday_key and get_next_birthday(birthday, today)
            )

    def _search_customer_birthday_next(self, operator, value):
        if operator not in COMPARISONS:
            return NotImplemented
        compare = COMPARISONS[operator]
        days = get_next_birthdays(fields.Date.context_today(self))
        keys = [key for key, day in days.items() if compare(day, value)]
        found = Domain("customer_birthday_key", "in", keys)
        if operator in ("in", "not in") and compare(False, value):
            found |= Domain("customer_birthday_key", "in", [False, 0])
        return found

    @api.constrains(
        "customer_birthday_calendar",
        "customer_birthday_month",
        "customer_birthday_day",
        "customer_birthday_year",
    )
    def _check_customer_birthday(self):
        for partner in self:
            if mistake := partner._get_birthday_mistake():
                raise ValidationError(mistake)

    @api.model
    def _get_numbers(self, first: int, last: int) -> list[tuple[str, str]]:
        """Return numbers to choose from: a number field would show 0 for nothing."""
        return [(str(number), str(number)) for number in range(first, last + 1)]

    @api.model
    def _get_birth_years(self) -> list[tuple[str, str]]:
        this_year = fields.Date.context_today(self).year
        return self._get_numbers(OLDEST_YEAR, this_year)[::-1]

    @api.model
    def _is_birth_year(self, year: int) -> bool:
        return OLDEST_YEAR <= year <= fields.Date.context_today(self).year

    def _get_customer_birthday(self) -> Birthday | None:
        """Return the day of birth, as far as it is known."""
        parts = (
            self.customer_birthday_calendar,
            self.customer_birthday_month,
            self.customer_birthday_day,
        )
        if not all(parts):
            return None
        calendar, month, day = parts
        return Birthday(calendar, self._get_number(month), self._get_number(day))

    @api.model
    def _get_number(self, text: str) -> int:
        """Return a number that was chosen; 0 for what a script wrote instead."""
        return int(text) if text.isdecimal() and len(text) <= 4 else 0

    def _get_birthday_mistake(self) -> str | None:
        """Return what is wrong with the day of birth, in words."""
        self.ensure_one()
        birthday = self._get_customer_birthday()
        parts = (
            self.customer_birthday_calendar,
            self.customer_birthday_month,
            self.customer_birthday_day,
        )
        year = self._get_number(self.customer_birthday_year or "")
        if self.customer_birthday_year and not self._is_birth_year(year):
            return self.env._(
                "The year of birth is one from 1900 on. Correct it, or leave it empty."
            )
        if not birthday:
            return any(parts) and self.env._(
                "A birthday of %(person)s has a calendar, a month and a day. Fill in "
                "all three, or none.",
                person=self.display_name,
            )
        if mistake := find_mistake(birthday, year or None):
            return self._describe_birthday_mistake(mistake, birthday)
        today = fields.Date.context_today(self)
        if year and get_birthday_in_year(birthday, year) > today:
            return self.env._("Nobody is born in the future. Correct the year.")
        return None

    def _describe_birthday_mistake(self, mistake: str, birthday: Birthday) -> str:
        facts = {
            "month": birthday.month,
            "day": birthday.day,
            "year": self.customer_birthday_year,
        }
        if mistake == "month":
            return self.env._("A year has the months 1 to 12. Correct the birthday.")
        if mistake == "day" and birthday.is_solar:
            return self.env._(
                "Month %(month)s has no day %(day)s. Correct the birthday, or choose "
                "the lunar calendar.",
                **facts,
            )
        if mistake == "day":
            return self.env._(
                "A lunar month has at most 30 days, not %(day)s. Correct the birthday, "
                "or choose the solar calendar.",
                **facts,
            )
        return self.env._(
            "There was no day %(day)s of month %(month)s in the year %(year)s, by the "
            "calendar chosen. Correct it, or leave the year empty.",
            **facts,
        )

from datetime import date, timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..policy.birthday import Birthday, find_mistake, get_next_birthday
from ..tools.conditions import read_conditions

GIVEN_DATE = "date"


class CustomerFollowupOccasion(models.Model):
    """A day on which customers are greeted or invited (FUP-10, CAR-1).

    A service manager keeps the calendar of them: festivals and anniversaries come back
    each year, promotions, new products and events have one date. An occasion ends when
    its date is over, or when it is archived.
    """

    _name = "customer.followup.occasion"
    _description = "Occasion"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: it is an occasion in every company."
    )
    kind = fields.Selection(
        [
            ("festival", "Festival"),
            ("anniversary", "Anniversary"),
            ("promotion", "Promotion"),
            ("new_product", "New Product"),
            ("event", "Event"),
        ],
        "What It Is",
        required=True,
        default="festival",
    )
    calendar = fields.Selection(
        [
            ("solar", "Each year, solar"),
            ("lunar", "Each year, lunar"),
            ("lunar_leap", "Each year, lunar leap month"),
            (GIVEN_DATE, "One date"),
        ],
        "Comes Back",
        required=True,
        default="solar",
        help="A day that a year does not have is kept earlier: 29 February on the "
        "28th, day 30 of a short lunar month on the 29th.",
    )
    month = fields.Integer(aggregator=False)
    day = fields.Integer(aggregator=False)
    date_given = fields.Date("Date")
    days_before = fields.Integer(
        "Begins (Days Before)",
        default=7,
        aggregator=False,
        help="So many days before, the contacts are registered and assigned. They are "
        "planned for the day itself, or the last working day before it.",
    )
    partner_domain = fields.Char(
        "Customers", default="[]", help="Empty: all customers."
    )
    date_next = fields.Date(
        "Next Time",
        compute="_compute_date_next",
        help="Empty: it is over.",
    )

    _days_before_within_a_year = models.Constraint(
        "CHECK (days_before BETWEEN 0 AND 365)",
        "Contacts begin 0 to 365 days before an occasion.",
    )

    @api.depends("calendar", "month", "day", "date_given")
    @api.depends_context("tz")
    def _compute_date_next(self):
        today = fields.Date.context_today(self)
        for occasion in self:
            occasion.date_next = occasion._get_next_day(today)

    @api.constrains("calendar", "month", "day", "date_given")
    def _check_day(self):
        for occasion in self:
            if occasion.calendar == GIVEN_DATE:
                if not occasion.date_given:
                    raise ValidationError(
                        self.env._(
                            "When is %(occasion)s? Choose the Date.",
                            occasion=occasion.name,
                        )
                    )
            elif find_mistake(occasion._get_birthday()):
                raise ValidationError(
                    self.env._(
                        "There is no day %(day)s of month %(month)s in that calendar. "
                        "Correct month and day of %(occasion)s.",
                        day=occasion.day,
                        month=occasion.month,
                        occasion=occasion.name,
                    )
                )

    @api.constrains("partner_domain")
    def _check_partner_domain(self):
        for occasion in self:
            try:
                # sudo: an occasion is for customers its author may not see
                Partner = self.env["res.partner"].sudo()
                # run, as PostgreSQL finds what Odoo lets pass
                Partner.search(occasion._read_partner_domain(), limit=1)
            except Exception as error:
                raise ValidationError(
                    self.env._(
                        "The customer filter of %(occasion)s cannot be used: "
                        "%(error)s. Correct it, or empty it to mean all customers.",
                        occasion=occasion.name,
                        error=error,
                    )
                ) from error

    def _read_partner_domain(self):
        """Return which customers the occasion is for.

        :raise ValueError: the condition cannot be read
        """
        return read_conditions(self.partner_domain, self.env)

    def _get_birthday(self) -> Birthday:
        return Birthday(self.calendar, self.month, self.day)

    def _get_next_day(self, today: date) -> date | None:
        """Return the next day of the occasion, which may be today."""
        if self.calendar == GIVEN_DATE:
            day = self.date_given
            return day if day and day >= today else None
        birthday = self._get_birthday()
        if not self.calendar or find_mistake(birthday):  # being typed
            return None
        return get_next_birthday(birthday, today)

    def _get_begun(self, today: date) -> list[tuple]:
        """Return the occasions that are prepared today, each with its day."""
        days = [(occasion, occasion._get_next_day(today)) for occasion in self]
        return [
            (occasion, day)
            for occasion, day in days
            if day and day - timedelta(days=occasion.days_before) <= today
        ]

from datetime import date, timedelta

from odoo import fields, models
from odoo.tools import SQL

from ..policy.birthday import get_next_birthday, get_next_birthdays


class CustomerFollowupRule(models.Model):
    """Congratulations on birthdays, by the solar or the lunar calendar (CAR-1)."""

    _inherit = "customer.followup.rule"

    trigger = fields.Selection(
        selection_add=[("birthday", "Birthday")], ondelete={"birthday": "cascade"}
    )

    def _trigger_birthday(self, company, today: date) -> SQL:
        """CAR-1: somebody of the customer has a birthday within ``delay_days`` days.

        One duty for a day, however many people it is about.
        """
        longest = max([self.delay_days, *self.grade_line_ids.mapped("delay_days")])
        last = today + timedelta(days=longest)
        days = [
            SQL("(%s, %s::date)", key, day)
            for key, day in get_next_birthdays(today).items()
            if day <= last
        ]
        # sudo: a rule holds for customers its author may not see
        partners = self.env["res.partner"].sudo()
        customers = partners._search(partners._get_customer_domain(company))
        partner = SQL("person.commercial_partner_id")
        return SQL(
            """
            SELECT person.commercial_partner_id AS partner_id,
                   birthday.day AS occasion_date,
                   'res.partner' AS source_model, min(person.id) AS source_id
              FROM (VALUES %(days)s) AS birthday(key, day)
              JOIN res_partner AS person
                ON person.customer_birthday_key = birthday.key
             WHERE person.active AND person.commercial_partner_id IN (%(customers)s)
               AND birthday.day <= %(today)s::date + %(ahead)s
             GROUP BY person.commercial_partner_id, birthday.day
            """,
            days=SQL(", ").join(days),
            customers=customers.select(),
            today=today,
            ahead=self._get_days("delay_days", company, partner),
        )

    def _get_dates_birthday(self, occasion: date, today: date, source, terms) -> tuple:
        """Plan the contact for the day itself; it comes earlier, but never later."""
        return occasion, occasion, None

    def _get_over_query_birthday(self, company, today: date) -> SQL:
        return self._get_missed_day_query(company, today)

    def _get_description_birthday(self, values: dict) -> str:
        return self.env._(
            "Contacts of a customer are congratulated (%(method)s) on their birthday, "
            "or the last working day before it; it is registered %(days)s ahead. "
            "By: %(who)s.",
            **values,
        )

    def _get_reason_birthday(self, reason, source: str) -> str:
        # sudo: whoever congratulates has to know whom
        people = reason.partner_id.sudo()._get_birthday_people(reason.occasion_date)
        return self.env._(
            "Birthday on %(date)s: %(people)s.",
            date=reason._format_occasion(),
            people=", ".join(people.mapped("name")) or source,
        )


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _get_birthday_people(self, day: date):
        """Return who of a customer has a birthday on a day; the customer too."""
        # by the tree and not by a search, which would be one for each duty of a list
        people = level = self
        while level := level.child_ids.filtered(lambda p: not p.is_company):
            people |= level
        return people.filtered(
            lambda p: (
                p.customer_birthday_key
                and get_next_birthday(p._get_customer_birthday(), day) == day
            )
        )

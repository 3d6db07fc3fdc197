from datetime import date

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

FOR_GOOD = date.max


class CustomerHandover(models.Model):
    """What has to be right before something is handed over."""

    _inherit = "customer.handover"

    def _check_terms(self, today: date):
        """Refuse a handover that makes no sense, or that another one contradicts.

        :raise UserError: says what to change
        """
        self.ensure_one()
        self._check_days(today)
        self._check_successor(today)
        self._check_overlaps()

    def _check_days(self, today: date):
        if not self.date_until:
            return
        if self.date_until < today:
            raise UserError(
                self.env._(
                    "The last day, %(day)s, is over. Choose a later one, or leave it "
                    "empty to hand over for good.",
                    day=fields.Date.to_string(self.date_until),
                )
            )
        if not self._is_staff(self.from_user_id):
            raise UserError(
                self.env._(
                    "%(user)s has left and cannot get anything back. Leave the last "
                    "day empty to hand over for good.",
                    user=self.from_user_id.sudo().name,
                )
            )

    def _check_successor(self, today: date):
        """Refuse somebody who has left, does other work, or is away on the first day.

        :raise UserError: names the person
        """
        name = self.to_user_id.sudo().name
        if not self._is_staff(self.to_user_id):
            raise UserError(
                self.env._(
                    "%(user)s cannot be given this: whoever takes over is an active "
                    "specialist of %(company)s.",
                    user=name,
                    company=self.company_id.name,
                )
            )
        is_now = self.date_from <= today
        now = fields.Datetime.now()
        if is_now and self.to_user_id._is_customer_absent(self.company_id, now):
            raise UserError(
                self.env._(
                    "%(user)s is absent today. Choose somebody who is there.", user=name
                )
            )

    def _is_staff(self, user) -> bool:
        """Does somebody work as a specialist of the company?"""
        # sudo: who works here is no secret
        Users = self.env["res.users"].sudo()
        domain = Users._get_customer_staff_domain(self.company_id)
        return bool(Users.search_count(domain & Domain("id", "=", user.id), limit=1))

    def _check_overlaps(self):
        """Refuse what another handover at the same time would mix up.

        A person hands over once at a time, and hands nothing on that will be asked
        back; who is away gets nothing.

        :raise UserError: names the other handover
        """
        people = self.from_user_id | self.to_user_id
        # sudo: also those that the user may not see
        others = self.sudo().search(
            Domain("state", "in", ("planned", "active"))
            & Domain("company_id", "=", self.company_id.id)
            & Domain("id", "!=", self.id)
            & (
                Domain("from_user_id", "in", people.ids)
                | Domain("to_user_id", "=", self.from_user_id.id)
            )
        )
        for other in others.filtered(self._is_at_the_same_time):
            raise UserError(
                self.env._(
                    "The handover %(other)s runs at the same time (%(days)s). Let it "
                    "end first, or choose other days or another person.",
                    other=other.display_name,
                    days=other._get_days_in_words(),
                )
            )

    def _is_at_the_same_time(self, other) -> bool:
        return self.date_from <= (other.date_until or FOR_GOOD) and other.date_from <= (
            self.date_until or FOR_GOOD
        )

    def _get_days_in_words(self) -> str:
        return " … ".join(
            fields.Date.to_string(day)
            for day in (self.date_from, self.date_until)
            if day
        )

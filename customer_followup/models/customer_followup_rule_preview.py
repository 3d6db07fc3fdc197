from collections.abc import Iterator
from datetime import date
from time import monotonic

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import split_every

from .customer_followup_waiting import CUSTOMERS_PER_BATCH

SUPERVISORS = "customer_followup.group_supervisor"
LONGEST_PREVIEW_DAYS = 366


class CustomerFollowupRule(models.Model):
    """Who would be due by a rule; nothing is written.

    Each day is asked by the query of the nightly job, and what is found is prepared
    as it would be, in batches of customers. What would be done until then is not
    known: no order and no contact of the days to come.
    """

    _inherit = "customer.followup.rule"

    def get_preview(self, days: int = 30) -> list[dict]:
        """Return who would be due by the rule from today on (FUP-11).

        :param days: how many days, today included: 1 to 366
        :return: ``partner_id``, ``occasion_date``, ``reason`` and ``user_id`` of each
            duty, in the order of the days; the owner is ``False`` if there is none
        :raise UserError: not one rule, not so many days, a rule of another company,
            or one whose filter cannot be used
        :raise AccessError: the user is no supervisor, as it shows all customers
        """
        self._check_may_preview()
        company = self.env.company
        preview = []
        for _day, rows in self._iter_preview(company, self._read_preview_days(days)):
            for row, reason in zip(rows, self._describe_duties(rows), strict=True):
                preview.append(
                    {
                        "partner_id": row["partner_id"],
                        "occasion_date": row["occasion_date"],
                        "reason": reason,
                        "user_id": row["user_id"] or False,
                    }
                )
        return preview

    def _check_may_preview(self):
        """Refuse whoever may not see all customers.

        :raise UserError: it is not one rule, or one of another company
        :raise AccessError: the user is no supervisor, or may not read the rule
        """
        self.check_access("read")
        if not self.env.user.has_group(SUPERVISORS):
            raise AccessError(
                self.env._("A preview shows all customers. Ask your supervisor for it.")
            )
        if len(self) != 1:
            raise UserError(self.env._("Choose one rule to preview."))
        if self.company_id and self.company_id != self.env.company:
            raise UserError(
                self.env._(
                    "Rule %(rule)s is of %(company)s. Choose that company at the top "
                    "of the screen first.",
                    rule=self.name,
                    company=self.company_id.name,
                )
            )

    @api.model
    def _read_preview_days(self, days) -> int:
        # True is no number of days, though Python says so
        if type(days) is not int or not 1 <= days <= LONGEST_PREVIEW_DAYS:
            raise UserError(
                self.env._(
                    "A preview looks at 1 to %(most)s days. Correct the number of "
                    "days.",
                    most=LONGEST_PREVIEW_DAYS,
                )
            )
        return days

    def _iter_preview(self, company, days: int) -> Iterator[tuple[date, list[dict]]]:
        """Yield the days and what would be registered on them, batch by batch.

        :return: the day, and rows as ``_prepare_reasons`` returns them
        """
        today = company._get_customer_today()
        rules = self._as_job(company)
        started = monotonic()
        found = rules._find_preview(company, today, days, started)
        for batch in split_every(CUSTOMERS_PER_BATCH, found, list):
            by_day = {}
            for day, partner_id, *duty in batch:
                duties = by_day.setdefault(day, {})
                duties.setdefault(partner_id, []).append((self.id, *duty))
            for day, customers in by_day.items():
                yield day, rules._prepare_reasons(company, day, customers)
            rules._check_preview_time(started)
            self.env.invalidate_all()  # not all customers at once

    def _describe_duties(self, rows: list[dict]) -> list[str]:
        """Return why each customer would be contacted, in the reader's language."""
        Reason = self.env["customer.followup.reason"]
        names = ("rule_id", "partner_id", "occasion_date", "delay_days")
        names += ("source_model", "source_id")
        reasons = Reason.concat(
            *(
                Reason.new(
                    {
                        "company_id": self.env.company.id,
                        **{name: row[name] for name in names},
                    }
                )
                for row in rows
            )
        )
        reasons._compute_description()
        return [reason.description for reason in reasons]

from datetime import date, timedelta

from odoo import api, fields, models
from odoo.tools import SQL


class CustomerFollowupRule(models.Model):
    """Everybody is contacted: who no other rule has reached (FUP-11)."""

    _inherit = "customer.followup.rule"

    trigger = fields.Selection(
        selection_add=[("never_contacted", "Not contacted by any other rule")],
        ondelete={"never_contacted": "cascade"},
    )

    def _trigger_never_contacted(self, company, today: date) -> SQL:
        """FUP-11: no contact for ``delay_days`` days, and none planned or waiting.

        Found ``deadline_days`` ahead, so that everybody is contacted within that time.
        """
        return self._get_interval_query(
            company,
            today,
            counts=SQL("TRUE"),
            due=self._get_due_day(),
            since=self._get_known_since(company),
            only=SQL(
                """
                NOT EXISTS (
                    SELECT 1 FROM customer_followup AS open
                     WHERE open.partner_id = partner.id
                       AND open.company_id = %(company)s
                       AND open.state IN ('planned', 'scheduled', 'contacted'))
                AND NOT EXISTS (
                    SELECT 1 FROM customer_followup_reason AS waiting
                     WHERE waiting.partner_id = partner.id
                       AND waiting.company_id = %(company)s
                       AND waiting.state = 'waiting')
                """,
                company=company.id,
            ),
        )

    def _get_due_day(self) -> SQL:
        """Return the day ``delay_days`` after the one an interval is counted from."""
        return SQL(
            "base.day + COALESCE(%s, %s)",
            self._get_line_value("delay_days"),
            self.delay_days,
        )

    def _get_over_query_never_contacted(self, company, today: date) -> SQL:
        """Return what waits or is planned for who was contacted meanwhile."""
        return self._get_contacted_query(
            company, SQL("reason.occasion_date + 1"), SQL("TRUE")
        )

    def _get_dates_never_contacted(self, occasion, today, source, terms) -> tuple:
        return self._get_interval_dates(occasion, today, terms)

    @api.model
    def _get_interval_dates(self, occasion: date, today: date, terms) -> tuple:
        """Return the dates of a contact that is planned before its interval is over.

        What is found too late, as on the first day of a rule, has the rule's days.
        """
        end = occasion + timedelta(days=terms.delay_days)
        return (today, today, terms.deadline_days) if end < today else (today, end, 0)

    def _get_contacted_query(self, company, first_day: SQL, counts: SQL) -> SQL:
        """Return the reasons whose customer was contacted by another contact.

        :param first_day: the first day on which a contact counts
        :param counts: condition on the ``contact``
        """
        return SQL(
            """
            SELECT reason.id FROM customer_followup_reason AS reason
              LEFT JOIN customer_followup AS own ON own.id = reason.followup_id
             WHERE reason.rule_id = %(rule)s AND reason.company_id = %(company)s
               AND reason.state IN ('waiting', 'planned')
               AND own.contacted_at IS NULL
               AND EXISTS (
                   SELECT 1 FROM customer_followup AS contact
                    WHERE contact.partner_id = reason.partner_id
                      AND contact.company_id = %(company)s
                      AND contact.state IN ('contacted', 'recorded', 'reviewed')
                      AND %(contacted_on)s >= %(first_day)s AND %(counts)s)
            """,
            rule=self.id,
            company=company.id,
            contacted_on=company._get_customer_day(SQL("contact.contacted_at")),
            first_day=first_day,
            counts=counts,
        )

    def _get_description_never_contacted(self, values: dict) -> str:
        return self.env._(
            "A customer whom nobody has contacted for %(days)s, and for whom "
            "nothing is planned, is contacted (%(method)s); planned %(within)s "
            "ahead. By: %(who)s.",
            **values,
        )

    def _get_reason_never_contacted(self, reason, source: str) -> str:
        return self.env._(
            "Everybody is contacted within %(days)s; no contact since %(date)s.",
            days=self._format_days(reason.delay_days),
            date=reason._format_occasion(),
        )

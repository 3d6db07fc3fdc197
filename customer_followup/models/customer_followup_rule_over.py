from datetime import date

from odoo import models
from odoo.tools import SQL


class CustomerFollowupRule(models.Model):
    """What a rule has found and nobody has met: it may end, or stand for the next."""

    _inherit = "customer.followup.rule"

    def _get_due_query(self, company, today: date) -> SQL:
        """Return what is due, without what a duty of before stands for.

        A trigger whose duties stand for others has a method
        ``_get_new_query_<trigger>(company, today, due)``. Its own query has to name
        them all, also those that were registered: a changed rule looks for them.
        """
        due = super()._get_due_query(company, today)
        get_new = getattr(self, f"_get_new_query_{self.trigger}", None)
        return get_new(company, today, due) if get_new else due

    def _get_pending_query(self, company, condition: SQL) -> SQL:
        """Return the rule's duties in ``company`` that nobody has met yet.

        What the customer was contacted about already ends with its record.

        :param condition: on the row ``reason``
        """
        return SQL(
            """
            SELECT reason.id
              FROM customer_followup_reason AS reason
              LEFT JOIN customer_followup AS followup
                ON followup.id = reason.followup_id
             WHERE reason.rule_id = %(rule)s AND reason.company_id = %(company)s
               AND (reason.state = 'waiting'
                    OR reason.state = 'planned'
                       AND followup.state IN ('planned', 'scheduled'))
               AND %(condition)s
            """,
            rule=self.id,
            company=company.id,
            condition=condition,
        )

    def _get_missed_day_query(self, company, today: date) -> SQL:
        """Return the duties that waited until their day was over.

        What is planned stays: whoever has it decides whether it comes late or never.
        """
        return self._get_pending_query(
            company,
            SQL("reason.state = 'waiting' AND reason.occasion_date < %s", today),
        )

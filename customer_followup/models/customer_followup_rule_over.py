from datetime import date

from odoo import models
from odoo.tools import SQL


class CustomerFollowupRule(models.Model):
    """Which duties can still end without a contact."""

    _inherit = "customer.followup.rule"

    def _get_unmet_query(self, company, condition: SQL) -> SQL:
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
        return self._get_unmet_query(
            company,
            SQL("reason.state = 'waiting' AND reason.occasion_date < %s", today),
        )

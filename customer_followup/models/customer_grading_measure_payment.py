from datetime import date, timedelta

from odoo import models
from odoo.tools import SQL


class CustomerGradingCriterion(models.Model):
    """How customers pay: the delay, and what is overdue (GRD-2).

    From the same queries as the figures on the customer and on credit requests, so
    that two screens never say two things.
    """

    _inherit = "customer.grading.criterion"

    def _measure_payment_delay(self, company, today: date) -> SQL:
        """How many days later than due invoices of the period are paid, on average.

        Each by its last instalment. One that is paid early counts 0 days, and one that
        is late and not paid yet as if it was paid today. No value for who has neither
        paid an invoice nor is late.
        """
        # sudo: see _measure_overdue_amount
        partners = self.env["res.partner"].sudo()
        since = self._get_first_day(today) - timedelta(days=1)
        invoices = SQL(
            "move.move_type = 'out_invoice' AND move.invoice_date BETWEEN %s AND %s",
            self._get_first_day(today),
            today,
        )
        return SQL(
            """
            SELECT customer_id AS partner_id, round(avg(days_late), 2) AS value
              FROM (%s) AS document
             WHERE is_judged
             GROUP BY customer_id
            """,
            partners._select_payment_documents(
                partners._select_customer_debts(company, None, invoices), since, today
            ),
        )

    def _measure_overdue_amount(self, company, today: date) -> SQL:
        """What is due and not paid today, in the company's currency.

        Less what the customer paid and nobody has assigned to an invoice yet.
        """
        return SQL(
            "SELECT customer_id AS partner_id, round(coalesce(overdue, 0), 2) AS value"
            " FROM (%s) AS debt",
            # sudo: what customers owe is no secret of who is graded by it
            self.env["res.partner"].sudo()._select_debt_totals(company, None, today),
        )

    def _measure_overdue_days(self, company, today: date) -> SQL:
        """For how many days the oldest unpaid debt is overdue; 0 if nothing is."""
        return SQL(
            """
            SELECT customer_id AS partner_id,
                   CASE WHEN overdue > 0 THEN greatest(%(today)s - due_on, 0)
                        ELSE 0 END AS value
              FROM (%(totals)s) AS debt
            """,
            today=today,
            # sudo: see _measure_overdue_amount
            totals=self.env["res.partner"]
            .sudo()
            ._select_debt_totals(company, None, today),
        )

from datetime import timedelta

from odoo import models
from odoo.tools import SQL

from ..policy.credit import PaymentBehaviour
from .res_partner_credit_figures import FIELDS_OF_DEBT

YEAR_DAYS = 365


class ResPartner(models.Model):
    """How customers paid in the last twelve months."""

    _inherit = "res.partner"

    def _get_customer_payment_behaviour(self, company) -> dict[int, PaymentBehaviour]:
        """Return how the customers pay ``company``, by commercial partner id."""
        customer_ids = self.commercial_partner_id.ids
        if not customer_ids:
            return {}
        self.flush_model(["commercial_partner_id"])
        self.env["account.move.line"].flush_model(FIELDS_OF_DEBT)
        self.env["account.move"].flush_model(("invoice_date", "move_type"))
        query = self._select_payment_behaviour(
            company, customer_ids, company._get_customer_today()
        )
        behaviour = dict.fromkeys(customer_ids, PaymentBehaviour())
        for (
            customer_id,
            count,
            on_time,
            days_late,
            receivable,
            sales,
        ) in self.env.execute_query(query):
            behaviour[customer_id] = PaymentBehaviour(
                invoice_count=count,
                on_time_percent=100.0 * on_time / count if count else 0.0,
                average_days_late=float(days_late or 0),
                days_sales_outstanding=(
                    float(receivable / sales * YEAR_DAYS) if sales > 0 else None
                ),
            )
        return behaviour

    def _select_payment_behaviour(self, company, customer_ids, today) -> SQL:
        """Return the query: per document first, then per customer.

        An invoice is judged once it is paid or late, by its latest instalment. One
        that is open and late counts as if it was paid today.
        """
        since = today - timedelta(days=YEAR_DAYS)
        lines = self._select_customer_debts(
            company,
            customer_ids,
            SQL("(line.reconciled IS NOT TRUE OR move.invoice_date > %s)", since),
        )
        return SQL(
            """
            SELECT customer_id,
                   count(*) FILTER (WHERE is_judged),
                   count(*) FILTER (WHERE is_judged AND days_late = 0),
                   avg(days_late) FILTER (WHERE is_judged),
                   coalesce(sum(receivable), 0), coalesce(sum(sales), 0)
              FROM (%s) AS document
             GROUP BY customer_id
            """,
            self._select_payment_documents(lines, since, today),
        )

    def _select_payment_documents(self, lines: SQL, since, today) -> SQL:
        """Return a query of documents, and how late each was paid.

        :param lines: the receivable lines, see ``_select_customer_debts``
        :param since: invoices of later days are judged
        """
        return SQL(
            """
            SELECT customer_id, move_id,
                   bool_or(move_type = 'out_invoice' AND invoice_date > %(since)s
                           AND (reconciled OR due_on < %(today)s)) AS is_judged,
                   max(greatest(%(settled_on)s - due_on, 0)) AS days_late,
                   sum(amount_residual) FILTER (
                       WHERE reconciled IS NOT TRUE) AS receivable,
                   sum(balance) FILTER (
                       WHERE move_type IN ('out_invoice', 'out_refund')
                         AND invoice_date > %(since)s) AS sales
              FROM (%(lines)s) AS debt
             GROUP BY customer_id, move_id
            """,
            lines=lines,
            settled_on=self._get_settlement_date(today),
            since=since,
            today=today,
        )

    def _get_settlement_date(self, today) -> SQL:
        """Return the day of the last payment of a line; today if it is not paid."""
        return SQL(
            """
            CASE WHEN reconciled THEN coalesce((
                     SELECT max(payment.max_date)
                       FROM account_partial_reconcile AS payment
                      WHERE payment.debit_move_id = debt.id), due_on)
                 ELSE %s END
            """,
            today,
        )

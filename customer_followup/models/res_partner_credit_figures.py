from odoo import models
from odoo.tools import SQL

from ..policy.credit import CreditFigures

FIELDS_OF_DEBT = (
    "account_id",
    "amount_residual",
    "balance",
    "company_id",
    "date",
    "date_maturity",
    "parent_state",
    "partner_id",
    "reconciled",
)


class ResPartner(models.Model):
    """The facts about a customer's money, for many customers at once.

    They belong to the commercial partner, whoever of its contacts ordered or pays,
    and are in the company's currency. By SQL: Odoo's own fields take one query per
    customer and leave out what is ordered and not delivered.
    """

    _inherit = "res.partner"

    def _get_customer_credit_figures(self, company) -> dict[int, CreditFigures]:
        """Return what the customers owe ``company``, by commercial partner id."""
        customer_ids = self.commercial_partner_id.ids
        if not customer_ids:
            return {}
        self.flush_model(["commercial_partner_id"])
        today = company._get_customer_today()
        debts = self._get_customer_debts(company, customer_ids, today)
        not_invoiced = self._get_customer_not_invoiced(company, customer_ids)
        figures = {}
        for customer_id in customer_ids:
            receivable, overdue, due_on = debts.get(customer_id, (0, 0, None))
            late_days = (today - due_on).days if overdue else 0
            figures[customer_id] = CreditFigures(
                receivable=float(receivable),
                not_invoiced=float(not_invoiced.get(customer_id, 0)),
                overdue_amount=float(overdue),
                overdue_days=max(late_days, 0),
            )
        return figures

    def _get_customer_debts(self, company, customer_ids, today) -> dict[int, tuple]:
        """Return ``(receivable, overdue, oldest due date)`` by customer.

        What a customer paid and nobody has assigned to an invoice yet counts for the
        oldest debt first.
        """
        self.env["account.move.line"].flush_model(FIELDS_OF_DEBT)
        query = self._select_debt_totals(company, customer_ids, today)
        return {row[0]: row[1:] for row in self.env.execute_query(query)}

    def _select_debt_totals(self, company, customer_ids, today) -> SQL:
        """Return a query of what customers owe: ``receivable, overdue, due_on``.

        :param customer_ids: which ones; all of them for ``None``
        """
        return SQL(
            """
            WITH debt AS (%(lines)s), ranked AS (
                SELECT customer_id, amount_residual, due_on,
                       sum(least(amount_residual, 0))
                           OVER (PARTITION BY customer_id) AS credit,
                       sum(greatest(amount_residual, 0))
                           OVER (PARTITION BY customer_id ORDER BY due_on, id) AS until
                  FROM debt
            )
            SELECT customer_id, sum(amount_residual) AS receivable,
                   greatest(sum(amount_residual) FILTER (
                       WHERE amount_residual > 0 AND due_on < %(today)s
                   ) + min(credit), 0) AS overdue,
                   min(due_on) FILTER (
                       WHERE amount_residual > 0 AND until + credit > 0) AS due_on
              FROM ranked
             GROUP BY customer_id
            """,
            lines=self._select_customer_debts(
                company, customer_ids, SQL("line.reconciled IS NOT TRUE")
            ),
            today=today,
        )

    def _select_customer_debts(self, company, customer_ids, condition: SQL) -> SQL:
        """Return a query of the receivable lines of customers.

        :param customer_ids: which ones; all of them for ``None``
        """
        if customer_ids is not None:
            condition = SQL(
                "%s AND partner.commercial_partner_id = ANY(%s)",
                condition,
                customer_ids,
            )
        return SQL(
            """
            SELECT partner.commercial_partner_id AS customer_id, line.id, line.move_id,
                   line.amount_residual, line.balance, line.reconciled,
                   coalesce(line.date_maturity, line.date) AS due_on,
                   move.move_type, move.invoice_date
              FROM account_move_line AS line
              JOIN res_partner AS partner ON partner.id = line.partner_id
              JOIN account_account AS account ON account.id = line.account_id
              JOIN account_move AS move ON move.id = line.move_id
             WHERE line.company_id = %(company_id)s
               AND line.parent_state = 'posted'
               AND account.account_type = 'asset_receivable'
               AND %(condition)s
            """,
            company_id=company.id,
            condition=condition,
        )

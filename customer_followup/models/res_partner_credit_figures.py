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
FIELDS_OF_SALE = ("company_id", "currency_rate", "partner_invoice_id", "state")
FIELDS_OF_SALE_LINE = (
    "discount",
    "display_type",
    "is_downpayment",
    "order_id",
    "price_total",
    "price_unit",
    "product_uom_id",
    "product_uom_qty",
    "qty_delivered",
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
        query = SQL(
            """
            WITH debt AS (%(lines)s), ranked AS (
                SELECT customer_id, amount_residual, due_on,
                       sum(least(amount_residual, 0))
                           OVER (PARTITION BY customer_id) AS credit,
                       sum(greatest(amount_residual, 0))
                           OVER (PARTITION BY customer_id ORDER BY due_on, id) AS until
                  FROM debt
            )
            SELECT customer_id, sum(amount_residual),
                   greatest(sum(amount_residual) FILTER (
                       WHERE amount_residual > 0 AND due_on < %(today)s
                   ) + min(credit), 0),
                   min(due_on) FILTER (
                       WHERE amount_residual > 0 AND until + credit > 0)
              FROM ranked
             GROUP BY customer_id
            """,
            lines=self._select_customer_debts(
                company, customer_ids, SQL("line.reconciled IS NOT TRUE")
            ),
            today=today,
        )
        return {row[0]: row[1:] for row in self.env.execute_query(query)}

    def _select_customer_debts(self, company, customer_ids, condition: SQL) -> SQL:
        """Return a query of the receivable lines of customers."""
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
             WHERE partner.commercial_partner_id = ANY(%(customer_ids)s)
               AND line.company_id = %(company_id)s
               AND line.parent_state = 'posted'
               AND account.account_type = 'asset_receivable'
               AND %(condition)s
            """,
            customer_ids=customer_ids,
            company_id=company.id,
            condition=condition,
        )

    def _get_customer_not_invoiced(self, company, customer_ids) -> dict[int, float]:
        """Return the value of confirmed orders that no posted invoice covers yet.

        The invoice address owes the money, whoever ordered. An order that was
        invoiced for more than it is worth does not make up for another one.
        """
        self.env["sale.order"].flush_model(FIELDS_OF_SALE)
        self.env["sale.order.line"].flush_model(FIELDS_OF_SALE_LINE)
        self.env["account.move.line"].flush_model(("parent_state", "quantity"))
        query = SQL(
            """
            SELECT customer_id, sum(greatest(amount, 0))
              FROM (SELECT payer.commercial_partner_id AS customer_id,
                           sum(%(line_value)s) AS amount
                      FROM sale_order AS sale
                      JOIN res_partner AS payer ON payer.id = sale.partner_invoice_id
                      JOIN sale_order_line AS line ON line.order_id = sale.id
                      %(join_invoiced)s
                     WHERE payer.commercial_partner_id = ANY(%(customer_ids)s)
                       AND sale.company_id = %(company_id)s
                       AND sale.state = 'sale'
                       AND line.display_type IS NULL
                     GROUP BY payer.commercial_partner_id, sale.id) AS open_sale
             GROUP BY customer_id
            """,
            line_value=self._get_sale_line_value(),
            join_invoiced=self._join_invoiced(),
            customer_ids=customer_ids,
            company_id=company.id,
        )
        return dict(self.env.execute_query(query))

    def _get_sale_line_value(self) -> SQL:
        """Return what is left to invoice of a line, in the company's currency.

        By quantity, as prices may differ on the invoice; of what was ordered or
        delivered, whichever is more. A down payment was invoiced already and lowers
        what is left of its order. What was delivered and never ordered has a price
        without taxes only.
        """
        return SQL(
            """
            CASE WHEN line.is_downpayment THEN - coalesce(invoiced.amount, 0)
                 WHEN line.product_uom_qty <> 0 THEN
                     line.price_total * greatest(
                         greatest(1, line.qty_delivered / line.product_uom_qty)
                         - coalesce(invoiced.quantity, 0) / line.product_uom_qty, 0)
                     / coalesce(nullif(sale.currency_rate, 0), 1)
                 ELSE
                     line.price_unit * (1 - coalesce(line.discount, 0) / 100)
                     * greatest(line.qty_delivered - coalesce(invoiced.quantity, 0), 0)
                     / coalesce(nullif(sale.currency_rate, 0), 1)
            END
            """
        )

    def _join_invoiced(self) -> SQL:
        """Return the join of what posted invoices say about a line of an order."""
        return SQL(
            """
            LEFT JOIN LATERAL (
                SELECT sum(sign.factor * entry.quantity
                           * coalesce(entry_uom.factor / line_uom.factor, 1)
                       ) AS quantity,
                       sum(sign.factor * entry.price_total
                           / coalesce(nullif(invoice.invoice_currency_rate, 0), 1)
                       ) AS amount
                  FROM sale_order_line_invoice_rel AS link
                  JOIN account_move_line AS entry ON entry.id = link.invoice_line_id
                  JOIN account_move AS invoice ON invoice.id = entry.move_id
                  JOIN (VALUES ('out_invoice', 1), ('out_refund', -1))
                       AS sign (move_type, factor)
                    ON sign.move_type = invoice.move_type
                  LEFT JOIN uom_uom AS entry_uom ON entry_uom.id = entry.product_uom_id
                  LEFT JOIN uom_uom AS line_uom ON line_uom.id = line.product_uom_id
                 WHERE link.order_line_id = line.id
                   AND entry.parent_state = 'posted'
            ) AS invoiced ON TRUE
            """
        )

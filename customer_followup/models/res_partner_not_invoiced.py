from odoo import models
from odoo.tools import SQL

FIELDS_OF_SALE = (
    "company_id",
    "currency_rate",
    "invoice_status",
    "partner_invoice_id",
    "state",
)
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
    """What customers ordered and no posted invoice covers yet, for many at once.

    Odoo's own figure leaves out what is not delivered. The invoice address owes the
    money, whoever ordered.
    """

    _inherit = "res.partner"

    def _get_customer_not_invoiced(self, company, customer_ids) -> dict[int, float]:
        """Return the value by customer, in the company's currency.

        An order that was invoiced for more than it is worth does not make up for
        another one. The steps are kept apart (MATERIALIZED), as PostgreSQL would take
        longer to plan all of them together than to carry them out.
        """
        self.env["sale.order"].flush_model(FIELDS_OF_SALE)
        self.env["sale.order.line"].flush_model(FIELDS_OF_SALE_LINE)
        self.env["account.move"].flush_model(("partner_id", "state"))
        self.env["account.move.line"].flush_model(("parent_state", "quantity"))
        query = SQL(
            """
            WITH contact AS MATERIALIZED (
                SELECT id, commercial_partner_id AS customer_id
                  FROM res_partner
                 WHERE commercial_partner_id = ANY(%(customer_ids)s)
            ), open_sale AS MATERIALIZED (%(open_sales)s)
            SELECT customer_id, sum(greatest(amount, 0))
              FROM (SELECT payer.customer_id, sum(%(line_value)s) AS amount
                      FROM open_sale
                      JOIN sale_order AS sale ON sale.id = open_sale.id
                      JOIN contact AS payer ON payer.id = sale.partner_invoice_id
                      JOIN sale_order_line AS line ON line.order_id = sale.id
                      %(join_invoiced)s
                     WHERE sale.company_id = %(company_id)s
                       AND sale.state = 'sale'
                       AND line.display_type IS NULL
                     GROUP BY payer.customer_id, sale.id) AS valued_sale
             GROUP BY customer_id
            """,
            customer_ids=customer_ids,
            company_id=company.id,
            open_sales=self._select_open_sales(),
            line_value=self._get_sale_line_value(),
            join_invoiced=self._join_invoiced(),
        )
        return dict(self.env.execute_query(query))

    def _select_open_sales(self) -> SQL:
        """Return a query of the orders that may not be invoiced completely.

        Not of all orders, so that a long history costs nothing. Odoo calls an order
        invoiced as soon as there are drafts for all of it; those are added.
        """
        return SQL(
            """
            SELECT sale.id
              FROM sale_order AS sale
             WHERE sale.partner_invoice_id IN (SELECT id FROM contact)
               AND sale.state = 'sale'
               AND sale.invoice_status IS DISTINCT FROM 'invoiced'
             UNION
            SELECT line.order_id
              FROM account_move AS draft
              JOIN account_move_line AS entry ON entry.move_id = draft.id
              JOIN sale_order_line_invoice_rel AS link
                ON link.invoice_line_id = entry.id
              JOIN sale_order_line AS line ON line.id = link.order_line_id
             WHERE draft.partner_id IN (SELECT id FROM contact)
               AND draft.state = 'draft'
            """
        )

    def _get_sale_line_value(self) -> SQL:
        """Return what is left to invoice of a line, in the company's currency.

        By quantity, as prices may differ on the invoice; of what was ordered or
        delivered, whichever is more. A down payment was invoiced already and lowers
        what is left of its order. What was delivered and never ordered has a price
        without taxes only.
        """
        return SQL(
            """
            CASE WHEN line.product_uom_qty <> 0 THEN
                     line.price_total * greatest(
                         greatest(1, line.qty_delivered / line.product_uom_qty)
                         - coalesce(invoiced.quantity, 0) / line.product_uom_qty, 0)
                     / coalesce(nullif(sale.currency_rate, 0), 1)
                 WHEN line.is_downpayment THEN - coalesce(invoiced.amount, 0)
                 ELSE
                     line.price_unit * (1 - coalesce(line.discount, 0) / 100)
                     * greatest(line.qty_delivered - coalesce(invoiced.quantity, 0), 0)
                     / coalesce(nullif(sale.currency_rate, 0), 1)
            END
            """
        )

    def _join_invoiced(self) -> SQL:
        """Return the join of what posted invoices say about a line of an order."""
        sign = SQL(
            "CASE invoice.move_type WHEN 'out_invoice' THEN 1"
            " WHEN 'out_refund' THEN -1 ELSE 0 END"
        )
        return SQL(
            """
            LEFT JOIN LATERAL (
                SELECT sum(%(sign)s * entry.quantity * CASE
                           WHEN entry.product_uom_id IS DISTINCT FROM
                                line.product_uom_id
                           THEN coalesce(%(entry_factor)s / %(line_factor)s, 1)
                           ELSE 1 END) AS quantity,
                       sum(%(sign)s * entry.price_total
                           / coalesce(nullif(invoice.invoice_currency_rate, 0), 1)
                       ) AS amount
                  FROM sale_order_line_invoice_rel AS link
                  JOIN account_move_line AS entry ON entry.id = link.invoice_line_id
                  JOIN account_move AS invoice ON invoice.id = entry.move_id
                 WHERE link.order_line_id = line.id
                   AND entry.parent_state = 'posted'
            ) AS invoiced ON TRUE
            """,
            sign=sign,
            entry_factor=self._get_unit_factor(SQL("entry.product_uom_id")),
            line_factor=self._get_unit_factor(SQL("line.product_uom_id")),
        )

    def _get_unit_factor(self, unit_id: SQL) -> SQL:
        return SQL("(SELECT factor FROM uom_uom WHERE id = %s)", unit_id)

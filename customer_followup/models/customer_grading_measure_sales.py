from datetime import date

from odoo import models
from odoo.tools import SQL


class CustomerGradingCriterion(models.Model):
    """What customers order and what it brings: revenue, orders, margin (GRD-2).

    Each query groups by ``res_partner.commercial_partner_id``, so that a condition on
    the customer reaches the index on it: one customer does not read all sales.
    """

    _inherit = "customer.grading.criterion"

    def _measure_revenue(self, company, today: date) -> SQL:
        """Posted customer invoices minus credit notes of the period, without taxes.

        By invoice date, in the company's currency at the rate of the invoice.
        """
        return SQL(
            """
            SELECT partner.commercial_partner_id AS partner_id,
                   round(sum(move.amount_untaxed_signed), 2) AS value
              FROM account_move AS move
              JOIN res_partner AS partner ON partner.id = move.partner_id
             WHERE %(is_sale)s
             GROUP BY partner.commercial_partner_id
            """,
            is_sale=self._is_sale(company, self._get_first_day(today), today),
        )

    def _measure_growth(self, company, today: date) -> SQL:
        """Revenue of the period against that of the period before, in percent.

        0 for as much, -100 for nothing any more; no value for who brought nothing in
        the period before.
        """
        return SQL(
            """
            SELECT partner_id,
                   CASE WHEN before > 0 THEN
                       round(100 * (coalesce(now, 0) - before) / before, 2) END AS value
              FROM (SELECT partner.commercial_partner_id AS partner_id,
                           sum(move.amount_untaxed_signed) FILTER (
                               WHERE move.invoice_date >= %(first)s) AS now,
                           sum(move.amount_untaxed_signed) FILTER (
                               WHERE move.invoice_date < %(first)s) AS before
                      FROM account_move AS move
                      JOIN res_partner AS partner ON partner.id = move.partner_id
                     WHERE %(is_sale)s
                     GROUP BY partner.commercial_partner_id) AS revenue
            """,
            first=self._get_first_day(today),
            is_sale=self._is_sale(company, self._get_first_day(today, 2), today),
        )

    def _is_sale(self, company, first: date, last: date) -> SQL:
        """Return the condition for posted invoices and credit notes of some days."""
        return SQL(
            """
            move.move_type IN ('out_invoice', 'out_refund')
            AND move.state = 'posted' AND move.company_id = %s
            AND move.invoice_date BETWEEN %s AND %s
            """,
            company.id,
            first,
            last,
        )

    def _measure_order_count(self, company, today: date) -> SQL:
        """Orders confirmed within the period, in the company's time zone."""
        begin, end = self._get_span(company, today)
        return SQL(
            """
            SELECT partner.commercial_partner_id AS partner_id, count(*) AS value
              FROM sale_order AS sale
              JOIN res_partner AS partner ON partner.id = sale.partner_id
             WHERE sale.state = 'sale' AND sale.company_id = %(company)s
               AND sale.date_order >= %(begin)s AND sale.date_order < %(end)s
             GROUP BY partner.commercial_partner_id
            """,
            company=company.id,
            begin=begin,
            end=end,
        )

    def _measure_recency(self, company, today: date) -> SQL:
        """Days since the last confirmed order, however long ago it is.

        Calendar days in the company's time zone; no value for who never ordered.
        """
        return SQL(
            """
            SELECT partner.commercial_partner_id AS partner_id,
                   %(today)s - %(ordered_on)s AS value
              FROM sale_order AS sale
              JOIN res_partner AS partner ON partner.id = sale.partner_id
             WHERE sale.state = 'sale' AND sale.company_id = %(company)s
               AND sale.date_order < %(end)s
             GROUP BY partner.commercial_partner_id
            """,
            company=company.id,
            today=today,
            end=company._get_customer_span(today, today)[1],
            ordered_on=company._get_customer_day(SQL("max(sale.date_order)")),
        )

    def _measure_tenure(self, company, today: date) -> SQL:
        """Whole months since the first confirmed order or posted invoice.

        No value for who neither ordered nor was invoiced. Also asked for without a
        criterion, as a scheme leaves out who is too new.
        """
        return SQL(
            """
            SELECT partner_id,
                   extract(year FROM age(%(today)s, min(day))) * 12
                   + extract(month FROM age(%(today)s, min(day))) AS value
              FROM (SELECT partner.commercial_partner_id AS partner_id,
                           %(ordered_on)s AS day
                      FROM sale_order AS sale
                      JOIN res_partner AS partner ON partner.id = sale.partner_id
                     WHERE sale.state = 'sale' AND sale.company_id = %(company)s
                     GROUP BY partner.commercial_partner_id
                    UNION ALL
                    SELECT partner.commercial_partner_id, min(move.invoice_date)
                      FROM account_move AS move
                      JOIN res_partner AS partner ON partner.id = move.partner_id
                     WHERE move.move_type = 'out_invoice' AND move.state = 'posted'
                       AND move.company_id = %(company)s
                     GROUP BY partner.commercial_partner_id) AS first
             WHERE day <= %(today)s
             GROUP BY partner_id
            """,
            company=company.id,
            today=today,
            ordered_on=company._get_customer_day(SQL("min(sale.date_order)")),
        )

    def _measure_margin(self, company, today: date) -> SQL:
        """What is left of the revenue of products after their cost, in percent of it.

        Of the lines of the invoices and credit notes that count for the revenue. The
        cost is the one that the product has in the company today, as an invoice does
        not keep it. Lines without a product are left out: down payments, which come
        and go, and texts, whose cost nobody knows. No value without revenue.
        """
        # sudo: the cost of products is no secret of who is graded by it
        products = self.env["product.product"].sudo().with_company(company)
        return SQL(
            """
            SELECT partner_id,
                   CASE WHEN revenue > 0 THEN
                       round(100 * (revenue - cost) / revenue, 2) END AS value
              FROM (SELECT partner.commercial_partner_id AS partner_id,
                           sum(-line.balance) AS revenue,
                           sum(CASE move.move_type WHEN 'out_refund' THEN -1 ELSE 1 END
                               * line.quantity
                               * coalesce(unit.factor / own_unit.factor, 1)
                               * coalesce(%(cost)s::numeric, 0)) AS cost
                      FROM account_move AS move
                      JOIN res_partner AS partner ON partner.id = move.partner_id
                      JOIN account_move_line AS line ON line.move_id = move.id
                      JOIN product_product AS product ON product.id = line.product_id
                      JOIN product_template AS template
                        ON template.id = product.product_tmpl_id
                      LEFT JOIN uom_uom AS unit ON unit.id = line.product_uom_id
                      LEFT JOIN uom_uom AS own_unit ON own_unit.id = template.uom_id
                     WHERE %(is_sale)s AND line.display_type = 'product'
                     GROUP BY partner.commercial_partner_id) AS sale
            """,
            cost=products._field_to_sql("product", "standard_price"),
            is_sale=self._is_sale(company, self._get_first_day(today), today),
        )

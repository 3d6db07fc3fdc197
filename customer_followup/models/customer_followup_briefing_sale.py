from datetime import timedelta

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL, format_amount, format_date

from ..tools.briefing import Line, join

GOODS = 15
"""So many goods on the page, those missed first of all first."""


class CustomerFollowup(models.Model):
    """The briefing: what the customer bought, and what it does not buy any more."""

    _inherit = "customer.followup"

    def _brief_orders(self) -> list[Line] | None:
        if not self._can_brief("sale.order"):
            return None
        return [
            Line(
                order.name,
                detail=join(
                    self._brief_day(order.date_order),
                    self._brief_field(order, "delivery_status"),
                ),
                value=format_amount(self.env, order.amount_total, order.currency_id),
            )
            for order in self.recent_order_ids
        ]

    def _brief_missed(self) -> list[Line] | None:
        """Return what was bought regularly, and not lately.

        Regularly means in so many orders, and not lately so many days; both, and how
        far one looks back, are settings of the company.
        """
        if not self._can_brief("sale.order.line"):
            return None
        rows = self.env.execute_query(self._get_missed_query())
        goods = self.env["product.product"].browse([row[0] for row in rows])
        return [
            Line(
                product.display_name,
                detail=self.env._("in %(count)s orders", count=count),
                value=self.env._("last on %(day)s", day=format_date(self.env, last)),
            )
            for product, (_id, count, last) in zip(goods, rows, strict=True)
        ]

    def _get_missed_query(self) -> SQL:
        """Return the query of products with their orders and the last day of these."""
        company = self.company_id
        today = company._get_customer_today()
        first = today - timedelta(days=company.customer_briefing_history_days)
        since, _until = company._get_customer_span(first, today)
        Goods = self.env["sale.order.line"]
        query = Goods._search(
            Domain("order_id.partner_id.commercial_partner_id", "=", self.partner_id.id)
            & Domain("company_id", "=", company.id)
            & Domain("state", "=", "sale")
            & Domain("order_id.date_order", ">=", since)
            & Domain("display_type", "=", False)
            & Domain("is_downpayment", "=", False)
            & Domain("product_uom_qty", ">", 0)
            & Domain("product_id.active", "=", True)
            & Domain("product_id.sale_ok", "=", True)
        )
        order = query.join(Goods._table, "order_id", "sale_order", "id", "briefing")
        day = company._get_customer_day(SQL.identifier(order, "date_order"))
        product = SQL.identifier(Goods._table, "product_id")
        return SQL(
            """
            %(bought)s
             GROUP BY %(product)s
            HAVING count(DISTINCT %(order)s) >= %(orders)s AND max(%(day)s) < %(limit)s
             ORDER BY count(DISTINCT %(order)s) DESC, max(%(day)s) DESC, %(product)s
             LIMIT %(goods)s
            """,
            bought=query.select(
                product,
                SQL("count(DISTINCT %s)", SQL.identifier(Goods._table, "order_id")),
                SQL("max(%s)", day),
            ),
            product=product,
            order=SQL.identifier(Goods._table, "order_id"),
            day=day,
            orders=company.customer_briefing_orders,
            limit=today - timedelta(days=company.customer_briefing_days),
            goods=GOODS,
        )

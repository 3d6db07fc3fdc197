from datetime import date, timedelta

from odoo import models
from odoo.tools import SQL


class CustomerFollowupRule(models.Model):
    """Contacts because of orders and deliveries."""

    _inherit = "customer.followup.rule"

    def _trigger_order_lapse(self, company, today: date) -> SQL:
        """FUP-1: the last confirmed order is more than ``delay_days`` days old."""
        partner = SQL("lapse.partner_id")
        return SQL(
            """
            SELECT lapse.partner_id, %(occasion)s AS occasion_date,
                   'sale.order' AS source_model, lapse.order_id AS source_id
              FROM (SELECT latest.partner_id, latest.order_id,
                           %(ordered_on)s AS ordered_on
                      FROM (SELECT DISTINCT ON (partner.commercial_partner_id)
                                   partner.commercial_partner_id AS partner_id,
                                   sale.date_order, sale.id AS order_id
                              FROM sale_order AS sale
                              JOIN res_partner AS partner
                                ON partner.id = sale.partner_id
                             WHERE sale.state = 'sale'
                               AND sale.company_id = %(company)s
                             ORDER BY partner.commercial_partner_id,
                                      sale.date_order DESC, sale.id DESC
                           ) AS latest
                   ) AS lapse
             WHERE lapse.ordered_on < %(today)s::date - %(delay)s
            """,
            occasion=self._get_occasion(
                company, today, SQL("lapse.ordered_on"), partner
            ),
            ordered_on=company._get_customer_day(SQL("latest.date_order")),
            company=company.id,
            today=today,
            delay=self._get_days("delay_days", company, partner),
        )

    def _trigger_sale_completed(self, company, today: date) -> SQL:
        """FUP-5: delivered in full during the last ``delay_days`` days.

        An order without any delivery (services) is complete when it is confirmed.
        What comes back from the customer afterwards completes nothing again.
        """
        first = today - timedelta(days=self.delay_days)
        return SQL(
            """
            SELECT partner.commercial_partner_id AS partner_id,
                   completed.completed_on AS occasion_date,
                   'sale.order' AS source_model, max(sale.id) AS source_id
              FROM (%(completed)s) AS completed
              JOIN sale_order AS sale ON sale.id = completed.order_id
              JOIN res_partner AS partner ON partner.id = sale.partner_id
             WHERE completed.completed_on BETWEEN %(first)s AND %(today)s
               AND sale.state = 'sale' AND sale.company_id = %(company)s
               AND (sale.delivery_status = 'full'
                    OR NOT EXISTS (SELECT 1 FROM stock_picking AS planned
                                    WHERE planned.sale_id = sale.id))
             GROUP BY partner.commercial_partner_id, completed.completed_on
            """,
            completed=self._get_completion_query(company, first),
            first=first,
            today=today,
            company=company.id,
        )

    def _get_completion_query(self, company, first: date) -> SQL:
        """Return the day each order was last delivered, or ordered if it never was.

        Reads only what happened since ``first``, and a day before it for the time
        zones: of years of sales, that is all a rule looks at.
        """
        reached_customer = SQL(
            """
            picking.state = 'done' AND picking.location_dest_id IN (
                SELECT id FROM stock_location WHERE usage IN ('customer', 'transit'))
            """
        )
        return SQL(
            """
            SELECT picking.sale_id AS order_id, max(%(delivered_on)s) AS completed_on
              FROM stock_picking AS picking
             WHERE %(reached_customer)s AND picking.date_done >= %(since)s
             GROUP BY picking.sale_id
            UNION ALL
            SELECT sale.id, %(ordered_on)s
              FROM sale_order AS sale
             WHERE sale.date_order >= %(since)s
               AND NOT EXISTS (
                   SELECT 1 FROM stock_picking AS picking
                    WHERE picking.sale_id = sale.id AND %(reached_customer)s)
            """,
            reached_customer=reached_customer,
            delivered_on=company._get_customer_day(SQL("picking.date_done")),
            ordered_on=company._get_customer_day(SQL("sale.date_order")),
            since=first - timedelta(days=1),
        )

    def _get_description_order_lapse(self, values: dict) -> str:
        return self.env._(
            "A customer whose last order is more than %(days)s days old is contacted "
            "within %(within)s days (%(method)s). By: %(who)s.",
            **values,
        )

    def _get_description_sale_completed(self, values: dict) -> str:
        return self.env._(
            "A customer whose sale was completed during the last %(days)s days is "
            "contacted within %(within)s days (%(method)s). By: %(who)s.",
            **values,
        )

    def _get_reason_order_lapse(self, reason, source: str) -> str:
        return self.env._(
            "No order since %(date)s (%(record)s); the rule allows %(days)s days.",
            date=reason._format_occasion(),
            record=source,
            days=reason.delay_days,
        )

    def _get_reason_sale_completed(self, reason, source: str) -> str:
        return self.env._(
            "The sale %(record)s was completed on %(date)s.",
            date=reason._format_occasion(),
            record=source,
        )

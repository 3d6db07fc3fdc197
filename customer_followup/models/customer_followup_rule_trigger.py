from datetime import date, timedelta

from odoo import models
from odoo.tools import SQL


class CustomerFollowupRule(models.Model):
    _inherit = "customer.followup.rule"

    def _get_due_query(self, company, today: date) -> SQL:
        """Return who is due by this rule and has not been told so before.

        Dispatches to ``_trigger_<trigger>(company, today)``. Who adds a trigger adds
        that method, which returns a query for all customers at once with the columns
        ``partner_id`` (a commercial partner), ``occasion_date`` (what makes the duty
        unique), ``source_model`` and ``source_id`` (the record behind it), and two
        methods that say it in words: ``_get_description_<trigger>(values)`` for the
        rule and ``_get_reason_<trigger>(reason, source)`` for one duty.

        :param company: the company whose customers are looked at
        :param today: the date in the company's time zone
        """
        self.ensure_one()
        return SQL(
            """
            SELECT %(rule)s AS rule_id, due.partner_id, due.occasion_date,
                   due.source_model, due.source_id
              FROM (%(trigger)s) AS due
             WHERE due.partner_id IN (%(partners)s)
               AND NOT EXISTS (
                   SELECT 1 FROM customer_followup_reason AS reason
                    WHERE reason.rule_id = %(rule)s
                      AND reason.company_id = %(company)s
                      AND reason.partner_id = due.partner_id
                      AND reason.occasion_date = due.occasion_date)
            """,
            rule=self.id,
            trigger=getattr(self, f"_trigger_{self.trigger}")(company, today),
            # a filter may be about what differs by company, like the grade
            partners=self.with_company(company)._get_partner_query().select(),
            company=company.id,
        )

    def _trigger_order_lapse(self, company, today: date) -> SQL:
        """FUP-1: the last confirmed order is more than ``delay_days`` days old."""
        return SQL(
            """
            SELECT *
              FROM (SELECT latest.partner_id,
                           %(ordered_on)s AS occasion_date,
                           'sale.order' AS source_model, latest.order_id AS source_id
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
             WHERE occasion_date < %(before)s
            """,
            ordered_on=company._get_customer_day(SQL("latest.date_order")),
            company=company.id,
            before=today - timedelta(days=self.delay_days),
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

from datetime import date, timedelta

from odoo import fields, models
from odoo.tools import SQL

VISITS = ("phone", "on_site")


class CustomerFollowupRule(models.Model):
    """The first visit after the first delivery, and the regular ones after it.

    FUP-6 and FUP-7. Who became a customer long before the rule was switched on is not
    visited as if goods had just arrived.
    """

    _inherit = "customer.followup.rule"

    trigger = fields.Selection(
        selection_add=[
            ("first_delivery", "First delivery"),
            ("regular", "Regularly after the first visit"),
            ("grade_cadence",),
        ],
        ondelete={"first_delivery": "cascade", "regular": "cascade"},
    )

    def _trigger_first_delivery(self, company, today: date) -> SQL:
        """FUP-6: ``delay_days`` after the first sale that was completed.

        Not for longer than ``lookback_days`` after that day.
        """
        days = self._get_most("delay_days") + self.lookback_days
        first = today - timedelta(days=days)
        last = today - timedelta(days=self._get_least("delay_days"))
        begin, _end = company._get_customer_span(first, last)
        return SQL(
            """
            SELECT first.partner_id, first.completed_on AS occasion_date,
                   'sale.order' AS source_model, first.order_id AS source_id
              FROM (SELECT DISTINCT ON (sold.partner_id) sold.*
                      FROM (%(sales)s) AS sold
                     ORDER BY sold.partner_id, sold.completed_on, sold.order_id
                   ) AS first
             WHERE %(today)s::date - first.completed_on - %(delay)s
                   BETWEEN 0 AND %(lookback)s
               AND NOT EXISTS (
                   SELECT 1 FROM res_partner AS buyer
                     JOIN sale_order AS sale ON sale.partner_id = buyer.id
                    WHERE buyer.commercial_partner_id = first.partner_id
                      AND sale.company_id = %(company)s AND sale.state = 'sale'
                      AND sale.date_order < %(begin)s AND %(is_complete)s
                      AND COALESCE((SELECT max(picking.date_done)
                                      FROM stock_picking AS picking
                                     WHERE picking.sale_id = sale.id AND %(reached)s),
                                   sale.date_order) < %(begin)s)
            """,
            sales=self._get_sale_query(company, first, last),
            today=today,
            delay=self._get_days("delay_days", company, SQL("first.partner_id")),
            lookback=self.lookback_days,
            company=company.id,
            begin=begin,
            is_complete=self._get_complete_condition(),
            reached=self._get_reached_condition(),
        )

    def _trigger_regular(self, company, today: date) -> SQL:
        """FUP-7: ``delay_days`` after the last visit of who had a first one.

        By phone or on site; planned ``deadline_days`` ahead.
        """
        return self._get_interval_query(
            company,
            today,
            counts=SQL("followup.method IN %s", VISITS),
            due=self._get_due_day(),
            only=SQL(
                """
                contact.day IS NOT NULL AND partner.id IN (
                    SELECT visited.partner_id
                      FROM customer_followup_reason AS visited
                      JOIN customer_followup_rule AS rule ON rule.id = visited.rule_id
                     WHERE visited.company_id = %s AND visited.state = 'done'
                       AND rule.trigger IN ('first_delivery', 'regular'))
                """,
                company.id,
            ),
        )

    def _get_over_query_regular(self, company, today: date) -> SQL:
        """Return what waits or is planned for who was visited meanwhile."""
        visits = SQL("contact.method IN %s", VISITS)
        return self._get_contacted_query(
            company, SQL("reason.occasion_date + 1"), visits
        )

    def _get_dates_regular(self, occasion, today, source, terms) -> tuple:
        return self._get_interval_dates(occasion, today, terms)

    def _get_description_first_delivery(self, values: dict) -> str:
        return self.env._(
            "A customer is contacted within %(within)s (%(method)s) when the "
            "first delivery, or the first order of services, was %(days)s ago. "
            "By: %(who)s. Not any more when that was due more than %(last)s ago.",
            last=self._format_days(self.lookback_days),
            **values,
        )

    def _get_description_regular(self, values: dict) -> str:
        return self.env._(
            "A customer who had a first visit is visited again every %(days)s "
            "(%(method)s), counted from the last visit by phone or on site; the visit "
            "is planned %(within)s ahead. By: %(who)s.",
            **values,
        )

    def _get_reason_first_delivery(self, reason, source: str) -> str:
        return self.env._(
            "The first delivery was completed on %(date)s (%(record)s).",
            date=reason._format_occasion(),
            record=source,
        )

    def _get_reason_regular(self, reason, source: str) -> str:
        return self.env._(
            "A visit every %(days)s; the last one was on %(date)s.",
            days=self._format_days(reason.delay_days),
            date=reason._format_occasion(),
        )

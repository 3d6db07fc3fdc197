from datetime import date, timedelta

from odoo import api, fields, models
from odoo.tools import SQL


class CustomerFollowupRule(models.Model):
    """Contacts after a sale was completed (FUP-5)."""

    _inherit = "customer.followup.rule"

    lookback_days = fields.Integer(
        "Not Longer Ago Than (Days)",
        default=90,
        tracking=True,
        help="First delivery: who became due before that is left alone, as on the day "
        "the rule is switched on. Sale completed: the contacts after the first one end "
        "when the sale is so many days ago.",
    )

    _lookback_within_ten_years = models.Constraint(
        "CHECK (lookback_days BETWEEN 0 AND 3650)",
        "A rule looks back on 0 to 3650 days.",
    )

    @api.depends("lookback_days")
    def _compute_description(self):
        return super()._compute_description()

    def _trigger_sale_completed(self, company, today: date) -> SQL:
        """FUP-5: delivered in full during the last ``delay_days`` days.

        With ``repeat_days``, the latest sale asks for more contacts after the first,
        until it is more than ``lookback_days`` old or there is another sale.
        """
        partner = SQL("sold.partner_id")
        repeat = SQL("NULLIF(%s, 0)", self._get_days("repeat_days", company, partner))
        days = self._get_most("delay_days")
        if self._get_most("repeat_days"):
            days = max(days, self.lookback_days)
        return SQL(
            """
            SELECT due.partner_id, due.occasion_date,
                   'sale.order' AS source_model, max(due.order_id) AS source_id
              FROM (SELECT sold.partner_id, sold.order_id,
                           sold.completed_on + CASE
                               WHEN sold.completed_on < sold.latest_on THEN 0
                               ELSE COALESCE((%(today)s::date - sold.completed_on)
                                             / %(repeat)s * %(repeat)s, 0)
                           END AS occasion_date,
                           %(delay)s AS delay_days
                      FROM (SELECT sale.*, max(completed_on) OVER (
                                       PARTITION BY partner_id) AS latest_on
                              FROM (%(sales)s) AS sale) AS sold
                   ) AS due
             WHERE due.occasion_date >= %(today)s::date - due.delay_days
             GROUP BY due.partner_id, due.occasion_date
            """,
            sales=self._get_sale_query(company, today - timedelta(days=days), today),
            today=today,
            repeat=repeat,
            delay=self._get_days("delay_days", company, partner),
        )

    def _get_most(self, name: str) -> int:
        """Return the highest number of days that any customer may have by the rule."""
        return max([self[name], *self.grade_line_ids.mapped(name)])

    def _get_least(self, name: str) -> int:
        """Return the lowest number of days that any customer may have by the rule."""
        return min([self[name], *self.grade_line_ids.mapped(name)])

    def _get_sale_query(self, company, first: date, last: date) -> SQL:
        """Return the sales that were completed from ``first`` to ``last``.

        An order without any delivery (services) is complete when it is confirmed.
        What comes back from the customer afterwards completes nothing again.

        :return: ``partner_id``, ``completed_on`` and ``order_id``
        """
        return SQL(
            """
            SELECT partner.commercial_partner_id AS partner_id,
                   %(completed_on)s AS completed_on, sale.id AS order_id
              FROM (%(completed)s) AS completed
              JOIN sale_order AS sale ON sale.id = completed.order_id
              JOIN res_partner AS partner ON partner.id = sale.partner_id
             WHERE sale.state = 'sale' AND sale.company_id = %(company)s
               AND %(is_complete)s
            """,
            completed_on=company._get_customer_day(SQL("completed.completed_at")),
            completed=self._get_completion_query(company, first, last),
            company=company.id,
            is_complete=self._get_complete_condition(),
        )

    @api.model
    def _get_complete_condition(self) -> SQL:
        """Return whether the order ``sale`` is delivered, or has nothing to deliver."""
        return SQL(
            """
            (sale.delivery_status = 'full'
             OR sale.delivery_status IS NULL
                AND NOT EXISTS (SELECT 1 FROM stock_picking AS planned
                                 WHERE planned.sale_id = sale.id))
            """
        )

    @api.model
    def _get_reached_condition(self) -> SQL:
        """Return whether the delivery ``picking`` has brought goods to the customer."""
        return SQL(
            """
            picking.state = 'done' AND picking.location_dest_id IN (
                SELECT id FROM stock_location WHERE usage IN ('customer', 'transit'))
            """
        )

    def _get_completion_query(self, company, first: date, last: date) -> SQL:
        """Return when each order was last delivered, or ordered if it never was.

        Reads only what happened from ``first`` on, and compares moments, which have an
        index, and not days: of years of sales, that is all a rule looks at.
        """
        begin, end = company._get_customer_span(first, last)
        return SQL(
            """
            SELECT picking.sale_id AS order_id, max(picking.date_done) AS completed_at
              FROM stock_picking AS picking
             WHERE %(reached_customer)s AND picking.date_done >= %(begin)s
             GROUP BY picking.sale_id HAVING max(picking.date_done) < %(end)s
            UNION ALL
            SELECT sale.id, sale.date_order
              FROM sale_order AS sale
             WHERE sale.date_order >= %(begin)s AND sale.date_order < %(end)s
               AND NOT EXISTS (
                   SELECT 1 FROM stock_picking AS picking
                    WHERE picking.sale_id = sale.id AND %(reached_customer)s)
            """,
            reached_customer=self._get_reached_condition(),
            begin=begin,
            end=end,
        )

    def _get_description_sale_completed(self, values: dict) -> str:
        sentence = self.env._(
            "A customer whose sale was completed during the last %(days)s is "
            "contacted within %(within)s (%(method)s). By: %(who)s.",
            **values,
        )
        if not self.repeat_days:
            return sentence
        again = self.env._(
            "Afterwards again every %(again)s, until the sale is %(last)s ago.",
            last=self._format_days(self.lookback_days),
            **values,
        )
        return f"{sentence} {again}"

    def _get_reason_sale_completed(self, reason, source: str) -> str:
        if self.repeat_days:
            return self.env._(
                "Contact because of the sale %(record)s, due since %(date)s.",
                date=reason._format_occasion(),
                record=source,
            )
        return self.env._(
            "The sale %(record)s was completed on %(date)s.",
            date=reason._format_occasion(),
            record=source,
        )

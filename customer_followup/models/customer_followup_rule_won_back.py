from datetime import date

from odoo import api, fields, models
from odoo.tools import SQL


class CustomerFollowupRule(models.Model):
    """How a lapse ends: with the customer's next confirmed order (FUP-1, FUP-2)."""

    _inherit = "customer.followup.rule"

    def _get_over_query_order_lapse(self, company, today: date) -> SQL:
        """Return what waits or is planned for a customer who has ordered again.

        Not what was made already and is only to be recorded.
        """
        return SQL(
            """
            SELECT reason.id FROM customer_followup_reason AS reason
              LEFT JOIN customer_followup AS followup
                ON followup.id = reason.followup_id
             WHERE reason.rule_id = %s AND reason.company_id = %s
               AND reason.state IN ('waiting', 'planned')
               AND reason.next_order_id IS NOT NULL
               AND followup.contacted_at IS NULL
            """,
            self.id,
            company.id,
        )


class CustomerFollowupReason(models.Model):
    """What came of calling lapsed customers: the order they placed next.

    Its value is booked once, on the last contact that was made before it; nothing is
    booked when nobody had contacted the customer. An order that is cancelled later has
    won nobody back, and the next one is booked instead.
    """

    _inherit = "customer.followup.reason"

    next_order_id = fields.Many2one(
        "sale.order",
        "Ordered Again",
        readonly=True,
        index="btree_not_null",  # a deleted order looks for its rows
        help="The customer's first order after the lapse, which ended it.",
    )
    won_back_order_id = fields.Many2one(
        "sale.order",
        "Won Back With",
        readonly=True,
        help="The order that followed this contact, as the last one before it.",
    )
    won_back_amount = fields.Monetary(
        "Won Back", readonly=True, help="The order's value without taxes."
    )
    won_back_date = fields.Date("Won Back On", readonly=True)
    won_back_user_id = fields.Many2one(
        "res.users", "Won Back By", readonly=True, help="Who made the contact."
    )

    _won_back_order_uniq = models.UniqueIndex(
        "(won_back_order_id) WHERE won_back_order_id IS NOT NULL",
        "An order is booked as won back once.",
    )
    _won_back = models.Index(
        "(company_id, won_back_date) WHERE won_back_date IS NOT NULL"
    )  # for the analysis, and for the job that looks for cancelled orders

    @api.model
    def _end_over(self, company, today: date):
        """End lapses with the orders that followed, and book what was won back."""
        self.env.flush_all()
        self._forget_cancelled_orders(company)
        self._note_next_orders(company)
        self._book_won_back(company)
        self.invalidate_model()
        return super()._end_over(company, today)

    @api.model
    def _forget_cancelled_orders(self, company):
        """Open the episodes again whose next order has been cancelled or deleted."""
        self.env.cr.execute(
            SQL(
                """
                UPDATE customer_followup_reason AS reason
                   SET next_order_id = NULL, won_back_order_id = NULL,
                       won_back_amount = NULL, won_back_date = NULL,
                       won_back_user_id = NULL,
                       state = CASE reason.state WHEN 'over' THEN 'void'
                                                 ELSE reason.state END
                 WHERE reason.id IN (
                       SELECT ended.id
                         FROM customer_followup_reason AS ended
                         JOIN sale_order AS sale ON sale.id = ended.next_order_id
                        WHERE ended.company_id = %(company)s AND sale.state != 'sale'
                       UNION ALL
                       SELECT deleted.id FROM customer_followup_reason AS deleted
                        WHERE deleted.company_id = %(company)s
                          AND deleted.won_back_date IS NOT NULL
                          AND deleted.next_order_id IS NULL)
                """,
                company=company.id,
            )
        )

    @api.model
    def _note_next_orders(self, company):
        """Keep on the reasons of a lapse the order that ended it."""
        self.env.cr.execute(
            SQL(
                """
                UPDATE customer_followup_reason AS reason
                   SET next_order_id = next.order_id
                  FROM (SELECT DISTINCT ON (lapse.id) lapse.id, sale.id AS order_id
                          FROM customer_followup_reason AS lapse
                          JOIN customer_followup_rule AS rule
                            ON rule.id = lapse.rule_id AND rule.trigger = 'order_lapse'
                          LEFT JOIN sale_order AS last
                            ON last.id = lapse.source_id
                           AND lapse.source_model = 'sale.order'
                          -- nearly nobody has ordered since: found by the index alone
                          JOIN (SELECT partner.commercial_partner_id,
                                       max(ordered.date_order) AS date_order,
                                       max(ordered.id) AS id
                                  FROM (SELECT partner_id, max(id) AS id,
                                               max(date_order) AS date_order
                                          FROM sale_order
                                         WHERE state = 'sale'
                                           AND company_id = %(company)s
                                         GROUP BY partner_id) AS ordered
                                  JOIN res_partner AS partner
                                    ON partner.id = ordered.partner_id
                                 GROUP BY partner.commercial_partner_id) AS latest
                            ON latest.commercial_partner_id = lapse.partner_id
                           AND (last.id IS NULL
                                OR latest.date_order > last.date_order
                                OR latest.date_order = last.date_order
                                   AND latest.id > last.id)
                          JOIN res_partner AS buyer
                            ON buyer.commercial_partner_id = lapse.partner_id
                          JOIN sale_order AS sale ON sale.partner_id = buyer.id
                         WHERE lapse.company_id = %(company)s
                           AND lapse.state IN ('waiting', 'planned', 'done')
                           AND lapse.next_order_id IS NULL
                           AND sale.company_id = %(company)s AND sale.state = 'sale'
                           AND CASE WHEN last.id IS NOT NULL
                                    THEN (sale.date_order, sale.id)
                                         > (last.date_order, last.id)
                                    WHEN lapse.source_model = 'res.partner' THEN TRUE
                                    ELSE %(ordered_on)s > lapse.occasion_date END
                         ORDER BY lapse.id, sale.date_order, sale.id) AS next
                 WHERE reason.id = next.id
                """,
                company=company.id,
                ordered_on=company._get_customer_day(SQL("sale.date_order")),
            )
        )

    @api.model
    def _book_won_back(self, company):
        """Book each order that ended a lapse on the last contact before it."""
        self.env.cr.execute(
            SQL(
                """
                UPDATE customer_followup_reason AS reason
                   SET won_back_order_id = won.order_id,
                       won_back_amount = won.amount, won_back_date = won.day,
                       won_back_user_id = won.user_id
                  FROM (SELECT DISTINCT ON (sale.id) sale.id AS order_id,
                               contacted.id AS reason_id, followup.user_id,
                               %(ordered_on)s AS day,
                               round((sale.amount_untaxed / COALESCE(
                                   NULLIF(sale.currency_rate, 0), 1))::numeric,
                                   %(digits)s) AS amount
                          FROM customer_followup_reason AS contacted
                          JOIN sale_order AS sale ON sale.id = contacted.next_order_id
                          JOIN customer_followup AS followup
                            ON followup.id = contacted.followup_id
                           AND followup.state IN ('contacted', 'recorded', 'reviewed')
                           AND followup.contacted_at < sale.date_order
                         WHERE contacted.company_id = %(company)s
                           AND contacted.state != 'void'
                           AND contacted.won_back_order_id IS NULL
                           AND NOT EXISTS (
                               SELECT 1 FROM customer_followup_reason AS booked
                                WHERE booked.won_back_order_id = sale.id)
                         ORDER BY sale.id, followup.contacted_at DESC,
                                  contacted.id DESC) AS won
                 WHERE reason.id = won.reason_id
                """,
                company=company.id,
                digits=company.currency_id.decimal_places,
                ordered_on=company._get_customer_day(SQL("sale.date_order")),
            )
        )

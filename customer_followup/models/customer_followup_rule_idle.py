from datetime import date

from odoo import api, fields, models
from odoo.tools import SQL


class CustomerFollowupRule(models.Model):
    """Customers that the sales department is not in touch with (FUP-3, FUP-4).

    In touch are the customer's salesperson and the members of sales teams: by a
    follow-up, an offer or order of theirs, or a meeting with somebody of the customer.
    Who owes money is left to the sales department, and so is who was handed to it.
    """

    _inherit = "customer.followup.rule"

    trigger = fields.Selection(
        selection_add=[
            ("sales_idle", "Sales department not in touch for some time"),
            ("sale_completed",),
        ],
        ondelete={"sales_idle": "cascade"},
    )

    def _trigger_sales_idle(self, company, today: date) -> SQL:
        """FUP-3: more than ``delay_days`` days without sales, and nothing owed."""
        # sudo: a rule holds for customers its author may not see
        partners = self.env["res.partner"].sudo()
        customers = partners._search(partners._get_customer_domain(company))
        return SQL(
            """
            SELECT idle.partner_id, idle.since AS occasion_date,
                   'res.partner' AS source_model, idle.partner_id AS source_id
              FROM (SELECT partner.id AS partner_id,
                           COALESCE(%(touched_on)s, %(known_since)s) AS since
                      FROM res_partner AS partner
                      LEFT JOIN (%(touches)s) AS touch ON touch.partner_id = partner.id
                      LEFT JOIN (%(owed)s) AS owed ON owed.customer_id = partner.id
                     WHERE partner.id IN %(customers)s
                       AND partner.customer_care_by IS NULL
                       AND COALESCE(owed.amount, 0) <= %(tolerance)s
                   ) AS idle
             WHERE idle.since < %(today)s::date - %(delay)s
            """,
            touched_on=company._get_customer_day(SQL("touch.moment")),
            known_since=self._get_known_since(company),
            touches=self._get_sales_touch_query(company, today),
            owed=self._get_owed_query(company),
            customers=customers.subselect(),
            tolerance=self.tolerance_amount,
            today=today,
            delay=self._get_days("delay_days", company, SQL("idle.partner_id")),
        )

    @api.model
    def _get_owed_query(self, company) -> SQL:
        """Return what customers owe: all that is invoiced and not paid."""
        # sudo: only the sum, whoever may see the invoices
        debts = (
            self.env["res.partner"]
            .sudo()
            ._select_customer_debts(company, None, SQL("line.reconciled IS NOT TRUE"))
        )
        return SQL(
            """
            SELECT debt.customer_id, sum(debt.amount_residual) AS amount
              FROM (%s) AS debt GROUP BY debt.customer_id
            """,
            debts,
        )

    @api.model
    def _get_sales_touch_query(self, company, today: date) -> SQL:
        """Return when the sales department was last in touch with each customer.

        One aggregate after all kinds of contact, as each customer has few of them.
        """
        _begin, end = company._get_customer_span(today, today)
        return SQL(
            """
            SELECT touch.partner_id, max(touch.moment) AS moment
              FROM (SELECT customer.id AS partner_id, followup.contacted_at AS moment
                      FROM customer_followup AS followup
                      JOIN res_partner AS customer ON customer.id = followup.partner_id
                     WHERE followup.company_id = %(company)s
                       AND followup.state IN ('contacted', 'recorded', 'reviewed')
                       AND %(by_followup)s
                    UNION ALL
                    SELECT customer.id, sale.moment
                      FROM (SELECT buyer.commercial_partner_id, order_.user_id,
                                   max(order_.date_order) AS moment
                              FROM sale_order AS order_
                              JOIN res_partner AS buyer ON buyer.id = order_.partner_id
                             WHERE order_.company_id = %(company)s
                               AND order_.state IN ('sent', 'sale')
                               AND order_.date_order < %(end)s
                             GROUP BY buyer.commercial_partner_id, order_.user_id
                           ) AS sale
                      JOIN res_partner AS customer
                        ON customer.id = sale.commercial_partner_id
                     WHERE %(by_sale)s
                    UNION ALL
                    %(meetings)s
                   ) AS touch
             WHERE touch.moment < %(end)s
             GROUP BY touch.partner_id
            """,
            company=company.id,
            by_followup=self._get_sales_side(SQL("followup.user_id")),
            by_sale=self._get_sales_side(SQL("sale.user_id")),
            meetings=self._get_sales_meeting_query(),
            end=end,
        )

    @api.model
    def _get_sales_meeting_query(self) -> SQL:
        """Return the meetings of salespeople with customers or their contacts.

        The salesperson organized the meeting, or was invited.
        """
        return SQL(
            """
            SELECT customer.id, event.start
              FROM calendar_event AS event
              JOIN calendar_event_res_partner_rel AS guest
                ON guest.calendar_event_id = event.id
              JOIN res_partner AS person ON person.id = guest.res_partner_id
              JOIN res_partner AS customer
                ON customer.id = person.commercial_partner_id
             WHERE event.active
               AND (%(by_organizer)s
                    OR EXISTS (
                       SELECT 1 FROM calendar_event_res_partner_rel AS invited
                         JOIN res_users AS colleague
                           ON colleague.partner_id = invited.res_partner_id
                        WHERE invited.calendar_event_id = event.id
                          AND %(by_guest)s))
            """,
            by_organizer=self._get_sales_side(SQL("event.user_id")),
            by_guest=self._get_sales_side(SQL("colleague.id")),
        )

    @api.model
    def _get_sales_side(self, user: SQL) -> SQL:
        """Return whether a user is on the sales side for the ``customer``."""
        return SQL(
            """
            (%(user)s = customer.user_id
             OR %(user)s IN (SELECT member.user_id FROM crm_team_member AS member
                              WHERE member.active))
            """,
            user=user,
        )

    def _get_description_sales_idle(self, values: dict) -> str:
        owing = self.env._("owes nothing")
        if self.tolerance_amount:
            amount = f"{self.tolerance_amount:,g}"
            owing = self.env._("owes no more than %(amount)s", amount=amount)
        return self.env._(
            "A customer whom nobody from the sales department was in touch with for "
            "more than %(days)s, and who %(owing)s, is taken over by customer "
            "service and contacted within %(within)s (%(method)s). By: %(who)s. "
            "Not who was handed to the sales department.",
            owing=owing,
            **values,
        )

    def _get_reason_sales_idle(self, reason, source: str) -> str:
        return self.env._(
            "Nobody from the sales department was in touch since %(date)s; the rule "
            "allows %(days)s.",
            date=reason._format_occasion(),
            days=self._format_days(reason.delay_days),
        )

from odoo import api, models
from odoo.tools import SQL

from ..policy.report_period import Period


class CustomerFollowupReport(models.Model):
    """The figures of what followed from contacts: cases, orders and promises."""

    _inherit = "customer.followup.report"

    @api.model
    def _get_selects(self) -> list[str]:
        return [*super()._get_selects(), "cases", "won_back", "promises"]

    @api.model
    def _select_cases(self, company, period: Period) -> SQL:
        """Return the query of cases.

        A case counts for the department of whoever found it in a contact, otherwise
        for that of the customer's specialist. The response is the time from the
        registration to the first contact, by the clock, of those contacted in the
        period.
        """
        return SQL(
            """
            SELECT member.department_id,
                   count(*) FILTER (WHERE is_opened) AS cases,
                   count(*) FILTER (WHERE is_opened AND is_complaint) AS complaints,
                   count(*) FILTER (WHERE is_closed) AS cases_solved,
                   count(*) FILTER (WHERE is_closed AND is_complaint)
                       AS complaints_solved,
                   avg(hours) FILTER (WHERE is_contacted) AS response_hours
              FROM (SELECT COALESCE(followup.user_id, customer.customer_specialist_id)
                               AS user_id,
                           %(is_counted)s AS is_complaint,
                           registered_at >= %(begin)s AND registered_at < %(end)s
                               AS is_opened,
                           ticket.closed_date >= %(begin)s
                               AND ticket.closed_date < %(end)s AS is_closed,
                           ticket.customer_contacted_at >= %(begin)s
                               AND ticket.customer_contacted_at < %(end)s
                               AS is_contacted,
                           EXTRACT(EPOCH FROM ticket.customer_contacted_at
                                              - registered_at) / 3600 AS hours
                      FROM helpdesk_ticket AS ticket
                     CROSS JOIN LATERAL (SELECT COALESCE(
                           ticket.customer_registered_at, ticket.create_date))
                           AS registered (registered_at)
                      LEFT JOIN customer_followup AS followup
                        ON followup.id = ticket.customer_followup_id
                      LEFT JOIN res_partner AS contact ON contact.id = ticket.partner_id
                      LEFT JOIN res_partner AS customer
                        ON customer.id = contact.commercial_partner_id
                     WHERE ticket.company_id = %(company)s AND ticket.active)
                   AS found
              LEFT JOIN (%(members)s) AS member ON member.user_id = found.user_id
             WHERE is_opened OR is_closed OR is_contacted
             GROUP BY member.department_id
            """,
            is_counted=self.env["helpdesk.ticket"]._get_complaint_condition(),
            **self._get_bounds(company, period),
        )

    @api.model
    def _select_won_back(self, company, period: Period) -> SQL:
        """Return the query of customers who ordered again, as *Won Back* has them."""
        return SQL(
            """
            SELECT member.department_id, count(*) AS won_back,
                   sum(reason.won_back_amount) AS won_back_amount
              FROM customer_followup_reason AS reason
              LEFT JOIN (%(members)s) AS member
                ON member.user_id = reason.won_back_user_id
             WHERE reason.company_id = %(company)s
               AND reason.won_back_date BETWEEN %(first)s AND %(last)s
             GROUP BY member.department_id
            """,
            **self._get_bounds(company, period),
        )

    @api.model
    def _select_promises(self, company, period: Period) -> SQL:
        """Return the query of promises.

        Kept: in the period. Open: at its end. Late: to be kept in the period, and not
        done in time.
        """
        return SQL(
            """
            SELECT member.department_id,
                   count(*) FILTER (WHERE promise.state = 'kept'
                                      AND promise.closed_at >= %(begin)s
                                      AND promise.closed_at < %(end)s) AS promises_kept,
                   count(*) FILTER (WHERE promise.create_date < %(end)s
                                      AND (promise.closed_at IS NULL
                                           OR promise.closed_at >= %(end)s))
                       AS promises_open,
                   count(*) FILTER (
                       WHERE promise.date_deadline BETWEEN %(first)s AND %(last)s
                         AND (promise.closed_at IS NULL
                              OR %(closed_on)s > promise.date_deadline))
                       AS promises_late
              FROM customer_promise AS promise
              LEFT JOIN (%(members)s) AS member ON member.user_id = promise.user_id
             WHERE promise.company_id = %(company)s
             GROUP BY member.department_id
            """,
            closed_on=company._get_customer_day(SQL("promise.closed_at")),
            **self._get_bounds(company, period),
        )

from datetime import date

from odoo import models
from odoo.tools import SQL


class CustomerGradingCriterion(models.Model):
    """How it went with customers: returns, complaints, satisfaction (GRD-2)."""

    _inherit = "customer.grading.criterion"

    def _measure_returns(self, company, today: date) -> SQL:
        """Deliveries that came back from the customer within the period."""
        begin, end = self._get_span(company, today)
        return SQL(
            """
            SELECT partner.commercial_partner_id AS partner_id, count(*) AS value
              FROM stock_picking AS picking
              JOIN res_partner AS partner ON partner.id = picking.partner_id
              JOIN stock_location AS origin ON origin.id = picking.location_id
              JOIN stock_location AS target ON target.id = picking.location_dest_id
             WHERE picking.state = 'done' AND picking.company_id = %(company)s
               AND picking.date_done >= %(begin)s AND picking.date_done < %(end)s
               AND origin.usage = 'customer' AND target.usage <> 'customer'
             GROUP BY partner.commercial_partner_id
            """,
            company=company.id,
            begin=begin,
            end=end,
        )

    def _measure_complaints(self, company, today: date) -> SQL:
        """Cases of the type Complaint that were registered within the period."""
        begin, end = self._get_span(company, today)
        return SQL(
            """
            SELECT partner.commercial_partner_id AS partner_id, count(*) AS value
              FROM helpdesk_ticket AS ticket
              JOIN res_partner AS partner ON partner.id = ticket.partner_id
             WHERE ticket.company_id = %(company)s
               AND coalesce(ticket.customer_registered_at, ticket.create_date)
                   >= %(begin)s
               AND coalesce(ticket.customer_registered_at, ticket.create_date) < %(end)s
               AND %(is_counted)s
             GROUP BY partner.commercial_partner_id
            """,
            company=company.id,
            begin=begin,
            end=end,
            is_counted=self._is_counted_complaint(),
        )

    def _is_counted_complaint(self) -> SQL:
        """Return the condition for a ``ticket`` that counts as a complaint.

        Not what was archived, cancelled or rejected, nor what is not justified.
        """
        # sudo: which stages mean that nothing was done is no secret
        Ticket = self.env["helpdesk.ticket"].sudo()
        return SQL(
            "%s AND ticket.active"
            " AND (ticket.stage_id IS NULL OR ticket.stage_id <> ALL(%s))",
            Ticket._get_complaint_condition(),
            Ticket._get_withdrawn().ids,
        )

    def _measure_satisfaction(self, company, today: date) -> SQL:
        """What customers said in the follow-ups of the period: 1 to 5, on average.

        No value for who said nothing.
        """
        begin, end = self._get_span(company, today)
        return SQL(
            """
            SELECT partner.commercial_partner_id AS partner_id,
                   round(avg(followup.satisfaction::int), 2) AS value
              FROM customer_followup AS followup
              JOIN res_partner AS partner ON partner.id = followup.partner_id
             WHERE followup.state IN ('recorded', 'reviewed')
               AND followup.satisfaction IS NOT NULL
               AND followup.company_id = %(company)s
               AND followup.contacted_at >= %(begin)s
               AND followup.contacted_at < %(end)s
             GROUP BY partner.commercial_partner_id
            """,
            company=company.id,
            begin=begin,
            end=end,
        )

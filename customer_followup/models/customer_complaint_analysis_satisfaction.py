from odoo import api, models
from odoo.tools import SQL


class CustomerComplaintAnalysis(models.Model):
    """What customers said before their complaints, and after them (RPT-3)."""

    _inherit = "customer.complaint.analysis"

    @api.model
    def _select_satisfaction_before(self) -> SQL:
        return self._select_satisfaction(
            SQL("said.contacted_at < fact.registered_at"), SQL("DESC")
        )

    @api.model
    def _select_satisfaction_after(self) -> SQL:
        """Return what the last callback said, otherwise the next contact."""
        return SQL(
            "COALESCE(%s, %s)",
            self._select_satisfaction(
                SQL("said.callback_ticket_id = ticket.id"), SQL("DESC")
            ),
            self._select_satisfaction(
                SQL("stage.closed AND said.contacted_at >= ticket.closed_date"),
                SQL("ASC"),
            ),
        )

    @api.model
    def _select_satisfaction(self, condition: SQL, order: SQL) -> SQL:
        """Return what the customer said in the first contact in that order."""
        return SQL(
            """
            (SELECT said.satisfaction::int FROM customer_followup AS said
              WHERE said.partner_id = ticket.commercial_partner_id
                AND said.company_id = ticket.company_id
                AND said.satisfaction IS NOT NULL
                AND said.state IN ('contacted', 'recorded', 'reviewed') AND %s
              ORDER BY said.contacted_at %s, said.id LIMIT 1)
            """,
            condition,
            order,
        )


class CustomerFollowup(models.Model):
    _inherit = "customer.followup"

    # for the satisfaction before and after a complaint
    _satisfaction_by_partner = models.Index(
        "(partner_id, contacted_at) WHERE satisfaction IS NOT NULL"
    )

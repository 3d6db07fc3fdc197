from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .customer_complaint_penalty_check import WITH_CAUSE

MOST = 10
"""Earlier cases beside a cause; the button shows all of them."""
MOST_ROUNDS = 40
"""Rounds that are looked at for them, as a case may have several."""


class CustomerComplaintRound(models.Model):
    """What was done in earlier cases of the same kind of cause (CMP-7)."""

    _inherit = "customer.complaint.round"

    similar_ids = fields.Many2many(
        "customer.complaint.round",
        string="Similar Earlier Cases",
        compute="_compute_similar_ids",
        help="The same kind of cause, those about the same product or department "
        "first, then the newest.",
    )
    lesson = fields.Text(related="ticket_id.customer_lesson")
    ticket_round_count = fields.Integer(
        related="ticket_id.customer_round_count", string="Rounds in All"
    )

    @api.depends("cause_id", "ticket_id.customer_product_id", "department_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_similar_ids(self):
        for complaint_round in self:
            complaint_round.similar_ids = complaint_round._find_similar()

    def _get_similar_domain(self) -> Domain:
        return (
            Domain("cause_id", "=", self.cause_id.id)
            & Domain("state", "in", WITH_CAUSE)
            & Domain("ticket_id", "!=", self.ticket_id._origin.id)
        )

    def _find_similar(self):
        """Return the rounds to learn from, one of each case; with one query.

        Only what the user may read is found.
        """
        rounds = self.env["customer.complaint.round"]
        if not self.cause_id or not rounds.has_access("read"):
            return rounds
        first_by_case = {}
        for ticket_id, id_ in self.env.execute_query(self._get_similar_query()):
            first_by_case.setdefault(ticket_id, id_)
        return rounds.browse(list(first_by_case.values())[:MOST])

    def _get_similar_query(self) -> SQL:
        """Return cases and rounds that the user may read, the most similar first."""
        self.env["helpdesk.ticket"].flush_model(
            ["customer_product_id", "customer_department_id"]
        )
        query = self.env[self._name]._search(self._get_similar_domain())
        case = query.join(self._table, "ticket_id", "helpdesk_ticket", "id", "similar")
        query.order = self._get_similar_order(case)
        query.limit = MOST_ROUNDS
        return query.select(
            SQL.identifier(self._table, "ticket_id"), SQL.identifier(self._table, "id")
        )

    def _get_similar_order(self, case: str) -> SQL:
        """Return the order: same product, same department, the newest.

        :param case: alias of the earlier cases
        """
        ticket = self.sudo().ticket_id  # sudo: what the own complaint is about
        same = [
            SQL("(%s IS NOT DISTINCT FROM %s) DESC", SQL.identifier(case, name), id_)
            for name in ("customer_product_id", "customer_department_id")
            if (id_ := ticket[name].id)
        ]
        newest = SQL("%s DESC", SQL.identifier(self._table, "id"))
        return SQL(", ").join([*same, newest])

    def action_open_similar(self):
        """Show all earlier cases of the same kind of cause that the user may read."""
        self._check_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "customer_followup.customer_complaint_round_action"
        )
        return action | {
            "name": self.env._("Similar Cases"),
            "domain": list(self._get_similar_domain()),
            "context": {},
        }

from odoo import api, fields, models
from odoo.exceptions import AccessError

from .customer_complaint_penalty_check import WITH_CAUSE
from .helpdesk_ticket_round import JUSTIFIED
from .helpdesk_ticket_step import COLLEAGUES

PENALTY = "customer.complaint.penalty"
PROPOSERS = (
    "customer_followup.group_quality_head",
    "customer_followup.group_general_manager",
    "customer_followup.group_service_manager",
)


class HelpdeskTicket(models.Model):
    """What a justified complaint costs those responsible (CMP-10)."""

    _inherit = "helpdesk.ticket"

    customer_penalty_claimed_at = fields.Datetime(
        readonly=True, copy=False, groups=COLLEAGUES
    )
    customer_penalty_count = fields.Integer(
        "Penalties", compute="_compute_customer_penalty_count", groups=COLLEAGUES
    )
    customer_can_penalise = fields.Boolean(
        compute="_compute_customer_can_penalise", groups=COLLEAGUES
    )

    @api.depends_context("uid")
    def _compute_customer_penalty_count(self):
        # not by sudo: nobody learns of penalties that one may not read
        groups = self.env[PENALTY]._read_group(
            [("ticket_id", "in", self.ids)], ["ticket_id"], ["__count"]
        )
        counts = {ticket.id: count for ticket, count in groups}
        for ticket in self:
            ticket.customer_penalty_count = counts.get(ticket._origin.id, 0)

    @api.depends(
        "customer_case_type",
        "customer_validity",
        "customer_responsible_id",
        "customer_department_id",
        "customer_round_ids.state",
    )
    @api.depends_context("uid")
    def _compute_customer_can_penalise(self):
        for ticket in self:
            ticket.customer_can_penalise = (
                ticket.customer_case_type == "complaint"
                and ticket.customer_validity in JUSTIFIED
                and ticket._is_penalty_proposer()
                # sudo: whether a cause is approved is no secret to who reads the case
                and any(r.state in WITH_CAUSE for r in ticket.sudo().customer_round_ids)
            )

    def _is_penalty_proposer(self) -> bool:
        """May the user propose a penalty: the department's head, quality, manager?"""
        # sudo: who heads what, and which employee somebody is
        heads = self.sudo().customer_department_id.manager_id
        user = self.env.user
        is_head = bool(heads & user.sudo().employee_ids)
        return is_head or any(user.has_group(group) for group in PROPOSERS)

    def action_propose_penalty(self):
        """Open a new penalty for who is responsible for the complaint.

        :raise AccessError: the user proposes none for this complaint
        """
        self._check_one()
        self.check_access("read")
        if not self._is_penalty_proposer():
            raise AccessError(
                self.env._(
                    "Penalties are proposed by the head of the department, the quality "
                    "head or the manager."
                )
            )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Propose a Penalty"),
            "res_model": PENALTY,
            "views": [(False, "form")],
            "context": {
                "default_ticket_id": self.id,
                "default_employee_id": self.customer_responsible_id.id,
            },
        }

    def action_open_penalties(self):
        """Show the penalties of a complaint that the user may read."""
        self._check_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "customer_followup.customer_complaint_penalty_action"
        )
        return action | {"domain": [("ticket_id", "=", self.id)], "context": {}}

    def _on_ruled(self):
        result = super()._on_ruled()
        if self.customer_validity == "invalid":
            self._end_penalties(self.customer_validity_reason)
        return result

    def _withdraw(self, comment: str):
        result = super()._withdraw(comment)
        self._end_penalties(comment)
        return result

    def _end_penalties(self, comment: str):
        # sudo: penalties that nobody here reads end as well
        penalties = self.env[PENALTY].sudo().search([("ticket_id", "in", self.ids)])
        penalties._end_with_complaint(comment)

    @api.model
    def _get_stamp_fields(self) -> set[str]:
        return super()._get_stamp_fields() | {"customer_penalty_claimed_at"}

from odoo import fields, models

from .helpdesk_ticket_step import COLLEAGUES

IMPROVEMENT = "customer.complaint.improvement"


class HelpdeskTicket(models.Model):
    """What has to change after a complaint, on the page of its summary (CMP-11)."""

    _inherit = "helpdesk.ticket"

    customer_improvement_ids = fields.One2many(
        IMPROVEMENT, "ticket_id", "Improvements", readonly=True, groups=COLLEAGUES
    )

    def action_add_improvement(self):
        """Open a new improvement of the complaint; who writes its summary makes it."""
        self._check_one()
        self.check_access("read")
        self._check_summary_writer()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New Improvement"),
            "res_model": IMPROVEMENT,
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_ticket_id": self.id},
        }

from odoo import fields, models
from odoo.exceptions import UserError

from ..models.helpdesk_ticket_validity import RULED, VALIDITY


class CustomerCaseStep(models.TransientModel):
    """Asks for the words that a step of a case needs.

    Opened by the buttons of the case; ends with the step.
    """

    _name = "customer.case.step"
    _description = "Step of a Case"

    ticket_id = fields.Many2one(
        "helpdesk.ticket",
        "Case",
        required=True,
        ondelete="cascade",
        default=lambda self: self.env.context.get("active_id"),
    )
    action = fields.Selection(
        [("rule", "Decide Validity"), ("reopen", "Reopen the Decision")], required=True
    )
    validity = fields.Selection(
        [(key, label) for key, label in VALIDITY if key in RULED]
    )
    comment = fields.Text()

    def action_confirm(self):
        """Carry the step out; the case checks who may."""
        self.ensure_one()
        return getattr(self, f"_apply_{self.action}")() or {
            "type": "ir.actions.act_window_close"
        }

    def _apply_rule(self):
        if not self.validity:
            raise UserError(self.env._("Is the complaint valid? Choose one."))
        self.ticket_id.action_set_validity(self.validity, self.comment)
        if self.validity == "invalid":
            return self.ticket_id.action_write_answer()
        return None

    def _apply_reopen(self):
        self.ticket_id.action_set_validity("pending", self.comment)

from odoo import fields, models
from odoo.exceptions import UserError

PENALTY = "customer.complaint.penalty"


class CustomerComplaintPenaltyStep(models.TransientModel):
    """Asks for the words that a step of a penalty needs.

    Opened by the buttons of the penalty; ends with the step.
    """

    _name = "customer.complaint.penalty.step"
    _description = "Step of a Penalty"

    penalty_id = fields.Many2one(
        PENALTY, ondelete="cascade", default=lambda self: self._get_active()
    )
    action = fields.Selection(
        [
            ("object", "Object"),
            ("decide", "Decide About the Objection"),
            ("keep", "Keep the Penalty"),
        ],
        required=True,
    )
    result = fields.Selection(
        [("kept", "Keep"), ("lowered", "Lower"), ("cancelled", "Cancel")],
        "Result of the Objection",
    )
    currency_id = fields.Many2one(related="penalty_id.currency_id")
    amount = fields.Monetary("Lowered To")
    comment = fields.Text()

    def _get_active(self):
        context = self.env.context
        return context.get("active_model") == PENALTY and context.get("active_id")

    def action_confirm(self):
        """Carry the step out; the penalty checks who may.

        :raise UserError: it was opened from somewhere else
        """
        self.ensure_one()
        if not self.penalty_id:
            raise UserError(self.env._("Open the penalty and use its buttons."))
        getattr(self, f"_apply_{self.action}")()
        return {"type": "ir.actions.act_window_close"}

    def _apply_object(self):
        self.penalty_id.action_object(self.comment)

    def _apply_decide(self):
        amount = self.amount if self.result == "lowered" else None
        self.penalty_id.action_decide_objection(self.result, self.comment, amount)

    def _apply_keep(self):
        self.penalty_id.action_keep(self.comment)

from odoo import fields, models
from odoo.exceptions import UserError

IMPROVEMENT = "customer.complaint.improvement"


class CustomerComplaintImprovementStep(models.TransientModel):
    """Asks for the words that a step of an improvement needs.

    Opened by the buttons of the improvement; ends with the step.
    """

    _name = "customer.complaint.improvement.step"
    _description = "Step of an Improvement"

    improvement_id = fields.Many2one(
        IMPROVEMENT,
        ondelete="cascade",
        default=lambda self: self._get_active(),
    )
    action = fields.Selection(
        [
            ("finish", "Done"),
            ("verify", "Verify"),
            ("give_back", "Give Back"),
            ("cancel", "Cancel"),
        ],
        required=True,
    )
    comment = fields.Text()

    def _get_active(self):
        context = self.env.context
        return context.get("active_model") == IMPROVEMENT and context.get("active_id")

    def action_confirm(self):
        """Carry the step out; the improvement checks who may.

        :raise UserError: it was opened from somewhere else
        """
        self.ensure_one()
        if not self.improvement_id:
            raise UserError(self.env._("Open the improvement and use its buttons."))
        getattr(self.improvement_id, f"action_{self.action}")(self.comment)
        return {"type": "ir.actions.act_window_close"}

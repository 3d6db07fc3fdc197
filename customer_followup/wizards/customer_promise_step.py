from odoo import fields, models
from odoo.exceptions import UserError


class CustomerPromiseStep(models.TransientModel):
    """Asks what became of a promise."""

    _name = "customer.promise.step"
    _description = "Step of a Promise"

    promise_ids = fields.Many2many(
        "customer.promise",
        string="Promises",
        required=True,
        default=lambda self: self.env.context.get("active_ids", []),
    )
    action = fields.Selection(
        [("keep", "Promise Kept"), ("drop", "Dropped")], required=True
    )
    comment = fields.Text()

    def action_confirm(self):
        """Close the promises."""
        self.ensure_one()
        if not self.promise_ids:
            raise UserError(self.env._("Choose at least one promise first."))
        if self.action == "keep":
            self.promise_ids.action_keep(self.comment)
        else:
            self.promise_ids.action_drop(self.comment)
        return {"type": "ir.actions.act_window_close"}

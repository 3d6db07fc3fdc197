from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError


class CustomerFollowupStep(models.TransientModel):
    """Asks for the words, or the day, that a step of a follow-up needs."""

    _name = "customer.followup.step"
    _description = "Step of a Follow-up"

    followup_ids = fields.Many2many(
        "customer.followup",
        string="Follow-ups",
        required=True,
        default=lambda self: self.env.context.get("active_ids", []),
    )
    action = fields.Selection(
        [("postpone", "Not reached"), ("review", "Review"), ("cancel", "Cancel")],
        required=True,
    )
    date_planned = fields.Date(
        "Next Attempt", default=lambda self: self._get_next_working_day()
    )
    comment = fields.Text()

    @api.model
    def _get_next_working_day(self):
        today = fields.Date.context_today(self)
        is_working_day = self.env.company._get_working_day_check(
            today, today + timedelta(days=14)
        )
        days = (today + timedelta(days=count) for count in range(1, 16))
        return next(day for day in days if is_working_day(day))

    def action_confirm(self):
        """Carry the step out."""
        self.ensure_one()
        self._check_followups()
        getattr(self, f"_apply_{self.action}")()
        return {"type": "ir.actions.act_window_close"}

    def _apply_postpone(self):
        self.followup_ids.action_postpone(self.date_planned, self.comment)

    def _apply_review(self):
        self.followup_ids.action_review(self.comment)

    def _apply_cancel(self):
        self.followup_ids.action_cancel(self.comment)

    def _check_followups(self):
        if not self.followup_ids:
            raise UserError(self.env._("Choose at least one follow-up first."))

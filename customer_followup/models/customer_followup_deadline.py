from odoo import api, models


class CustomerFollowup(models.Model):
    """The promises about a follow-up: recorded soon after the contact (VIS-6)."""

    _name = "customer.followup"
    _inherit = ["customer.followup", "customer.deadline.mixin"]

    @api.model
    def _get_deadline_events(self) -> dict[str, str]:
        return super()._get_deadline_events() | {
            "contacted": self.env._("Customer contacted"),
            "recorded": self.env._("Recorded"),
            "reviewed": self.env._("Reviewed"),
        }

    def action_contact(self):
        result = super().action_contact()
        self._deadline_event("contacted")
        return result

    def action_record(self, vals: dict | None = None):
        result = super().action_record(vals)
        for contacted_at, followups in self.grouped("contacted_at").items():
            followups._deadline_event("contacted", contacted_at)
        self._deadline_event("recorded")
        return result

    def action_review(self, guidance: str | None = None):
        result = super().action_review(guidance)
        self._deadline_event("reviewed")
        return result

    def action_cancel(self, comment: str | None = None):
        result = super().action_cancel(comment)
        self._deadline_event("cancelled")
        return result

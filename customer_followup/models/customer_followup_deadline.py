from odoo import api, models


class CustomerFollowup(models.Model):
    """The promises about a follow-up: made in time, and recorded soon after (VIS-6)."""

    _name = "customer.followup"
    _inherit = ["customer.followup", "customer.deadline.mixin"]

    _deadline_day_field = "date_deadline"

    @api.model
    def _get_deadline_events(self) -> dict[str, str]:
        return super()._get_deadline_events() | {
            "planned": self.env._("Contact planned"),
            "contacted": self.env._("Customer contacted"),
            "recorded": self.env._("Recorded"),
            "reviewed": self.env._("Reviewed"),
        }

    @api.model_create_multi
    def create(self, vals_list):
        followups = super().create(vals_list)
        followups._deadline_event("planned")
        return followups

    @api.model
    def _insert_activities(self, followups: list[dict], plans: list[tuple]):
        # the last of what the job inserts: promises may ask for the reasons
        result = super()._insert_activities(followups, plans)
        ids = [followup["id"] for followup in followups]
        self.browse(ids)._deadline_event("planned")
        return result

    def action_contact(self):
        result = super().action_contact()
        self._note_contact()
        return result

    def action_record(self, vals: dict | None = None):
        # what is corrected is recorded once more, but not promised once more
        # sudo: clocks of whomever it belonged to
        first = self.filtered(lambda f: not f.sudo()._has_clock_from("contacted"))
        result = super().action_record(vals)
        first._note_contact()
        self._deadline_event("recorded")
        return result

    def _has_clock_from(self, event: str) -> bool:
        return event in self.customer_deadline_ids.policy_id.mapped("start_event")

    def _note_contact(self):
        for contacted_at, followups in self.grouped("contacted_at").items():
            followups._deadline_event("contacted", contacted_at)

    def action_review(self, guidance: str | None = None):
        result = super().action_review(guidance)
        self._deadline_event("reviewed")
        return result

    def _give_up(self, comment: str):
        result = super()._give_up(comment)
        self._deadline_event("cancelled")
        return result

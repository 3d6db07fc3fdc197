from odoo import models

# what a step of a follow-up makes of its duties
OUTCOMES = {
    "record": "done",
    "cancel": "over",
    "reopen": "planned",
    "ask_back": "planned",
}


class CustomerFollowup(models.Model):
    """What became of each duty of a contact."""

    _inherit = "customer.followup"

    def _transition(self, action: str, vals: dict | None = None):
        result = super()._transition(action, vals)
        if state := OUTCOMES.get(action):
            self._end_duties(state)
        return result

    def _end_duties(self, state: str):
        # sudo: whoever makes a contact writes its duties in no other way
        reasons = self.sudo().reason_ids
        current = reasons.filtered(lambda r: r.state not in ("void", state))
        for followup, duties in current.grouped("followup_id").items():
            # one that had ended before stays so when the contact is made all the same
            ended = duties.filtered(lambda r: r.state == "over")
            changed = duties if state == "planned" else duties - ended
            for duty in changed:
                duty.write(
                    {"state": state, "result": followup._get_result_of(duty, state)}
                )

    def _get_result_of(self, duty, state: str) -> str | bool:
        """Return what came of a duty: its own result, or else the contact's."""
        if state == "done":
            return duty.result or self.result
        is_own = state == "planned" and duty.result != self.result
        return is_own and duty.result

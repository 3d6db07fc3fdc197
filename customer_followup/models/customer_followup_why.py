from odoo import api, fields, models

from .customer_followup_reason import ENDED_STATES


class CustomerFollowup(models.Model):
    """Why the contact is made, in words: by the duties that are still asked for."""

    _inherit = "customer.followup"

    reason_summary = fields.Text("Why", compute="_compute_reason_summary")
    reason_brief = fields.Char(
        "Why (Short)",
        compute="_compute_reason_brief",
        help="The first reason, and how many there are besides.",
    )

    @api.depends("state", "reason_ids.state", "reason_ids.description")
    @api.depends_context("lang")
    def _compute_reason_summary(self):
        # sudo: whoever sees a follow-up may read why it exists; the rules of each
        # reason would be asked twice for every list
        for followup, known in zip(self, self.sudo(), strict=True):
            followup.reason_summary = known._get_reason_summary()

    @api.depends("reason_summary")
    @api.depends_context("lang")
    def _compute_reason_brief(self):
        for followup in self:
            first, *others = followup.reason_summary.split("\n")
            followup.reason_brief = (
                first
                if not others
                else self.env._(
                    "%(first)s (and %(count)s more)", first=first, count=len(others)
                )
            )

    def _get_reason_summary(self) -> str:
        if not self.reason_ids and self.callback_ticket_id:
            return self._get_summary_by_hand(self.env.lang)
        if not self.reason_ids:
            return self.env._("Planned by hand.")
        live = self._list_live_reasons()
        if not live:
            return self.env._("What it was planned for has ended.")
        # taken back and found again, a duty would say the same twice
        return "\n".join(dict.fromkeys(reason.description for reason in live))

    def _get_live_reasons(self):
        """Return the duties that the contact is for, without those that have ended.

        Of a closed one that nothing else is left of: those it was planned for.
        """
        reasons = self.reason_ids
        chosen = reasons.browse().concat(*self._list_live_reasons())
        return chosen.with_prefetch(reasons._prefetch_ids)  # one query for a whole list

    def _list_live_reasons(self) -> list:
        """Return the same one by one: a list of eighty follow-ups reads them twice."""
        reasons = list(self.reason_ids)
        live = [reason for reason in reasons if reason.state not in ENDED_STATES]
        return live if live or self.is_open else reasons

from datetime import datetime, timedelta

from odoo import api, fields, models

from ..tools.each_record import for_each_record


class CustomerApprovalStep(models.Model):
    """Steps that wait: what their line on the document shows, and who is reminded."""

    _inherit = "customer.approval.step"

    def _get_progress(self) -> dict:
        """Return the step as the document's line of steps shows it."""
        self.ensure_one()
        return {
            "id": self.id,
            "name": self.level_id.name,
            "state": self.state,
            "is_blocked": self.is_blocked,
            "since": fields.Datetime.to_string(self.opened_at),
            "waiting_for": self.signer_ids.mapped("name"),
            "signatures": [
                {
                    "user": entry.user_id.name,
                    "on_behalf_of": entry.on_behalf_of_id.name,
                    "action": entry.action,
                    "date": fields.Datetime.to_string(entry.decided_at),
                    "comment": entry.comment,
                }
                for entry in self.entry_ids
            ],
        }

    @api.model
    def _cron_remind_signers(self, now: datetime | None = None):
        """Remind who holds a document up, and look again who can sign.

        :param now: the moment that is taken for now, UTC
        """
        now = now or fields.Datetime.now()
        # sudo: the documents of all companies
        steps = self.sudo().search(self._get_running_domain())
        for_each_record(steps, lambda step: step._refresh_and_remind(now))

    def _refresh_and_remind(self, now: datetime):
        self._get_document()._get_steps()._refresh_signers()
        days = self.level_id.route_id.reminder_days
        last = self.reminded_at or self.opened_at
        if self.state == "open" and days and last + timedelta(days=days) <= now:
            self._in_transition().reminded_at = now
            self._get_document()._remind_signers(self, now)

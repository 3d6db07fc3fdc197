from datetime import timedelta

from odoo import models
from odoo.exceptions import AccessError
from odoo.fields import Command, Domain


class CustomerHandover(models.Model):
    """Who signs instead: a stand-in for some days, another name on routes for good."""

    _inherit = "customer.handover"

    def _check_may_name_signers(self):
        """Refuse to hand over signatures to who may not name signers.

        :raise AccessError: says who may
        """
        if not self.has_approvals or self.env.su:
            return
        if self.date_until and not self._is_delegation_allowed():
            raise AccessError(
                self.env._(
                    "Everybody names a stand-in for signatures for oneself, and the "
                    "general manager for somebody who is absent already. Hand over the "
                    "rest without approvals."
                )
            )
        Level = self.env["customer.approval.level"]
        if not self.date_until and not Level.has_access("write"):
            raise AccessError(
                self.env._(
                    "Who signs for good is on the approval routes, and the service "
                    "manager changes those. Hand over the rest without approvals."
                )
            )

    def _is_delegation_allowed(self) -> bool:
        """May the user name a stand-in? As stand-ins themselves ask it."""
        is_head = self.env.user.has_group("customer_followup.group_general_manager")
        return self.from_user_id == self.env.user or (
            is_head and self.to_user_id != self.env.user
        )

    def _name_stand_in(self):
        """Enter the stand-in for the days of the handover, with the user's rights."""
        if not (self.has_approvals and self.date_until):
            return
        delegation = self.env["customer.approval.delegation"].create(
            {
                "user_id": self.from_user_id.id,
                "delegate_id": self.to_user_id.id,
                "company_id": self.company_id.id,
                "date_from": self.date_from,
                "date_to": self.date_until,
                "reason": self.reason,
            }
        )
        self._in_transition().write({"delegation_id": delegation.id})

    def _end_delegation(self):
        """Let the stand-in end with the handover, if it does not by itself."""
        # sudo: it was entered with this handover, and ends with it
        delegation = self.sudo().delegation_id
        today = self._get_today()
        if not delegation or delegation.date_to < today:
            return
        if delegation.date_from > today:
            delegation.unlink()
        else:
            yesterday = today - timedelta(days=1)
            delegation.date_to = max(delegation.date_from, yesterday)

    def _replace_signer(self):
        """Put the successor in the place of the person, for good; return where.

        On the routes, and on what is being signed, so that it does not wait for
        somebody who has left.
        """
        # sudo: who confirmed it may write routes; it may be the job that does it
        Level = self.env["customer.approval.level"].sudo()
        if not self.has_approvals or self.date_until:
            return Level
        is_named = Domain("user_ids", "in", self.from_user_id.ids)
        here = Domain("company_id", "in", [False, self.company_id.id])
        place = [
            Command.unlink(self.from_user_id.id),
            Command.link(self.to_user_id.id),
        ]
        levels = Level.with_context(active_test=False).search(
            is_named & here & Domain("signer_type", "=", "users")
        )
        levels.write({"user_ids": place})
        Step = self.env["customer.approval.step"].sudo()
        steps = Step.with_context(active_test=False).search(
            is_named & Domain("level_id", "in", levels.ids) & Step._get_running_domain()
        )
        for step in steps:
            step._in_transition().write({"user_ids": place})
        steps.with_context(active_test=True)._refresh_signers()
        return levels

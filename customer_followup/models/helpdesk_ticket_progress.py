from odoo import models

STAGE = "helpdesk_mgmt.helpdesk_ticket_stage_"
FOLLOWING = ("new", "in_progress", "awaiting")


class HelpdeskTicket(models.Model):
    """The stage of a complaint follows its rounds, so that nobody has to move it.

    In progress with each round that opens, awaiting while the customer is called, done
    when the customer is satisfied. Where the team has no such stage, or somebody chose
    one of the team's own, the stage stays as it is.
    """

    _inherit = "helpdesk.ticket"

    def _follow_with_stage(self, name: str):
        """Move complaints on, from one of the stages that all teams have.

        :param name: in_progress or awaiting, as the helpdesk's own stages are called
        """
        target = self.env.ref(STAGE + name, raise_if_not_found=False)
        following = self._get_following_stages()
        if not target or not target.active or target.closed:
            return
        for ticket in self.filtered(lambda t: t.stage_id in following - target):
            if target in ticket.team_id._get_applicable_stages():
                ticket._in_transition().write({"stage_id": target.id})

    def _get_following_stages(self):
        stages = [self.env.ref(STAGE + name, False) for name in FOLLOWING]
        return self.env["helpdesk.ticket.stage"].concat(*filter(None, stages))

    def _open_round(self, number: int):
        opened = super()._open_round(number)
        self._follow_with_stage("in_progress")
        return opened

    def _note_answer(self, message):
        result = super()._note_answer(message)
        if self.customer_answered_at and self._has_rounds():
            self._follow_with_stage("awaiting")
        return result

    def _on_ruled(self):
        result = super()._on_ruled()
        if self.customer_validity == "invalid" and self._has_rounds():
            self._follow_with_stage("in_progress")
        return result

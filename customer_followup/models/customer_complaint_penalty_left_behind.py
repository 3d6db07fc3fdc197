from odoo import api, models


class CustomerComplaintPenalty(models.Model):
    """Objections are decided, also when who should has left (CMP-10)."""

    _inherit = "customer.complaint.penalty"

    @api.model
    def _find_to_decide(self, users):
        # sudo: objections of everybody
        return self.sudo().search(
            [("state", "=", "objected"), ("decider_id", "in", users.ids)]
        )

    def _replace_decider(self):
        """Let the next one decide where who should has left."""
        for penalty in self:
            penalty._in_transition().decider_id = penalty._find_decider()
            penalty._ask_decider()


class ResUsers(models.Model):
    _inherit = "res.users"

    def action_archive(self):
        # before, as Odoo deletes the activities of who leaves
        waiting = self.env["customer.complaint.penalty"]._find_to_decide(self)
        result = super().action_archive()
        waiting._replace_decider()
        return result

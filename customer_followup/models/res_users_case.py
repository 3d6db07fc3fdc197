from odoo import models


class ResUsers(models.Model):
    """Cases go on when the login of the person responsible ends (CMP-3)."""

    _inherit = "res.users"

    def action_archive(self):
        # before, as Odoo deletes the activities of who leaves
        cases = self._find_case_work()
        result = super().action_archive()
        cases._move_work()
        return result

    def write(self, vals):
        if vals.get("active", True):
            return super().write(vals)
        cases = self._find_case_work()
        result = super().write(vals)
        cases._move_work()
        return result

    def _find_case_work(self):
        return self.env["helpdesk.ticket"]._find_open_cases(
            [("activity_ids.user_id", "in", self.ids)]
        )

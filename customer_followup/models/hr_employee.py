from odoo import models


class HrEmployee(models.Model):
    """Cases go on when the person responsible leaves (CMP-3)."""

    _inherit = "hr.employee"

    def write(self, vals):
        result = super().write(vals)
        if not {"active", "user_id", "parent_id"} & vals.keys():
            return result
        Ticket = self.env["helpdesk.ticket"]
        cases = Ticket._find_open_cases([("customer_responsible_id", "in", self.ids)])
        left = cases.filtered(lambda c: not c.customer_responsible_id.active)
        left._replace_responsible()
        (cases - left)._move_work()
        return result

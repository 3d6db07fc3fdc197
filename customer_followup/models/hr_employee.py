from odoo import models
from odoo.fields import Domain


class HrEmployee(models.Model):
    """Cases go on when the person responsible leaves (CMP-3)."""

    _inherit = "hr.employee"

    def write(self, vals):
        result = super().write(vals)
        if not {"active", "user_id", "parent_id"} & vals.keys():
            return result
        cases = self.env["helpdesk.ticket"]._find_open_cases(
            Domain("customer_responsible_id", "in", self.ids)
            | Domain("customer_department_id.manager_id", "in", self.ids)
        )
        left = cases.filtered(
            lambda c: (
                c.customer_responsible_id in self
                and not c.customer_responsible_id.active
            )
        )
        left._replace_responsible()
        (cases - left)._move_work()
        return result

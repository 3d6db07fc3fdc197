from odoo import models


class HrDepartment(models.Model):
    """Cases go on when their department ends, or gets another head (CMP-3)."""

    _inherit = "hr.department"

    def write(self, vals):
        result = super().write(vals)
        if "manager_id" in vals:
            self._find_case_work()._move_work()
        return result

    def unlink(self):
        self._find_case_work()._leave_department(self)
        return super().unlink()

    def _find_case_work(self):
        return self.env["helpdesk.ticket"]._find_open_cases(
            [("customer_department_id", "in", self.ids)]
        )

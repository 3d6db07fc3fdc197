from odoo import api, models
from odoo.fields import Domain

# what decides which offices a user holds, and where
OFFICE_FIELDS = {"group_ids", "active", "company_ids", "share"}


class ResUsers(models.Model):
    _inherit = "res.users"

    @api.model_create_multi
    def create(self, vals_list):
        users = super().create(vals_list)
        self.env["customer.approval.step"]._refresh_before_commit()
        return users

    def write(self, vals):
        result = super().write(vals)
        if OFFICE_FIELDS & set(vals):
            self.env["customer.approval.step"]._refresh_before_commit()
        return result

    @api.model
    def _get_customer_staff_domain(self, company=None) -> Domain:
        """Return who can be given follow-ups: whoever can also open them.

        :param company: only those who work for this company
        """
        group = self.env.ref("customer_followup.group_specialist")
        robot = self.env.ref("customer_followup.user_service", raise_if_not_found=False)
        domain = Domain("all_group_ids", "in", group.ids)
        if robot:
            domain &= Domain("id", "!=", robot.id)
        if company:
            domain &= Domain("company_ids", "in", company.ids)
        return domain

    def _get_customer_superiors(self):
        """Return the user's superiors, the nearest first.

        By the managers of the employees, and by the department where an employee
        has no manager.
        """
        self.ensure_one()
        # sudo: who is whose superior is in the private part of the employees
        employee = self.sudo().employee_id
        seen = employee
        while employee:
            employee = employee.parent_id or employee.department_id.manager_id
            if employee in seen:
                break
            seen |= employee
        return seen.user_id - self

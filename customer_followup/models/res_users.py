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
        domain = self._get_customer_colleagues_domain(company)
        return domain & Domain("all_group_ids", "in", group.ids)

    @api.model
    def _get_customer_colleagues_domain(self, company=None) -> Domain:
        """Return who works here: neither customers, nor who has left, nor the robot.

        :param company: only those who work for this company
        """
        robot = self.env.ref("customer_followup.user_service", raise_if_not_found=False)
        # "active" said here, as a caller's context may ask for archived users too
        domain = Domain("active", "=", True) & Domain("share", "=", False)
        if robot:
            domain &= Domain("id", "!=", robot.id)
        if company:
            domain &= Domain("company_ids", "in", company.ids)
        return domain

    @api.model
    def _get_customer_colleagues(self, company):
        """Return who works for a company."""
        # sudo: who works here is no secret
        return self.sudo().search(self._get_customer_colleagues_domain(company))

    @api.model
    def _get_customer_staff(self, company):
        """Return who can be given follow-ups in a company."""
        # sudo: who works here is no secret
        return self.sudo().search(self._get_customer_staff_domain(company))

    @api.model
    def _get_office_holders(self, office, company):
        """Return the colleagues of a company who hold an office.

        :param office: a group, or its XML id
        """
        group = self.env.ref(office) if isinstance(office, str) else office
        domain = self._get_customer_colleagues_domain(company)
        # sudo: who holds which office is no secret, nor are the names of colleagues
        return self.sudo().search(domain & Domain("all_group_ids", "in", group.ids))

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

    def _get_customer_department_head(self):
        """Return who heads the user's department; who stands above, for its head.

        Without departments it is the nearest superior, and without superiors whoever
        holds the office of a department head.
        """
        self.ensure_one()
        # sudo: who heads a department is no secret
        department = self.sudo().employee_id.department_id
        seen = department.browse()
        while department and department not in seen:
            seen |= department
            head = department.manager_id.user_id
            if head.active and head != self:
                return head
            department = department.parent_id
        office = "customer_followup.group_department_head"
        return self._get_customer_superiors()[:1] or (
            self._get_office_holders(office, self.env.company) - self
        )

    def _get_customer_line(self):
        """Return the user, if there is one, and then the superiors, nearest first.

        Whoever has left keeps the place in the line: the superior stays the superior.
        """
        return self | self._get_customer_superiors() if self else self

from odoo import api, fields, models
from odoo.tools import SQL


class ResUsers(models.Model):
    """The department that somebody works in.

    Asked for with every document that promises something. Over the employee it would
    read three rows with all that is known of a person.
    """

    _inherit = "res.users"

    customer_department_id = fields.Many2one(
        "hr.department",
        "Department",
        compute="_compute_customer_department_id",
        compute_sudo=True,
    )

    @api.depends("employee_ids.company_id", "employee_ids.department_id")
    @api.depends_context("company")
    def _compute_customer_department_id(self):
        self.env["hr.employee"].flush_model(
            ["active", "company_id", "current_version_id", "user_id"]
        )
        self.env["hr.version"].flush_model(["department_id"])
        departments = dict(
            self.env.execute_query(
                SQL(
                    """
                    SELECT employee.user_id, version.department_id
                      FROM hr_employee AS employee
                      JOIN hr_version AS version
                        ON version.id = employee.current_version_id
                     WHERE employee.active AND employee.company_id = %s
                           AND employee.user_id = ANY(%s)
                    """,
                    self.env.company.id,
                    self.ids,
                )
            )
        )
        for user in self:
            user.customer_department_id = departments.get(user._origin.id)

from odoo import fields, models


class ResCompany(models.Model):
    """When a company's cases are compiled, and for whom (ISS-4).

    As installed, they are not.
    """

    _inherit = "res.company"

    customer_compilation_is_monthly = fields.Boolean(
        "Monthly Compilation of Cases",
        help="Of issues, suggestions and requests that are not urgent.",
    )
    customer_compilation_is_quarterly = fields.Boolean(
        "Quarterly Summary of Cases", help="Besides the monthly compilations."
    )
    customer_compilation_department_id = fields.Many2one(
        "hr.department",
        "Compilations Go To",
        help="To its manager. Empty: to the department that gets the return-visit "
        "reports.",
    )
    customer_compilation_user_id = fields.Many2one(
        "res.users", "Or to Somebody Else", help="Instead of the manager."
    )

    def _get_customer_compilation_department(self):
        """Return the department that compilations of cases are made for: sales."""
        return (
            self.customer_compilation_department_id
            or self.customer_report_to_department_id
        )

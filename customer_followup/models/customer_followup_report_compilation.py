from odoo import fields, models
from odoo.exceptions import UserError

from .customer_followup_report_line_compilation import COMPILED


class CustomerFollowupReport(models.Model):
    """What is not urgent, compiled for the sales department, and summed up (ISS-4).

    A report like that about visits: made by the job or by hand, completed, reviewed
    and sent. It is about a company and lists the cases behind its figures.
    """

    _inherit = "customer.followup.report"

    kind = fields.Selection(
        selection_add=[("case", "Cases")], ondelete={"case": "cascade"}
    )
    case_ids = fields.One2many(
        "customer.followup.report.case", "report_id", "Cases", readonly=True
    )

    _customer_compilation_of_company = models.Constraint(
        "CHECK (kind != 'case' OR department_id IS NULL)",
        "Cases are compiled for a company, and not for one of its departments.",
    )

    def _get_title(self) -> str:
        if self.kind != "case":
            return super()._get_title()
        if self.frequency == "quarter":
            return self.env._("Quarterly Summary of Cases")
        return self.env._("Compilation of Cases")

    def _get_subject(self) -> str:
        return self._get_title() if self.kind == "case" else super()._get_subject()

    def _get_document_name(self) -> str:
        return (
            self.display_name if self.kind == "case" else super()._get_document_name()
        )

    def _get_addressee(self) -> str:
        if self.kind != "case":
            return super()._get_addressee()
        # sudo: the name of a department is no secret
        return self.sudo().company_id._get_customer_compilation_department().name or ""

    def _get_measures(self) -> dict[str, tuple[str, str, str]]:
        return COMPILED if self.kind == "case" else super()._get_measures()

    def _get_managers(self, supervisors):
        if self.kind != "case":
            return super()._get_managers(supervisors)
        # sudo: as above
        return supervisors.sudo().employee_id.department_id.manager_id.user_id

    def _is_of_report(self, department) -> bool:
        if self.kind != "case":
            return super()._is_of_report(department)
        # the office compiles, which is a department, and not who reads it
        # sudo: which department reads it is no secret
        reader = self.sudo().company_id._get_customer_compilation_department()
        return bool(department) and department != reader

    def _find_quotes(self):
        if self.kind == "case":
            return self.env["customer.followup"]
        return super()._find_quotes()

    def _get_readers(self):
        if self.kind != "case":
            return super()._get_readers()
        # sudo: who leads a department is no secret
        company = self.sudo().company_id
        department = company._get_customer_compilation_department()
        user = company.customer_compilation_user_id or department.manager_id.user_id
        readers = user.filtered("active").partner_id
        if not readers:
            raise UserError(
                self.env._(
                    "There is nobody to send the compilation to. Choose who gets it, "
                    "or the sales department and its manager, under Settings > "
                    "Compilation of Cases."
                )
            )
        return readers

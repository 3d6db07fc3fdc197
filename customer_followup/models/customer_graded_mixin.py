from odoo import api, fields, models

from .res_partner_dossier import COLLEAGUES


class CustomerGradedMixin(models.AbstractModel):
    """A document that shows the grade of its customer, in the document's company.

    Inherit it; the document has a ``partner_id`` and a ``company_id``.
    """

    _name = "customer.graded.mixin"
    _description = "Document That Shows the Customer's Grade"

    customer_grade_id = fields.Many2one(
        "customer.grade",
        compute="_compute_customer_grade_id",
        groups=COLLEAGUES,
    )

    @api.depends("partner_id", "company_id")
    def _compute_customer_grade_id(self):
        for company, documents in self.grouped("company_id").items():
            # sudo: the grade is known to whoever reads a document of the customer
            partners = documents.sudo().partner_id.with_company(company or None)
            # two columns for all of them, where reading one would read a hundred
            partners.fetch(["commercial_partner_id"])
            partners.commercial_partner_id.fetch(["customer_grade_id"])
            grades = {p.id: p.commercial_partner_id.customer_grade_id for p in partners}
            for document in documents:
                grade = grades.get(document.partner_id.id)
                document.customer_grade_id = grade and grade.id

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
            company = company or self.env.company
            for document in documents:
                # sudo: the grade is known to whoever reads a document of the customer
                partner = document.sudo().partner_id.with_company(company)
                customer = partner.commercial_partner_id
                document.customer_grade_id = customer.customer_grade_id

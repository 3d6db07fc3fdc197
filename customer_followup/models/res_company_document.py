from odoo import fields, models


class ResCompany(models.Model):
    """How large the files of customers' documents may be."""

    _inherit = "res.company"

    customer_document_max_mb = fields.Integer(
        "Largest File of a Document (MB)", required=True, default=25
    )

    _customer_document_max_mb_range = models.Constraint(
        "CHECK (customer_document_max_mb BETWEEN 1 AND 100)",
        "The largest file of a document has 1 to 100 MB.",
    )  # the server refuses larger requests

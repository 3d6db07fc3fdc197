from odoo import fields, models


class ResCompany(models.Model):
    """How long goods are on their way (FUP-14)."""

    _inherit = "res.company"

    customer_expected_days = fields.Integer(
        "Deliveries Take (Days)",
        default=3,
        help="Proposed on new deliveries; the customer is told.",
    )

    _customer_expected_days_range = models.Constraint(
        "CHECK (customer_expected_days BETWEEN 0 AND 366)",
        "A delivery takes 0 to 366 days.",
    )

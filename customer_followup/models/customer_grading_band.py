from odoo import fields, models


class CustomerGradingBand(models.Model):
    """From which value on a criterion brings how many points (GRD-1).

    It reaches to the next band of its criterion; the lowest one also holds for all
    that is below it. So there are no gaps and no overlaps.
    """

    _name = "customer.grading.band"
    _description = "Grading Band"
    _inherit = ["customer.grading.part.mixin"]
    _order = "criterion_id, from_value, id"

    criterion_id = fields.Many2one(
        "customer.grading.criterion", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="criterion_id.company_id", store=True, index=True
    )
    from_value = fields.Float("From", digits=(16, 2), required=True, aggregator=False)
    score = fields.Integer("Points", required=True, aggregator=False)

    _from_value_unique = models.UniqueIndex(
        "(criterion_id, from_value)",
        "Two bands of a criterion cannot begin at the same value.",
    )
    _score_range = models.Constraint(
        "CHECK (score BETWEEN 0 AND 100)", "A band brings from 0 to 100 points."
    )

    def _get_scheme(self):
        return self.criterion_id.scheme_id

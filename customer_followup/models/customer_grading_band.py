from odoo import api, fields, models

from .customer_grading_criterion import LARGEST_VALUE


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
    unit = fields.Char(related="criterion_id.unit")
    range = fields.Char("For Values", compute="_compute_range")

    # no unique index: who moves a ladder of bands up passes over the next one's value,
    # so the criterion looks at all of its bands at once, and the scheme once more
    # before it is submitted and signed
    _from_value_range = models.Constraint(
        f"CHECK (from_value BETWEEN -{LARGEST_VALUE} AND {LARGEST_VALUE})",
        "A band begins at a value of at most 12 digits before the point.",
    )
    _score_range = models.Constraint(
        "CHECK (score BETWEEN 0 AND 100)", "A band brings from 0 to 100 points."
    )

    @api.depends("from_value", "criterion_id.band_ids.from_value")
    @api.depends_context("lang")
    def _compute_range(self):
        for band in self:
            froms = band.criterion_id.band_ids.mapped("from_value")
            higher = [value for value in froms if value > band.from_value]
            is_lowest = band.from_value <= min(froms, default=band.from_value)
            band.range = band._get_range_text(is_lowest, min(higher, default=None))

    def _get_range_text(self, is_lowest: bool, end: float | None) -> str:
        """Return what the band holds for.

        :param end: where the next band begins
        """
        begin = f"{self.from_value:,.10g}"
        if end is None and is_lowest:
            return self.env._("all")
        if end is None:
            return self.env._("%(begin)s and more", begin=begin)
        if is_lowest:
            return self.env._("less than %(end)s", end=f"{end:,.10g}")
        return self.env._(
            "%(begin)s to less than %(end)s", begin=begin, end=f"{end:,.10g}"
        )

    def _get_scheme(self):
        return self.criterion_id.scheme_id

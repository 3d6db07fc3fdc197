from odoo import api, fields, models

from ..policy.grading import Criterion


class CustomerGradingCriterion(models.Model):
    """One thing that counts in the grade of a customer (GRD-1).

    A measure with its weight and the company's target. Bands say how many points
    which value is worth; without bands it is the part of the target that is reached.
    """

    _name = "customer.grading.criterion"
    _description = "Grading Criterion"
    _inherit = ["customer.grading.part.mixin"]
    _order = "scheme_id, sequence, id"

    scheme_id = fields.Many2one(
        "customer.grading.scheme", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="scheme_id.company_id", store=True, index=True)
    sequence = fields.Integer(default=10)
    # the names of the measures are in customer_grading_measure*.py
    measure = fields.Selection([], required=True)
    unit = fields.Char(compute="_compute_unit")
    is_higher_better = fields.Boolean("More Is Better", compute="_compute_unit")
    weight = fields.Integer(
        default=10,
        required=True,
        aggregator=False,
        help="How much it counts in the score, compared with the other criteria.",
    )
    has_target = fields.Boolean("Compare With a Target", default=True)
    target = fields.Float(
        digits=(16, 2),
        aggregator=False,
        help="What the company wants to reach with a customer. The assessment states "
        "the gap.",
    )
    band_ids = fields.One2many(
        "customer.grading.band", "criterion_id", "Bands", copy=True
    )
    bands_in_words = fields.Char("Points", compute="_compute_bands_in_words")

    _measure_unique = models.UniqueIndex(
        "(scheme_id, measure)", "A scheme measures one thing once."
    )
    _weight_range = models.Constraint(
        "CHECK (weight BETWEEN 0 AND 1000)", "A criterion weighs from 0 to 1,000."
    )

    @api.depends("measure")
    @api.depends_context("lang")
    def _compute_display_name(self):
        labels = dict(self._fields["measure"]._description_selection(self.env))
        for criterion in self:
            criterion.display_name = labels.get(criterion.measure)

    @api.depends("measure")
    @api.depends_context("lang")
    def _compute_unit(self):
        measures = self._get_measures()
        units = self._get_units()
        for criterion in self:
            measure = measures.get(criterion.measure)
            criterion.unit = measure and units[measure.unit]
            criterion.is_higher_better = bool(measure and measure.is_higher_better)

    @api.depends("band_ids.from_value", "band_ids.score")
    @api.depends_context("lang")
    def _compute_bands_in_words(self):
        for criterion in self:
            bands = criterion.band_ids.sorted("from_value")
            criterion.bands_in_words = "  ".join(
                f"≥ {band.from_value:,.10g} → {band.score}" for band in bands
            ) or self.env._("Part of the target")

    def _get_policy(self) -> Criterion:
        """Return the criterion as the policy reads it."""
        bands = self.band_ids.sorted("from_value")
        return Criterion(
            criterion_id=self.id,
            measure=self._get_measures()[self.measure],
            weight=self.weight,
            target=self.target if self.has_target else None,
            bands=tuple((band.from_value, band.score) for band in bands),
        )

    def _get_signed_values(self) -> dict:
        return super()._get_signed_values() | {
            "band_ids": [b._get_signed_values() for b in self.band_ids.sorted("id")]
        }

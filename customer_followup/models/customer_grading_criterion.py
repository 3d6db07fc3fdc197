from itertools import pairwise

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..policy.grading import Criterion

LARGEST_VALUE = 10**12


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
    share = fields.Float(
        "Share (%)",
        compute="_compute_share",
        digits=(5, 1),
        aggregator=False,
        help="Its part of the score, if everything is known of a customer.",
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
    bands_in_words = fields.Text("Points", compute="_compute_bands_in_words")
    scheme_state = fields.Selection(related="scheme_id.state", string="Scheme Status")

    _measure_unique = models.UniqueIndex(
        "(scheme_id, measure)", "A scheme measures one thing once."
    )
    _weight_range = models.Constraint(
        "CHECK (weight BETWEEN 0 AND 1000)", "A criterion weighs from 0 to 1,000."
    )
    _target_range = models.Constraint(
        f"CHECK (target BETWEEN -{LARGEST_VALUE} AND {LARGEST_VALUE})",
        "A target has at most 12 digits before the point.",
    )

    @api.depends("measure")
    @api.depends_context("lang")
    def _compute_display_name(self):
        labels = dict(self._fields["measure"]._description_selection(self.env))
        for criterion in self:
            criterion.display_name = labels.get(criterion.measure)

    @api.depends("weight", "scheme_id.criterion_ids.weight")
    def _compute_share(self):
        for criterion in self:
            total = sum(criterion.scheme_id.criterion_ids.mapped("weight"))
            criterion.share = 100 * criterion.weight / total if total else 0.0

    @api.depends("measure", "scheme_id.company_id")
    @api.depends_context("lang")
    def _compute_unit(self):
        measures, units = self._get_measures(), self._get_units()
        for criterion in self:
            measure = measures.get(criterion.measure)
            unit = measure and units[measure.unit]
            if measure and measure.unit == "money":
                unit = criterion.scheme_id.company_id.currency_id.name or unit
            criterion.unit = unit
            criterion.is_higher_better = bool(measure and measure.is_higher_better)

    @api.depends("band_ids.from_value", "band_ids.score")
    @api.depends_context("lang")
    def _compute_bands_in_words(self):
        for criterion in self:
            bands = criterion.band_ids.sorted("from_value")
            criterion.bands_in_words = " · ".join(
                f"≥ {band.from_value:,.10g}: {band.score}" for band in bands
            ) or self.env._("Part of the target")

    @api.constrains("band_ids")
    def _check_bands_differ(self):
        for criterion in self:
            if (same := criterion._find_same_band()) is not None:
                raise ValidationError(criterion._get_same_band_text(same))

    def _find_same_band(self) -> float | None:
        """Return the lowest value that two bands begin at, if there is one."""
        froms = self.band_ids.sorted("from_value").mapped("from_value")
        return next((low for low, high in pairwise(froms) if low == high), None)

    def _get_same_band_text(self, value: float) -> str:
        return self.env._(
            "%(criterion)s: two bands begin at %(value)s. Change one of them or take "
            "it out.",
            criterion=self.display_name,
            value=f"{value:,.10g}",
        )

    def action_open_bands(self):
        """Open the criterion with its bands in a dialog.

        :return: the action
        """
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": self._name,
            "res_id": self.id,
            "views": [[False, "form"]],
            "target": "new",
        }

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

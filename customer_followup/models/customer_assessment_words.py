from odoo import api, fields, models
from odoo.tools import format_amount, formatLang

from ..policy.grading import Outcome, Result, find_way


class CustomerAssessment(models.Model):
    """An assessment in words: why this grade, and what is missing to the next."""

    _inherit = "customer.assessment"

    summary = fields.Text("Why", compute="_compute_summary")
    way = fields.Text("To the Next Grade", compute="_compute_way")

    @api.depends("outcome", "score", "proposed_grade_id", "decided_grade_id")
    @api.depends_context("lang")
    def _compute_summary(self):
        for assessment in self:
            assessment.summary = assessment._get_summary()

    @api.depends("criteria", "proposed_grade_id", "decided_grade_id")
    @api.depends_context("lang")
    def _compute_way(self):
        for assessment in self:
            assessment.way = assessment._get_way_in_words()

    def _get_summary(self) -> str:
        """Return why the facts came to the proposal."""
        scheme = self.scheme_id.sudo()  # sudo: known to whoever sees the customer
        texts = {
            "graded": lambda: self.env._(
                "%(score)s points of 100: %(grade)s from %(min_score)s on.",
                score=self._format_number(self.score),
                grade=self.proposed_grade_id.name,
                min_score=self._format_number(self.proposed_grade_id.min_score),
            ),
            "held": lambda: self.env._(
                "%(score)s points of 100 are less than the %(min_score)s of %(grade)s, "
                "but within the %(hysteresis)s points in which a grade is kept.",
                score=self._format_number(self.score),
                grade=self.proposed_grade_id.name,
                min_score=self._format_number(self.proposed_grade_id.min_score),
                hysteresis=self._format_number(scheme.hysteresis_points),
            ),
            "too_new": lambda: self.env._(
                "A customer for less than %(months)s months is not graded yet.",
                months=scheme.min_tenure_months,
            ),
            "too_little": lambda: self.env._(
                "Less than %(percent)s %% of what counts is known, so the grade does "
                "not change.",
                percent=scheme.min_data_percent,
            ),
        }
        text = texts.get(self.outcome)
        return text() if text else ""

    def _get_way_in_words(self) -> str:
        """Return what would bring the customer to the next grade (GRD-2)."""
        way = self._find_way()
        if not way:
            return ""
        grade = self.env["customer.grade"].browse(way.grade_id)
        lines = {line.criterion_id.id: line for line in self.line_ids}
        parts = [
            lines[improvement.criterion_id]._get_improvement_text(
                improvement.difference
            )
            for improvement in way.improvements
        ]
        if not parts:
            return self.env._(
                "%(missing)s points are missing to %(grade)s.",
                missing=self._format_number(way.missing_score),
                grade=grade.sudo().name,
            )
        joint = self.env._(" or ") if way.is_either else self.env._(" and ")
        return self.env._(
            "%(what)s to reach %(grade)s.",
            what=joint.join(parts),
            grade=grade.sudo().name,
        )

    def _find_way(self):
        if not self.outcome or not self.line_ids:
            return None
        policy = self.sudo().scheme_id._get_policy()  # sudo: see _get_summary
        lines = {line.criterion_id.id: line for line in self.line_ids}
        known = [lines.get(criterion.criterion_id) for criterion in policy.criteria]
        points = tuple(
            line.score if line and line.has_value else None for line in known
        )
        grade = self.decided_grade_id or self.proposed_grade_id
        is_known = any(point is not None for point in points)
        result = Result(
            Outcome(self.outcome), points, self.score if is_known else None, grade.id
        )
        return find_way(
            policy, [line.value if line else None for line in known], result
        )

    def _format_number(self, value: float) -> str:
        return formatLang(self.env, value, digits=2).rstrip("0").rstrip(".,")


class CustomerAssessmentLine(models.Model):
    _inherit = "customer.assessment.line"

    def _get_improvement_text(self, difference: float) -> str:
        """Return in words by how much the fact has to be better.

        :param difference: in the measure's unit, positive
        """
        criterion = self.criterion_id
        measure = criterion._get_measures()[criterion.measure]
        if measure.unit == "money":
            amount = format_amount(
                self.env, difference, self.assessment_id.company_id.currency_id
            )
        else:
            amount = f"{difference:,.10g} {criterion.unit}".strip()
        if measure.is_higher_better:
            return self.env._(
                "%(amount)s more: %(criterion)s",
                amount=amount,
                criterion=criterion.display_name,
            )
        return self.env._(
            "%(amount)s less: %(criterion)s",
            amount=amount,
            criterion=criterion.display_name,
        )

from odoo import api, fields, models


class CustomerGradingScheme(models.Model):
    """A scheme in words, as who is asked by a customer would say it."""

    _inherit = "customer.grading.scheme"

    description = fields.Text("In Words", compute="_compute_description")

    @api.depends(
        "period_months",
        "hysteresis_points",
        "min_tenure_months",
        "min_data_percent",
        "criterion_ids.measure",
        "criterion_ids.weight",
        "grade_ids.name",
        "grade_ids.min_score",
    )
    @api.depends_context("lang")
    def _compute_description(self):
        for scheme in self:
            sentences = [
                scheme._get_criteria_in_words(),
                scheme._get_grades_in_words(),
                scheme._get_hysteresis_in_words(),
                scheme._get_conditions_in_words(),
            ]
            scheme.description = "\n".join(filter(None, sentences))

    def _get_criteria_in_words(self) -> str:
        """Return what counts how much."""
        criteria = self.criterion_ids.filtered("weight").sorted("share", reverse=True)
        if not criteria:
            return ""
        return self.env._(
            "What counts, from the last %(months)s months: %(criteria)s.",
            months=self.period_months,
            criteria=", ".join(
                f"{criterion.display_name or '?'} {criterion.share:.3g} %"
                for criterion in criteria
            ),
        )

    def _get_grades_in_words(self) -> str:
        """Return what each grade begins at."""
        grades = self.grade_ids.sorted("min_score", reverse=True)
        if not grades:
            return ""
        return self.env._(
            "Grades, from how many of 100 points on: %(grades)s.",
            grades=", ".join(
                f"{grade.name or '?'} {grade.min_score:g}" for grade in grades
            ),
        )

    def _get_hysteresis_in_words(self) -> str:
        if not self.hysteresis_points:
            return self.env._("A grade is lost as soon as a point is missing to it.")
        return self.env._(
            "A grade is kept until more than %(points)s points are missing to it.",
            points=f"{self.hysteresis_points:g}",
        )

    def _get_conditions_in_words(self) -> str:
        """Return who is not graded yet."""
        conditions = []
        if self.min_tenure_months == 1:
            conditions.append(
                self.env._("who has been a customer for less than a month")
            )
        elif self.min_tenure_months:
            conditions.append(
                self.env._(
                    "who has been a customer for less than %(months)s months",
                    months=self.min_tenure_months,
                )
            )
        if self.min_data_percent:
            conditions.append(
                self.env._(
                    "of whom less than %(percent)s %% of what counts is known",
                    percent=self.min_data_percent,
                )
            )
        if not conditions:
            return self.env._("Every customer is graded.")
        return self.env._(
            "Not graded yet: %(who)s.", who=self.env._(" or ").join(conditions)
        )

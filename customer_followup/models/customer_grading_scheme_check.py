from odoo import models
from odoo.exceptions import UserError

from ..policy.grading import Problem, find_problems


class CustomerGradingScheme(models.Model):
    """Why nobody can be graded by a scheme, in words that name the line (GRD-1)."""

    _inherit = "customer.grading.scheme"

    def _check_submittable(self):
        self._check_usable()
        return super()._check_submittable()

    def _check_signable(self):
        self._check_usable()
        return super()._check_signable()

    def _check_usable(self):
        """Refuse a scheme that nobody can be graded by.

        :raise UserError: names each line and the way out
        """
        problems = find_problems(self._get_policy())
        texts = [
            text
            for problem, ids in problems.items()
            for text in self._get_problem_texts(problem, ids)
        ]
        if texts:
            raise UserError("\n".join(texts))

    def _get_problem_texts(self, problem: Problem, ids) -> list[str]:
        """Return what is wrong, a sentence for each line that is concerned.

        :param ids: of the criteria or grades
        """
        criteria = self.criterion_ids.filtered(lambda c: c.id in ids)
        grades = self.grade_ids.filtered(lambda g: g.id in ids)
        texts = {
            Problem.NO_CRITERIA: lambda: [
                self.env._("Nothing is measured yet: add at least one criterion.")
            ],
            Problem.NO_WEIGHT: lambda: [
                self.env._(
                    "The weights sum to 0, so nothing counts: give at least one "
                    "criterion a weight."
                )
            ],
            Problem.NO_METHOD: lambda: [c._get_no_method_text() for c in criteria],
            Problem.SAME_BAND: lambda: [
                c._get_same_band_text(c._find_same_band()) for c in criteria
            ],
            Problem.NO_GRADES: lambda: [
                self.env._(
                    "There are no grades yet: add at least one, the lowest from "
                    "score 0."
                )
            ],
            Problem.SAME_GRADE: lambda: [g._get_same_score_text() for g in grades],
            Problem.NO_LOWEST_GRADE: lambda: [g._get_not_lowest_text() for g in grades],
        }
        return texts[problem]()


class CustomerGradingCriterion(models.Model):
    _inherit = "customer.grading.criterion"

    def _get_no_method_text(self) -> str:
        if not self.has_target:
            return self.env._(
                "%(criterion)s has neither bands nor a target, so nobody knows how "
                "many points a value brings. Add bands or a target.",
                criterion=self.display_name,
            )
        return self.env._(
            "%(criterion)s: no part of a target of %(target)s can be reached. Enter a "
            "target above 0, or bands that say how many points which value brings.",
            criterion=self.display_name,
            target=f"{self.target:,.10g}",
        )


class CustomerGrade(models.Model):
    _inherit = "customer.grade"

    def _get_same_score_text(self) -> str:
        same = self.scheme_id.grade_ids.filtered(
            lambda g: g.min_score == self.min_score
        )
        return self.env._(
            "%(grades)s begin at the same score, %(score)s. Let each begin at one of "
            "its own, or take one out.",
            grades=", ".join(same.mapped("name")),
            score=f"{self.min_score:g}",
        )

    def _get_not_lowest_text(self) -> str:
        return self.env._(
            "%(grade)s is the lowest grade and begins at %(score)s, so nobody with "
            "less could be graded. Let it begin at 0, or add a grade below it.",
            grade=self.name,
            score=f"{self.min_score:g}",
        )

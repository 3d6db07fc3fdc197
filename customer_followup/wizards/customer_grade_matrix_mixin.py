from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..policy.grade_matrix import NOT_GRADED, Direction, Matrix

MOST_LISTED = 10_000
"""Customers of one cell that are listed: their ids go with every request."""


class CustomerGradeMatrixMixin(models.AbstractModel):
    """A dialog with a table of grades before and after, whose cells can be opened."""

    _name = "customer.grade.matrix.mixin"
    _description = "Grades Before and After"

    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
    )

    def _find_in_cell(self, before: str | None, after: str | None) -> list[int]:
        """Return customers of a cell; of a whole row or column for ``None``."""
        raise NotImplementedError

    def _check_company_open(self):
        """Refuse to count customers of a company that the user may not see.

        A dialog that is not stored yet has no rule that could do it.

        :raise AccessError: it is not among the user's companies
        """
        self.check_access("read")
        if self.company_id not in self.env.companies:
            raise AccessError(
                self.env._("Choose one of your companies at the top of the screen.")
            )

    @api.model
    def _get_scales(self, schemes) -> list[dict[str, float]]:
        """Return the lowest scores by code, of each scheme."""
        return [
            {grade.code: grade.min_score for grade in scheme.grade_ids}
            for scheme in schemes
        ]

    @api.model
    def _get_grades_by_code(self, schemes) -> dict:
        """Return the grades that lend their names, those of the first scheme first."""
        grades = {}
        for scheme in schemes:
            for grade in scheme.grade_ids:
                grades.setdefault(grade.code, grade)
        return grades

    @api.model
    def _describe_matrix(self, matrix: Matrix, schemes) -> dict:
        """Return a matrix as the screen shows it.

        :param schemes: whose grades lend their names, the first one first
        """
        grades = self._get_grades_by_code(schemes)
        numbers = matrix.count_by_direction()
        return {
            "rows": [
                self._describe_grade(grades, code, matrix.count_before(code))
                for code in matrix.rows
            ],
            "columns": [
                self._describe_grade(grades, code, matrix.count_after(code))
                for code in matrix.columns
            ],
            "cells": [
                [
                    {
                        "count": matrix.counts.get((before, after), 0),
                        "direction": matrix.directions[before, after].value,
                    }
                    for after in matrix.columns
                ]
                for before in matrix.rows
            ],
            "total": matrix.total,
            "numbers": {way.value: numbers[way] for way in Direction},
        }

    def _describe_grade(self, grades: dict, code: str, count: int) -> dict:
        grade = grades.get(code)
        name = self.env._("Not Yet Graded") if code == NOT_GRADED else code
        return {
            "code": code,
            "name": grade.name if grade else name,
            "color": grade.color if grade else 0,
            "count": count,
        }

    def action_open_customers(self, before: str | None, after: str | None):
        """Open the customers of a cell; of a row, a column, all without a code.

        :param before: code of a grade, an empty text for not graded
        :param after: likewise
        :raise UserError: there is no such cell
        :raise AccessError: the dialog is somebody else's
        """
        self.ensure_one()
        self._check_company_open()
        count = self._count_in_cell(before, after)
        ids = self._find_in_cell(before, after)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "customer_followup.customer_register_action"
        )
        return action | {
            "display_name": self._describe_cell(before, after, count, len(ids)),
            "domain": list(Domain("id", "in", ids)),
            "context": {"active_test": False},
            "path": False,
        }

    def _count_in_cell(self, before: str | None, after: str | None) -> int:
        """Return how many customers there are in a cell, a row or a column.

        :raise UserError: there is no such one
        """
        matrix = self.matrix or {"rows": [], "columns": [], "cells": []}
        rows = self._get_places(matrix["rows"], before)
        columns = self._get_places(matrix["columns"], after)
        if not rows or not columns:
            raise UserError(self.env._("Choose a cell of the table."))
        return sum(matrix["cells"][r][c]["count"] for r in rows for c in columns)

    @api.model
    def _get_places(self, axis: list[dict], code: str | None) -> list[int]:
        """Return which rows or columns have a code; all for ``None``."""
        places = enumerate(axis)
        return [n for n, grade in places if code is None or grade["code"] == code]

    def _describe_cell(self, before, after, count: int, listed: int) -> str:
        names = {
            None: self.env._("All"),
            NOT_GRADED: self.env._("Not Yet Graded"),
        }
        name = f"{names.get(before, before)} → {names.get(after, after)}"
        if listed < count:
            return self.env._(
                "%(cell)s (%(listed)s of %(count)s)",
                cell=name,
                listed=listed,
                count=count,
            )
        return name

from collections import Counter, defaultdict
from datetime import date
from time import monotonic

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL, config

from ..policy.grade_matrix import NOT_GRADED, build_matrix, order_codes

IDS_PER_CELL = 100
"""Customers of a cell that the dialog remembers, to open them."""


class CustomerGradingWhatIf(models.TransientModel):
    """How another scheme is tried: batch by batch, so that memory is constant."""

    _inherit = "customer.grading.what.if"

    def _try_scheme(self, today: date) -> dict:
        """Return the matrix of all customers, as the screen shows it."""
        present = self.scheme_id._find_approved(self.company_id).with_env(self.env)
        counts, ids = self._count_cells(today)
        schemes = self.scheme_id | present
        order = order_codes(
            *self._get_scales(schemes),
            # grades of versions before: whoever was not moved on to the present one
            dict.fromkeys((before for before, _after in counts if before), 0.0),
        )
        matrix = build_matrix(
            order,
            counts,
            present.grade_ids.mapped("code"),
            self.scheme_id.grade_ids.mapped("code"),
        )
        result = self._describe_matrix(matrix, schemes)
        for row, before in zip(result["rows"], matrix.rows, strict=True):
            cells = result["cells"][matrix.rows.index(before)]
            row["load"] = row["count"] * self._get_load_weight(present, before)
            for cell, after in zip(cells, matrix.columns, strict=True):
                cell["ids"] = ids[before, after]
        for column, after in zip(result["columns"], matrix.columns, strict=True):
            column["load"] = column["count"] * self._get_load_weight(
                self.scheme_id, after
            )
        return result

    def _get_load_weight(self, scheme, code: str) -> float:
        """Return how much work a customer of a grade is; an ordinary one is 1."""
        grade = scheme.grade_ids.filtered(lambda g: g.code == code)
        return grade.load_weight if grade else 1.0

    def _count_cells(self, today: date):
        """Return the number of customers of each cell, and the first of their ids."""
        started = monotonic()
        codes = {grade.id: grade.code for grade in self.scheme_id.grade_ids}
        codes[None] = NOT_GRADED
        counts: Counter[tuple[str, str]] = Counter()
        ids: dict[tuple[str, str], list[int]] = defaultdict(list)
        for batch in self.scheme_id._assess_batches(today):
            present = self._get_present_codes([f.partner_id for f, _result in batch])
            for facts, result in batch:
                before = present.get(facts.partner_id, NOT_GRADED)
                cell = before, codes[result.grade_id]
                counts[cell] += 1
                if len(ids[cell]) < IDS_PER_CELL:
                    ids[cell].append(facts.partner_id)
            self._check_time(monotonic() - started, counts.total())
        return counts, ids

    def _get_present_codes(self, partner_ids: list[int]) -> dict[int, str]:
        rows = self.env.execute_query(
            SQL(
                """
                SELECT partner.id, grade.code
                  FROM res_partner AS partner
                  JOIN customer_grade AS grade
                    ON grade.id = (partner.customer_grade_id->>%(company)s)::int
                 WHERE partner.id = ANY(%(partners)s)
                """,
                company=str(self.company_id.id),
                partners=partner_ids,
            )
        )
        return dict(rows)

    def _check_time(self, seconds: float, done: int):
        """Stop in words before the server ends the request without any.

        :raise UserError: what is left does not fit into the server's time limit
        """
        limit = config["limit_time_real"]
        if limit and seconds > 0.8 * limit:
            raise UserError(
                self.env._(
                    "%(done)s customers were assessed in %(seconds)s seconds, and the "
                    "server ends a request after %(limit)s. Ask your administrator to "
                    "raise limit_time_real, then try again.",
                    done=done,
                    seconds=round(seconds),
                    limit=limit,
                )
            )

    def _find_in_cell(self, before, after):
        return [
            partner_id
            for row in self._get_places(self.matrix["rows"], before)
            for column in self._get_places(self.matrix["columns"], after)
            for partner_id in self.matrix["cells"][row][column]["ids"]
        ]

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from odoo import models
from odoo.tools import SQL, split_every

from ..policy.grade_matrix import NOT_GRADED, get_direction, order_codes

BATCH = 1000
PRINTED = (
    "complete_name",
    "customer_dossier_number",
    "customer_specialist_id",
    "user_id",
)
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(9000, 1, 1)
"""Days between which every time zone has a midnight that can be told."""


class CustomerGradeMovement(models.TransientModel):
    """The grades of all customers as they were at the end of a day, by one query."""

    _inherit = "customer.grade.movement"

    def _count_moves(self) -> dict[tuple[str, str], int]:
        """Return the customers by the code before and the code after."""
        rows = self.env.execute_query(
            SQL(
                "SELECT before, after, count(*) FROM (%s) AS customer GROUP BY 1, 2",
                self._select_moves(),
            )
        )
        return {(before, after): count for before, after, count in rows}

    def _find_moved(self, before: str | None, after: str | None, limit: int):
        """Return the ids of customers that went from one grade to another."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT partner_id FROM (%(moves)s) AS customer
                 WHERE (%(before)s IS NULL OR before = %(before)s)
                   AND (%(after)s IS NULL OR after = %(after)s)
                 ORDER BY partner_id LIMIT %(limit)s
                """,
                moves=self._select_moves(),
                before=before,
                after=after,
                limit=limit,
            )
        )
        return [row[0] for row in rows]

    def _select_moves(self) -> SQL:
        """Return the query of all customers, each with both codes.

        The customers are those of today, as far as the user may see them. Whoever may
        open this dialog sees all assessments of the company, so these are read by SQL.
        """
        self.env["customer.assessment"].flush_model()
        self.env["customer.grade"].flush_model()
        Partner = self.env["res.partner"]
        query = Partner._search(Partner._get_customer_domain(self.company_id))
        return SQL(
            """
            WITH lost (grade_id, moment) AS (
                SELECT * FROM unnest(%(lost_ids)s::int[], %(lost_at)s::timestamp[]))
            SELECT customer.id AS partner_id,
                   COALESCE(before.code, %(nothing)s) AS before,
                   COALESCE(after.code, %(nothing)s) AS after
              FROM (%(customers)s) AS customer
              LEFT JOIN (%(before)s) AS before ON before.partner_id = customer.id
              LEFT JOIN (%(after)s) AS after ON after.partner_id = customer.id
            """,
            **self._get_lost_grades(),
            nothing=NOT_GRADED,
            customers=query.select(SQL.identifier("res_partner", "id")),
            before=self._select_codes(self.date_from),
            after=self._select_codes(self.date_to),
        )

    def _select_codes(self, day: date) -> SQL:
        """Return the query of the codes at the end of a day."""
        return SQL(
            """
            SELECT last.partner_id, grade.code
              FROM (SELECT DISTINCT ON (partner_id) partner_id, decided_grade_id
                      FROM customer_assessment
                     WHERE company_id = %(company)s AND state = 'applied'
                       AND applied_at < %(end)s
                     ORDER BY partner_id DESC, applied_at DESC, id DESC) AS last
              JOIN customer_grade AS grade ON grade.id = last.decided_grade_id
              LEFT JOIN lost ON lost.grade_id = grade.id AND lost.moment < %(end)s
             WHERE lost.grade_id IS NULL
            """,
            company=self.company_id.id,
            end=self._get_end_of_day(day),
        )

    def _get_lost_grades(self) -> dict[str, list]:
        """Return the grades that a later version took away, and when it did.

        A version that has no grade of the same code leaves customers ungraded, until
        they are assessed again.
        """
        ids, moments = [], []
        schemes = self._get_schemes()[::-1]
        for number, scheme in enumerate(schemes):
            for grade in scheme.grade_ids:
                for earlier, later in pairwise(schemes[number:]):
                    if grade.code not in later.grade_ids.mapped("code"):
                        ids.append(grade.id)
                        moments.append(earlier.retired_at)
                        break
        return {"lost_ids": ids, "lost_at": moments}

    def _get_end_of_day(self, day: date) -> datetime:
        """Return the first moment after a day of the company, in UTC."""
        zone = ZoneInfo(self.company_id._get_customer_timezone())
        after = min(max(day, FIRST_DAY), LAST_DAY) + timedelta(days=1)
        midnight = datetime.combine(after, time.min, zone)
        return midnight.astimezone(UTC).replace(tzinfo=None)

    # The spreadsheet ------------------------------------------------------------------

    def _get_headings(self) -> list[tuple[str, int]]:
        """Return title and width of the columns of the spreadsheet."""
        return [
            (self.env._("Customer"), 36),
            (self.env._("Dossier Number"), 16),
            (self.env._("Grade Before"), 16),
            (self.env._("Grade After"), 16),
            (self.env._("Change"), 14),
            (self.env._("Specialist"), 18),
            (self.env._("Salesperson"), 18),
        ]

    def _iter_moved(self) -> Iterator[tuple]:
        """Yield a row for each customer whose grade is another one."""
        schemes = self._get_schemes()
        order = order_codes(*self._get_scales(schemes))
        grades = self._get_grades_by_code(schemes)
        names = {code: grade.name for code, grade in grades.items()}
        names[NOT_GRADED] = self.env._("Not Yet Graded")
        words = self._get_direction_words()
        rows = self.env.execute_query(
            SQL(
                "SELECT * FROM (%s) AS customer WHERE before != after ORDER BY 1",
                self._select_moves(),
            )
        )
        for batch in split_every(BATCH, rows, list):
            # sudo: found as the user, who reads all of it; a check for each cell
            # costs more than the cell
            partners = self.env["res.partner"].sudo().browse([row[0] for row in batch])
            partners.fetch(PRINTED)  # not all that a customer has
            for partner, (_id, before, after) in zip(partners, batch, strict=True):
                yield (
                    partner.complete_name,
                    partner.customer_dossier_number or None,
                    names.get(before, before),
                    names.get(after, after),
                    words[get_direction(order, before, after).value],
                    partner.customer_specialist_id.name or None,
                    partner.user_id.name or None,
                )
            self.env.invalidate_all()

    def _get_direction_words(self) -> dict[str, str]:
        return {
            "up": self.env._("Improved"),
            "down": self.env._("Declined"),
            "first": self.env._("First Grade"),
            "lost": self.env._("Not graded any more"),
        }

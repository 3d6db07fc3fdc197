from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from ..policy.grading import Grade, Result, Scheme, assess_customer

CUSTOMERS_PER_BATCH = 5000


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a customer.

    :param current_grade_id: of the scheme; the one with the code of the present grade
    :param values: by criterion, in their order
    """

    partner_id: int
    current_grade_id: int | None
    tenure_months: float | None
    values: list[float | None]


class CustomerGradingScheme(models.Model):
    """The facts of a scheme, for all customers at once, and what they come to.

    They are taken from a temporary table in batches, so that the memory is the same for
    a thousand customers and for a million.
    """

    _inherit = "customer.grading.scheme"

    def _get_policy(self) -> Scheme:
        """Return the scheme as the policy reads it."""
        return Scheme(
            criteria=tuple(
                criterion._get_policy()
                for criterion in self.criterion_ids.sorted(lambda c: (c.sequence, c.id))
            ),
            grades=tuple(Grade(grade.id, grade.min_score) for grade in self.grade_ids),
            hysteresis=self.hysteresis_points,
            min_tenure_months=self.min_tenure_months,
            min_data_percent=self.min_data_percent,
        )

    def _assess_batches(
        self, today: date, customers: Domain | None = None
    ) -> Iterator[list[tuple[Facts, Result]]]:
        """Assess customers, batch by batch; nothing is stored (GRD-2).

        :param today: the date in the time zone of the scheme's company
        :param customers: which ones; all of the company's if left out
        """
        self._collect_facts(today, customers)
        policy, last_id = self._get_policy(), 0
        while batch := self._take_facts(policy, last_id):
            yield [(facts, self._assess(policy, facts)) for facts in batch]
            last_id = batch[-1].partner_id

    def _assess(self, policy: Scheme, facts: Facts) -> Result:
        return assess_customer(
            policy, facts.values, facts.tenure_months, facts.current_grade_id
        )

    def _take_facts(self, policy: Scheme, last_id: int) -> list[Facts]:
        """Return the facts of the next customers, by id."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT * FROM customer_grading_row
                 WHERE partner_id > %s ORDER BY partner_id LIMIT %s
                """,
                last_id,
                CUSTOMERS_PER_BATCH,
            )
        )
        return [
            Facts(partner_id, grade_id, tenure, values)
            for partner_id, grade_id, tenure, *values in rows
        ]

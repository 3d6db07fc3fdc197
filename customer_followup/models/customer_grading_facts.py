from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..policy.grading import Grade, Result, Scheme, assess_customer

CUSTOMERS_PER_BATCH = 5000
TENURE = 0
"""Stands for a criterion, where the scheme has none that measures the tenure."""


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

    They are collected into a temporary table, one query for each criterion, and taken
    from there in batches, so that the memory is the same for a thousand customers and
    for a million.
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

    def _collect_facts(self, today: date, customers: Domain | None = None) -> int:
        """Put the facts of all customers into a temporary table.

        First one row for each fact, as the queries know nothing of each other, then
        one row for each customer.

        :return: number of customers
        :raise UserError: a criterion cannot be measured; names it
        """
        self.env.flush_all()
        self.env.cr.execute(
            """
            DROP TABLE IF EXISTS pg_temp.customer_grading_customer;
            DROP TABLE IF EXISTS pg_temp.customer_grading_fact;
            DROP TABLE IF EXISTS pg_temp.customer_grading_row;
            CREATE TEMPORARY TABLE customer_grading_customer (
                partner_id int, current_grade_id int);
            CREATE TEMPORARY TABLE customer_grading_fact (
                partner_id int, criterion_id int, value float8);
            """
        )
        count = self._collect_customers(customers)
        ids = self._get_collected_ids() if customers is not None else None
        for criterion in self.criterion_ids:
            self._collect_criterion(criterion, today, ids)
        tenure = self.criterion_ids.filtered(lambda c: c.measure == "tenure")
        if not tenure:
            query = tenure._measure_tenure(self.company_id, today)
            self._collect_values(TENURE, query, ids)
        self._collect_rows(tenure.id or TENURE)
        return count

    def _collect_customers(self, customers: Domain | None) -> int:
        # sudo: a run grades all customers of its company, whoever asked for it
        partners = self.env["res.partner"].sudo().with_company(self.company_id)
        domain = partners._get_customer_domain(self.company_id)
        query = partners._search(domain & (customers or Domain.TRUE))
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO customer_grading_customer (partner_id, current_grade_id)
                SELECT partner.id, grade.id
                  FROM res_partner AS partner
                  LEFT JOIN customer_grade AS present
                    ON present.id = (partner.customer_grade_id->>%(company)s)::int
                  LEFT JOIN customer_grade AS grade
                    ON grade.code = present.code AND grade.scheme_id = %(scheme)s
                 WHERE partner.id IN %(customers)s
                """,
                company=str(self.company_id.id),
                scheme=self.id,
                customers=query.subselect(),
            )
        )
        return self.env.cr.rowcount

    def _get_collected_ids(self) -> list[int]:
        rows = self.env.execute_query(
            SQL("SELECT partner_id FROM customer_grading_customer")
        )
        return [row[0] for row in rows]

    def _collect_criterion(self, criterion, today: date, ids: list[int] | None):
        """Measure one criterion.

        :param ids: the customers, if it is for some; their condition reaches the
            tables through the query's grouping, so that one customer is fast
        """
        query = criterion._get_measure_query(self.company_id, today)
        try:
            with self.env.cr.savepoint():
                self._collect_values(criterion.id, query, ids)
        except Exception as error:
            raise UserError(
                self.env._(
                    "%(criterion)s cannot be measured: %(error)s",
                    criterion=criterion.display_name,
                    error=error,
                )
            ) from error

    def _collect_values(self, criterion_id: int, query: SQL, ids: list[int] | None):
        among = SQL("TRUE") if ids is None else SQL("partner_id = ANY(%s)", ids)
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO customer_grading_fact
                SELECT partner_id, %s, value FROM (%s) AS fact
                 WHERE value IS NOT NULL AND %s
                """,
                criterion_id,
                query,
                among,
            )
        )

    def _collect_rows(self, tenure_id: int):
        """Put the facts of each customer together, in the order of the criteria."""
        ids = [tenure_id, *(c.criterion_id for c in self._get_policy().criteria)]
        values = [
            SQL("max(value) FILTER (WHERE criterion_id = %s) AS %s", id_, name)
            for id_, name in zip(ids, _name_columns(len(ids)), strict=True)
        ]
        self.env.cr.execute(
            SQL(
                """
                ANALYZE customer_grading_fact;
                ANALYZE customer_grading_customer;
                CREATE TEMPORARY TABLE customer_grading_row AS
                SELECT partner_id, current_grade_id, %s
                  FROM customer_grading_customer
                  LEFT JOIN customer_grading_fact USING (partner_id)
                 GROUP BY partner_id, current_grade_id;
                CREATE INDEX ON customer_grading_row (partner_id);
                DROP TABLE customer_grading_fact;
                """,
                SQL(", ").join(values),
            )
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


def _name_columns(count: int) -> list[SQL]:
    return [SQL.identifier(f"value_{number}") for number in range(count)]

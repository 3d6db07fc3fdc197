from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from odoo import models
from odoo.exceptions import UserError
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

    They are collected into temporary tables, one query for each criterion, and taken
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
        """Put the facts of all customers into temporary tables.

        :return: number of customers
        :raise UserError: a criterion cannot be measured; names it
        """
        self.env.flush_all()
        self.env.cr.execute(
            """
            DROP TABLE IF EXISTS pg_temp.customer_grading_customer;
            DROP TABLE IF EXISTS pg_temp.customer_grading_fact;
            CREATE TEMPORARY TABLE customer_grading_customer (
                partner_id int PRIMARY KEY, current_grade_id int, tenure float8);
            CREATE TEMPORARY TABLE customer_grading_fact (
                partner_id int, criterion_id int, value float8);
            """
        )
        count = self._collect_customers(customers)
        ids = self._get_collected_ids() if customers is not None else None
        for criterion in self.criterion_ids:
            self._collect_criterion(criterion, today, ids)
        self._collect_tenure(today, ids)
        self.env.cr.execute(
            """
            CREATE INDEX ON customer_grading_fact (partner_id);
            ANALYZE customer_grading_fact;
            ANALYZE customer_grading_customer;
            """
        )
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
                self.env.cr.execute(
                    SQL(
                        """
                        INSERT INTO customer_grading_fact
                        SELECT partner_id, %s, value FROM (%s) AS fact
                         WHERE value IS NOT NULL AND %s
                        """,
                        criterion.id,
                        query,
                        self._among(ids),
                    )
                )
        except Exception as error:
            raise UserError(
                self.env._(
                    "%(criterion)s cannot be measured: %(error)s",
                    criterion=criterion.display_name,
                    error=error,
                )
            ) from error

    def _among(self, ids: list[int] | None) -> SQL:
        return SQL("TRUE") if ids is None else SQL("partner_id = ANY(%s)", ids)

    def _collect_tenure(self, today: date, ids: list[int] | None):
        query = self.env["customer.grading.criterion"]._measure_tenure(
            self.company_id, today
        )
        self.env.cr.execute(
            SQL(
                """
                UPDATE customer_grading_customer AS customer SET tenure = fact.value
                  FROM (SELECT * FROM (%s) AS tenure WHERE %s) AS fact
                 WHERE fact.partner_id = customer.partner_id
                """,
                query,
                self._among(ids),
            )
        )

    def _take_facts(self, policy: Scheme, last_id: int) -> list[Facts]:
        """Return the facts of the next customers, by id."""
        rows = self.env.execute_query(
            SQL(
                """
                WITH customer AS (
                    SELECT * FROM customer_grading_customer
                     WHERE partner_id > %(last)s ORDER BY partner_id LIMIT %(batch)s)
                SELECT customer.*, array_agg(fact.criterion_id), array_agg(fact.value)
                  FROM customer
                  LEFT JOIN customer_grading_fact AS fact USING (partner_id)
                 GROUP BY customer.partner_id, current_grade_id, tenure
                 ORDER BY customer.partner_id
                """,
                last=last_id,
                batch=CUSTOMERS_PER_BATCH,
            )
        )
        criterion_ids = [criterion.criterion_id for criterion in policy.criteria]
        batch = []
        for partner_id, grade_id, tenure, ids, values in rows:
            value_by_id = dict(zip(ids, values, strict=True))
            values = [value_by_id.get(id_) for id_ in criterion_ids]
            batch.append(Facts(partner_id, grade_id, tenure, values))
        return batch

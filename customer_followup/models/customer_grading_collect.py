from datetime import date

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

TENURE = 0
"""Stands for a criterion, where the scheme has none that measures the tenure."""


class CustomerGradingScheme(models.Model):
    """How the facts get into the temporary table: one query for each criterion."""

    _inherit = "customer.grading.scheme"

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
        """Add the values of a query to the facts.

        By a table of its own, as PostgreSQL shares a query out among the processors
        for a new table, and not for one that is there.
        """
        among = SQL("TRUE") if ids is None else SQL("partner_id = ANY(%s)", ids)
        self.env.cr.execute(
            SQL(
                """
                CREATE TEMPORARY TABLE customer_grading_new AS
                SELECT partner_id, %s AS criterion_id, value FROM (%s) AS fact
                 WHERE value IS NOT NULL AND %s;
                INSERT INTO customer_grading_fact SELECT * FROM customer_grading_new;
                DROP TABLE customer_grading_new;
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


def _name_columns(count: int) -> list[SQL]:
    return [SQL.identifier(f"value_{number}") for number in range(count)]

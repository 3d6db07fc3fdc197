from odoo import api, models
from odoo.tools import SQL


class CustomerAnalysisMixin(models.AbstractModel):
    """What the analyses have in common: companies, their days, and grades.

    How it is used: inherit it in a model without a table, and build ``_table_query``
    of these pieces. They expect the companies that are looked at as ``company``.
    """

    _name = "customer.analysis.mixin"
    _description = "Analysis of Records"

    @api.model
    def _get_companies(self) -> SQL:
        """Return the companies that are looked at, with currency and time zone."""
        companies = self.env.companies.sudo()  # sudo: currency and zone
        return SQL(
            "(VALUES %s) AS company (id, currency_id, zone)",
            SQL(", ").join(
                SQL(
                    "(%s, %s, %s)",
                    company.id,
                    company.currency_id.id,
                    company._get_customer_timezone(),
                )
                for company in companies
            ),
        )

    @api.model
    def _get_day(self, moment: SQL) -> SQL:
        """Return the day of a moment in the company that is joined."""
        return SQL("(%s AT TIME ZONE 'UTC' AT TIME ZONE company.zone)::date", moment)

    @api.model
    def _join_grade(self, customer: SQL) -> SQL:
        """Return the join of the present grade of a customer in the company."""
        return SQL(
            """
            LEFT JOIN customer_grade AS grade
              ON grade.id = (%s ->> company.id::text)::int
            """,
            SQL("%s.customer_grade_id", customer),
        )

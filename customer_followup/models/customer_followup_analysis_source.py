from odoo import api, models
from odoo.tools import SQL

from .customer_followup_analysis import COLUMNS

SOURCES_PER_RECORD = 10
"""Numbers of sources there is room for in the id of a row."""
MONTHS_BACK = 11
"""Months before the present one that customers are counted in."""


class CustomerFollowupAnalysis(models.Model):
    """The queries behind the analysis: one for each kind of row."""

    _inherit = "customer.followup.analysis"

    @api.model
    def _get_rows(self, number: int, source: SQL, **columns: SQL) -> SQL:
        """Return a source as rows of the analysis; what is not named is empty.

        :param number: of the source
        :param source: what follows FROM
        :param columns: what is selected, by the name of the column; ``key`` is a number
            that no two rows of the source share
        """
        key = columns.pop("key")
        columns["id"] = SQL("%s::int8 * %s + %s", key, SOURCES_PER_RECORD, number)
        columns["currency_id"] = SQL("company.currency_id")
        values = (
            SQL("%s::%s", columns.get(name, SQL("NULL")), SQL(kind))
            for name, kind in COLUMNS.items()
        )
        names = (SQL.identifier(name) for name in COLUMNS)
        return SQL(
            "SELECT %s FROM %s",
            SQL(", ").join(
                SQL("%s AS %s", value, name)
                for value, name in zip(values, names, strict=True)
            ),
            source,
        )

    @api.model
    def _join_department(self, user: SQL) -> SQL:
        """Return the join of the department that a user belongs to now."""
        return SQL(
            """
            LEFT JOIN hr_employee AS employee
              ON employee.user_id = %s AND employee.company_id = company.id
            LEFT JOIN hr_version AS version ON version.id = employee.current_version_id
            """,
            user,
        )

    @api.model
    def _join_rule(self, followup: SQL) -> SQL:
        """Return the join of the first rule that asked for a contact."""
        return SQL(
            """
            LEFT JOIN LATERAL (
                SELECT reason.rule_id FROM customer_followup_reason AS reason
                 WHERE reason.followup_id = %s AND reason.state != 'void'
                 ORDER BY reason.occasion_date, reason.id LIMIT 1) AS first ON TRUE
            """,
            followup,
        )

    @api.model
    def _select_contacts(self, number: int) -> SQL:
        """Return the contacts that were made."""
        source = SQL(
            """
            customer_followup AS followup
              JOIN %s ON company.id = followup.company_id
              %s %s
             WHERE followup.state IN ('contacted', 'recorded', 'reviewed')
               AND followup.contacted_at IS NOT NULL
            """,
            self._get_companies(),
            self._join_department(SQL("followup.user_id")),
            self._join_rule(SQL("followup.id")),
        )
        return self._get_rows(
            number,
            source,
            key=SQL("followup.id"),
            kind=SQL("'contact'"),
            res_model=SQL("'customer.followup'"),
            res_id=SQL("followup.id"),
            company_id=SQL("followup.company_id"),
            date=self._get_day(SQL("followup.contacted_at")),
            partner_id=SQL("followup.partner_id"),
            user_id=SQL("followup.user_id"),
            department_id=SQL("version.department_id"),
            followup_id=SQL("followup.id"),
            rule_id=SQL("first.rule_id"),
            grade_code=SQL("followup.grade_code"),
            result=SQL("followup.result"),
            contact_count=SQL("1"),
            satisfaction=SQL("followup.satisfaction"),
        )

    @api.model
    def _select_deadlines(self, number: int) -> SQL:
        """Return the promises about contacts and cases that came due."""
        source = SQL(
            """
            customer_deadline AS deadline
              JOIN %s ON company.id = deadline.company_id
              LEFT JOIN helpdesk_ticket AS ticket
                ON ticket.id = deadline.res_id
               AND deadline.res_model = 'helpdesk.ticket'
              LEFT JOIN customer_followup AS followup
                ON followup.id = CASE deadline.res_model
                       WHEN 'customer.followup' THEN deadline.res_id
                       ELSE ticket.customer_followup_id END
              %s
             WHERE deadline.res_model IN ('customer.followup', 'helpdesk.ticket')
               AND deadline.state IN ('met', 'missed')
            """,
            self._get_companies(),
            self._join_rule(SQL("followup.id")),
        )
        return self._get_rows(
            number,
            source,
            key=SQL("deadline.id"),
            kind=SQL("'deadline'"),
            res_model=SQL("'customer.deadline'"),
            res_id=SQL("deadline.id"),
            company_id=SQL("deadline.company_id"),
            date=self._get_day(SQL("deadline.due_at")),
            partner_id=SQL("deadline.partner_id"),
            user_id=SQL("deadline.answerable_id"),
            department_id=SQL("deadline.answerable_department_id"),
            followup_id=SQL("followup.id"),
            rule_id=SQL("first.rule_id"),
            grade_code=SQL("deadline.grade_code"),
            punctuality=SQL("deadline.punctuality"),
        )

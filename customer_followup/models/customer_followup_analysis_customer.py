from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .customer_followup_analysis_source import MONTHS_BACK


class CustomerFollowupAnalysis(models.Model):
    """Rows about customers: whether contacted, their cases, and orders won back."""

    _inherit = "customer.followup.analysis"

    @api.model
    def _select_coverage(self, number: int) -> SQL:
        """Return each customer in each of the last months: contacted or not.

        Who looks after a customer, and which grade it has, is known for today alone.
        """
        # sudo: which customers there are; whose rows are seen is up to the row
        partners = self.env["res.partner"].sudo()
        domain = partners._get_dossier_domain() & Domain("parent_id", "=", False)
        customers = partners._search(domain & Domain("active", "=", True))
        columns = (
            "id",
            "company_id",
            "customer_specialist_id",
            "customer_grade_id",
            "customer_dossier_date",
            "create_date",
        )
        source = SQL(
            """
            (%(customers)s) AS customer (id, company_id, customer_specialist_id,
                                         customer_grade_id, dossier_date, begun_at)
              JOIN %(companies)s
                ON customer.company_id IS NULL OR customer.company_id = company.id
             CROSS JOIN LATERAL generate_series(
                       date_trunc('month', %(today)s) - %(months)s * interval '1 month',
                       date_trunc('month', %(today)s), interval '1 month')
                   AS month (first)
              LEFT JOIN (
                   SELECT followup.partner_id, followup.company_id,
                          date_trunc('month', %(contacted_on)s) AS month,
                          max(followup.id) AS id
                     FROM customer_followup AS followup
                     JOIN %(companies)s ON company.id = followup.company_id
                    WHERE followup.state IN ('contacted', 'recorded', 'reviewed')
                      AND followup.contacted_at IS NOT NULL
                    GROUP BY followup.partner_id, followup.company_id, 3) AS contacted
                ON contacted.partner_id = customer.id
               AND contacted.company_id = company.id
               AND contacted.month = month.first
              %(department)s %(grade)s
             WHERE LEAST(%(begun_on)s, customer.dossier_date)
                   < month.first + interval '1 month'
            """,
            customers=customers.select(
                *(SQL.identifier(partners._table, name) for name in columns)
            ),
            companies=self._get_companies(),
            today=SQL("%s::timestamp", self._get_day(SQL("%s", fields.Datetime.now()))),
            months=MONTHS_BACK,
            contacted_on=SQL(
                "%s::timestamp", self._get_day(SQL("followup.contacted_at"))
            ),
            begun_on=self._get_day(SQL("customer.begun_at")),
            department=self._join_department(SQL("customer.customer_specialist_id")),
            grade=self._join_grade(SQL("customer")),
        )
        return self._get_rows(
            number,
            source,
            key=SQL(
                "((customer.id::int8 * 4096 + company.id %% 4096) * 16384"
                " + EXTRACT(YEAR FROM month.first) * 12"
                " - 23988 + EXTRACT(MONTH FROM month.first))"
            ),
            kind=SQL("'coverage'"),
            res_model=SQL("'res.partner'"),
            res_id=SQL("customer.id"),
            company_id=SQL("company.id"),
            date=SQL("month.first"),
            partner_id=SQL("customer.id"),
            user_id=SQL("customer.customer_specialist_id"),
            department_id=SQL("version.department_id"),
            followup_id=SQL("contacted.id"),
            grade_code=SQL("grade.code"),
            coverage=SQL("CASE WHEN contacted.id IS NULL THEN 0 ELSE 100 END"),
        )

    @api.model
    def _select_cases(self, number: int) -> SQL:
        """Return the cases, under who found them or looks after the customer."""
        source = SQL(
            """
            helpdesk_ticket AS ticket
              JOIN %s ON company.id = ticket.company_id
              LEFT JOIN customer_followup AS followup
                ON followup.id = ticket.customer_followup_id
              LEFT JOIN res_partner AS contact ON contact.id = ticket.partner_id
              LEFT JOIN res_partner AS customer
                ON customer.id = contact.commercial_partner_id
             CROSS JOIN LATERAL (
                   SELECT COALESCE(ticket.customer_registered_at, ticket.create_date),
                          COALESCE(followup.user_id, customer.customer_specialist_id))
                   AS found (registered_at, user_id)
              %s %s %s
             WHERE ticket.active
            """,
            self._get_companies(),
            self._join_department(SQL("found.user_id")),
            self._join_rule(SQL("followup.id")),
            self._join_grade(SQL("customer")),
        )
        return self._get_rows(
            number,
            source,
            key=SQL("ticket.id"),
            kind=SQL("'case'"),
            res_model=SQL("'helpdesk.ticket'"),
            res_id=SQL("ticket.id"),
            company_id=SQL("ticket.company_id"),
            date=self._get_day(SQL("found.registered_at")),
            partner_id=SQL("customer.id"),
            user_id=SQL("found.user_id"),
            department_id=SQL("version.department_id"),
            followup_id=SQL("followup.id"),
            rule_id=SQL("first.rule_id"),
            grade_code=SQL("COALESCE(followup.grade_code, grade.code)"),
            case_count=SQL("1"),
            complaint_count=SQL(
                "CASE WHEN %s THEN 1 ELSE 0 END",
                self.env["helpdesk.ticket"]._get_complaint_condition(),
            ),
            response_hours=SQL(
                "EXTRACT(EPOCH FROM ticket.customer_contacted_at"
                " - found.registered_at) / 3600"
            ),
        )

    @api.model
    def _select_won_back(self, number: int) -> SQL:
        """Return the customers who ordered again after a contact."""
        source = SQL(
            """
            customer_followup_reason AS reason
              JOIN %s ON company.id = reason.company_id
              LEFT JOIN customer_followup AS followup
                ON followup.id = reason.followup_id
              %s
             WHERE reason.won_back_date IS NOT NULL
            """,
            self._get_companies(),
            self._join_department(SQL("reason.won_back_user_id")),
        )
        return self._get_rows(
            number,
            source,
            key=SQL("reason.id"),
            kind=SQL("'won_back'"),
            res_model=SQL("'customer.followup'"),
            res_id=SQL("reason.followup_id"),
            company_id=SQL("reason.company_id"),
            date=SQL("reason.won_back_date"),
            partner_id=SQL("reason.partner_id"),
            user_id=SQL("reason.won_back_user_id"),
            department_id=SQL("version.department_id"),
            followup_id=SQL("reason.followup_id"),
            rule_id=SQL("reason.rule_id"),
            grade_code=SQL("followup.grade_code"),
            won_back_amount=SQL("reason.won_back_amount"),
        )

from odoo import api, models
from odoo.tools import SQL

from ..policy.report_period import Period

Figures = dict[int | None, dict[str, float]]
"""The values that are known, by department and measure."""


class CustomerFollowupReport(models.Model):
    """How figures are counted: once, for all departments of a company (RPT-2).

    How it works: each method ``_select_<name>`` returns one query, with a row for each
    department and a column for each measure. Who adds a measure names it in
    ``MEASURES`` and selects it in one of them.
    """

    _inherit = "customer.followup.report"

    @api.model
    def _count_figures(self, company, period: Period) -> Figures:
        """Return all figures of a period, of every department.

        :param company: whose figures
        """
        self.env.flush_all()
        figures: Figures = {}
        for select in self._get_selects():
            query = getattr(self, f"_select_{select}")(company, period)
            for row in self.env.execute_query_dict(query):
                department_id = row.pop("department_id")
                known = {
                    name: float(value)
                    for name, value in row.items()
                    if value is not None
                }
                figures.setdefault(department_id, {}).update(known)
        return figures

    @api.model
    def _get_selects(self) -> list[str]:
        """Return the names of the queries; an extension point for more."""
        return ["contacts", "punctuality", "coverage"]

    @api.model
    def _select_members(self, company) -> SQL:
        """Return the query of users and the department they belong to now."""
        return SQL(
            """
            SELECT employee.user_id, version.department_id
              FROM hr_employee AS employee
              JOIN hr_version AS version ON version.id = employee.current_version_id
             WHERE employee.company_id = %s AND employee.user_id IS NOT NULL
            """,
            company.id,
        )

    @api.model
    def _get_bounds(self, company, period: Period) -> dict:
        """Return what the queries have in common."""
        begin, end = company._get_customer_span(period.first, period.last)
        return {
            "company": company.id,
            "members": self._select_members(company),
            "first": period.first,
            "last": period.last,
            "begin": begin,
            "end": end,
        }

    @api.model
    def _select_contacts(self, company, period: Period) -> SQL:
        """Return the query of contacts, what was said in them and what came of them.

        Planned: for a day of the period. Made: in the period, whenever planned.
        """
        return SQL(
            """
            SELECT member.department_id,
                   count(*) FILTER (WHERE is_planned AND state != 'cancelled')
                       AS planned,
                   count(*) FILTER (WHERE is_made) AS made,
                   count(*) FILTER (WHERE is_made AND method = 'on_site') AS on_site,
                   count(*) FILTER (WHERE is_planned AND state = 'cancelled')
                       AS cancelled,
                   avg(satisfaction::int) FILTER (WHERE is_made) AS satisfaction,
                   %(counts)s,
                   count(*) FILTER (WHERE is_made AND customer_opinion ~ '\\S')
                       AS opinions,
                   count(*) FILTER (WHERE is_made AND suggestion ~ '\\S')
                       AS suggestions,
                   count(*) FILTER (WHERE is_made AND is_suggestion_pertinent)
                       AS pertinent
              FROM (%(contacts)s) AS contact
              LEFT JOIN (%(members)s) AS member ON member.user_id = contact.user_id
             GROUP BY member.department_id
            """,
            counts=SQL(", ").join(
                SQL(
                    "count(*) FILTER (WHERE is_made AND %s = %s) AS %s",
                    SQL.identifier(name),
                    value,
                    SQL.identifier(f"{name}_{value}"),
                )
                for name in ("satisfaction", "result")
                for value in self._get_values_of(name)
            ),
            contacts=self._select_contacts_of(company, period),
            members=self._select_members(company),
        )

    @api.model
    def _get_values_of(self, name: str) -> list[str]:
        Followup = self.env["customer.followup"]
        return [value for value, _label in Followup._fields[name].selection]

    @api.model
    def _select_contacts_of(self, company, period: Period) -> SQL:
        return SQL(
            """
            SELECT followup.*,
                   followup.date_planned BETWEEN %(first)s AND %(last)s AS is_planned,
                   COALESCE(followup.contacted_at >= %(begin)s
                            AND followup.contacted_at < %(end)s
                            AND followup.state IN ('contacted', 'recorded', 'reviewed'),
                            FALSE) AS is_made
              FROM customer_followup AS followup
             WHERE followup.company_id = %(company)s
               AND (followup.date_planned BETWEEN %(first)s AND %(last)s
                    OR followup.contacted_at >= %(begin)s
                       AND followup.contacted_at < %(end)s)
            """,
            **self._get_bounds(company, period),
        )

    @api.model
    def _select_punctuality(self, company, period: Period) -> SQL:
        """Return the query of the part of the promises about contacts that was kept.

        From the same rows, and under the same department, as *Punctuality*.
        """
        return SQL(
            """
            SELECT deadline.answerable_department_id AS department_id,
                   avg(deadline.punctuality)
                       FILTER (WHERE policy.stop_event = 'contacted')
                       AS contact_punctual,
                   avg(deadline.punctuality)
                       FILTER (WHERE policy.stop_event = 'recorded')
                       AS record_punctual
              FROM customer_deadline AS deadline
              JOIN customer_deadline_policy AS policy ON policy.id = deadline.policy_id
             WHERE deadline.company_id = %(company)s
               AND deadline.res_model = 'customer.followup'
               AND deadline.state IN ('met', 'missed')
               AND deadline.due_at >= %(begin)s AND deadline.due_at < %(end)s
             GROUP BY deadline.answerable_department_id
            """,
            **self._get_bounds(company, period),
        )

    @api.model
    def _select_coverage(self, company, period: Period) -> SQL:
        """Return the query of the customers, and of those somebody has contacted.

        A customer counts for the department of its specialist, whoever made the
        contact. Which customers there are is known for today alone.
        """
        partners = self.env["res.partner"].sudo()  # sudo: counted, and not shown
        customers = partners._search(partners._get_customer_domain(company))
        return SQL(
            """
            SELECT member.department_id, count(*) AS customers,
                   count(contacted.partner_id) AS covered,
                   100.0 * count(contacted.partner_id) / count(*) AS coverage
              FROM (%(customers)s) AS customer (id, specialist_id)
              LEFT JOIN (%(members)s) AS member
                ON member.user_id = customer.specialist_id
              LEFT JOIN (SELECT DISTINCT partner_id FROM customer_followup
                          WHERE company_id = %(company)s
                            AND state IN ('contacted', 'recorded', 'reviewed')
                            AND contacted_at >= %(begin)s AND contacted_at < %(end)s)
                     AS contacted ON contacted.partner_id = customer.id
             GROUP BY member.department_id
            """,
            customers=customers.select(
                SQL.identifier(partners._table, "id"),
                SQL.identifier(partners._table, "customer_specialist_id"),
            ),
            **self._get_bounds(company, period),
        )

from odoo import api, models
from odoo.tools import SQL

DEPENDS = {
    "helpdesk.ticket": [
        "active",
        "closed_date",
        "commercial_partner_id",
        "company_id",
        "customer_case_type",
        "customer_department_id",
        "customer_followup_id",
        "customer_product_id",
        "customer_registered_at",
        "customer_responsible_id",
        "customer_round_count",
        "customer_validity",
        "customer_way_in",
        "stage_id",
        "team_id",
    ],
    "helpdesk.ticket.stage": ["closed"],
    "customer.complaint.round": ["cause_id", "cost", "number", "state", "ticket_id"],
    "customer.complaint.cancellation": ["state", "ticket_id"],
    "customer.complaint.penalty": ["amount", "state", "ticket_id"],
    "customer.deadline": ["punctuality", "res_id", "res_model", "state"],
    "customer.followup": [
        "callback_ticket_id",
        "company_id",
        "contacted_at",
        "grade_code",
        "partner_id",
        "satisfaction",
        "state",
    ],
    "res.partner": ["customer_grade_id"],
}
APPROVED = ("approved", "done", "satisfied", "unsatisfied")


class CustomerComplaintAnalysis(models.Model):
    """The query behind the analysis of complaints.

    How it works: what is summed up per complaint is joined grouped, and what is looked
    up is a query of its own in its column. PostgreSQL leaves out either of them where
    nobody asks for it: a pivot by month reads no deadline.
    """

    _inherit = "customer.complaint.analysis"
    _depends = DEPENDS

    @property
    def _table_query(self) -> SQL:
        columns = self._get_dimensions() | self._get_measures()
        return SQL(
            "SELECT %s %s",
            SQL(", ").join(
                SQL("%s AS %s", value, SQL.identifier(name))
                for name, value in columns.items()
            ),
            self._from_complaints(),
        )

    @api.model
    def _from_complaints(self) -> SQL:
        """Return the complaints with what is known of them, and where they stand."""
        return SQL(
            """
              FROM helpdesk_ticket AS ticket
              JOIN %(companies)s ON company.id = ticket.company_id
              LEFT JOIN helpdesk_ticket_stage AS stage ON stage.id = ticket.stage_id
              LEFT JOIN res_partner AS customer
                ON customer.id = ticket.commercial_partner_id
              %(grade)s
              LEFT JOIN (%(given_up)s) AS given_up ON given_up.ticket_id = ticket.id
              LEFT JOIN (%(rounds)s) AS rounds ON rounds.ticket_id = ticket.id
              LEFT JOIN (%(deadlines)s) AS deadlines ON deadlines.ticket_id = ticket.id
             CROSS JOIN LATERAL (SELECT
                   COALESCE(ticket.customer_registered_at, ticket.create_date),
                   %(is_justified)s, stage.closed AND (given_up.ticket_id IS NOT NULL
                       OR ticket.stage_id = ANY(%(withdrawn)s)))
                   AS fact (registered_at, is_justified, is_given_up)
             CROSS JOIN LATERAL (SELECT
                   fact.is_justified AND fact.is_given_up IS NOT TRUE)
                   AS rule (is_counted)
             WHERE ticket.active AND ticket.customer_case_type = 'complaint'
            """,
            companies=self._get_companies(),
            grade=self._join_grade(SQL("customer")),
            given_up=self._select_given_up(),
            rounds=self._select_rounds(),
            deadlines=self._select_deadlines(),
            is_justified=self.env["helpdesk.ticket"]._get_complaint_condition(),
            withdrawn=self.env["helpdesk.ticket"]._get_withdrawn().ids,
        )

    @api.model
    def _select_given_up(self) -> SQL:
        return SQL(
            """
            SELECT ticket_id FROM customer_complaint_cancellation
             WHERE state = 'approved' GROUP BY ticket_id
            """
        )

    @api.model
    def _select_rounds(self) -> SQL:
        """Return what rounds came to: the last cause, their cost, and the answers."""
        return SQL(
            """
            SELECT ticket_id,
                   (array_agg(cause_id ORDER BY number DESC, id DESC)
                       FILTER (WHERE state IN %(approved)s))[1] AS cause_id,
                   sum(cost) FILTER (WHERE state IN %(approved)s) AS cost,
                   bool_or(state = 'unsatisfied') AS is_unsatisfied,
                   bool_or(state = 'satisfied') AS is_satisfied
              FROM customer_complaint_round GROUP BY ticket_id
            """,
            approved=APPROVED,
        )

    @api.model
    def _select_deadlines(self) -> SQL:
        return SQL(
            """
            SELECT res_id AS ticket_id, count(*) AS due,
                   count(*) FILTER (WHERE punctuality > 0) AS kept
              FROM customer_deadline
             WHERE res_model = 'helpdesk.ticket' AND state IN ('met', 'missed')
             GROUP BY res_id
            """
        )

    @api.model
    def _get_dimensions(self) -> dict[str, SQL]:
        return {
            "id": SQL("ticket.id"),
            "ticket_id": SQL("ticket.id"),
            "company_id": SQL("ticket.company_id"),
            "currency_id": SQL("company.currency_id"),
            "date": self._get_day(SQL("fact.registered_at")),
            "partner_id": SQL("ticket.commercial_partner_id"),
            "grade_code": SQL(
                "COALESCE((SELECT grade_code FROM customer_followup AS found"
                " WHERE found.id = ticket.customer_followup_id), grade.code)"
            ),
            "product_id": SQL("ticket.customer_product_id"),
            "way_in": SQL("ticket.customer_way_in"),
            "team_id": SQL("ticket.team_id"),
            "department_id": self._if_counted(SQL("ticket.customer_department_id")),
            "responsible_id": self._if_counted(SQL("ticket.customer_responsible_id")),
            "cause_id": self._if_counted(SQL("rounds.cause_id")),
            "validity": SQL("COALESCE(ticket.customer_validity, 'pending')"),
            "outcome": SQL(
                "CASE WHEN NOT fact.is_justified THEN 'invalid'"
                " WHEN fact.is_given_up THEN 'cancelled'"
                " WHEN stage.closed THEN 'solved' ELSE 'open' END"
            ),
        }

    @api.model
    def _get_measures(self) -> dict[str, SQL]:
        measures = {
            "round_count": SQL("ticket.customer_round_count"),
            "answered_count": SQL(
                "(rounds.is_satisfied OR rounds.is_unsatisfied)::int"
            ),
            "first_time_share": SQL(
                "CASE WHEN rounds.is_unsatisfied THEN 0"
                " WHEN rounds.is_satisfied THEN 100 END"
            ),
            "deadline_count": SQL("deadlines.due"),
            "kept_count": SQL("deadlines.kept"),
            "kept_share": SQL("100.0 * deadlines.kept / deadlines.due"),
            "days_to_close": SQL(
                "CASE WHEN stage.closed THEN EXTRACT(EPOCH FROM"
                " ticket.closed_date - fact.registered_at) / 86400.0 END"
            ),
            "cost": SQL("rounds.cost"),
            "penalty": self._select_penalty(),
            "satisfaction_before": self._select_satisfaction_before(),
            "satisfaction_after": self._select_satisfaction_after(),
        }
        return {
            "complaint_count": SQL("rule.is_counted::int"),
            "invalid_count": SQL("(NOT fact.is_justified)::int"),
            "cancelled_count": SQL(
                "(fact.is_justified AND fact.is_given_up IS TRUE)::int"
            ),
            **{name: self._if_counted(value) for name, value in measures.items()},
        }

    @api.model
    def _if_counted(self, value: SQL) -> SQL:
        """Return nothing for complaints that are nobody's."""
        return SQL("CASE WHEN rule.is_counted THEN %s END", value)

    @api.model
    def _select_penalty(self) -> SQL:
        """Return the penalties of a ``ticket`` that were approved."""
        return SQL(
            "(SELECT SUM(penalty.amount) FROM customer_complaint_penalty AS penalty"
            " WHERE penalty.ticket_id = ticket.id AND penalty.state = 'approved')"
        )

import logging
from collections import defaultdict
from datetime import date

from odoo import api, models
from odoo.tools import SQL

from . import customer_followup_waiting as waiting

_logger = logging.getLogger(__name__)


class CustomerFollowupRule(models.Model):
    """What is due, in a temporary table.

    It lives in the database, so that the job needs the same memory for a hundred
    customers and for a million.
    """

    _inherit = "customer.followup.rule"

    @api.model
    def _find_due(self, company, today: date) -> int:
        """Put what is due in ``company`` by the active rules into the table.

        A rule that fails is left out and shows why.

        :return: number of customers to contact
        """
        rules = self.search(self._get_company_domain(company), order="sequence, id")
        self._create_due_table()
        self._set_up_session()
        for rule in rules:
            try:
                with self.env.cr.savepoint():
                    rule._note_found(rule._add_due(company, today))
            except Exception as error:
                _logger.exception("Follow-up rule %s cannot be used", rule.id)
                rule._note_error(str(error))
        self._leave_failures_out(company)
        self.env.cr.execute(
            """
            CREATE INDEX ON customer_followup_due (partner_id);
            ANALYZE customer_followup_due;
            SELECT count(DISTINCT partner_id) FROM customer_followup_due;
            """
        )
        return self.env.cr.fetchone()[0]

    @api.model
    def _set_up_session(self):
        """Let PostgreSQL plan this transaction for queries over all customers."""
        self.env.cr.execute(
            """
            SET LOCAL jit = off;  -- takes longer than it saves
            SET LOCAL work_mem = '64MB';  -- sorts a company's orders in memory
            SET LOCAL random_page_cost = 1.1;  -- what an index costs on today's disks
            """
        )

    @api.model
    def _create_due_table(self):
        self.env.cr.execute(
            """
            DROP TABLE IF EXISTS pg_temp.customer_followup_due;
            CREATE TEMPORARY TABLE customer_followup_due (
                rule_id int, partner_id int, occasion_date date,
                source_model varchar, source_id int);
            """
        )

    def _add_due(self, company, today: date) -> int:
        """Put what this rule finds into the table, and return how much it is.

        By a table of its own, as PostgreSQL reads with all processors for a new table
        and with one for ``INSERT``.
        """
        self.env.cr.execute(
            SQL(
                "CREATE TEMPORARY TABLE customer_followup_found AS %s",
                self._get_due_query(company, today),
            )
        )
        count = self.env.cr.rowcount
        self.env.cr.execute(
            """
            INSERT INTO customer_followup_due SELECT * FROM customer_followup_found;
            DROP TABLE customer_followup_found;
            """
        )
        return count

    @api.model
    def _leave_failures_out(self, company):
        """Take off the list what failed before and is to be tried again later."""
        self.env.cr.execute(
            SQL(
                """
                DELETE FROM customer_followup_due AS due
                 USING customer_followup_failure AS failure
                 WHERE failure.company_id = %s AND failure.retry_at > %s
                   AND failure.rule_id = due.rule_id
                   AND failure.partner_id = due.partner_id
                """,
                company.id,
                self.env.cr.now(),
            )
        )

    @api.model
    def _take_due_batch(self) -> dict[int, list[tuple]]:
        """Return the next customers with their due rows, and take them off the list.

        By their range and not one by one, which would read the whole list each time.

        :return: customer id → ``(rule_id, occasion_date, source_model, source_id)``
        """
        rows = self.env.execute_query(
            SQL(
                """
                WITH next AS (
                    SELECT min(partner_id) AS first, max(partner_id) AS last
                      FROM (SELECT DISTINCT partner_id FROM customer_followup_due
                             ORDER BY partner_id LIMIT %s) AS customers)
                DELETE FROM customer_followup_due USING next
                 WHERE partner_id BETWEEN next.first AND next.last
                RETURNING partner_id, rule_id, occasion_date, source_model, source_id
                """,
                waiting.CUSTOMERS_PER_BATCH,
            )
        )
        batch = defaultdict(list)
        for partner_id, *row in sorted(rows):
            batch[partner_id].append(tuple(row))
        return batch

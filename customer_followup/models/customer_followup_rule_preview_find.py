from datetime import date, timedelta
from time import monotonic

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL, config


class CustomerFollowupRule(models.Model):
    """What a rule finds day by day, asked by the query of the nightly job."""

    _inherit = "customer.followup.rule"

    def _as_job(self, company):
        """Return the rule as the nightly job reads it, whatever a context says."""
        # sudo: the rule is about customers and orders of the whole company
        return self.sudo().with_company(company).with_context(active_test=True)

    def _find_preview(
        self, company, today: date, days: int, started: float
    ) -> list[tuple]:
        """Return what the rule finds day by day, each duty on its first day.

        :raise UserError: the rule cannot be used, as its filter is wrong
        """
        self.env.flush_all()
        cr = self.env.cr
        cr.execute(
            """
            SET LOCAL jit = off;  -- it would compile each day's query anew
            DROP TABLE IF EXISTS pg_temp.customer_followup_preview;
            CREATE TEMPORARY TABLE customer_followup_preview (
                day date, partner_id int, occasion_date date,
                source_model varchar, source_id int,
                PRIMARY KEY (partner_id, occasion_date)) ON COMMIT DROP;
            """
        )
        try:
            with cr.savepoint():
                for shift in range(days):
                    self._add_preview(company, today + timedelta(days=shift))
                    self._check_preview_time(started)
        except UserError:
            raise
        except Exception as error:
            raise UserError(
                self.env._(
                    "Rule %(rule)s cannot be used: %(error)s. Correct it first.",
                    rule=self.name,
                    error=error,
                )
            ) from error
        cr.execute(
            """
            SELECT day, partner_id, occasion_date, source_model, source_id
              FROM customer_followup_preview ORDER BY day, partner_id, occasion_date
            """
        )
        found = cr.fetchall()
        cr.execute("DROP TABLE customer_followup_preview")
        return found

    def _check_preview_time(self, started: float):
        """Stop in words before the server ends the request without any.

        :param started: of the clock ``monotonic``
        :raise UserError: what is left does not fit into the server's time limit
        """
        limit = config["limit_time_real"]
        seconds = monotonic() - started
        if limit and seconds > 0.8 * limit:
            raise UserError(
                self.env._(
                    "After %(seconds)s seconds the preview was not complete, and the "
                    "server ends a request after %(limit)s. Preview fewer days.",
                    seconds=round(seconds),
                    limit=limit,
                )
            )

    def _add_preview(self, company, day: date):
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO customer_followup_preview
                SELECT %s, partner_id, occasion_date, source_model, source_id
                  FROM (%s) AS due
                ON CONFLICT DO NOTHING
                """,
                day,
                self._get_due_query(company, day),
            )
        )

    def _count_due_now(self, company) -> int:
        """Return how many customers are due today and not registered yet."""
        rule = self._as_job(company)
        ((count,),) = self.env.execute_query(
            SQL(
                """
                SELECT count(DISTINCT due.partner_id) FROM (%s) AS due
                  JOIN res_partner AS partner ON partner.id = due.partner_id
                 WHERE partner.active
                """,
                rule._get_due_query(company, company._get_customer_today()),
            )
        )
        return count

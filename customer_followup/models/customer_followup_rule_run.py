import logging
from collections import defaultdict
from datetime import date, timedelta
from functools import cache

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..policy.planning import Duty, get_deadline
from ..tools.single_run import single_run

_logger = logging.getLogger(__name__)

CUSTOMERS_PER_BATCH = 1000
CALENDAR_HORIZON_DAYS = 90


class CustomerFollowupRule(models.Model):
    """The nightly job: from active rules to follow-ups.

    What it does: finds what is due, company by company, and writes it in batches of
    customers, each one transaction with its follow-ups, reasons and activities.

    Why it may be killed at any moment: a duty is found by the absence of its reason,
    so the next run finds exactly what is missing. Only one process runs it at a
    time, and the unique index on the reasons refuses what would be there twice.
    """

    _inherit = "customer.followup.rule"

    @api.model
    def _cron_run_rules(self, today: date | None = None):
        """Open the follow-ups that the active rules ask for.

        :param today: the day to run for; the date in each company's time zone if
            left out
        """
        with single_run(self.env.cr, "customer_followup.run_rules") as is_alone:
            if is_alone:
                # sudo: the job serves every company, and its user belongs to one
                self.sudo()._run_rules(today)
            else:
                _logger.info("Another process is running the follow-up rules")

    @api.model
    def _run_rules(self, today: date | None):
        """Serve company after company, and come back soon if time runs out."""
        self.env["ir.cron"]._commit_progress()  # see what the run before committed
        self.search(Domain.TRUE)._note_run()
        for company in self.env["res.company"].search(Domain.TRUE):
            if not self._run_company(company, today or company._get_customer_today()):
                self.env.ref("customer_followup.ir_cron_run_rules")._trigger()
                break

    @api.model
    def _run_company(self, company, today: date) -> bool:
        """Open what is due in ``company``, and return whether there is time left."""
        commit_progress = self.env["ir.cron"]._commit_progress
        time_left = commit_progress(remaining=self._find_due(company, today))
        while time_left and (batch := self._take_due_batch()):
            self._open_batch(company, today, batch)
            time_left = commit_progress(len(batch))
        return bool(time_left)

    @api.model
    def _find_due(self, company, today: date) -> int:
        """Put what is due in ``company`` into a temporary table.

        It lives in the database, so that the job needs the same memory for a hundred
        customers and for a million. A rule that fails is left out and shows why.

        :return: number of customers to contact
        """
        self.env.cr.execute(
            """
            DROP TABLE IF EXISTS pg_temp.customer_followup_due;
            CREATE TEMPORARY TABLE customer_followup_due (
                rule_id int, partner_id int, occasion_date date,
                source_model varchar, source_id int);
            """
        )
        rules = self.search(self._get_company_domain(company), order="sequence, id")
        for rule in rules:
            try:
                with self.env.cr.savepoint():
                    query = rule._get_due_query(company, today)
                    self.env.cr.execute(
                        SQL("INSERT INTO customer_followup_due %s", query)
                    )
            except Exception as error:
                _logger.exception("Follow-up rule %s cannot be used", rule.id)
                rule._note_error(str(error))
        self.env.cr.execute(
            """
            CREATE INDEX ON customer_followup_due (partner_id);
            ANALYZE customer_followup_due;
            SELECT count(DISTINCT partner_id) FROM customer_followup_due;
            """
        )
        return self.env.cr.fetchone()[0]

    def _note_run(self):
        """Stamp the rules with this run and forget the errors before it."""
        self._note({"last_run_at": fields.Datetime.now(), "last_error": False})

    def _note_error(self, error: str):
        """Keep for the manager what went wrong with the rule."""
        self._note({"last_error": error})

    def _note(self, vals: dict):
        # A rule that a manager is saving right now goes without: waiting for it
        # would fail the run.
        self.try_lock_for_update(allow_referencing=True).write(vals)

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
                CUSTOMERS_PER_BATCH,
            )
        )
        batch = defaultdict(list)
        for partner_id, *row in sorted(rows):
            batch[partner_id].append(tuple(row))
        return batch

    @api.model
    def _open_batch(self, company, today: date, batch: dict[int, list[tuple]]):
        """Open the follow-ups of a batch; a customer that fails stops nobody else.

        A batch that fails is tried again in halves, and so on, until only the
        customers are left out that cannot be served.
        """
        rules = self.browse({row[0] for rows in batch.values() for row in rows})
        try:
            rules._open_customers(company, today, batch)
        except Exception as error:
            if len(batch) == 1:
                ((partner_id, rows),) = batch.items()
                self.browse(rows[0][0])._note_left_out(partner_id, error)
                return
            customers, middle = list(batch.items()), len(batch) // 2
            self._open_batch(company, today, dict(customers[:middle]))
            self._open_batch(company, today, dict(customers[middle:]))

    def _note_left_out(self, partner_id: int, error: Exception):
        _logger.error("No follow-up for customer %s", partner_id, exc_info=error)
        self._note_error(
            self.env._(
                "Customer %(id)s was left out: %(error)s", id=partner_id, error=error
            )
        )

    def _open_customers(self, company, today: date, batch: dict[int, list[tuple]]):
        """Open the follow-ups of these customers, or of none of them."""
        Followup = self.env["customer.followup"].with_company(company)
        with self.env.cr.savepoint():
            duties = self._get_duties(company, today, batch)
            Followup._open_for_duties(duties, today)

    def _get_duties(
        self, company, today: date, batch: dict[int, list[tuple]]
    ) -> dict[int, list[Duty]]:
        """Return the batch's rows as duties with their deadlines, by customer."""
        horizon = max(self.mapped("deadline_days"), default=0) + CALENDAR_HORIZON_DAYS
        is_working_day = company._get_working_day_check(
            today, today + timedelta(days=horizon)
        )

        @cache
        def get_terms(rule_id: int, occasion: date, grade_id: int | None):
            rule = self.browse(rule_id)
            source = ("customer.grade", grade_id) if grade_id else (None, None)
            start, days = rule._get_promise(occasion, today, source)
            return rule.method, get_deadline(start, days, today, is_working_day)

        def to_duty(rule_id: int, occasion: date, model: str, id_: int) -> Duty:
            # by the grade alone, as every other source has its own id
            grade_id = id_ if model == "customer.grade" else None
            terms = get_terms(rule_id, occasion, grade_id)
            return Duty(rule_id, occasion, *terms, (model, id_))

        return {
            partner_id: [to_duty(*row) for row in rows]
            for partner_id, rows in batch.items()
        }

    def _get_promise(self, occasion: date, today: date, source: tuple) -> tuple:
        """Return from when a deadline is counted, and how many days; a hook.

        :param source: model and id of the grade behind the duty, if one is
        """
        start = occasion if self.deadline_from == "occasion" else today
        return start, self.deadline_days

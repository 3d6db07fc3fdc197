import logging
from datetime import date

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools.single_run import single_run

_logger = logging.getLogger(__name__)


class CustomerGradingRun(models.Model):
    """How a run works: batch by batch, each one transaction when the job does it.

    Why it may be killed at any moment: what is left to do are the customers without an
    assessment of this run, so the next call goes on with exactly those.
    """

    _inherit = "customer.grading.run"

    @api.model
    def _start(self, company, partner_ids: list[int] | None = None, today=None):
        """Make a run of a company by its approved scheme.

        :param partner_ids: the customers to grade; all of them if left out
        :param today: the company's present day if left out
        :raise UserError: the company has no approved scheme
        """
        scheme = self.env["customer.assessment"]._get_scheme(company)
        return self._in_transition().create(
            {
                "company_id": company.id,
                "scheme_id": scheme.id,
                "date": today or company._get_customer_today(),
                "partner_ids": partner_ids,
                "user_id": self.env.uid,
            }
        )

    @api.model
    def _cron_grade(self, today: date | None = None):
        """Begin the runs that are due, and go on with those that are open (GRD-2).

        :param today: the day that is taken for today; each company's own if left out
        """
        with single_run(self.env.cr, "customer_followup.grade") as is_alone:
            if not is_alone:
                _logger.info("Another process is grading customers")
                return
            self.env["ir.cron"]._commit_progress()  # see what others committed
            # sudo: the job serves every company, and its user belongs to one
            self.sudo()._start_due_runs(today)
            if not self.sudo()._work_open_runs():
                self.env.ref("customer_followup.ir_cron_grade")._trigger()

    @api.model
    def _work_open_runs(self) -> bool:
        """Go on with what is open; return whether there is time left."""
        is_open = Domain("state", "in", ("waiting", "running"))
        works = [
            lambda run=run: run.with_company(run.company_id)._work(is_job=True)
            for run in self.search(is_open, order="id")
        ]
        requested = self.search([("apply_user_id", "!=", False)])
        works += [run._apply_for_user for run in requested]
        return all(work() for work in works)

    @api.model
    def _start_due_runs(self, today: date | None):
        for company in self.env["res.company"].search(Domain.TRUE):
            day = today or company._get_customer_today()
            if company._is_grading_due(day):
                self._start(company, today=day)
                company._plan_next_grading(day)

    def _work(self, is_job: bool = False) -> bool:
        """Assess the customers that have no assessment of this run yet.

        :param is_job: whether each batch is committed
        :return: whether there is time left
        """
        if self._is_superseded():
            return True
        try:
            customers = self._get_customers_left()
            count = self.scheme_id._collect_facts(self.date, customers)
        except UserError as error:
            if not is_job:
                raise
            _logger.exception("%s cannot be done", self)
            self._end("fail", str(error))
            return True
        self._note(
            {
                "state": "running",
                "customer_count": count + self.done_count,
                # tried again, as they have no assessment yet
                "failed_count": 0,
                "skipped_count": 0,
            }
        )
        return self._work_in_job(count) if is_job else self._work_at_once()

    def _work_at_once(self) -> bool:
        """Assess all while a user waits, in the transaction of the user."""
        policy, last_id = self.scheme_id._get_policy(), 0
        while batch := self.scheme_id._take_facts(policy, last_id):
            last_id = batch[-1].partner_id
            self._assess_batch(policy, batch)
        self._end("finish")
        return True

    def _work_in_job(self, count: int) -> bool:
        """Assess batch by batch, and commit each; return whether there is time left."""
        commit = self.env["ir.cron"]._commit_progress
        time_left = commit(remaining=count)
        policy, last_id, is_left = self.scheme_id._get_policy(), 0, False
        while time_left and (batch := self.scheme_id._take_facts(policy, last_id)):
            last_id = batch[-1].partner_id
            if self._is_superseded():
                return True
            try:
                self._assess_batch(policy, batch)
            except OperationalError:  # somebody decided about one of them just now
                _logger.warning("%s comes back to a batch", self, exc_info=True)
                self.env.cr.rollback()
                is_left = True
            time_left = commit(len(batch))
        if time_left and not is_left:
            self._end("finish")
        return bool(time_left) and not is_left

    def _is_superseded(self) -> bool:
        """End the run if another scheme was approved meanwhile."""
        self.scheme_id.invalidate_recordset(["state"])
        if self.scheme_id.state != "approved":
            self._end("supersede")
            return True
        return False

    def _get_customers_left(self) -> Domain | None:
        """Return which customers are left to assess; nothing: all of the company's."""
        domain = Domain.TRUE
        if self.partner_ids is not None and self.partner_ids is not False:
            domain = Domain("id", "in", self.partner_ids)
        elif not self.done_count:
            return None
        return domain & Domain(
            "customer_assessment_ids", "not any", [("run_id", "=", self.id)]
        )

    def _assess_batch(self, policy, batch):
        """Store what a batch comes to; a customer that fails stops nobody else.

        A batch that fails is tried again in halves, and so on, until only those are
        left out that cannot be graded.
        """
        Assessment = self.env["customer.assessment"]
        try:
            with self.env.cr.savepoint():
                free = self._without_drafts(batch)
                results = [(f, self.scheme_id._assess(policy, f)) for f in free]
                Assessment._store_batch(self, policy, results)
                self._note(
                    {
                        "done_count": self.done_count + len(free),
                        "skipped_count": self.skipped_count + len(batch) - len(free),
                    }
                )
                self._apply_without_supervisor(results)
        except OperationalError:  # the transaction has to begin again
            raise
        except Exception as error:
            if len(batch) == 1:
                self._note_left_out(batch[0].partner_id, error)
                return
            middle = len(batch) // 2
            self._assess_batch(policy, batch[:middle])
            self._assess_batch(policy, batch[middle:])

    def _without_drafts(self, batch: list) -> list:
        """Leave out whom somebody is assessing by hand, or was assessed already."""
        ids = [facts.partner_id for facts in batch]
        taken = self.env["customer.assessment"].search_fetch(
            Domain("company_id", "=", self.company_id.id)
            & Domain("partner_id", "in", ids)
            & (Domain("state", "=", "draft") | Domain("run_id", "=", self.id)),
            ["partner_id"],
        )
        taken_ids = set(taken.partner_id.ids)
        return [facts for facts in batch if facts.partner_id not in taken_ids]

    def _note(self, vals: dict):
        self._in_transition().write(vals)
        self.flush_recordset()

    def _note_left_out(self, partner_id: int, error: Exception):
        _logger.error("Customer %s was not graded", partner_id, exc_info=error)
        text = self.env._(
            "Customer %(id)s was left out: %(error)s", id=partner_id, error=error
        )
        lines = [*filter(None, [self.error]), text]
        self._note(
            {"failed_count": self.failed_count + 1, "error": "\n".join(lines[-20:])}
        )

    def _end(self, action: str, error: str | None = None):
        vals = {"finished_at": fields.Datetime.now()}
        if error:
            vals["error"] = error
        self._transition(action, vals)

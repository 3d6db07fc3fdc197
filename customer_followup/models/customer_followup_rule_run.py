import logging
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.service.model import (
    PG_CONCURRENCY_EXCEPTIONS_TO_RETRY as CONCURRENCY_ERRORS,
)

from ..tools.job_time import JobTime
from ..tools.single_run import single_run

_logger = logging.getLogger(__name__)

SESSION_SECONDS = 60
ROUND = timedelta(hours=1)
"""A company that was served so recently is not served again before the others."""
TRIES = 5


class CustomerFollowupRule(models.Model):
    """The nightly job: from active rules to follow-ups.

    What it does, company by company: ends what is not needed any more, finds what is
    due and registers it, and opens as much of what waits as there is room for. In
    batches of customers, each one transaction.

    Why it may be killed at any moment: a duty is found by the absence of its reason,
    and opened by the reason's waiting, so the next run finds exactly what is missing.
    Only one process runs it at a time, and the unique index on the reasons refuses
    what would be there twice.
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
        time = JobTime(self.env, SESSION_SECONDS)
        self.search(Domain.TRUE)._note_run()
        now = fields.Datetime.now()
        companies = self.env["res.company"].search(Domain.TRUE)
        last_ends = self.env["customer.followup.run"]._get_last_ends(companies)
        job = self.env.ref("customer_followup.ir_cron_run_rules")
        has_served = False
        for company in companies.sorted(last_ends.get):
            if has_served and time.is_over:
                if last_ends[company] <= now - ROUND:  # and not served tonight already
                    job._trigger()
                break
            day = today or company._get_customer_today()
            if not self._run_company(company, day, time):
                job._trigger()
                break
            has_served = True

    @api.model
    def _run_company(self, company, today: date, time: JobTime) -> bool:
        """Open what is due in ``company``, and return whether that is all.

        A run does one batch at least, or it would find the same again for ever.
        """
        for progress in self._work(company, today):
            time.commit(**progress)
            if progress.get("processed") and time.is_over:
                return False
        return True

    @api.model
    def _work(self, company, today: date) -> Iterator[dict]:
        """Do the work of a run, batch by batch.

        :return: after each batch the progress as ``_commit_progress`` takes it
        """
        self = self.with_company(company)
        Followup = self.env["customer.followup"]
        run = self.env["customer.followup.run"]._begin(company)
        for step in self._get_upkeep(company, today):
            yield {}
            self._try_upkeep(step, run)
        yield {"remaining": self._find_due(company, today)}
        is_unlimited = Followup._is_room_unlimited(company, today)

        def register(batch):
            opened = self._register_batch(company, today, batch, is_unlimited)
            run._add("found_count", len(batch))
            run._add("opened_count", opened)

        yield from self._in_batches(self._take_due_batch, register)
        room = Followup._find_next(company, today)
        yield {"remaining": Followup._count_next()}

        def open_(batch):
            left = Counter(room)
            opened = Followup._open_batch(company, today, batch, left)
            run._add("opened_count", opened)
            room.clear()
            room.update(left)

        yield from self._in_batches(Followup._take_next_batch, open_)
        run._end()
        yield {}

    @api.model
    def _in_batches(self, take: Callable, serve: Callable) -> Iterator[dict]:
        """Serve batch after batch.

        One that meets what somebody is saving is tried again, as the transaction does
        not see the change before it begins anew; then it is left to the next run.

        :param take: returns the next batch and takes it off its list
        """
        tries = 0
        while batch := take():
            try:
                if tries < TRIES:
                    serve(batch)
                    self.env.flush_all()
            except CONCURRENCY_ERRORS:
                self.env.cr.rollback()
                tries += 1
                _logger.info("A batch met a change and is tried again", exc_info=True)
                continue
            tries = 0
            yield {"processed": len(batch)}

    @api.model
    def _get_upkeep(self, company, today: date) -> list[Callable[[], Any]]:
        """Return what is to be done before looking for what is due.

        Ends and re-plans what has changed; an extension point.
        """
        Reason, Followup = (
            self.env["customer.followup.reason"],
            self.env["customer.followup"],
        )
        return [
            partial(Reason._end_over, company, today),
            partial(self.env["customer.followup.failure"]._drop_served, company),
            partial(self._replan_changed, company, today),
            partial(Followup._leave_nothing_behind, company),
            # what came in by another way than the ORM's
            partial(self.env["res.partner"]._refresh_all_next_followups, company),
        ]

    @api.model
    def _try_upkeep(self, step: Callable[[], Any], run):
        """Do a step; one that fails is noted on the run and keeps nobody waiting."""
        for tries_left in reversed(range(TRIES)):
            try:
                with self.env.cr.savepoint():
                    self._set_up_session()
                    step()
                return
            except Exception as error:
                is_concurrency = isinstance(error, CONCURRENCY_ERRORS)
                if is_concurrency:
                    self.env.cr.rollback()  # to see what somebody saved meanwhile
                if not (is_concurrency and tries_left):
                    _logger.exception("A step before the follow-up rules failed")
                    run._note_error(error)
                    return

    def _note_run(self):
        """Stamp the rules with this run and forget the errors before it."""
        self._note({"last_run_at": fields.Datetime.now(), "run_error": False})

    def _note_found(self, count: int):
        """Keep for the manager that the rule worked, and how much it found."""
        self._note(
            {"last_success_at": fields.Datetime.now(), "last_found_count": count}
        )

    def _note_error(self, error: str):
        """Keep for the manager what went wrong with the rule."""
        self._note({"run_error": error})

    def _note(self, vals: dict):
        # A rule that a manager is saving right now goes without: waiting for it
        # would fail the run.
        self.try_lock_for_update(allow_referencing=True).write(vals)

    def _note_left_out(self, company, partner_id: int, error: Exception):
        _logger.error("No follow-up for customer %s", partner_id, exc_info=error)
        self.env["customer.followup.failure"]._note(self, company, partner_id, error)

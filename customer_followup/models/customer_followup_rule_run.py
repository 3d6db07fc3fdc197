import logging
from collections.abc import Iterator
from datetime import date

from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.single_run import single_run

_logger = logging.getLogger(__name__)


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
        return all(
            commit_progress(**progress) for progress in self._work(company, today)
        )

    @api.model
    def _work(self, company, today: date) -> Iterator[dict]:
        """Do the work of a run, batch by batch.

        :return: after each batch the progress as ``_commit_progress`` takes it
        """
        self = self.with_company(company)
        run = self.env["customer.followup.run"]._begin(company)
        yield {"remaining": self._prepare_run(company, today)}
        while batch := self._take_due_batch():
            self._register_batch(company, today, batch)
            run._add("found_count", len(batch))
            yield {"processed": len(batch)}
        Followup = self.env["customer.followup"]
        room = Followup._find_next(company, today)
        yield {"remaining": Followup._count_next()}
        while batch := Followup._take_next_batch():
            opened = Followup._open_batch(company, today, batch, room)
            run._add("opened_count", opened)
            yield {"processed": len(batch)}
        run._end()
        yield {}

    @api.model
    def _prepare_run(self, company, today: date) -> int:
        """End and re-plan what has changed, find what is due; an extension point.

        :return: number of customers to contact
        """
        # compiling costs more than any of these queries takes
        self.env.cr.execute("SET LOCAL jit = off")
        self.env["customer.followup.reason"]._end_over(company, today)
        self.env["customer.followup.failure"]._drop_served(company)
        self._replan_changed(company, today)
        self.env["customer.followup"]._leave_nothing_behind(company)
        # what came in by another way than the ORM's
        self.env["res.partner"]._refresh_all_next_followups()
        return self._find_due(company, today)

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

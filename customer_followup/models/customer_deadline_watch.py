import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.bulk_update import bulk_update
from ..tools.single_run import single_run

_logger = logging.getLogger(__name__)

# each batch reads calendars and promises anew, as somebody may just have saved them
DEADLINES_PER_BATCH = 3000
RETRY_AFTER = timedelta(hours=1)


class CustomerDeadline(models.Model):
    """The job: counts again what was marked, finds what is missed, tells people.

    What it does: each batch of deadlines is one transaction. A rung of the ladder
    becomes notices; whoever has notices gets one message with all of them.

    Why it may be killed at any moment: what is left to do is found in the rows
    themselves, a notice is unique, and it is stamped as told in the transaction that
    queues the message.
    """

    _inherit = "customer.deadline"

    @api.model
    def _cron_watch(self, now: datetime | None = None):
        """Look after all deadlines that run or are late.

        :param now: the moment that is taken for now, UTC
        """
        with single_run(self.env.cr, "customer_followup.watch_deadlines") as is_alone:
            if not is_alone:
                _logger.info("Another process is watching the deadlines")
                return
            # sudo: the job serves every company, and its user belongs to one
            if not self.sudo()._watch(now or fields.Datetime.now()):
                self.env.ref("customer_followup.ir_cron_watch_deadlines")._trigger()

    @api.model
    def _watch(self, now: datetime) -> bool:
        """Do all there is to do at ``now``; return whether there was time for it."""
        Recount = self.env["customer.deadline.recount"]
        self.env["ir.cron"]._commit_progress()  # see what the run before committed
        Recount._number()
        self.env["ir.cron"]._commit_progress()
        # a deadline is kept until its last minute is over
        over = now - timedelta(minutes=1)
        owed = Recount._get_owed_condition()
        is_counted = self._work_off(owed, lambda batch: batch._count_again(now), now)
        if is_counted:
            Recount._drop_done()
        return (
            is_counted
            and self._work_off(
                SQL("state = 'running' AND due_at <= %s", over),
                lambda batch: batch._note_missed(now),
                now,
            )
            and self._work_off(
                SQL("next_rung_at <= %s", now),
                lambda batch: batch._raise_notices(now),
                now,
            )
            and self.env["customer.deadline.notice"]._tell(now)
        )

    @api.model
    def _work_off(self, condition: SQL, work: Callable, now: datetime) -> bool:
        """Work on the deadlines that fulfil a condition, batch by batch.

        :param condition: what the work makes untrue
        :param now: what failed is left out until an hour later
        :return: whether there was time for all of them
        """
        commit_progress = self.env["ir.cron"]._commit_progress
        condition = SQL("%s AND (retry_at IS NULL OR retry_at <= %s)", condition, now)
        last, time_left = 0, True
        while time_left:
            ids = self._lock_batch(condition, last)
            if not ids:
                return True
            last = ids[-1]
            self.browse(ids)._work_in_halves(work, now)
            time_left = commit_progress(len(ids))
        return False

    @api.model
    def _lock_batch(self, condition: SQL, last: int) -> list[int]:
        """Return the next deadlines after ``last``, without what others are saving."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT id FROM customer_deadline WHERE %s AND id > %s
                 ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED
                """,
                condition,
                last,
                DEADLINES_PER_BATCH,
            )
        )
        return [row[0] for row in rows]

    def _work_in_halves(self, work: Callable, now: datetime):
        """Do the work for all; if it fails, in halves until only bad ones are left."""
        try:
            with self.env.cr.savepoint():
                work(self)
        except Exception as error:
            if len(self) == 1:
                self._note_left_out(error, now)
                return
            middle = len(self) // 2
            self[:middle]._work_in_halves(work, now)
            self[middle:]._work_in_halves(work, now)

    def _note_left_out(self, error: Exception, now: datetime):
        """Keep the error on the deadline, and do not try it again at once."""
        _logger.error("Deadline %s was left out", self.id, exc_info=error)
        retry_at = now + RETRY_AFTER
        bulk_update(
            self, [{"id": self.id, "last_error": str(error), "retry_at": retry_at}]
        )

    def _note_missed(self, now: datetime):
        """Say that the deadlines are missed; that never turns back."""
        bulk_update(
            self,
            [
                {
                    "id": deadline.id,
                    "state": "missed",
                    "punctuality": 0.0,
                    **deadline._prepare_answerable_vals("missed"),
                    "retry_at": None,
                    "last_error": None,
                }
                for deadline in self
            ],
        )
        self._log([self._prepare_event(d.id, "missed", now) for d in self])

    def _raise_notices(self, now: datetime):
        """Climb the rungs whose time has come, and find who is told of them."""
        read = self.env["resource.calendar"]._get_working_time_reader()
        find_people = cache(lambda rung, *whose: rung._find_people(*whose))
        Notice = self.env["customer.deadline.notice"]
        rows, notices = [], []
        for deadline in self:
            working_time = read(deadline.calendar_id, deadline.company_id)
            for rung, moment in deadline._get_due_rungs(now, working_time):
                people = find_people(rung, deadline.user_id, deadline.company_id)
                notices += Notice._prepare_rows(deadline, rung, people, moment)
            rows.append(
                {
                    "id": deadline.id,
                    "escalated_at": now,
                    "next_rung_at": deadline.policy_id._get_next_rung_at(
                        deadline._to_clock(), now, working_time
                    ),
                    "retry_at": None,
                    "last_error": None,
                }
            )
        Notice._insert(notices)
        bulk_update(self, rows)

    def _get_due_rungs(self, now: datetime, working_time):
        """Yield the rungs that are due and not climbed yet, with their moments."""
        for rung in self.policy_id.rung_ids:
            moment = rung._get_moment(self.warn_at, self.due_at, working_time)
            if not moment or moment > now:
                continue
            if not self.escalated_at or moment > self.escalated_at:
                yield rung, moment

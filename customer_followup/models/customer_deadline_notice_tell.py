import logging
from datetime import datetime, timedelta

from odoo import api, models
from odoo.fields import Domain

from ..tools.bulk_insert import bulk_insert
from ..tools.bulk_update import bulk_update
from ..tools.each_record import for_each_record

_logger = logging.getLogger(__name__)

RETRY_AFTER = timedelta(hours=1)
LONGEST_DIGEST = 30
"""Deadlines in one message; the rest are one click away."""


class CustomerDeadlineNotice(models.Model):
    """One message per person and run, in the working hours of whoever reads it."""

    _inherit = "customer.deadline.notice"

    @api.model
    def _prepare_rows(self, deadline, rung, people, moment: datetime) -> list[dict]:
        """Return the rows of the notices for one rung.

        :param moment: when the rung's time had come, UTC
        """
        return [
            {
                "deadline_id": deadline.id,
                "company_id": deadline.company_id.id,
                "rung_key": rung._get_key(),
                "moment": rung.moment,
                "user_id": user.id,
                "raised_at": moment,
            }
            for user in people
        ]

    @api.model
    def _insert(self, rows: list[dict]):
        """Insert notices, without those of rungs that were climbed before.

        Each rung is climbed once, also if the deadline moves or gets another owner.
        """
        notices = self.search_fetch(
            [("deadline_id", "in", [row["deadline_id"] for row in rows])],
            ["deadline_id", "rung_key"],
        )
        climbed = {(notice.deadline_id.id, notice.rung_key) for notice in notices}
        new = {
            (row["deadline_id"], row["rung_key"], row["user_id"]): row
            for row in rows
            if (row["deadline_id"], row["rung_key"]) not in climbed
        }
        bulk_insert(self, list(new.values()), {"is_void": False})

    @api.model
    def _get_pending_domain(self, now: datetime) -> Domain:
        """Return what is still to be told, without what failed a moment ago."""
        return (
            Domain("told_at", "=", False)
            & Domain("is_void", "=", False)
            & (Domain("retry_at", "=", False) | Domain("retry_at", "<=", now))
        )

    @api.model
    def _tell(self, now: datetime) -> bool:
        """Tell everybody who is at work what there is to tell them.

        :return: whether there was time for all
        """
        self._void_ended()
        listeners = self._find_listeners(now)
        users = self.env["res.users"].browse(listeners)
        done = []

        def tell(user):
            listeners[user.id]._tell_user(user, now)
            done.append(user)

        def report(user, error):
            listeners[user.id]._note_not_told(error, now)

        failed = for_each_record(users, tell, report)
        return len(done) + failed == len(users)

    @api.model
    def _void_ended(self):
        """Drop what nobody needs to hear any more, because it is done."""
        self.env.flush_all()
        self.env.cr.execute(
            """
            UPDATE customer_deadline_notice AS notice SET is_void = TRUE
              FROM customer_deadline AS deadline
             WHERE notice.told_at IS NULL AND notice.is_void IS NOT TRUE
               AND deadline.id = notice.deadline_id AND NOT deadline.is_open
            """
        )
        self.invalidate_model(["is_void"])

    @api.model
    def _find_listeners(self, now: datetime) -> dict:
        """Return the notices that can be told now, by the id of who hears them."""
        read = self.env["resource.calendar"]._get_working_time_reader()
        # not one by one: at night there may be many that wait for the morning
        pending = self._read_group(
            self._get_pending_domain(now), ["user_id", "company_id"], ["id:recordset"]
        )
        listeners = {}
        for user, company, notices in pending:
            try:
                with self.env.cr.savepoint():
                    listener = user._find_customer_listener(company, now, read)
            except Exception as error:
                _logger.exception("Nobody could be found to hear %s", notices)
                notices._note_not_told(error, now)
                continue
            if listener:
                # what stands still is not told now, perhaps later
                current = notices.filtered(lambda n: n.deadline_id.state != "paused")
                listeners[listener.id] = current | listeners.get(listener.id, self)
        return {id_: notices for id_, notices in listeners.items() if notices}

    def _tell_user(self, user, now: datetime):
        """Queue one message about all notices, and stamp them as told."""
        speaker = self.with_context(lang=user.lang, tz=user.tz)
        deadlines = speaker.deadline_id.sorted(
            lambda d: (d.state != "missed", -int(d.severity), d.due_at)
        )
        body = (
            self.env["ir.qweb"]
            .with_context(lang=user.lang, tz=user.tz)
            ._render(
                "customer_followup.customer_deadline_digest",
                {
                    "deadlines": deadlines[:LONGEST_DIGEST],
                    "user": user,
                    "more": max(0, len(deadlines) - LONGEST_DIGEST),
                },
            )
        )
        late = deadlines.filtered(lambda d: d.state == "missed")
        subject = speaker.env._(
            "Deadlines: %(late)s missed, %(soon)s due soon",
            late=len(late),
            soon=len(deadlines) - len(late),
        )
        user._queue_customer_digest(subject, body)
        told = {"told_user_id": user.id, "told_at": now}
        told |= {"retry_at": None, "last_error": None}
        # not by write, which takes a statement for every hundred
        bulk_update(self, [{"id": notice.id, **told} for notice in self])

    def _note_not_told(self, error: Exception, now: datetime):
        """Keep the error, and try again later."""
        retry_at = now + RETRY_AFTER
        self._in_transition().write({"last_error": str(error), "retry_at": retry_at})

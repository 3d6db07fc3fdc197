from dataclasses import replace
from datetime import datetime

from odoo import api, fields, models
from odoo.tools import SQL

from ..policy.clock import replay
from ..tools.bulk_update import bulk_update

REPLAYED = ("started", "paused", "resumed", "stopped", "cancelled")


class CustomerDeadline(models.Model):
    """What changes for clocks that run: the owner, a pause, a calendar, a promise.

    A changed calendar may move a hundred thousand deadlines, so it is noted, and the
    job counts them again before it looks whether one is missed.
    """

    _inherit = "customer.deadline"

    @api.model
    def _follow_change(self, documents, now: datetime | None = None):
        """Hand clocks over, let them stand still or go on, as the documents are now.

        :param now: the moment that is taken for now, UTC
        """
        clocks = self._find_open(documents)
        if not clocks:
            return
        now = now or fields.Datetime.now()
        # of ten thousand that are handed over, only those with clocks are read
        documents = documents.browse(sorted(set(clocks.mapped("res_id"))))
        by_id = {document.id: document.sudo() for document in documents}
        clocks._hand_over(by_id, now)
        clocks._follow_pauses(documents, now)
        moved = clocks.filtered(
            lambda d: (
                d.state in ("running", "paused")
                and (
                    d.policy_id.unit == "document"
                    or d.policy_id._get_calendar(by_id[d.res_id]) != d.calendar_id
                )
            )
        )
        moved._count_again(now)

    def _hand_over(self, document_by_id: dict, now: datetime):
        rows, events = [], []
        for deadline in self:
            owner = self._prepare_owner_vals(document_by_id[deadline.res_id])
            if any(deadline[name].id != (owner[name] or False) for name in owner):
                rows.append({"id": deadline.id, **owner})
                if deadline.user_id.id == (owner["user_id"] or False):
                    continue
                note = deadline._get_hand_over_note(owner["user_id"])
                events.append(
                    self._prepare_event(deadline.id, "handed_over", now, note=note)
                )
        bulk_update(self, rows)
        if events:
            self._log(events)

    def _get_hand_over_note(self, new_user_id: int | None) -> str:
        # sudo: the names of colleagues are no secret
        users = self.env["res.users"].sudo()
        old, new = self.user_id.sudo(), users.browse(new_user_id or [])
        return f"{old.name or '-'} → {new.name or '-'}"

    def _follow_pauses(self, documents, now: datetime):
        for policy, deadlines in self.grouped("policy_id").items():
            pausing = set(policy._filter_pausing(documents).ids)
            to_pause = deadlines.filtered(
                lambda d, pausing=pausing: d.state == "running" and d.res_id in pausing
            )
            if to_pause:
                to_pause._step("paused", now)
            to_resume = deadlines.filtered(
                lambda d, pausing=pausing: (
                    d.state == "paused" and d.res_id not in pausing
                )
            )
            if to_resume:
                to_resume._resume(now)

    # Noted here, counted again by the job ---------------------------------------------

    @api.model
    def _mark_calendars(self, calendars):
        """Let the deadlines be counted again that depend on these calendars."""
        self.env["customer.deadline.recount"]._owe("calendar_id", calendars.ids)

    @api.model
    def _mark_companies(self, companies):
        """Let the deadlines of these companies be counted again."""
        self.env["customer.deadline.recount"]._owe("company_id", companies.ids)

    @api.model
    def _mark_policies(self, policies):
        """Let the deadlines of these promises be counted again."""
        self.env["customer.deadline.recount"]._owe("policy_id", policies.ids)

    @api.model
    def _mark_models(self, models_: list[str]):
        """Let the deadlines of these kinds of documents be counted again."""
        self.env["customer.deadline.recount"]._owe("res_model", models_)

    def _count_again(self, now: datetime):
        """Compute the clocks from their log, by today's promise and calendar.

        Missed ones stay as they are; only who is told next is worked out for them.
        """
        if not self:
            return
        self.fetch()  # with one query, not one for each thousand
        read = self.calendar_id._get_working_time_reader()
        number = self.env["customer.deadline.recount"]._get_last_number()
        logs = self._read_logs()
        rows, events = [], []
        for documents, deadlines in self._get_documents():
            document_by_id = {document.id: document for document in documents}
            for deadline in deadlines:
                calendar, working_time, clock = deadline._get_counted(
                    document_by_id.get(deadline.res_id), logs[deadline.id], read
                )
                rows.append(
                    {
                        **deadline._prepare_moved_row(clock, working_time),
                        "calendar_id": calendar.id or None,
                        "counted_number": number,
                        "retry_at": None,
                        "last_error": None,
                    }
                )
                if clock.due_at != deadline.due_at:
                    events.append(deadline._prepare_move("moved", now, clock))
        bulk_update(self, rows)
        if events:
            self._log(events)

    def _get_counted(self, document, log: list[tuple], read) -> tuple:
        """Return calendar, working time and clock as of today's promise.

        :param document: what the clock runs for; none if it has gone
        """
        policy = self.policy_id
        calendar = policy._get_calendar(document) if document else self.calendar_id
        working_time = read(calendar, self.company_id)
        if self.state not in ("running", "paused"):
            return calendar, working_time, self._to_clock()
        promise = policy._get_promise(document, log[0][1], working_time)
        clock = replay(log, promise, working_time)
        if clock.state == "missed":
            # the job says so, in the log as well, after it has counted
            clock = replace(clock, state="running")
        return calendar, working_time, clock

    def _read_logs(self) -> dict[int, list[tuple]]:
        """Return what happened to each clock, as ``replay`` takes it."""
        logs = {deadline.id: [] for deadline in self}
        # by SQL: the ORM orders by a deadline's due date, not by its id
        rows = self.env.execute_query(
            SQL(
                """
                SELECT deadline_id, kind, happened_at FROM customer_deadline_event
                 WHERE deadline_id = ANY(%s) AND kind IN %s ORDER BY id
                """,
                self.ids,
                REPLAYED,
            )
        )
        for deadline_id, kind, happened_at in rows:
            logs[deadline_id].append((kind, happened_at))
        return logs

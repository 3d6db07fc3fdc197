from datetime import datetime

from odoo import api, models
from odoo.fields import Domain

from ..policy.clock import (
    Clock,
    cancel_clock,
    pause_clock,
    resume_clock,
    stop_clock,
)
from ..tools.bulk_insert import bulk_insert
from ..tools.bulk_update import bulk_update

STEPS = {"stopped": stop_clock, "cancelled": cancel_clock, "paused": pause_clock}


class CustomerDeadline(models.Model):
    """What the events of documents do with clocks: paused, resumed and ended."""

    _inherit = "customer.deadline"

    @api.model
    def _follow_event(self, documents, event: str, moment: datetime):
        """Stop and start the clocks that an event of ``documents`` is about.

        :param moment: when it happened, UTC
        """
        clocks = self._find_open(documents)
        if event in documents._deadline_cancel_events:
            clocks._end("cancelled", moment)
        else:
            stopped = clocks.filtered(lambda d: d.policy_id.stop_event == event)
            stopped._end("stopped", moment)
            if event in documents._deadline_final_events:
                (clocks - stopped)._end("cancelled", moment)
        self._start(documents, event, moment)

    @api.model
    def _drop_unfit(self, documents):
        """Give up the clocks of promises that are not for their documents any more."""
        now = documents._get_deadline_now()
        for policy, clocks in self._find_open(documents).grouped("policy_id").items():
            fitting = set(policy._filter_fitting(documents).ids)
            unfit = clocks.filtered(lambda d, fitting=fitting: d.res_id not in fitting)
            unfit._end("cancelled", now)

    @api.model
    def _find_open(self, documents):
        """Return the clocks of documents that have not ended."""
        # sudo: whoever changes a document need not be allowed to read its clocks
        return self.sudo().search(
            self._get_open_domain() & self._get_document_domain(documents)
        )

    @api.model
    def _get_document_domain(self, documents) -> Domain:
        return Domain("res_model", "=", documents._name) & Domain(
            "res_id", "in", documents.ids
        )

    @api.model
    def _prepare_clock_vals(self, clock: Clock) -> dict:
        """Return what of a clock is stored and may change."""
        return {
            "due_at": clock.due_at,
            "warn_at": clock.warn_at,
            "last_at": clock.last_at,
            "paused_at": clock.paused_at,
            "paused_minutes": clock.paused_minutes,
            "ended_at": clock.ended_at,
            "state": clock.state,
            "is_open": clock.is_open,
            "is_by_clock": clock.is_by_clock,
            # none but for these, as an average leaves out what is not known
            "punctuality": {"met": 100.0, "missed": 0.0}.get(clock.state),
        }

    @api.model
    def _prepare_event(self, deadline_id: int, kind: str, moment: datetime, **vals):
        """Return a line of the log; ``vals`` are further fields of it."""
        names = ("old_due_at", "new_due_at", "note")
        return {
            "deadline_id": deadline_id,
            "kind": kind,
            "happened_at": moment,
            "user_id": self.env.uid,
            **{name: vals.get(name) for name in names},
        }

    def _log(self, events: list[dict]):
        """Add lines to the log; documents and clocks are read anew afterwards."""
        bulk_insert(self.env["customer.deadline.event"], events)
        self.invalidate_recordset(["event_ids"])
        for name in self.env["customer.deadline.mixin"]._get_deadline_models():
            self.env[name].invalidate_model(
                [
                    "customer_deadline_ids",
                    "customer_deadline_summary",
                    "customer_deadline_next",
                ]
            )

    def _end(self, kind: str, moment: datetime):
        """Stop the clocks, or give them up.

        :param kind: ``stopped`` or ``cancelled``
        :param moment: when it happened, UTC
        """
        self._step(kind, moment, is_done=kind == "stopped")

    def _step(self, kind: str, moment: datetime, is_done: bool = False):
        """Take a step that does not depend on the working hours.

        :param is_done: whether the promise is kept by it, in time or late
        """
        rows, events = [], []
        for deadline in self:
            clock = STEPS[kind](deadline._to_clock(), moment)
            is_late = clock.ended_at and clock.state == "missed"
            late = is_late and (clock.ended_at - clock.due_at).total_seconds()
            rows.append(
                {
                    "id": deadline.id,
                    **self._prepare_clock_vals(clock),
                    **deadline._prepare_answerable_vals(clock.state),
                    "met_at": clock.ended_at if is_done else None,
                    "late_minutes": max(0, int(late or 0) // 60),
                    "next_rung_at": deadline.next_rung_at or None
                    if clock.is_open and not clock.paused_at
                    else None,
                }
            )
            # too late to stand still: the job has not come by yet
            is_missed = clock.state == "missed" and clock.is_open
            events.append(
                self._prepare_event(
                    deadline.id, "missed" if is_missed else kind, moment
                )
            )
        bulk_update(self, rows)
        self._log(events)

    def _prepare_answerable_vals(self, state: str) -> dict:
        """Return whose punctuality it is: whoever had it when it was kept or missed.

        :param state: what the clock's state becomes
        """
        decided = ("met", "missed")
        if state in decided and self.state not in decided:
            user, department = self.user_id, self.department_id
            customer = self.partner_id.with_company(self.company_id)
            grade_code = customer.commercial_partner_id.customer_grade_id.code
        else:
            user, department = self.answerable_id, self.answerable_department_id
            grade_code = self.grade_code
        return {
            "answerable_id": user.id or None,
            "answerable_department_id": department.id or None,
            "grade_code": grade_code or None,
        }

    def _resume(self, moment: datetime):
        """Let clocks that stand still go on; their deadlines move by the pause."""
        read = self.env["resource.calendar"]._get_working_time_reader()
        rows, events = [], []
        for documents, deadlines in self._get_documents():
            document_by_id = {document.id: document for document in documents}
            for deadline in deadlines:
                working_time = read(deadline.calendar_id, deadline.company_id)
                promise = deadline.policy_id._get_promise(
                    document_by_id.get(deadline.res_id), deadline.start_at, working_time
                )
                clock = resume_clock(
                    deadline._to_clock(), moment, promise, working_time
                )
                rows.append(deadline._prepare_moved_row(clock, working_time))
                events.append(deadline._prepare_move("resumed", moment, clock))
        bulk_update(self, rows)
        self._log(events)

    def _prepare_move(self, kind: str, moment: datetime, clock: Clock) -> dict:
        """Return the line of the log about a deadline that moves."""
        return self._prepare_event(
            self.id, kind, moment, old_due_at=self.due_at, new_due_at=clock.due_at
        )

    def _prepare_moved_row(self, clock: Clock, working_time) -> dict:
        """Return the row of a clock whose deadline may have moved.

        With the deadline its ladder moves: rungs may lie before the last one that was
        climbed. Those that were climbed are not climbed again, by their notices.
        """
        is_moved = (clock.due_at, clock.warn_at) != (self.due_at, self.warn_at)
        escalated_at = None if is_moved else self.escalated_at or None
        return {
            "id": self.id,
            **self._prepare_clock_vals(clock),
            "escalated_at": escalated_at,
            "next_rung_at": self.policy_id._get_next_rung_at(
                clock, escalated_at, working_time
            ),
        }

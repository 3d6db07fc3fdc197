from datetime import datetime

from odoo import api, models
from odoo.fields import Domain

from ..policy.clock import start_clock
from ..tools.bulk_insert import bulk_insert, reserve_ids


class CustomerDeadline(models.Model):
    """The clocks that begin with an event, for many documents at once."""

    _inherit = "customer.deadline"

    @api.model
    def _start_again(self, documents, event: str, moment: datetime):
        """Start promises again that were given up, or that ended with the document.

        What was kept before stays kept: it is not promised a second time.
        """
        final_events = documents._deadline_final_events
        ended = self.sudo().search(  # sudo: as in _find_open
            self._get_document_domain(documents)
            & Domain("is_open", "=", False)
            & Domain("policy_id.start_event", "=", event)
        )
        given_up = ended.filtered(
            lambda d: d.state == "cancelled" or d.policy_id.stop_event in final_events
        )
        wanted = {(d.res_id, d.policy_id.code) for d in given_up}
        self._start(documents, event, moment, wanted=wanted)

    @api.model
    def _start(self, documents, event: str, moment: datetime, known=None, wanted=None):
        """Start the clocks of the promises that begin with an event.

        :param known: documents and codes that have a clock; asked for if left out
        :param wanted: of which documents and codes; of all if left out
        """
        # sudo: as in _find_open
        Policy = self.env["customer.deadline.policy"].sudo()
        started = Policy._find_started(documents, event)
        if not started:
            return
        if known is None:
            known = self._find_known(documents, moment)
        read = self.env["resource.calendar"]._get_working_time_reader()
        owners = {}  # of each document once: it has several promises
        rows = [
            self._prepare_row(policy, document.sudo(), moment, read, owners)
            for policy, fitting in started.items()
            for document in fitting
            if (document.id, policy.code) not in known
            and (wanted is None or (document.id, policy.code) in wanted)
        ]
        clocks = self._insert(rows, moment)
        if any(policy._filter_pausing(fit) for policy, fit in started.items()):
            clocks._follow_pauses(documents, moment)

    @api.model
    def _find_known(self, documents, moment: datetime) -> set[tuple[int, str]]:
        """Return for which documents and codes a clock runs, or ran from ``moment``.

        What is corrected afterwards does not promise the same a second time.
        """
        deadlines = self.sudo().search(  # sudo: as in _find_open
            self._get_document_domain(documents)
            & (self._get_open_domain() | Domain("start_at", "=", moment))
        )
        return {(d.res_id, d.policy_id.code) for d in deadlines}

    @api.model
    def _prepare_row(
        self, policy, document, moment: datetime, read, owners: dict
    ) -> dict:
        """Return the row of one clock that starts.

        :param read: see ``resource.calendar._get_working_time_reader``
        :param owners: what is known already of who keeps promises, by document
        """
        if document.id not in owners:
            owners[document.id] = self._prepare_owner_vals(document)
        calendar = policy._get_calendar(document)
        working_time = read(calendar, document._get_deadline_company())
        promise = policy._get_promise(document, moment, working_time)
        clock = start_clock(promise, moment, working_time)
        return {
            "policy_id": policy.id,
            "res_id": document.id,
            "res_model": document._name,
            "res_name": document.display_name,
            "calendar_id": calendar.id or None,
            **owners[document.id],
            **self._prepare_clock_vals(clock),
            "start_at": clock.start_at,
            "next_rung_at": policy._get_next_rung_at(clock, None, working_time),
        }

    @api.model
    def _prepare_owner_vals(self, document) -> dict:
        return {
            "company_id": document._get_deadline_company().id,
            "partner_id": document._get_deadline_partner().id or None,
            "user_id": document._get_deadline_user().id or None,
            "department_id": document._get_deadline_department().id or None,
        }

    @api.model
    def _insert(self, rows: list[dict], moment: datetime):
        """Insert clocks with the first line of their log, and return them."""
        if not rows:
            return self.browse()
        ids = reserve_ids(self, len(rows))
        number = self.env["customer.deadline.recount"]._get_last_number()
        bulk_insert(
            self,
            [{"id": id_} | row for id_, row in zip(ids, rows, strict=True)],
            {"counted_number": number},
        )
        started = self.browse(ids)
        started._log(
            [
                self._prepare_event(id_, "started", moment, new_due_at=row["due_at"])
                for id_, row in zip(ids, rows, strict=True)
            ]
        )
        return started

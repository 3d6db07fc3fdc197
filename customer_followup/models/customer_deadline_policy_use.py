import logging
from datetime import datetime

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import ormcache

from ..policy.clock import Clock
from ..policy.deadline import Promise
from ..tools.conditions import get_condition_fields, read_conditions
from .customer_deadline_policy import PROMISE_FIELDS

_logger = logging.getLogger(__name__)


class CustomerDeadlinePolicy(models.Model):
    """Which promises hold for which documents, and what follows from a change."""

    _inherit = "customer.deadline.policy"

    @api.model_create_multi
    def create(self, vals_list):
        policies = super().create(vals_list)
        self.env.registry.clear_cache()
        return policies

    def write(self, vals):
        result = super().write(vals)
        self.env.registry.clear_cache()
        if PROMISE_FIELDS & set(vals):
            self.env["customer.deadline"]._mark_policies(self)
        if {"domain", "pause_domain"} & set(vals):
            self._note_error(False)
        return result

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()

    @api.ondelete(at_uninstall=False)
    def _unlink_only_unused(self):
        # sudo: deadlines of all companies
        Deadline = self.env["customer.deadline"].sudo()
        if Deadline.search_count([("policy_id", "in", self.ids)], limit=1):
            raise UserError(
                self.env._(
                    "Deadlines were counted by this promise. Archive it instead of "
                    "deleting it."
                )
            )

    @api.model
    @ormcache("model")
    def _get_active_ids(self, model: str) -> tuple[int, ...]:
        """Return the promises about a kind of document, in their order."""
        domain = Domain("model", "=", model) & Domain("active", "=", True)
        # sudo: promises hold for everybody
        return tuple(self.sudo().search(domain, order="code, sequence, id")._ids)

    @api.model
    def _get_active(self, model: str):
        # sudo: see _get_active_ids
        return self.sudo().browse(self._get_active_ids(model))

    @api.model
    @ormcache("model")
    def _get_pausing_fields(self, model: str) -> frozenset[str]:
        """Return the fields of a document that decide whether clocks stand still."""
        # sudo: clocks of archived promises go on
        policies = self.sudo().with_context(active_test=False)
        names = set()
        for policy in policies.search([("model", "=", model)]):
            try:
                conditions = read_conditions(policy.pause_domain, self.env)
                names |= get_condition_fields(conditions, self.env[model])
            except Exception:  # whatever is wrong with it is noted when it is used
                _logger.info("Deadline policy %s never pauses", policy.id)
        return frozenset(names)

    @api.model
    def _find_started(self, documents, event: str) -> dict:
        """Return which promises begin with an event, and for which documents."""
        policies = self._get_active(documents._name)
        started = {}
        for alternatives in policies.grouped("code").values():
            rest = documents
            for policy in alternatives:
                fitting = policy._filter_fitting(rest)
                rest -= fitting
                if fitting and policy.start_event == event:
                    started[policy] = fitting
        return started

    def _filter_fitting(self, documents):
        """Return the documents the promise is for; none when that cannot be told."""
        if self.company_id:
            documents = documents.filtered(
                lambda d: d._get_deadline_company() == self.company_id
            )
        return self._filter(documents, "domain")

    def _filter_pausing(self, documents):
        """Return the documents that the clock stands still for."""
        if (self.pause_domain or "[]").strip() == "[]":
            return documents.browse()
        return self._filter(documents, "pause_domain")

    def _filter(self, documents, name: str):
        # sudo: a condition may ask for what the user cannot see
        records = documents.sudo()
        try:
            found = records.filtered_domain(read_conditions(self[name], self.env))
        except Exception as error:
            _logger.exception("%s of deadline policy %s cannot be used", name, self.id)
            self._note_error(str(error))
            return documents.browse()
        return documents.browse(found.ids)

    def _note_error(self, error: str | bool):
        """Keep for the manager what is wrong with the promise."""
        if any(policy.last_error != error for policy in self):
            # sudo: whoever changes a document need not be allowed to write promises
            policies = self.sudo().try_lock_for_update(allow_referencing=True)
            policies.write({"last_error": error})

    def _get_promise(self, document, start_at: datetime, working_time) -> Promise:
        """Return what is promised for a document.

        :param start_at: when its clock started, UTC
        """
        amount, unit = self.amount, self.unit
        if unit == "document":
            # one that has gone is due on the day its clock started
            day = document and document[document._deadline_day_field]
            first = working_time.to_local(start_at).date()
            amount, unit = max(0, ((day or first) - first).days), "days"
        return Promise(amount, unit, self.warn_percent, self.is_same_day)

    def _get_calendar(self, document):
        """Return the calendar that a document's clock counts by; empty if none."""
        if self.calendar_source == "fixed":
            return self.calendar_id
        of_company = document._get_deadline_company().resource_calendar_id
        if self.calendar_source == "team":
            return document._get_deadline_calendar() or of_company
        return of_company

    def _get_next_rung_at(self, clock: Clock, escalated_at, working_time):
        """Return when somebody has to be told next; ``None`` if nobody has to.

        :param escalated_at: the rungs up to this moment are climbed
        """
        if not clock.is_open or clock.paused_at:
            return None
        moments = (
            rung._get_moment(clock.warn_at, clock.due_at, working_time)
            for rung in self.rung_ids
        )
        return min(
            (at for at in moments if at and (not escalated_at or at > escalated_at)),
            default=None,
        )

import logging
from datetime import datetime

from psycopg2 import OperationalError

from odoo import api, fields, models

_logger = logging.getLogger(__name__)


class CustomerDeadlineMixin(models.AbstractModel):
    """A document with promises about how fast something is done.

    What it is: the part that all documents with deadlines share.

    How it is used: inherit it, name the document's events in ``_get_deadline_events``
    and call ``_deadline_event("registered")`` when one happens. Nothing more: which
    clocks an event starts and stops is written in ``customer.deadline.policy``.

    How it works: an event is looked up among the active promises. Whatever is wrong
    with promises, calendars or people is logged; the document is stored all the same.
    """

    _name = "customer.deadline.mixin"
    _description = "Document with Deadlines"

    # after these nothing is left to do: they give up every clock that they do not stop
    _deadline_final_events = frozenset()
    _deadline_cancel_events = frozenset({"cancelled"})
    # the date until which the document itself says that something is done
    _deadline_day_field: str | None = None
    # whose promise it is, and by which hours it counts
    _deadline_owner_fields = frozenset({"user_id", "company_id", "partner_id"})

    customer_deadline_ids = fields.One2many(
        "customer.deadline",
        "res_id",
        string="Deadlines",
        domain=lambda self: [("res_model", "=", self._name)],
        readonly=True,
        groups="base.group_user",  # customers read their cases, too
    )
    customer_deadline_summary = fields.Json(
        "Deadlines Now",
        compute="_compute_customer_deadline_summary",
        groups="base.group_user",
    )

    @api.depends(
        "customer_deadline_ids.state",
        "customer_deadline_ids.due_at",
        "customer_deadline_ids.is_open",
    )
    @api.depends_context("lang")
    def _compute_customer_deadline_summary(self):
        for document in self:
            # sudo: who reads a document also sees until when it has to be done
            deadlines = document.sudo().customer_deadline_ids.sorted(
                lambda d: (not d.is_open, d.due_at)
            )
            document.customer_deadline_summary = [
                deadline._get_summary() for deadline in deadlines
            ]

    def write(self, vals):
        result = super().write(vals)
        pausing = self.env["customer.deadline.policy"]._get_pausing_fields(self._name)
        if (self._get_deadline_fields() | pausing) & set(vals):
            self._guarded(
                "a change",
                lambda deadlines, documents: deadlines._follow_change(documents),
            )
        return result

    def unlink(self):
        self._deadline_event("cancelled")
        return super().unlink()

    @api.model
    def _get_deadline_models(self) -> list[str]:
        """Return the models whose documents have deadlines."""
        return sorted(
            name
            for name in self.env.registry.descendants([self._name], "_inherit")
            if not self.env[name]._abstract
        )

    def _deadline_event(self, event: str, moment: datetime | None = None):
        """Start and stop the clocks that depend on an event of these documents.

        :param event: key of ``_get_deadline_events``
        :param moment: when it happened, UTC; now if left out
        """
        moment = moment or self._get_deadline_now()
        self._guarded(
            event,
            lambda deadlines, documents: deadlines._follow_event(
                documents, event, moment
            ),
        )

    def _begin_deadlines(self, event: str, moment: datetime):
        """Start the clocks of documents that were just made, and have none yet.

        :param event: the event that those promises begin with
        """
        # sudo: promises hold for everybody
        if self.env["customer.deadline.policy"].sudo()._get_active_ids(self._name):
            self._guarded(
                event,
                lambda deadlines, documents: deadlines._start(
                    documents, event, moment, known=frozenset()
                ),
            )

    def _begin_deadlines_again(self, event: str, moment: datetime):
        """Start anew, from ``moment``, what was given up or ended with the document.

        :param event: the event that those promises begin with
        """
        self._guarded(
            event,
            lambda deadlines, documents: deadlines._start_again(
                documents, event, moment
            ),
        )

    def _drop_unfit_deadlines(self):
        """Give up the clocks of promises that are not for these documents any more."""
        self._guarded(
            "a change",
            lambda deadlines, documents: deadlines._drop_unfit(documents),
        )

    def _guarded(self, what: str, follow):
        """Do what follows for deadlines; when it fails the document is stored still."""
        if not self:
            return
        self.env.flush_all()
        try:
            with self.env.cr.savepoint():
                # sudo: whoever registers a document need not see its clocks, nor the
                # document itself once it is somebody else's
                follow(self.env["customer.deadline"].sudo(), self.sudo())
        except OperationalError:  # at the same time as somebody else: Odoo tries again
            raise
        except Exception:
            _logger.exception("No deadline follows from %s of %s", what, self)

    @api.model
    def _get_deadline_now(self) -> datetime:
        """Return the moment of what happens now; it is that of stamps, too."""
        return fields.Datetime.now()

    @api.model
    def _get_deadline_fields(self) -> frozenset[str]:
        """Return the fields that decide whose the clocks are, and when they are due."""
        own_day = {self._deadline_day_field} - {None}
        return self._deadline_owner_fields | own_day

    # What a document may add ----------------------------------------------------------

    @api.model
    def _get_deadline_events(self) -> dict[str, str]:
        """Return what can happen with a document, by its key, in words."""
        return {}

    def _get_deadline_user(self):
        """Return who has to keep the document's promises."""
        return self.user_id

    def _get_deadline_company(self):
        """Return whose promise it is."""
        return self.company_id

    def _get_deadline_calendar(self):
        """Return the working hours of the team in charge; empty for the company's."""
        return self.env["resource.calendar"]

    def _get_deadline_department(self):
        """Return the department whose punctuality it is."""
        # sudo: which department somebody belongs to is no secret
        user = self._get_deadline_user().sudo()
        return user.with_company(self._get_deadline_company()).customer_department_id

    def _get_deadline_partner(self):
        """Return the customer."""
        return self.partner_id.commercial_partner_id

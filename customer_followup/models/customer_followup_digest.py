import logging
from datetime import datetime

from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.bulk_update import bulk_update
from ..tools.each_record import for_each_record
from ..tools.single_run import single_run

_logger = logging.getLogger(__name__)

LONGEST_DIGEST = 30
"""Follow-ups in one message; the rest are one click away."""


class CustomerFollowup(models.Model):
    """One message per person and run about what the rules opened (G9).

    In the working hours of whoever hears it, and never one message for each. Why the
    job may be killed at any moment: a follow-up is stamped as told in the transaction
    that queues the message.
    """

    _inherit = "customer.followup"

    told_at = fields.Datetime(
        "Told On",
        readonly=True,
        copy=False,
        help="When whoever makes the contact was told that a rule had opened it, or "
        "would have been, where the person wants no messages.",
    )

    _to_tell = models.Index(
        """(user_id, company_id) WHERE told_at IS NULL AND opened_for IS NOT NULL
           AND user_id IS NOT NULL AND state IN ('planned', 'scheduled')"""
    )  # for the job's question: what is there to tell?

    @api.model
    def _get_stamp_fields(self) -> set[str]:
        return super()._get_stamp_fields() | {"told_at"}

    @api.model
    def action_take_next(self, marked_ids: list[int] | None = None) -> dict:
        action = super().action_take_next(marked_ids)
        # nobody has to be told of what he or she took
        taken = self.browse(action.get("res_id") or [])
        taken._stamp_told(fields.Datetime.now())
        return action

    @api.model
    def _get_untold_domain(self) -> Domain:
        return (
            Domain("told_at", "=", False)
            & Domain("opened_for", "!=", False)
            & Domain("user_id", "!=", False)
            & Domain("state", "in", ("planned", "scheduled"))
        )

    @api.model
    def _cron_tell_opened(self, now: datetime | None = None):
        """Tell everybody who is at work what was opened for them.

        :param now: the moment that is taken for now, UTC
        """
        with single_run(self.env.cr, "customer_followup.tell_opened") as is_alone:
            if not is_alone:
                _logger.info("Another process is telling of follow-ups")
                return
            # sudo: the job serves every company, and its user belongs to one
            if not self.sudo()._tell_opened(now or fields.Datetime.now()):
                self.env.ref("customer_followup.ir_cron_tell_opened")._trigger()

    @api.model
    def _tell_opened(self, now: datetime) -> bool:
        """Tell all listeners; return whether there was time for all."""
        self.env["ir.cron"]._commit_progress()  # see what the run before committed
        listeners = self._find_digest_listeners(now)
        done = []

        def tell(user):
            listeners[user.id]._tell_user(user, now)
            done.append(user)

        users = self.env["res.users"].browse(listeners)
        failed = for_each_record(users, tell)
        return len(done) + failed == len(users)

    @api.model
    def _find_digest_listeners(self, now: datetime) -> dict:
        """Return what can be told now, by the id of who hears it.

        Nothing of a company whose follow-ups are still being opened, so that a run is
        one message.
        """
        read = self.env["resource.calendar"]._get_working_time_reader()
        Run = self.env["customer.followup.run"]
        untold = self._read_group(
            self._get_untold_domain(), ["user_id", "company_id"], ["id:recordset"]
        )
        listeners = {}
        for user, company, followups in untold:
            if Run._is_at_work(company, now):
                continue
            if listener := user._find_customer_listener(company, now, read):
                known = listeners.get(listener.id, self.browse())
                listeners[listener.id] = known | followups
        return listeners

    def _tell_user(self, user, now: datetime):
        """Queue one message about all follow-ups, and stamp them as told."""
        if user.customer_followup_digest:
            self._queue_digest(user)
        self._stamp_told(now)

    def _queue_digest(self, user):
        speaker = self.with_context(lang=user.lang, tz=user.tz)
        followups = speaker.sorted(lambda f: (f.date_deadline, f.id))
        body = speaker.env["ir.qweb"]._render(
            "customer_followup.customer_followup_digest",
            {
                "followups": followups[:LONGEST_DIGEST],
                "user": user,
                "more": max(0, len(followups) - LONGEST_DIGEST),
            },
        )
        subject = speaker.env._("Follow-ups: %(count)s new", count=len(followups))
        user._queue_customer_digest(subject, body)

    def _stamp_told(self, now: datetime):
        bulk_update(self, [{"id": id_, "told_at": now} for id_ in self.ids])


class ResUsers(models.Model):
    """Whether somebody wants to be told; everybody says so for himself or herself."""

    _inherit = "res.users"

    customer_followup_digest = fields.Boolean(
        "Message About New Follow-ups",
        default=True,
        help="One message after each run of the rules, when your work begins: the new "
        "follow-ups, by when and why.",
    )

    @property
    def SELF_READABLE_FIELDS(self):
        return super().SELF_READABLE_FIELDS + ["customer_followup_digest"]

    @property
    def SELF_WRITEABLE_FIELDS(self):
        return super().SELF_WRITEABLE_FIELDS + ["customer_followup_digest"]

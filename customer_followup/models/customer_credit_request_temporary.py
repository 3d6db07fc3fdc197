from datetime import date, timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.each_record import for_each_record


class CustomerCreditRequest(models.Model):
    """Approved changes for a time: they begin, are announced and end by a job."""

    _inherit = "customer.credit.request"

    @api.model
    def _cron_follow_terms(self, today: date | None = None):
        """Begin, announce and end approved changes whose day has come.

        :param today: the day that is taken for today; each company's own if left out
        """
        # sudo: the requests of all companies
        approved = self.sudo().search(
            [
                ("state", "=", "approved"),
                ("conflict", "=", False),
                "|",
                ("applied_at", "=", False),
                ("date_until", "!=", False),
            ]
        )
        for_each_record(
            approved,
            lambda request: request._follow_terms(today),
            lambda request, error: request._report_failure(error),
        )

    def _follow_terms(self, today: date | None):
        today = today or self.company_id._get_customer_today()
        announce = timedelta(days=self.company_id.customer_credit_announce_days)
        if not self.applied_at:
            if self.date_from <= today:
                self._begin()
        elif self.date_until < today:
            self._end()
        elif not self.announced_at and self.date_until - announce <= today:
            self._announce_end()

    def _begin(self):
        """Apply what was approved for today, unless the customer has changed since."""
        try:
            self._check_fully_signed()
            self._check_unchanged()
            self._check_signable()
        except UserError as error:
            self._report_conflict(str(error))
            return
        self._apply()

    def _announce_end(self):
        self._in_transition().announced_at = fields.Datetime.now()
        self._tell_people(
            self.env._(
                "The temporary terms end on %(day)s; then limit %(limit)s and term "
                "%(term)s hold again. Open a new request if they are to stay.",
                day=self.date_until,
                limit=self.currency_id.format(self.current_limit),
                term=self.current_term_id.name or "-",
            )
        )

    def _end(self):
        """Restore the earlier terms, once, unless another request has changed them."""
        try:
            self._check_unchanged()
            self._check_restorable()
        except UserError as error:
            self._report_conflict(str(error))
            return
        self._transition("revert", {"reverted_at": fields.Datetime.now()})
        self._write_terms(self._get_frozen_terms(), "reverted")
        self._tell_people(self.env._("The temporary terms have ended."))

    def _check_restorable(self):
        """Refuse to restore terms of somebody who has other ones by now.

        :raise UserError: names the request that changed them
        """
        later = self._find_later_request() or self._find_expired_origin()
        is_customer = self.partner_id == self.partner_id.commercial_partner_id
        is_ours = is_customer and self._is_in_force(self._get_requested_terms())
        if later or not is_ours:
            raise UserError(
                self.env._(
                    "The temporary terms have ended, but the customer has other ones "
                    "by now (%(request)s). Nothing was restored; decide what is to "
                    "hold, and request it.",
                    request=later.name or self.env._("changed elsewhere"),
                )
            )

    def _find_later_request(self):
        """Return a request that was applied after this one, and is not over.

        One that is over has restored what it found: the terms of this one.
        """
        return self.search(
            [
                ("partner_id", "=", self.partner_id.id),
                ("company_id", "=", self.company_id.id),
                ("applied_at", ">=", self.applied_at),
                ("state", "!=", "reverted"),
                ("id", "!=", self.id),
            ],
            order="applied_at desc",
            limit=1,
        )

    def _find_expired_origin(self):
        """Return the temporary request that made the earlier terms, if it is over.

        They were to end while this one was in force, so they cannot be restored.
        """
        before = self.search(
            [
                ("partner_id", "=", self.partner_id.id),
                ("company_id", "=", self.company_id.id),
                ("applied_at", "<", self.applied_at),
                ("conflict", "!=", False),
            ],
            order="applied_at desc",
            limit=1,
        )
        is_origin = before and (
            before._get_requested_terms() == self._get_frozen_terms()
        )
        return before if is_origin else before.browse()

    def _report_conflict(self, text: str):
        """Leave the terms as they are, and tell who has to decide."""
        self._in_transition().conflict = text
        self._log_decision("conflict", comment=text)
        self._tell_people(text)
        self.activity_schedule(
            "customer_followup.mail_activity_type_conflict",
            user_id=self._get_conflict_owner().id,
            summary=self.env._("Decide which credit terms hold"),
            note=text,
        )

    def _report_failure(self, error: Exception):
        """Tell people instead of trying again every night."""
        self._report_conflict(
            self.env._(
                "The nightly job has failed: %(error)s. The server's log has the "
                "details. Decide which terms are to hold, and request them.",
                error=error,
            )
        )

    def _get_conflict_owner(self):
        """Return who decides about a conflict: the requester, or a service manager."""
        requester = self.requester_id.filtered("active")
        return requester or self._get_service_managers()[:1]

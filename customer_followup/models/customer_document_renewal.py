from datetime import date

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.each_record import for_each_record


class CustomerDocument(models.Model):
    """Papers are renewed before they expire (DOS-4)."""

    _inherit = "customer.document"

    @api.model
    def _cron_ask_for_renewals(self, today: date | None = None):
        """Ask the specialists to renew what expires soon, once for each document.

        :param today: the day that is taken for today; each company's own if left out
        """
        due = self.browse(self._find_to_renew(today))
        # sudo: the documents of all companies
        for_each_record(due.sudo(), lambda document: document._ask_for_renewal())

    @api.model
    def _find_to_renew(self, today: date | None) -> list[int]:
        """Return the documents that expire within the time of their types.

        Not those that another document of the same type has replaced already.
        """
        self.flush_model()
        companies = (
            self.env["res.company"].sudo().search(Domain.TRUE)
        )  # sudo: of all users
        days = {c.id: today or c._get_customer_today() for c in companies}
        latest = max(days.values())
        rows = self.env.execute_query(
            SQL(
                """
                SELECT document.id, document.company_id,
                       document.date_expiry - type.remind_days
                  FROM customer_document AS document
                  JOIN customer_document_type AS type ON type.id = document.type_id
                  JOIN res_partner AS partner ON partner.id = document.partner_id
                 WHERE document.state = 'verified'
                   AND document.reminded_at IS NULL
                   AND document.date_expiry <= %(latest)s::date + type.remind_days
                   AND type.active
                   AND partner.active
                   AND NOT EXISTS (
                       SELECT FROM customer_document AS newer
                        WHERE newer.partner_id = document.partner_id
                          AND newer.type_id = document.type_id
                          AND newer.state = 'verified'
                          AND newer.id != document.id
                          AND (newer.date_expiry IS NULL
                               OR newer.date_expiry > document.date_expiry)
                   )
                 ORDER BY document.date_expiry, document.id
                """,
                latest=latest,
            )
        )
        return [
            id_ for id_, company_id, day in rows if day <= days.get(company_id, latest)
        ]

    def _ask_for_renewal(self):
        owner = self.partner_id._get_dossier_owner()
        self._in_transition().reminded_at = fields.Datetime.now()
        if owner:
            self.activity_schedule(
                "customer_followup.mail_activity_type_document_renewal",
                date_deadline=self.date_expiry,
                user_id=owner.id,
                summary=self.with_context(lang=owner.lang).display_name,
            )

    def action_verify(self):
        result = super().action_verify()
        self._get_renewed()._end_renewal_work()
        return result

    def _get_renewed(self):
        """Return the earlier documents whose place these ones take."""
        # sudo: filed by colleagues
        return self.sudo().search(
            [
                ("partner_id", "in", self.partner_id.ids),
                ("type_id", "in", self.type_id.ids),
                ("state", "=", "verified"),
                ("reminded_at", "!=", False),
                ("id", "not in", self.ids),
            ]
        )

    def _end_renewal_work(self):
        self.activity_unlink(["customer_followup.mail_activity_type_document_renewal"])

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL


class BasePartnerMerge(models.TransientModel):
    """Merging customers keeps the terms of the one that stays."""

    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        self._check_no_credit_request(src_partners | dst_partner)
        self._forget_credit_terms(src_partners)
        return super()._update_foreign_keys(src_partners, dst_partner)

    def _check_no_credit_request(self, partners):
        """Refuse to merge customers while a request for one of them is open.

        :raise UserError: names the request
        """
        # sudo: requests of all companies
        Request = self.env["customer.credit.request"].sudo()
        running = Request.search(
            [
                ("partner_id", "in", partners.ids),
                "|",
                ("state", "in", ("draft", "submitted")),
                *["&", ("state", "=", "approved"), ("applied_at", "=", False)],
            ],
            limit=1,
        )
        if running:
            raise UserError(
                self.env._(
                    "Credit request %(number)s for %(customer)s is open. Decide or "
                    "cancel it before you merge the customer.",
                    number=running.name,
                    customer=running.partner_id.name,
                )
            )

    def _forget_credit_terms(self, partners):
        """Empty limit and term of who will be deleted by the merge.

        Odoo would give them to the customer that stays, in SQL.
        """
        partners.flush_recordset()
        self.env.cr.execute(
            SQL(
                "UPDATE res_partner SET credit_limit = NULL, "
                "property_payment_term_id = NULL WHERE id IN %s",
                partners._ids,
            )
        )
        partners.invalidate_recordset(["credit_limit", "property_payment_term_id"])

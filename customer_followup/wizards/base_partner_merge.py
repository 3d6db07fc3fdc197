from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL


class BasePartnerMerge(models.TransientModel):
    """Merging customers keeps the terms of the one that stays."""

    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        self._check_no_credit_request(src_partners, dst_partner)
        self._equalize_credit_terms(src_partners, dst_partner)
        return super()._update_foreign_keys(src_partners, dst_partner)

    def _update_values(self, src_partners, dst_partner):
        result = super()._update_values(src_partners, dst_partner)
        self.env.invalidate_all()  # the contacts came over in SQL
        dst_partner._take_customer_terms()
        return result

    def _check_no_credit_request(self, src_partners, dst_partner):
        """Refuse to merge customers while a request for one of them is open.

        :raise UserError: names the request
        """
        # sudo: requests of all companies
        Request = self.env["customer.credit.request"].sudo()
        is_of = Domain("partner_id", "in", (src_partners | dst_partner).ids)
        is_approved = Domain("state", "=", "approved") & Domain("conflict", "=", False)
        # who stays keeps the temporary terms, and the job that ends them
        is_temporary = Domain("date_until", "!=", False) & Domain(
            "partner_id", "in", src_partners.ids
        )
        running = Request.search(
            is_of
            & (
                Domain("state", "in", ("draft", "submitted"))
                | is_approved & (Domain("applied_at", "=", False) | is_temporary)
            ),
            limit=1,
        )
        if running:
            raise UserError(
                self.env._(
                    "Credit request %(number)s for %(customer)s is open. Decide or "
                    "cancel it, or wait for the end of the temporary terms, before you "
                    "merge the customer.",
                    number=running.name,
                    customer=running.partner_id.name,
                )
            )

    def _equalize_credit_terms(self, src_partners, dst_partner):
        """Give who will be deleted the limit and term of who stays, in all companies.

        Odoo would give theirs to the customer that stays, in SQL.
        """
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                UPDATE res_partner AS source
                   SET credit_limit = target.credit_limit,
                       property_payment_term_id = target.property_payment_term_id
                  FROM res_partner AS target
                 WHERE target.id = %s AND source.id = ANY(%s)
                """,
                dst_partner.id,
                src_partners.ids,
            )
        )
        src_partners.invalidate_recordset(["credit_limit", "property_payment_term_id"])

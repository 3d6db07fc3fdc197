from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..models.res_partner_dossier import HEADER


class BasePartnerMerge(models.TransientModel):
    """Merging customers keeps the terms and the dossier of the one that stays."""

    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        self._check_no_credit_request(src_partners, dst_partner)
        self._equalize_credit_terms(src_partners, dst_partner)
        return super()._update_foreign_keys(src_partners, dst_partner)

    def _update_values(self, src_partners, dst_partner):
        self._move_dossier(src_partners, dst_partner)
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

    def _move_dossier(self, src_partners, dst_partner):
        """Let who stays keep its dossier, or take over the one of who goes.

        The documents came over in SQL already.
        """
        self.env.invalidate_all()
        # sudo: whoever merges contacts need not be allowed to number dossiers
        sources, target = src_partners.sudo(), dst_partner.sudo()
        source = sources.filtered("customer_dossier_number")[:1]
        header = {name: source[name] for name in HEADER}
        header["customer_dossier_company_id"] = source.customer_dossier_company_id.id
        sources.filtered("customer_dossier_number").write(dict.fromkeys(HEADER, False))
        if source and not target.customer_dossier_number:
            target.write(header)
        (sources | target)._refresh_dossiers(is_claimed=True)

from collections.abc import Iterator

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.bulk_insert import bulk_insert
from ..tools.fingerprint import get_fingerprint

ROWS_PER_BATCH = 10_000


class ResCompany(models.Model):
    """The log's opening entries: the terms customers had before they were guarded."""

    _inherit = "res.company"

    @api.model_create_multi
    def create(self, vals_list):
        companies = super().create(vals_list)
        companies._log_default_terms()
        return companies

    def _log_default_terms(self, action="opening"):
        """Enter what customers without own terms have in the log."""
        for company in self:
            terms = company._read_default_terms()
            self.env["customer.approval.entry"]._append(
                company,
                action,
                company,
                values=terms,
                value_hash=get_fingerprint(terms),
            )

    def _read_default_terms(self) -> dict:
        """Return what customers without own terms have in this company."""
        Partner = self.env["res.partner"].with_company(self)
        limit, term = (
            Partner._fields[name].get_company_dependent_fallback(Partner)
            for name in ("credit_limit", "property_payment_term_id")
        )
        return {"credit_limit": limit, "payment_term_id": term.id or None}

    def _get_customer_default_terms(self) -> dict:
        """Return what the log says customers without own terms have."""
        return self.env["res.partner"]._get_logged_credit_terms(self)

    @api.model
    def _log_opening_terms(self):
        """Enter the terms that all companies have found, once, when installed."""
        # sudo: the installation, for all companies
        companies = self.sudo().with_context(active_test=False).search(Domain.TRUE)
        logged = self._get_logged_ids("res.company")
        companies.filtered(lambda c: c.id not in logged)._log_default_terms()
        self._align_contacts()
        # sudo: nobody has the right to write the log
        Entry = self.env["customer.approval.entry"].sudo()
        constants = {
            "res_model": "res.partner",
            "action": "opening",
            "user_id": self.env.uid,
            "decided_at": fields.Datetime.now(),
        }
        for batch in self._read_opening_terms():
            bulk_insert(Entry, batch, constants)

    @api.model
    def _align_contacts(self):
        """Give all contacts the terms of their customer, as Odoo means to.

        In one statement, as an installation may find any number of contacts whose
        copy is an old one.
        """
        self.env.flush_all()
        self.env.cr.execute(
            """
            UPDATE res_partner AS contact
               SET credit_limit = customer.credit_limit,
                   property_payment_term_id = customer.property_payment_term_id
              FROM res_partner AS customer
             WHERE customer.id = contact.commercial_partner_id
               AND customer.id <> contact.id
               AND (contact.credit_limit, contact.property_payment_term_id)
                   IS DISTINCT FROM
                   (customer.credit_limit, customer.property_payment_term_id)
            """
        )
        self.env["res.partner"].invalidate_model(
            ["credit_limit", "property_payment_term_id"]
        )

    @api.model
    def _get_logged_ids(self, model: str) -> set[int]:
        query = SQL(
            "SELECT DISTINCT res_id FROM customer_approval_entry WHERE res_model = %s",
            model,
        )
        return {id_ for (id_,) in self.env.execute_query(query)}

    @api.model
    def _read_opening_terms(self) -> Iterator[list[dict]]:
        """Yield the log's lines for customers that have own terms and no line yet."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT partner.id, partner.name, company.id,
                       COALESCE((partner.credit_limit->>company.key)::float, 0),
                       (partner.property_payment_term_id->>company.key)::int
                  FROM res_partner AS partner,
                       (SELECT id, id::text AS key FROM res_company) AS company
                 WHERE partner.commercial_partner_id = partner.id
                   AND (partner.credit_limit ? company.key
                        OR partner.property_payment_term_id ? company.key)
                   AND NOT EXISTS (
                       SELECT FROM customer_approval_entry AS entry
                        WHERE entry.res_model = 'res.partner'
                          AND entry.res_id = partner.id
                          AND entry.company_id = company.id)
                 ORDER BY partner.id
                """
            )
        )
        for start in range(0, len(rows), ROWS_PER_BATCH):
            yield [
                self._prepare_opening_vals(*row)
                for row in rows[start : start + ROWS_PER_BATCH]
            ]

    @api.model
    def _prepare_opening_vals(self, partner_id, name, company_id, limit, term_id):
        terms = {"credit_limit": limit, "payment_term_id": term_id}
        return {
            "res_id": partner_id,
            "document": name,
            "company_id": company_id,
            "values": terms,
            "value_hash": get_fingerprint(terms),
        }

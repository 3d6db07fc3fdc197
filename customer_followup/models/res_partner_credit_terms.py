from odoo import api, models
from odoo.fields import Domain

from ..tools.fingerprint import get_fingerprint


class ResPartner(models.Model):
    """The credit limit and payment term of a customer, and their entries in the log."""

    _inherit = "res.partner"

    def _get_customer_credit_terms(self, company) -> dict:
        """Return what the customer has in ``company``.

        :return: ``credit_limit`` in the company's currency, 0 for none;
            ``payment_term_id`` or ``None``
        """
        # sudo: the limit is hidden from who has no accounting rights
        partner = self.sudo().with_company(company)
        return {
            "credit_limit": partner.credit_limit,
            "payment_term_id": partner.property_payment_term_id.id or None,
        }

    def _set_customer_credit_terms(
        self, company, terms: dict, action: str, request=None
    ):
        """Write limit and term of one company, and log it (CRD-2).

        :param terms: as ``_get_customer_credit_terms`` returns them
        :param action: what the log says about it
        :param request: the credit request that is applied or reverted
        """
        self.ensure_one()
        # sudo: the effect of signatures, whoever gave the last one
        partner = self.sudo().with_company(company)
        (partner | partner._get_plain_contacts())._write_credit_terms(company, terms)
        partner._log_credit_terms(company, action, request)
        if request:
            partner.message_post(
                body=self.env._(
                    "Credit limit and payment term follow %(request)s.",
                    request=request._get_html_link(title=request.name),
                ),
                subtype_xmlid="mail.mt_note",
            )

    def _write_credit_terms(self, company, terms: dict):
        # sudo: the limit is hidden from who has no accounting rights
        partners = self.sudo().with_company(company)
        vals = {
            "credit_limit": terms["credit_limit"],
            "property_payment_term_id": terms["payment_term_id"],
        }
        partners._permit_terms(vals).write(vals)

    def _log_credit_terms(self, company, action: str, request=None):
        """Enter what the customer has now in the log."""
        terms = self._get_customer_credit_terms(company)
        self.env["customer.approval.entry"]._append(
            self,
            action,
            company,
            values=terms,
            value_hash=get_fingerprint(terms),
            comment=request and request.name,
        )

    def _log_installed_terms(self):
        """Enter what an installation or a migration has written in the log."""
        action = self._get_installing_action()
        for partner in self.filtered(lambda p: p.commercial_partner_id == p):
            partner._log_credit_terms(self.env.company, action)

    @api.model
    def _get_installing_action(self) -> str:
        return "migrated" if self.pool.ready else "opening"

    def _get_logged_credit_terms(self, company) -> dict:
        """Return what the log says the customer has; else the company's default."""
        # sudo: the log of customers the user may not see
        Entry = self.env["customer.approval.entry"].sudo()
        of_company = Domain("company_id", "=", company.id)
        for record in (self, company):
            domain = Domain("res_model", "=", record._name) & Domain(
                "res_id", "=", record.id
            )
            entry = Entry.search(domain & of_company, order="id desc", limit=1)
            if entry:
                terms = dict(entry["values"])
                term = self.env["account.payment.term"].browse(terms["payment_term_id"])
                return terms | {"payment_term_id": term.exists().id or None}
        return {"credit_limit": 0.0, "payment_term_id": None}

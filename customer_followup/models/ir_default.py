from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .res_partner_credit_guard import GUARDED


class IrDefault(models.Model):
    """A company's default limit or term is the terms of all customers without own."""

    _inherit = "ir.default"

    @api.model_create_multi
    def create(self, vals_list):
        before = self._get_credit_fallbacks()
        defaults = super().create(vals_list)
        defaults._check_credit_fallbacks(before)
        return defaults

    def write(self, vals):
        before = self._get_credit_fallbacks()
        result = super().write(vals)
        self._check_credit_fallbacks(before)
        return result

    def unlink(self):
        before = self._get_credit_fallbacks()
        result = super().unlink()
        self._check_credit_fallbacks(before)
        return result

    @api.model
    def _get_credit_fallbacks(self) -> dict[int, tuple]:
        """Return for each company the terms of customers without own ones."""
        Partner = self.env["res.partner"]
        if Partner._may_set_credit_terms():
            return {}
        names = sorted(GUARDED & set(Partner._fields))
        fields_ = [
            Partner._fields[name]
            for name in names
            if Partner._fields[name].company_dependent
        ]
        # sudo: the defaults of all companies
        return {
            company.id: tuple(
                field.get_company_dependent_fallback(Partner.with_company(company))
                for field in fields_
            )
            for company in self.env["res.company"].sudo().search(Domain.TRUE)
        }

    @api.model
    def _check_credit_fallbacks(self, before: dict[int, tuple]):
        """Refuse what changed the terms of all customers at once.

        :raise UserError: a company's default limit or term is another one now
        """
        if before and before != self._get_credit_fallbacks():
            # what was just read must not outlive the transaction that is undone
            self.env.registry.clear_cache()
            raise UserError(
                self.env._(
                    "A default credit limit or payment term would change the terms of "
                    "every customer without own ones. Request the change for each "
                    "customer instead."
                )
            )

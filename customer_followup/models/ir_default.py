from odoo import api, models
from odoo.exceptions import UserError


class IrDefault(models.Model):
    """A company's default limit or term is the terms of all customers without own."""

    _inherit = "ir.default"

    @api.model_create_multi
    def create(self, vals_list):
        before = self._get_credit_fallbacks()
        defaults = super().create(vals_list)
        defaults._guard_credit_fallbacks(before)
        return defaults

    def write(self, vals):
        before = self._get_credit_fallbacks()
        result = super().write(vals)
        self._guard_credit_fallbacks(before)
        return result

    def unlink(self):
        before = self._get_credit_fallbacks()
        result = super().unlink()
        self._guard_credit_fallbacks(before)
        return result

    @api.model
    def _get_credit_fallbacks(self) -> dict:
        """Return for each company the terms of customers without own ones."""
        companies = self.env["res.partner"]._get_companies_with_terms()
        return {company: company._read_default_terms() for company in companies}

    @api.model
    def _guard_credit_fallbacks(self, before: dict):
        """Refuse what changed the terms of all customers at once.

        :raise UserError: a company's default limit or term is another one now
        """
        after = self._get_credit_fallbacks()
        changed = [company for company in after if after[company] != before[company]]
        if not changed:
            return
        Partner = self.env["res.partner"]
        if Partner._may_set_credit_terms():
            for company in changed:
                company._log_default_terms(Partner._get_installing_action())
            return
        # after somebody wrote in the database itself
        if all(after[c] == c._get_customer_default_terms() for c in changed):
            return
        # what was just read must not outlive the transaction that is undone
        self.env.registry.clear_cache()
        raise UserError(
            self.env._(
                "A default credit limit or payment term would change the terms of "
                "every customer without own ones. Request the change for each "
                "customer instead."
            )
        )

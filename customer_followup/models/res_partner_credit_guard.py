from math import isfinite

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import config, str2bool

from ..tools.permit import Permit, get_permit

GUARDED = frozenset(
    {"credit_limit", "use_partner_credit_limit", "property_payment_term_id"}
)
UNREADABLE = (ArithmeticError, TypeError, ValueError)
MIGRATION_OPTION = "customer_credit_migration"
"""In the server's configuration file: limits and terms may be imported, and are logged
as migrated. The only way past the guard, and none for whoever has no server."""


class ResPartner(models.Model):
    """Credit limit and payment term: nobody changes them but an approved request.

    Guarded on every contact and not on customers only, as a prospect with a limit
    would be a customer with a limit after the first invoice. Contacts of a customer
    may take the customer's terms, as Odoo synchronises them; a contact that becomes a
    customer of its own starts with its own.
    """

    _inherit = "res.partner"

    credit_limit = fields.Float(readonly=True)
    use_partner_credit_limit = fields.Boolean(readonly=True)
    property_payment_term_id = fields.Many2one(readonly=True, copy=False)

    @api.model_create_multi
    def create(self, vals_list):
        self._check_terms_readable(vals_list)
        partners = super().create(vals_list)
        if self._may_set_credit_terms():
            given = [bool(GUARDED & vals.keys()) for vals in vals_list]
            self.browse(
                partner.id
                for partner, is_given in zip(partners, given, strict=True)
                if is_given
            )._log_installed_terms()
            return partners
        for partner in partners:
            if partner._has_foreign_terms():
                raise partner._get_terms_refusal()
        return partners

    def write(self, vals):
        if not GUARDED & vals.keys():
            return super().write(vals)
        if permit := get_permit(self, "customer_credit_terms", self._get_effect(vals)):
            permit.use(self)
            return super().write(vals)
        if self._may_set_credit_terms():
            result = super().write(vals)
            self._log_installed_terms()
            return result
        synced = self.filtered(lambda p: p._takes_terms_of_customer(vals))
        (self - synced)._check_keeps_terms(vals)
        rest = {name: vals[name] for name in vals.keys() - GUARDED}
        if synced:
            super(ResPartner, synced).write(vals)
        return super(ResPartner, self - synced).write(rest)

    def _check_keeps_terms(self, vals):
        """Refuse a write that does more than repeat the terms somebody has.

        :raise UserError: limit or term of somebody would change
        """
        for partner in self:
            if partner._would_change_terms(vals):
                raise partner._get_terms_refusal()

    @api.model
    def _may_set_credit_terms(self) -> bool:
        """Is a module installed, or are data migrated?"""
        return not self.pool.ready or self._is_credit_migration()

    def _permit_terms(self, vals: dict):
        """Return the customers for one write of exactly these limits and terms."""
        permit = Permit(self, self._get_effect(vals))
        return self.with_context(customer_credit_terms=permit)

    def _get_effect(self, vals: dict) -> tuple:
        """Return what a write comes to: the company, and the value of each field."""
        return self.env.company.id, repr(sorted(vals.items()))

    @api.model
    def _is_credit_migration(self) -> bool:
        return str2bool(str(config.get(MIGRATION_OPTION) or ""), default=False)

    def _takes_terms_of_customer(self, vals: dict) -> bool:
        """Would the values be those of the customer whose contact this is?"""
        customer = self.commercial_partner_id
        return customer != self and not customer._would_change_terms(vals)

    def _would_change_terms(self, vals: dict) -> bool:
        # sudo: the limit is hidden from who has no accounting rights
        partner = self.sudo()
        if not vals.get("use_partner_credit_limit", True) and (
            partner.use_partner_credit_limit
        ):
            return True
        return any(
            not partner._is_same_term(name, vals[name])
            for name in ("credit_limit", "property_payment_term_id")
            if name in vals
        )

    def _is_same_term(self, name: str, value) -> bool:
        field = self._fields[name]
        try:
            return field.convert_to_cache(value, self) == field.convert_to_cache(
                self[name], self
            )
        except UNREADABLE:
            return False

    @api.model
    def _check_terms_readable(self, vals_list):
        """Refuse what is no limit or term at all, before it is stored.

        Odoo takes it for none and nevertheless stores it as it is: ``"5"`` would be
        the term 5 as soon as it is read again.

        :raise UserError: see ``_get_terms_refusal``
        """
        for vals in vals_list:
            term_id = vals.get("property_payment_term_id")
            is_term = term_id in (None, False) or type(term_id) is int
            if not is_term or not self._is_number(vals.get("credit_limit")):
                raise self._get_terms_refusal(str(vals.get("name") or ""))

    @api.model
    def _is_number(self, value) -> bool:
        try:
            return isfinite(float(value or 0))
        except UNREADABLE:
            return False

    def _has_foreign_terms(self) -> bool:
        """Has somebody new other terms than the company's or the customer's own?"""
        partner = self.sudo()  # sudo: see _would_change_terms
        names = ("credit_limit", "property_payment_term_id")
        fallback = {
            name: self._fields[name].get_company_dependent_fallback(partner)
            for name in names
        }
        customer = partner.commercial_partner_id
        return any(
            partner[name] != fallback[name]
            and (customer == partner or partner[name] != customer[name])
            for name in names
        )

    def _get_terms_refusal(self, name: str | None = None) -> UserError:
        return UserError(
            self.env._(
                "Credit limit and payment term of %(customer)s change only by an "
                "approved credit request. Open the customer and press Request "
                "Change. (Importing customers? Leave both columns out.)",
                customer=name or self.display_name,
            )
        )

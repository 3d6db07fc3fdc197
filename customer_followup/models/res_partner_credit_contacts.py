from odoo import api, models
from odoo.fields import Domain


class ResPartner(models.Model):
    """Contacts have the terms of their customer, and none of their own.

    Odoo copies a customer's terms to its contacts, but not to archived ones, not
    "none" where a contact has something, and takes nothing back from who leaves. An
    order for such a contact would have other terms than were approved.
    """

    _inherit = "res.partner"

    @api.model_create_multi
    def create(self, vals_list):
        partners = super().create([self._drop_computed(vals) for vals in vals_list])
        partners.filtered(lambda p: p.commercial_partner_id != p)._take_customer_terms()
        return partners

    def write(self, vals):
        customers = {}
        if {"parent_id", "is_company"} & vals.keys():
            customers = {partner: partner.commercial_partner_id for partner in self}
        result = super().write(self._drop_computed(vals))
        self.filtered(
            lambda p: (
                p.commercial_partner_id != customers.get(p, p.commercial_partner_id)
            )
        )._align_credit_terms()
        return result

    def unlink(self):
        if not self.pool.ready:
            return super().unlink()  # uninstalling, and the log may be gone already
        left = self._get_plain_contacts() - self
        result = super().unlink()
        left.exists()._align_credit_terms()
        return result

    @api.model
    def _drop_computed(self, vals: dict) -> dict:
        """Return the values without the customer somebody belongs to.

        It follows from the parent; Odoo also takes it from anybody who writes it, and
        with it the customer's terms.
        """
        return {name: vals[name] for name in vals if name != "commercial_partner_id"}

    def _align_credit_terms(self):
        """Give those who went to another customer, or to none, the terms they have."""
        own = self.filtered(lambda p: p.commercial_partner_id == p)
        own._restore_own_terms()
        (self - own)._take_customer_terms()

    def _get_plain_contacts(self):
        """Return these partners and who is below them, as far as they are contacts."""
        if not self.ids:
            return self.browse()
        # sudo: archived contacts, and those the user may not see
        partners = self.sudo().with_context(active_test=False)
        customers = partners.commercial_partner_id
        below = partners.search(Domain("id", "child_of", self.ids))
        return below.filtered(
            lambda p: p != p.commercial_partner_id in customers  # no subsidiary's
        )

    def _take_customer_terms(self):
        """Give contacts, and whoever is below them, the terms of their customer."""
        contacts = self._get_plain_contacts()
        if not contacts:
            return
        for company in self._get_companies_with_terms():
            for contact in contacts:
                customer = contact.commercial_partner_id
                terms = customer._get_customer_credit_terms(company)
                if terms != contact._get_customer_credit_terms(company):
                    contact._write_credit_terms(company, terms)

    def _restore_own_terms(self):
        """Give contacts that became customers of their own what the log says.

        They had the terms of the customer they belonged to, by synchronisation.
        """
        if not self:
            return
        for company in self._get_companies_with_terms():
            for partner in self:
                terms = partner._get_logged_credit_terms(company)
                if terms != partner._get_customer_credit_terms(company):
                    partner._set_customer_credit_terms(company, terms, "restored")

    def _get_companies_with_terms(self):
        # sudo: terms of all companies, closed ones too, as they may be opened again
        Company = self.env["res.company"].sudo().with_context(active_test=False)
        return Company.search(Domain.TRUE)

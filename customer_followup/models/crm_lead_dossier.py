import re

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

CANDIDATES = 10
SHORTEST_PHONE = 6  # digits; fewer are an extension, and everybody's


class CrmLead(models.Model):
    """From an enquirer to a customer with a dossier (INQ-2)."""

    _inherit = "crm.lead"

    customer_dossier_number = fields.Char(
        related="partner_id.commercial_partner_id.customer_dossier_number",
        string="Dossier",
    )

    def action_open_customer_dossier(self):
        """Make the enquirer a customer with a dossier.

        :return: the customer's form; a dialog first when there are customers it may be
        :raise UserError: nobody knows who asks
        """
        self.ensure_one()
        self.check_access("write")
        if self.partner_id:
            return self._open_customer_dossier()
        if not self._get_enquirer_name() and not self.email_from:
            raise UserError(
                self.env._(
                    "To open a dossier, write who asks: the company, the contact or "
                    "the e-mail."
                )
            )
        if self._find_customer_candidates():
            return self._choose_customer()
        return self._open_dossier_of_new_customer()

    def _choose_customer(self):
        dialog = self.env["crm.lead.dossier"].create({"lead_id": self.id})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Is It One of These?"),
            "res_model": dialog._name,
            "res_id": dialog.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def _find_customer_candidates(self):
        """Return partners with the same e-mail, phone or company name.

        Persons first, who are told by e-mail or phone: the company of one of them would
        get a second contact.
        """
        same = Domain.FALSE
        if self.email_normalized:
            same |= Domain("email_normalized", "=", self.email_normalized)
        # not the sanitized number: without its library that is as it was typed
        if sum(map(str.isdigit, self.phone or "")) >= SHORTEST_PHONE:
            same |= Domain("phone_mobile_search", "=", self.phone)
        if self.partner_name:
            # a name as it is, and no pattern
            name = re.sub(r"([\\%_])", r"\\\1", self.partner_name.strip())
            same |= Domain("is_company", "=", True) & Domain("name", "=ilike", name)
        if same.is_false():
            return self.env["res.partner"]
        company = self.company_id or self.env.company
        here = Domain("company_id", "in", [False, company.id])
        return self.env["res.partner"].search(
            here & same, order="is_company, id", limit=CANDIDATES
        )

    def _open_dossier_of_new_customer(self):
        self._handle_partner_assignment(create_missing=True)
        return self._open_customer_dossier()

    def _open_dossier_of(self, partner):
        """Take a partner for the enquirer; a company gets who asks as a contact."""
        if partner.is_company and self.contact_name:
            self._handle_partner_assignment(with_parent=partner)
        else:
            self._handle_partner_assignment(force_partner_id=partner.id)
        return self._open_customer_dossier()

    def _open_customer_dossier(self):
        company = self.company_id or self.env.company
        customer = self.partner_id.commercial_partner_id
        customer.with_company(company).action_open_dossier()
        self._pass_on_urgency()
        return {
            "type": "ir.actions.act_window",
            "res_model": "res.partner",
            "res_id": customer.id,
            "views": [(False, "form")],
        }

    def _pass_on_urgency(self):
        """Let the dossiers of the enquirers say how soon they buy."""
        for lead in self.filtered("customer_urgency"):
            # sudo: whoever rates an enquiry need not be allowed to write customers
            customer = lead.partner_id.commercial_partner_id.sudo()
            if (
                customer.customer_dossier_number
                and customer.customer_urgency != lead.customer_urgency
            ):
                customer.customer_urgency = lead.customer_urgency

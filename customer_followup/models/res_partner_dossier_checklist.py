from odoo import models


class ResPartner(models.Model):
    """Where the missing papers are filed from."""

    _inherit = "res.partner"

    def action_open_checklist(self):
        """Show what is missing in the dossier, and take in the papers (DOS-2).

        Opens the dossier of a customer that has none.

        :raise AccessError: the user may not file documents for the customer
        """
        self.ensure_one()
        self.check_access("read")
        customer = self.commercial_partner_id
        checklist = self.env["customer.dossier.checklist"].create(
            {"partner_id": customer.id}
        )
        # sudo: only whether there is one
        if not customer.sudo().customer_dossier_number:
            customer.action_open_dossier()
        return checklist._get_action()

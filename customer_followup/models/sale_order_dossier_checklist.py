from odoo import models


class SaleOrder(models.Model):
    """An order that waits for papers is where they are asked for."""

    _inherit = "sale.order"

    def action_open_dossier_checklist(self):
        """Take in the missing papers of the customer (DOS-3).

        :raise AccessError: the user may not file documents for the customer
        """
        self.ensure_one()
        self.check_access("read")
        return self.partner_id.action_open_checklist()

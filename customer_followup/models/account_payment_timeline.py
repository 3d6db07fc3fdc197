from odoo import models


class AccountPayment(models.Model):
    """Payments, found by contact for the timeline of customers."""

    _inherit = "account.payment"

    _customer_by_partner = models.Index("(partner_id)")  # for the timeline

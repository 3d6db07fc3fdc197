from odoo import models


class HelpdeskTicket(models.Model):
    """Cases, found by contact for the timeline of customers."""

    _inherit = "helpdesk.ticket"

    _customer_by_partner = models.Index("(partner_id)")  # for the timeline

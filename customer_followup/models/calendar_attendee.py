from odoo import models


class CalendarAttendee(models.Model):
    """Who takes part in meetings, found by contact for the timeline of customers."""

    _inherit = "calendar.attendee"

    _customer_by_partner = models.Index("(partner_id)")  # for the timeline

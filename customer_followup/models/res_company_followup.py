from odoo import fields, models


class ResCompany(models.Model):
    """How many contacts a day and a customer can take."""

    _inherit = "res.company"

    customer_unassigned_capacity = fields.Integer(
        "Follow-ups a Day Without an Owner",
        default=20,
        help="So many follow-ups that nobody can be found for are opened on a working "
        "day; 0 means no ceiling.",
    )
    customer_contact_ceiling = fields.Integer(
        "Contacts of a Customer at Most",
        help="Rules open no more contacts of one customer within the days beside it; "
        "what is due beyond that waits. 0 means no ceiling.",
    )
    customer_contact_ceiling_days = fields.Integer("Within (Days)", default=30)

    _customer_contact_ceiling_range = models.Constraint(
        """CHECK (customer_unassigned_capacity BETWEEN 0 AND 1000000
              AND customer_contact_ceiling BETWEEN 0 AND 1000
              AND customer_contact_ceiling_days BETWEEN 1 AND 3650)""",
        "At most 1,000 contacts within 1 to 3,650 days, and no fewer than 0 follow-ups "
        "a day without an owner.",
    )

from odoo import fields, models

# from the most to the least urgent, as in policy/urgency.py
URGENCY_LABELS = [
    ("now", "At once"),
    ("month", "This month"),
    ("quarter", "This quarter"),
    ("later", "Later"),
]


class ResPartner(models.Model):
    """How soon a customer, or somebody who has only asked so far, buys (INQ-2)."""

    _inherit = "res.partner"

    customer_urgency = fields.Selection(
        URGENCY_LABELS,
        "Urgency of Purchase",
        tracking=True,
        help="Comes from the enquiry that was rated last.",
        groups="base.group_user",
    )

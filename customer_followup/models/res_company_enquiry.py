from odoo import fields, models


class ResCompany(models.Model):
    """How soon a company contacts an enquirer, by the urgency of purchase (INQ-2)."""

    _inherit = "res.company"

    customer_urgency_now_days = fields.Integer("Buys at Once: Contact Within (Days)")
    customer_urgency_month_days = fields.Integer(
        "Buys This Month: Contact Within (Days)", default=3
    )
    customer_urgency_quarter_days = fields.Integer(
        "Buys This Quarter: Contact Within (Days)", default=14
    )
    customer_urgency_later_days = fields.Integer(
        "Buys Later: Contact Within (Days)", default=30
    )

    _customer_urgency_days_range = models.Constraint(
        "CHECK (customer_urgency_now_days BETWEEN 0 AND 366"
        " AND customer_urgency_month_days BETWEEN 0 AND 366"
        " AND customer_urgency_quarter_days BETWEEN 0 AND 366"
        " AND customer_urgency_later_days BETWEEN 0 AND 366)",
        "An enquirer is contacted within 0 (the same day) to 366 days.",
    )

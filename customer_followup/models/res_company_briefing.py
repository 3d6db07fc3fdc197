from odoo import fields, models


class ResCompany(models.Model):
    """What a briefing counts as bought regularly, and not any more (VIS-4)."""

    _inherit = "res.company"

    customer_briefing_orders = fields.Integer(
        "Orders That Make a Habit",
        default=3,
        help="What is in so many orders of a customer is bought regularly.",
    )
    customer_briefing_days = fields.Integer(
        "Days Without It",
        default=60,
        help="What was not ordered for so many days is not bought any more.",
    )
    customer_briefing_history_days = fields.Integer(
        "Days Looked Back", default=730, help="Older orders say nothing about today."
    )

    _customer_briefing_range = models.Constraint(
        """CHECK (customer_briefing_orders BETWEEN 1 AND 1000
              AND customer_briefing_days BETWEEN 1 AND 3650
              AND customer_briefing_history_days BETWEEN 1 AND 3650)""",
        "A habit is 1 to 1,000 orders, and days are 1 to 3,650.",
    )

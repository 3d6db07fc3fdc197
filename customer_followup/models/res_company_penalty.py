from odoo import fields, models


class ResCompany(models.Model):
    """What a justified complaint may cost those responsible (CMP-10)."""

    _inherit = "res.company"

    customer_penalty_minimum = fields.Monetary(
        "Least Penalty",
        default=200.0,
        help="What all penalties for one complaint come to at least. Outside of the "
        "range only the general manager proposes one.",
    )
    customer_penalty_maximum = fields.Monetary(
        "Highest Penalty",
        default=1500.0,
        help="What all penalties for one complaint come to at most.",
    )
    customer_penalty_objection_days = fields.Integer(
        "Days to Object",
        default=7,
        help="So many days after the day of the approval the person may object.",
    )

    # an upper end, as in PostgreSQL what is no number is larger than every number
    _customer_penalty_range = models.Constraint(
        "CHECK (customer_penalty_minimum >= 0"
        " AND customer_penalty_maximum >= customer_penalty_minimum"
        " AND customer_penalty_maximum <= 1000000000000)",
        "Penalties for a complaint go from a least amount to a higher one.",
    )
    _customer_penalty_days_range = models.Constraint(
        "CHECK (customer_penalty_objection_days BETWEEN 0 AND 365)",
        "A person has 0 to 365 days to object to a penalty.",
    )

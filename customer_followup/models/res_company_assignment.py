from odoo import fields, models


class ResCompany(models.Model):
    """How the company measures the work of its specialists, and shares it out."""

    _inherit = "res.company"

    customer_load_per_customer = fields.Float(
        "Load of a Customer",
        default=1.0,
        help="What it counts to look after a customer with whom nothing is due.",
    )
    customer_load_per_contact = fields.Float(
        "Load of a Contact",
        default=0.5,
        help="What each contact counts that is due soon.",
    )
    customer_load_per_case = fields.Float(
        "Load of a Case", default=2.0, help="What each open case counts."
    )
    customer_load_days = fields.Integer(
        "Contacts Due Within (Days)",
        default=30,
        help="Contacts that are due later do not count for the load yet.",
    )
    customer_assigns_daily = fields.Boolean(
        "Assign Customers Every Night",
        help="Gives new customers, and those whose specialist has left, to the "
        "specialists of the company with the lowest load.",
    )

    _customer_load_range = models.Constraint(
        """CHECK (customer_load_per_customer BETWEEN 0 AND 1000
              AND customer_load_per_contact BETWEEN 0 AND 1000
              AND customer_load_per_case BETWEEN 0 AND 1000
              AND customer_load_days BETWEEN 0 AND 366)""",
        "The load of a customer, a contact and a case is between 0 and 1,000, and "
        "contacts count at most a year before they are due.",
    )

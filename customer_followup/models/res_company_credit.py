from odoo import fields, models

LARGEST_AMOUNT = 10**15  # keeps NaN and infinity out as well: both are larger


class ResCompany(models.Model):
    """How a company watches the credit of its customers when they order."""

    _inherit = "res.company"

    customer_credit_check = fields.Selection(
        [
            ("off", "Do not check"),
            ("warn", "Warn and confirm"),
            ("hold", "Put the order on hold"),
        ],
        string="Orders Beyond the Credit Limit",
        required=True,
        default="off",
        help="What happens when an order is confirmed and the customer's credit "
        "limit would be exceeded, or the customer is late with payments.",
    )
    customer_overdue_tolerance_days = fields.Integer(
        "Overdue Tolerance (Days)",
        default=15,
        help="A customer may be late by so many days before orders are stopped.",
    )
    customer_overdue_tolerance_amount = fields.Monetary(
        "Overdue Tolerance (Amount)",
        help="A customer may be late with so much before orders are stopped.",
    )
    customer_credit_rounding = fields.Monetary(
        "Headroom Rounded Down To",
        default=1000,
        help="People without access to the accounts see what a customer may still "
        "order in full steps of this amount. 0 shows it exactly.",
    )
    customer_credit_zero_limit = fields.Selection(
        [
            ("unchecked", "are not checked"),
            ("no_credit", "have no credit"),
        ],
        string="Customers Without a Limit",
        required=True,
        default="unchecked",
    )

    _customer_overdue_tolerance_days_range = models.Constraint(
        "CHECK (customer_overdue_tolerance_days >= 0)",
        "A customer cannot be late by less than 0 days.",
    )
    _customer_overdue_tolerance_amount_range = models.Constraint(
        f"CHECK (customer_overdue_tolerance_amount >= 0"
        f" AND customer_overdue_tolerance_amount < {LARGEST_AMOUNT})",
        "The tolerated amount is a number of 0 or more.",
    )
    _customer_credit_rounding_range = models.Constraint(
        f"CHECK (customer_credit_rounding >= 0"
        f" AND customer_credit_rounding < {LARGEST_AMOUNT})",
        "The step of the headroom is a number of 0 or more.",
    )

from odoo import fields, models

from .customer_visit_request_line import LARGEST_AMOUNT


class ResCompany(models.Model):
    """What gifts and entertainment may cost where no grade says it, and beyond."""

    _inherit = "res.company"

    customer_gift_ceiling_action = fields.Selection(
        [
            ("pass_on", "Are passed on to the next level"),
            ("refuse", "Are refused"),
        ],
        string="Gifts Above the Ceiling",
        required=True,
        default="pass_on",
        help="What happens when gifts and entertainment for one recipient would cost "
        "more in a calendar year than the customer's grade permits.",
    )
    customer_gift_ceiling = fields.Monetary(
        "Gifts for Customers Without a Grade",
        help="What gifts and entertainment may cost for one recipient in a year, when "
        "the customer has no grade.",
    )

    _customer_gift_ceiling_range = models.Constraint(
        f"CHECK (customer_gift_ceiling IS NULL"
        f" OR customer_gift_ceiling BETWEEN 0 AND {LARGEST_AMOUNT})",
        "What gifts may cost is a number of 0 or more.",
    )

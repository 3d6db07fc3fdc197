from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from odoo import fields, models


class ResCompany(models.Model):
    """What holds for cases, and what is proposed on them."""

    _inherit = "res.company"

    customer_complaint_rounds = fields.Boolean(
        "Complaints Are Handled in Rounds",
        help="A complaint is decided, its solution is signed and carried out, and it "
        "closes when the customer is satisfied, in no other way.",
    )
    customer_callback_tries = fields.Integer(
        "Tries to Call Back",
        default=3,
        help="After so many calls without reaching a complainant a supervisor decides.",
    )
    customer_warranty_months = fields.Integer(
        "Warranty (Months)",
        default=6,
        help="Proposed on a repair, counted from the delivery.",
    )

    _customer_warranty_range = models.Constraint(
        "CHECK (customer_warranty_months BETWEEN 0 AND 120)",
        "A warranty lasts 0 to 120 months.",
    )
    _customer_callback_range = models.Constraint(
        "CHECK (customer_callback_tries BETWEEN 1 AND 20)",
        "A complainant is called 1 to 20 times before a supervisor decides.",
    )

    def _get_customer_warranty_date(self, delivered_at: datetime) -> date:
        """Return until when what was delivered then is repaired free of charge."""
        zone = ZoneInfo(self._get_customer_timezone())
        day = delivered_at.replace(tzinfo=UTC).astimezone(zone).date()
        return day + relativedelta(months=self.customer_warranty_months)

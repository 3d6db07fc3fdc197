from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from odoo import fields, models


class ResCompany(models.Model):
    """What holds for cases, and what is proposed on them."""

    _inherit = "res.company"

    customer_warranty_months = fields.Integer(
        "Warranty (Months)",
        default=6,
        help="Proposed on a repair, counted from the delivery.",
    )

    _customer_warranty_range = models.Constraint(
        "CHECK (customer_warranty_months BETWEEN 0 AND 120)",
        "A warranty lasts 0 to 120 months.",
    )

    def _get_customer_warranty_date(self, delivered_at: datetime) -> date:
        """Return until when what was delivered then is repaired free of charge."""
        zone = ZoneInfo(self._get_customer_timezone())
        day = delivered_at.replace(tzinfo=UTC).astimezone(zone).date()
        return day + relativedelta(months=self.customer_warranty_months)

from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..policy.grading import Measure

MEASURES = [
    ("revenue", "Revenue"),
    ("growth", "Growth of Revenue"),
    ("order_count", "Number of Orders"),
    ("recency", "Days Since the Last Order"),
    ("margin", "Gross Margin"),
    ("payment_delay", "Average Payment Delay"),
    ("overdue_amount", "Overdue Amount"),
    ("overdue_days", "Days Overdue"),
    ("returns", "Returns"),
    ("complaints", "Complaints"),
    ("satisfaction", "Satisfaction"),
    ("tenure", "Months as a Customer"),
    ("wallet_share", "Share of Wallet"),
    ("strategic_value", "Strategic Value"),
]


class CustomerGradingCriterion(models.Model):
    """What can be measured, each for all customers at once (GRD-2)."""

    _inherit = "customer.grading.criterion"

    measure = fields.Selection(
        selection_add=MEASURES,
        ondelete=dict.fromkeys([name for name, _label in MEASURES], "cascade"),
    )

    @api.model
    def _get_measures(self) -> dict[str, Measure]:
        """Return what there is to know about the measures, by their names.

        Who adds a measure adds it to the selection and here, and writes
        ``_measure_<name>(company, today)``.
        """
        return {
            "revenue": Measure("money", default=0.0, step=1.0),
            "growth": Measure("percent"),
            "order_count": Measure("number", default=0.0),
            "recency": Measure("days", is_higher_better=False),
            "margin": Measure("percent", step=0.1),
            "payment_delay": Measure("days", is_higher_better=False),
            "overdue_amount": Measure("money", is_higher_better=False, default=0.0),
            "overdue_days": Measure("days", is_higher_better=False, default=0.0),
            "returns": Measure("number", is_higher_better=False, default=0.0),
            "complaints": Measure("number", is_higher_better=False, default=0.0),
            "satisfaction": Measure("points", step=0.1),
            "tenure": Measure("months", is_improvable=False),
            "wallet_share": Measure("percent"),
            "strategic_value": Measure("points", is_improvable=False),
        }

    @api.model
    def _get_units(self) -> dict[str, str]:
        """Return how the units of measures are written."""
        return {
            "money": self.env.company.currency_id.name or "",
            "percent": "%",
            "days": self.env._("days"),
            "months": self.env._("months"),
            "number": "",
            "points": self.env._("points"),
        }

    def _get_measure_query(self, company, today: date) -> SQL:
        """Return the value of the criterion for all customers at once.

        Dispatches to ``_measure_<measure>(company, today)``, which returns a query with
        the columns ``partner_id`` (a commercial partner, each at most once) and
        ``value`` (a number with at most two decimals, or NULL where there is no fact).

        :param company: whose customers, sales and payments are looked at
        :param today: the date in the company's time zone
        """
        self.ensure_one()
        return getattr(self, f"_measure_{self.measure}")(company, today)

    def _get_first_day(self, today: date, periods: int = 1) -> date:
        """Return the first day of the period that the facts are taken from.

        It ends with today: twelve months on 2 March begin on 3 March.

        :param periods: how many periods back; 2 is the one before
        """
        months = periods * self.scheme_id.period_months
        return today - relativedelta(months=months) + timedelta(days=1)

    def _get_span(self, company, today: date) -> tuple[datetime, datetime]:
        """Return when the period begins and ends, to compare stored moments with."""
        return company._get_customer_span(self._get_first_day(today), today)

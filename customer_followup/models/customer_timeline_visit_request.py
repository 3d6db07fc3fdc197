from odoo import api, models
from odoo.tools import SQL


class CustomerTimeline(models.Model):
    """What was requested for visits to customers (VIS-7)."""

    _inherit = "customer.timeline"

    @api.model
    def _get_sources(self):
        return super()._get_sources() | {
            "visit_request": (13, "customer.visit.request")
        }

    def _select_visit_request(self, source) -> SQL:
        return self._select_request(
            source,
            "visit",
            self.env._("Preparation Request"),
            amount="amount_total",
            currency_id="currency_id",
        )

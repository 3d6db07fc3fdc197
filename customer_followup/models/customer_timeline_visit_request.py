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
        source.open()
        return source.select(
            kind=SQL("'visit'"),
            document=SQL("%s", self.env._("Preparation Request")),
            name="name",
            title=self._shorten(source.column("reason")),
            happened_at=self._get_submission(source),
            company_id="company_id",
            user_id="requester_id",
            state=source.words("state"),
            status=source.status(
                "state", ("draft", "submitted"), ("refused", "cancelled")
            ),
            amount="amount_total",
            currency_id="currency_id",
        )

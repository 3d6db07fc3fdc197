from dataclasses import dataclass
from datetime import datetime

from odoo import api, models


@dataclass(frozen=True)
class PlayedAt:
    """The moment that a flow of the demo company is played for.

    The log of decisions cannot be changed afterwards, so its lines get their date
    when they are written. An object in the context, and not a date, as nobody outside
    of this process can send one.

    :param moment: UTC without time zone
    """

    moment: datetime


class CustomerApprovalEntry(models.Model):
    """Lines of the log that are written while the demo company is built."""

    _inherit = "customer.approval.entry"

    @api.model_create_multi
    def create(self, vals_list):
        played_at = self.env.context.get("customer_demo_played_at")
        if isinstance(played_at, PlayedAt):
            moment = {"decided_at": played_at.moment}
            vals_list = [{**moment, **vals} for vals in vals_list]
        return super().create(vals_list)


class ResCompany(models.Model):
    """The days on which the demo company's staff decided."""

    _inherit = "res.company"

    def _get_customer_today(self, now=None):
        played_at = self.env.context.get("customer_demo_played_at")
        if now is None and isinstance(played_at, PlayedAt):
            now = played_at.moment
        return super()._get_customer_today(now)

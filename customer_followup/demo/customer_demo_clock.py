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


def get_played_moment(env) -> datetime | None:
    """Return the moment that is played, UTC; none outside of the demo company."""
    played_at = env.context.get("customer_demo_played_at")
    return played_at.moment if isinstance(played_at, PlayedAt) else None


class CustomerApprovalEntry(models.Model):
    """Lines of the log that are written while the demo company is built."""

    _inherit = "customer.approval.entry"

    @api.model_create_multi
    def create(self, vals_list):
        if moment := get_played_moment(self.env):
            vals_list = [{"decided_at": moment, **vals} for vals in vals_list]
        return super().create(vals_list)


class CustomerDeadlineMixin(models.AbstractModel):
    """Events of documents while the demo company is built: when they happened."""

    _inherit = "customer.deadline.mixin"

    @api.model
    def _get_deadline_now(self) -> datetime:
        return get_played_moment(self.env) or super()._get_deadline_now()


class CustomerDeadline(models.Model):
    """What changes for clocks while the demo company is built."""

    _inherit = "customer.deadline"

    @api.model
    def _follow_change(self, documents, now: datetime | None = None):
        return super()._follow_change(documents, now or get_played_moment(self.env))


class CustomerFollowup(models.Model):
    """Contacts that are made while the demo company is built."""

    _inherit = "customer.followup"

    def _note_contact(self):
        moment = get_played_moment(self.env)
        for followup in self:
            if moment and followup.contacted_at > moment:
                followup._in_transition().contacted_at = moment
        return super()._note_contact()


class ResCompany(models.Model):
    """The days on which the demo company's staff decided."""

    _inherit = "res.company"

    def _get_customer_today(self, now=None):
        return super()._get_customer_today(now or get_played_moment(self.env))

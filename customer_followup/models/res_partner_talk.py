from datetime import date, timedelta
from functools import cache

from odoo import api, models
from odoo.fields import Domain

from ..policy.planning import get_deadline
from ..tools.bulk_insert import bulk_insert

HORIZON_DAYS = 90


class ResPartner(models.Model):
    """A newly assigned customer is learned from the salesperson (ASG-2).

    The activity *Talk to the Salesperson* says within how many days; a manager changes
    them there, and archives it to do without.
    """

    _inherit = "res.partner"

    def _plan_talks(self):
        """Let each specialist talk to the salesperson of these customers, soon.

        One open activity per customer, whoever had one before; none where specialist
        and salesperson are one, or where nobody has sold anything. Written by
        ``INSERT`` and without a mail for each, as there may be ten thousand.
        """
        talk = self.env.ref(
            "customer_followup.mail_activity_type_talk", raise_if_not_found=False
        )
        if not self or not talk:
            return
        self._get_talks(talk).unlink()
        if not talk.active:
            return
        bulk_insert(
            self.env["mail.activity"],
            self._prepare_talk_rows(),
            {
                "res_model_id": self.env["ir.model"]._get_id(self._name),
                "res_model": self._name,
                "activity_type_id": talk.id,
                "date_deadline": self._get_talk_deadline(talk._get_date_deadline()),
                "note": talk.default_note,
                "automated": True,
            },
        )
        self.invalidate_recordset(["activity_ids"])

    def _get_talks(self, talk):
        # sudo: the activities of colleagues
        return (
            self.env["mail.activity"]
            .sudo()
            .search(
                Domain("res_model", "=", self._name)
                & Domain("res_id", "in", self.ids)
                & Domain("activity_type_id", "=", talk.id)
                & Domain("automated", "=", True)
            )
        )

    def _find_salespeople(self) -> dict:
        """Return who sells to each customer: as named, or who sold last."""
        salespeople = {p.id: p.user_id for p in self if p.user_id}
        unnamed = [id_ for id_ in self.ids if id_ not in salespeople]
        orders = self.env["sale.order"].search_fetch(
            Domain("partner_id.commercial_partner_id", "in", unnamed)
            & Domain("state", "=", "sale")
            & Domain("user_id", "!=", False),
            ["partner_id", "user_id"],
            order="date_order, id",
        )
        for order in orders:
            salespeople[order.partner_id.commercial_partner_id.id] = order.user_id
        return {id_: user for id_, user in salespeople.items() if user.active}

    def _get_talk_deadline(self, day: date) -> date:
        """Return ``day``, or the company's next working day."""
        last = day + timedelta(days=HORIZON_DAYS)
        is_working_day = self.env.company._get_working_day_check(day, last)
        return get_deadline(day, 0, day, is_working_day)

    def _prepare_talk_rows(self) -> list[dict]:
        """Return what differs between the activities, one for each talk to be had."""
        # sudo: names, time zones and languages of colleagues
        customers = self.sudo().filtered(lambda p: not p.parent_id)
        customers.fetch(["name", "customer_specialist_id", "user_id"])
        salespeople = customers._find_salespeople()
        get_summary = cache(self._get_talk_summary)
        return [
            {
                "res_id": customer.id,
                "res_name": customer.name,
                "user_id": specialist.id,
                "user_tz": specialist.tz or None,
                "summary": get_summary(specialist.lang, salespeople[customer.id].name),
            }
            for customer in customers
            if (specialist := customer.customer_specialist_id)
            and salespeople.get(customer.id, specialist) != specialist
        ]

    @api.model
    def _get_talk_summary(self, lang: str, salesperson: str) -> str:
        speaker = self.with_context(lang=lang)
        return speaker.env._(
            "Talk to %(salesperson)s about the customer", salesperson=salesperson
        )

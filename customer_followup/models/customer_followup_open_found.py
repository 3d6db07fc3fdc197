from collections import Counter
from datetime import date

from odoo import api, models

from ..tools.bulk_insert import bulk_insert, reserve_ids
from .customer_followup_waiting import NO_CEILING


class CustomerFollowup(models.Model):
    """What is found is opened at once where nobody's work has a ceiling.

    Nothing has to be ranked there, so no reason waits in between, and each is written
    once: half of what a company pays for that opens all it finds.
    """

    _inherit = "customer.followup"

    @api.model
    def _is_room_unlimited(self, company, today: date) -> bool:
        """Is whatever is found opened today, by everybody and for every customer?"""
        room = self._get_room(company, today)
        return not company.customer_contact_ceiling and all(
            count == NO_CEILING for count in room.values()
        )

    @api.model
    def _open_found(self, company, today: date, rows: list[dict]) -> int:
        """Open follow-ups for duties that are not registered yet, and register them.

        :param rows: what ``_prepare_reasons`` returned
        :return: number of new follow-ups
        """
        self = self.with_company(company)
        Reason = self.env["customer.followup.reason"]
        ids = reserve_ids(Reason, len(rows))
        reasons = dict(zip(ids, rows, strict=True))
        partner_ids = {row["partner_id"] for row in rows}
        customers = self.env["customer.followup.rule"]._get_due_customers(partner_ids)

        def store(attached: list[dict]):
            bulk_insert(
                Reason,
                [{**reasons[row["id"]], **row} for row in attached],
                {"company_id": company.id, "date_found": today},
            )

        left = dict.fromkeys(partner_ids, NO_CEILING)
        room = Counter(
            dict.fromkeys((row["user_id"] or False for row in rows), NO_CEILING)
        )
        return self._open_reasons(today, customers, reasons, store, left, room)

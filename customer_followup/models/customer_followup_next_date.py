from collections.abc import Mapping
from datetime import date

from odoo import api, models

# what decides when a customer is contacted next, and by whom
DECISIVE = {"partner_id", "company_id", "state", "date_planned", "user_id"}


class CustomerFollowup(models.Model):
    """Every change of a follow-up is seen on the customer: who calls next, and when."""

    _inherit = "customer.followup"

    @api.model_create_multi
    def create(self, vals_list):
        followups = super().create(vals_list)
        followups._refresh_customers()
        return followups

    def write(self, vals):
        # sudo: customers of colleagues, which a follow-up may name
        before = self.sudo().partner_id if "partner_id" in vals else None
        result = super().write(vals)
        if DECISIVE & set(vals):
            self._refresh_customers(before)
        return result

    def unlink(self):
        customers = self.sudo().partner_id
        result = super().unlink()
        customers._refresh_next_followups()
        return result

    def _refresh_customers(self, others=None):
        # sudo: follows from the follow-up, whoever may write the customer
        customers = self.sudo().partner_id
        (customers | others if others else customers)._refresh_next_followups()

    @api.model
    def _open_reasons(self, today: date, customers, *plan) -> int:
        count = super()._open_reasons(today, customers, *plan)
        # sudo: as above
        customers.sudo()._refresh_next_followups()
        return count

    def _hand_over(self, user_ids: Mapping[int, int]):
        result = super()._hand_over(user_ids)
        self._refresh_customers()
        return result

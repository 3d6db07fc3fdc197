from collections.abc import Callable
from datetime import date

from odoo import models


class ResPartner(models.Model):
    """When a customer may be contacted (FUP-12)."""

    _inherit = "res.partner"

    def _get_contact_day_reader(self, company, first: date, last: date) -> Callable:
        """Return a function that tells on which days a customer may be contacted.

        :return: a function of customer and method to a function of a day
        """
        is_working_day = company._get_working_day_check(first, last)
        return lambda customer, method: is_working_day

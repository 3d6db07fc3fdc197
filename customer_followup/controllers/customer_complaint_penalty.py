from odoo import http
from odoo.exceptions import AccessError
from odoo.http import request

from ..models.customer_complaint_penalty_payroll import MOST_EXPORTED
from .customer_register import CustomerRegister

LONGEST_LIST = MOST_EXPORTED * 11
"""Characters: ten digits and a comma for each."""


class CustomerComplaintPenalty(CustomerRegister):
    """Hands the list of penalties out to payroll as a spreadsheet."""

    @http.route(
        "/customer_followup/penalties", type="http", auth="user", methods=["GET"]
    )
    def download_penalties(self, ids: str = "", **_others):
        """Write the penalties and send them; those one may not read are not found."""
        penalties = self._find_penalties(ids)
        if not penalties:
            return request.not_found()
        title = request.env._("Penalties")
        return self._send(penalties, title, "penalties", penalties._iter_rows())

    def _find_penalties(self, numbers: str):
        penalties = request.env["customer.complaint.penalty"]
        if len(numbers) > LONGEST_LIST or not penalties.has_access("read"):
            return penalties
        ids = [int(n) for n in numbers.split(",") if n.isascii() and n.isdigit()]
        companies = request.env.user.company_ids.ids
        penalties = penalties.with_context(allowed_company_ids=companies)
        found = penalties.search([("id", "in", [n for n in ids if n < 2**31])])
        try:
            found._check_keeper()
        except AccessError:
            return penalties
        return found

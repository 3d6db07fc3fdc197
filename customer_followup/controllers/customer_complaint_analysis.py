import json

from odoo import http
from odoo.fields import Domain
from odoo.http import request

from .customer_register import CustomerRegister


class CustomerComplaintAnalysis(CustomerRegister):
    """Hands the analysis of complaints out as a spreadsheet."""

    @http.route(
        "/customer_followup/complaints", type="http", auth="user", methods=["GET"]
    )
    def download_complaints(self, domain: str = "[]"):
        """Write the complaints that the user sees and has searched for, and send it."""
        rows = request.env["customer.complaint.analysis"]
        if not rows.has_access("read"):
            return request.not_found()
        companies = request.env.user.company_ids.ids
        rows = rows.with_context(allowed_company_ids=companies)
        try:
            found = rows.search(Domain(json.loads(domain)))
        except (TypeError, ValueError):
            return request.not_found()
        title = request.env._("Complaints")
        return self._send(found, title, "complaints", found._iter_rows())

from odoo import http
from odoo.http import request

from .customer_register import CustomerRegister


class CustomerFollowupReport(CustomerRegister):
    """Hands return-visit reports out as spreadsheets."""

    @http.route(
        "/customer_followup/visit_report/<int:report_id>",
        type="http",
        auth="user",
        methods=["GET"],
    )
    def download_visit_report(self, report_id: int):
        """Write the report and send it; one that may not be read is not found."""
        report = self._find("customer.followup.report", report_id)
        if not report:
            return request.not_found()
        title = report._get_title()
        return self._send(report, title, f"{report.kind}-report", report._iter_rows())

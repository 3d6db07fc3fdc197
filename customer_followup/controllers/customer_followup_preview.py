from odoo import http
from odoo.http import request

from .customer_register import CustomerRegister


class CustomerFollowupPreview(CustomerRegister):
    """Hands the preview of a rule out as a spreadsheet."""

    @http.route(
        "/customer_followup/preview/<int:preview_id>",
        type="http",
        auth="user",
        methods=["GET"],
    )
    def download_preview(self, preview_id: int):
        """Write who would be due and send it; another user's preview is not found."""
        preview = self._find("customer.followup.rule.preview", preview_id)
        if not preview:
            return request.not_found()
        preview._check_may_use()
        title = request.env._("Preview")
        return self._send(preview, title, "preview", preview._iter_rows())

from werkzeug.utils import send_file

from odoo import fields, http
from odoo.http import Response, request


class CustomerArchive(http.Controller):
    """Hands the archive of customers out as a file."""

    @http.route(
        "/customer_followup/archive/<int:export_id>",
        type="http",
        auth="user",
        methods=["GET"],
    )
    def download(self, export_id: int):
        """Write the archive and send it; another user's dialog is not found."""
        export = request.env["customer.archive.export"].search([("id", "=", export_id)])
        if not export:
            return request.not_found()
        export = export.with_context(allowed_company_ids=export.company_ids.ids)
        return send_file(
            export._create_archive(),
            request.httprequest.environ,
            mimetype="application/zip",
            as_attachment=True,
            download_name=f"archive-{fields.Date.context_today(export)}.zip",
            max_age=0,
            response_class=Response,
        )

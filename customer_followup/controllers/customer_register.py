from tempfile import TemporaryFile

from werkzeug.utils import send_file

from odoo import fields, http
from odoo.http import Response, request

from ..tools.export_right import check_may_export
from ..tools.spreadsheet import write_spreadsheet

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class CustomerRegister(http.Controller):
    """Hands the register, and who moved in it, out as spreadsheets."""

    @http.route(
        "/customer_followup/register/<int:export_id>",
        type="http",
        auth="user",
        methods=["GET"],
    )
    def download_register(self, export_id: int):
        """Write the register and send it; another user's dialog is not found."""
        export = self._find("customer.register.export", export_id)
        if not export:
            return request.not_found()
        title = request.env._("Register")
        return self._send(export, title, "register", export._iter_rows())

    @http.route(
        "/customer_followup/movements/<int:movement_id>",
        type="http",
        auth="user",
        methods=["GET"],
    )
    def download_movements(self, movement_id: int):
        """Write who moved and send it; another user's dialog is not found."""
        movement = self._find("customer.grade.movement", movement_id)
        if not movement:
            return request.not_found()
        title = request.env._("Movements")
        return self._send(movement, title, "movements", movement._iter_moved())

    def _find(self, model: str, dialog_id: int):
        """Return a dialog of the user, as of its own company; none if there is none."""
        dialogs = request.env[model]
        if not dialogs.has_access("read"):
            return dialogs
        companies = request.env.user.company_ids.ids
        dialogs = dialogs.with_context(allowed_company_ids=companies)
        dialog = dialogs.search([("id", "=", dialog_id)])
        return dialog.with_company(dialog.company_id) if dialog else dialog

    def _send(self, dialog, title: str, name: str, rows):
        check_may_export(request.env)
        file = TemporaryFile()  # noqa: SIM115 - closed by whoever sends it
        write_spreadsheet(file, title, dialog._get_headings(), rows)
        file.seek(0)
        return send_file(
            file,
            request.httprequest.environ,
            mimetype=SPREADSHEET,
            as_attachment=True,
            download_name=f"{name}-{fields.Date.context_today(dialog)}.xlsx",
            max_age=0,
            response_class=Response,
        )

from odoo import http
from odoo.exceptions import AccessError
from odoo.http import request

from odoo.addons.helpdesk_mgmt.controllers.main import HelpdeskTicketController

from ..policy.portal_case import LONGEST, clean_text, read_id

MEGABYTE = 1024 * 1024
TYPED = (*LONGEST, "kind", "about", "team", "category")
STATUS_WRONG = 422
STATUS_BUSY = 429


class CustomerCaseForm(HelpdeskTicketController):
    """The form with which customers register cases, and the button that closes one.

    Whatever is typed is answered by the form again, with the message beside the field.
    """

    @http.route()
    def create_new_ticket(self, **kw):
        """Show the empty form."""
        user = request.env.user
        typed = {"complainant": user.name, "phone": user.partner_id.phone or ""}
        return self._render_form(typed, {})

    @http.route(methods=["POST"])
    def submit_ticket(self, **kw):
        """Store a case, and show it (CMP-1)."""
        cases = request.env["helpdesk.ticket"]
        typed = {name: clean_text(kw[name]) for name in TYPED if name in kw}
        if cases._is_portal_busy():
            busy = request.env._(
                "You have registered many cases within an hour. Please wait a little, "
                "or call us. What you have typed is still here."
            )
            return self._render_form(typed, {"form": busy}, STATUS_BUSY)
        files = self._read_files()
        vals, problems = cases._check_portal_form(typed, files)
        if problems:
            return self._render_form(typed, problems, STATUS_WRONG)
        ticket = cases._register_from_portal(vals, files)
        return request.redirect(f"/my/ticket/{ticket.id}")

    @http.route(methods=["POST"])
    def support_ticket_close(self, **kw):
        """Close an own case; what is not closed so, says the page of the case."""
        ticket_id, stage_id = read_id(kw.get("ticket_id")), read_id(kw.get("stage_id"))
        ticket = request.env["helpdesk.ticket"].browse(ticket_id).exists()
        try:
            if not ticket:
                return request.redirect("/my")
            ticket._close_from_portal(stage_id)
        except AccessError:
            return request.redirect("/my")
        return request.redirect(f"/my/ticket/{ticket.id}", 302)

    def _read_files(self) -> list[tuple[str, bytes]]:
        """Return the files of a request, none of them longer than needed to refuse."""
        most = request.env.company.customer_portal_max_mb * MEGABYTE + 1
        uploads = request.httprequest.files.getlist("attachment")
        return [(file.filename, file.read(most)) for file in uploads if file.filename]

    def _render_form(self, typed: dict, problems: dict, status: int = 200):
        cases = request.env["helpdesk.ticket"]
        company = request.env.company
        values = self._get_create_new_ticket_values() | {
            "page_name": "new_case",
            "kinds": cases._fields["customer_case_type"]._description_selection(
                request.env
            ),
            "team_options": [(t.id, t.name) for t in cases._get_portal_teams()],
            "category_options": [
                (c.id, c.complete_name) for c in cases._get_portal_categories()
            ],
            "objects": cases._get_portal_objects(),
            "company": company.sudo(),  # sudo: its settings of the portal
            "longest": LONGEST,
            "typed": typed,
            "problems": problems,
            "has_files": any(
                file.filename
                for file in request.httprequest.files.getlist("attachment")
            ),
        }
        return request.render(
            "customer_followup.portal_case_form", values, status=status
        )

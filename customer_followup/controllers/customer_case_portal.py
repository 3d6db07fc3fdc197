from odoo import http
from odoo.exceptions import AccessError, MissingError
from odoo.http import request

from odoo.addons.helpdesk_mgmt.controllers.myaccount import CustomerPortalHelpdesk
from odoo.addons.portal.controllers.portal import pager as portal_pager

from ..policy.portal_case import LONGEST, clean_text

LARGEST_ID = 2**31 - 1
HISTORY = "my_tickets_history"


class CustomerCasePortal(CustomerPortalHelpdesk):
    """The pages on which customers follow their cases (CMP-6, CMP-9).

    A case of somebody else answers like one that does not exist.
    """

    @http.route()
    def portal_my_tickets(
        self,
        page=1,
        date_begin=None,
        date_end=None,
        sortby=None,
        filterby=None,
        search=None,
        search_in=None,
        groupby=None,
        **kw,
    ):
        """List the own cases; a choice that is not known counts for the first."""
        cases = request.env["helpdesk.ticket"]
        if not cases.has_access("read"):
            return request.redirect("/my")
        chosen = self._read_choice(cases, sortby, filterby, search, search_in)
        domain = cases._get_portal_filters()[chosen["filterby"]]["domain"]
        if chosen["search"]:
            domain &= cases._get_portal_search_domain(
                chosen["search_in"], chosen["search"]
            )
        pager = portal_pager(
            url="/my/tickets",
            url_args=chosen,
            total=cases.search_count(domain),
            page=page,
            step=self._items_per_page,
        )
        tickets = cases.search(
            domain,
            order=cases._get_portal_sortings()[chosen["sortby"]]["order"],
            limit=self._items_per_page,
            offset=max(pager["offset"], 0),
        )
        request.session[HISTORY] = tickets.ids[:100]
        values = self._prepare_list_values(tickets, pager, chosen)
        return request.render("customer_followup.portal_case_list", values)

    def _read_choice(self, cases, sortby, filterby, search, search_in) -> dict:
        """Return how the list is shown; the first of each where it is unknown."""
        return {
            "sortby": sortby if sortby in cases._get_portal_sortings() else "date",
            "filterby": filterby if filterby in cases._get_portal_filters() else "all",
            "search": clean_text(search)[: LONGEST["subject"]],
            "search_in": search_in
            if search_in in cases._get_portal_searches()
            else "all",
        }

    def _prepare_list_values(self, tickets, pager: dict, chosen: dict) -> dict:
        return self._prepare_portal_layout_values() | {
            **chosen,
            "tickets": tickets,
            "words": tickets._get_portal_status_words(),
            "page_name": "ticket",
            "default_url": "/my/tickets",
            "pager": pager,
            "searchbar_sortings": tickets._get_portal_sortings(),
            "searchbar_filters": tickets._get_portal_filters(),
            "searchbar_inputs": tickets._get_portal_searches(),
        }

    @http.route()
    def portal_my_ticket(self, ticket_id, access_token=None, **kw):
        """Show a case to its customer, or to whom a link with its token was sent."""
        ticket = self._find_case(ticket_id, access_token)
        if not ticket:
            return request.redirect("/my")
        return self._render_case(ticket, access_token, **kw)

    @http.route(
        "/my/ticket/<int:ticket_id>/answer",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def answer_case(self, ticket_id, satisfied=None, comment=None, **kw):
        """Take whether the customer is satisfied (CMP-9)."""
        ticket = self._find_case(ticket_id)
        if not ticket or not ticket.with_env(request.env)._is_portal_customer():
            return request.redirect("/my")
        own = ticket.with_env(request.env)
        if problem := own._answer_from_portal(satisfied, comment):
            return self._render_case(
                ticket, None, problem=problem, comment=clean_text(comment), status=422
            )
        return request.redirect(f"/my/ticket/{ticket.id}?thanks={satisfied}")

    def _find_case(self, ticket_id: int, access_token=None):
        """Return a case for superusers, or none if the user may not read it."""
        # sudo: as Odoo answers, whether by the right to read it or by the token
        cases = request.env["helpdesk.ticket"].sudo()
        if not 0 < ticket_id <= LARGEST_ID:
            return cases
        # another one than Odoo makes is none, and comparing it could fail
        token = access_token if access_token and access_token.isascii() else None
        try:
            return self._document_check_access("helpdesk.ticket", ticket_id, token)
        except (AccessError, MissingError):
            return cases

    def _render_case(self, ticket, access_token, *, status=200, **kw):
        values = self._ticket_get_page_view_values(ticket, access_token, **kw)
        own = ticket.with_env(request.env)
        values |= {
            "status": ticket._get_portal_status(),
            # in the language of the reader, not of the superuser
            "words": own._get_portal_status_words(),
            "files": ticket._get_portal_files(),
            "is_customer": own._is_portal_customer(),
            "problem": kw.get("problem"),
            "comment": kw.get("comment") or "",
            "thanks": kw.get("thanks") if kw.get("thanks") in ("yes", "no") else "",
        }
        values["files"].generate_access_token()
        return request.render(
            "customer_followup.portal_case_page", values, status=status
        )

    def _ticket_get_page_view_values(self, ticket, access_token, **kwargs):
        values = super()._ticket_get_page_view_values(ticket, access_token, **kwargs)
        values["closed_stages"] = ticket.with_env(request.env)._get_portal_stages()
        return values

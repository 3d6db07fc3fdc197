from odoo import api, models
from odoo.fields import Domain

SEARCHED = {"number": "number", "name": "name", "description": "description"}


class HelpdeskTicket(models.Model):
    """The customer's list of cases in the portal: filtered, searched and sorted."""

    _inherit = "helpdesk.ticket"

    @api.model
    def _get_portal_sortings(self) -> dict[str, dict]:
        return {
            "date": {
                "label": self.env._("Newest"),
                "order": "create_date desc, id desc",
            },
            "number": {"label": self.env._("Number"), "order": "number, id"},
            "name": {"label": self.env._("Subject"), "order": "name, id"},
            "promised": {
                "label": self.env._("Promised for"),
                "order": "customer_promised_date, id desc",
            },
        }

    @api.model
    def _get_portal_filters(self) -> dict[str, dict]:
        kinds = self._fields["customer_case_type"]._description_selection(self.env)
        return {
            "all": {"label": self.env._("All"), "domain": Domain.TRUE},
            "open": {
                "label": self.env._("Not Closed Yet"),
                "domain": Domain("stage_id.closed", "!=", True),
            },
            "answer": {
                "label": self.env._("Waiting for My Answer"),
                "domain": Domain("id", "in", self._find_waiting_for_answer()),
            },
            "closed": {
                "label": self.env._("Closed"),
                "domain": Domain("stage_id.closed", "=", True),
            },
            **{
                kind: {
                    "label": label,
                    "domain": Domain("customer_case_type", "=", kind),
                }
                for kind, label in kinds
            },
        }

    @api.model
    def _get_portal_searches(self) -> dict[str, dict]:
        return {
            "all": {"input": "all", "label": self.env._("Search in All")},
            "number": {"input": "number", "label": self.env._("Search in Number")},
            "name": {"input": "name", "label": self.env._("Search in Subject")},
            "description": {
                "input": "description",
                "label": self.env._("Search in Text"),
            },
        }

    @api.model
    def _get_portal_search_domain(self, search_in: str, search: str) -> Domain:
        names = [SEARCHED[search_in]] if search_in in SEARCHED else SEARCHED.values()
        return Domain.OR(Domain(name, "ilike", search) for name in names)

    @api.model
    def _find_waiting_for_answer(self) -> list[int]:
        """Return the own cases that are done and not confirmed."""
        customer = self.env.user.partner_id.commercial_partner_id
        # sudo: that a round is carried out is all that the customer gets to know
        rounds = self.env["customer.complaint.round"].sudo()
        done = [("state", "=", "done"), ("partner_id", "=", customer.id)]
        return rounds.search(done).ticket_id.ids

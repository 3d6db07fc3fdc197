from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_amount

from ..tools.briefing import Line, join


class CustomerFollowup(models.Model):
    """What was requested for a visit, and what of it was spent (VIS-7)."""

    _inherit = "customer.followup"

    visit_request_ids = fields.One2many(
        "customer.visit.request", "followup_id", "Preparation Requests", copy=False
    )
    visit_line_ids = fields.One2many(
        "customer.visit.request.line",
        "followup_id",
        "Approved for the Visit",
        domain=[("request_id.state", "=", "approved")],
        copy=False,
    )
    visit_request_warning = fields.Text(
        "Requests Not Decided", compute="_compute_visit_request_warning"
    )

    @api.depends("visit_request_ids.state")
    @api.depends_context("lang")
    def _compute_visit_request_warning(self):
        for followup in self:
            waiting = followup._get_open_visit_requests()
            followup.visit_request_warning = bool(waiting) and self.env._(
                "What was requested for this visit is not decided yet: %(requests)s.",
                requests=", ".join(waiting.mapped("name")),
            )

    def _get_open_visit_requests(self):
        # sudo: whether something is open is known to whoever sees the visit
        requests = self.sudo().visit_request_ids
        return requests.filtered(lambda r: r.state in ("draft", "submitted"))

    @api.ondelete(at_uninstall=False)
    def _unlink_only_without_requests(self):
        # sudo: requests of colleagues
        if self.sudo().visit_request_ids:
            raise UserError(
                self.env._(
                    "Something was requested for this visit, so it cannot be deleted. "
                    "Cancel it instead."
                )
            )

    def action_request_preparation(self):
        """Ask for what the visit needs: items, costs, gifts, entertainment (VIS-7).

        :raise AccessError: the visit is not the user's to write
        """
        self.ensure_one()
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Preparation Request"),
            "res_model": "customer.visit.request",
            "views": [(False, "form")],
            "context": {"default_followup_id": self.id},
        }

    def action_record(self, vals: dict | None = None):
        result = super().action_record(vals)
        for followup in self.filtered(lambda f: f._get_open_visit_requests()):
            followup._message_log(body=followup.visit_request_warning)
        return result

    def _transition(self, action: str, vals: dict | None = None):
        result = super()._transition(action, vals)
        if action == "cancel":
            # sudo: requests of colleagues, see there
            self.sudo().visit_request_ids._cancel_with_visit()
        return result

    @api.model
    def _get_briefing_sections(self) -> dict[str, str]:
        sections = super()._get_briefing_sections()
        purpose = {"purpose": sections.pop("purpose")}
        return purpose | {"requests": self.env._("To Carry, Spend and Give")} | sections

    def _brief_requests(self) -> list[Line] | None:
        """Return what was approved for the visit, and what is not decided yet."""
        if not self._can_brief("customer.visit.request.line"):
            return None
        lines = self.env["customer.visit.request.line"].search(
            [
                ("followup_id", "=", self.id),
                ("request_id.state", "in", ("submitted", "approved")),
            ],
            order="id",
        )
        return [self._brief_request_line(line) for line in lines]

    @api.model
    def _brief_request_line(self, line) -> Line:
        is_waiting = line.request_state == "submitted"
        amount = line.amount and format_amount(self.env, line.amount, line.currency_id)
        return Line(
            line.description,
            detail=join(
                self._brief_field(line, "kind"),
                line.kind == "item" and f"{line.quantity:g}",
                line.recipient_id.name,
                is_waiting and self.env._("not approved yet"),
            ),
            value=amount or "",
            is_urgent=is_waiting,
        )

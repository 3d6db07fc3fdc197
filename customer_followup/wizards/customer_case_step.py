from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.helpdesk_ticket_validity import RULED, VALIDITY

CASE = "helpdesk.ticket"
ROUND = "customer.complaint.round"


class CustomerCaseStep(models.TransientModel):
    """Asks for the words that a step of a case, or of a round, needs.

    Opened by the buttons of both; ends with the step.
    """

    _name = "customer.case.step"
    _description = "Step of a Case"

    ticket_id = fields.Many2one(
        CASE,
        "Case",
        ondelete="cascade",
        default=lambda self: self._get_active(CASE),
    )
    round_id = fields.Many2one(
        ROUND,
        ondelete="cascade",
        default=lambda self: self._get_active(ROUND),
    )
    action = fields.Selection(
        [
            ("rule", "Decide Validity"),
            ("reopen", "Reopen the Decision"),
            ("close", "Close the Case"),
            ("cancel", "Cancel the Complaint"),
            ("sign", "Sign the Report"),
            ("carry_out", "Carried Out"),
            ("satisfied", "Customer Satisfied"),
            ("unsatisfied", "Not Satisfied"),
        ],
        required=True,
    )
    validity = fields.Selection(
        [(key, label) for key, label in VALIDITY if key in RULED], "Complaint Validity"
    )
    comment = fields.Text()

    @api.model
    def _get_active(self, model: str):
        context = self.env.context
        return context.get("active_model") == model and context.get("active_id")

    def action_confirm(self):
        """Carry the step out; the case, or the round, checks who may.

        :raise UserError: it was opened from somewhere else
        """
        self.ensure_one()
        is_of_round = self.action in ("carry_out", "satisfied", "unsatisfied")
        document = self.round_id if is_of_round else self.ticket_id
        if not document:
            raise UserError(self.env._("Open the complaint and use its buttons."))
        return getattr(self, f"_apply_{self.action}")() or {
            "type": "ir.actions.act_window_close"
        }

    def _apply_rule(self):
        if not self.validity:
            raise UserError(self.env._("Is the complaint valid? Choose one."))
        self.ticket_id.action_set_validity(self.validity, self.comment)
        if self.validity == "invalid":
            return self.ticket_id.action_write_answer()
        return None

    def _apply_reopen(self):
        self.ticket_id.action_set_validity("pending", self.comment)

    def _apply_close(self):
        self.ticket_id.action_close_unjustified(self.comment)

    def _apply_cancel(self):
        return self.ticket_id.action_request_cancellation(self.comment)

    def _apply_sign(self):
        self.ticket_id.action_sign_report(self.comment)

    def _apply_carry_out(self):
        self.round_id.action_carry_out(self.comment)

    def _apply_satisfied(self):
        self.round_id.action_close(True, self.comment)

    def _apply_unsatisfied(self):
        self.round_id.action_close(False, self.comment)

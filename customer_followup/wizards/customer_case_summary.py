from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.customer_visit_request_line_input import is_id

CASE = "helpdesk.ticket"


class CustomerCaseSummary(models.TransientModel):
    """Asks what is learnt from a complaint.

    Opened by the button of the complaint, with what is written already; ends with it.
    """

    _name = "customer.case.summary"
    _description = "Summary of a Complaint"

    ticket_id = fields.Many2one(CASE, "Complaint", ondelete="cascade")
    lesson = fields.Text()
    improvement = fields.Text()
    prevention = fields.Text()

    @api.model
    def default_get(self, fields):
        defaults = super().default_get(fields)
        context = self.env.context
        id_ = context.get("active_model") == CASE and context.get("active_id")
        cases = self.env[CASE]
        case = cases.search([("id", "=", id_)]) if is_id(id_) else cases
        if case:
            defaults["ticket_id"] = case.id
            for name in ("lesson", "improvement", "prevention"):
                defaults[name] = case[f"customer_{name}"]
        return defaults

    def action_confirm(self):
        """Write it down; the complaint checks who may.

        :raise UserError: it was opened from somewhere else
        """
        self.ensure_one()
        if not self.ticket_id:
            raise UserError(self.env._("Open the complaint and use its buttons."))
        self.ticket_id.action_write_summary(
            self.lesson, self.improvement, self.prevention
        )
        return {"type": "ir.actions.act_window_close"}

from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmLeadQuestion(models.TransientModel):
    """Asks for what one cannot answer an enquirer, and says who will be asked."""

    _name = "crm.lead.question"
    _description = "Question for the Superior"

    lead_id = fields.Many2one("crm.lead", "Enquiry", required=True, ondelete="cascade")
    superior_name = fields.Char("Goes To", compute="_compute_superior_name")
    question = fields.Text()

    @api.depends("lead_id")
    def _compute_superior_name(self):
        for dialog in self:
            dialog.superior_name = dialog.lead_id._find_superior().name

    def action_confirm(self):
        """Give the question to the superior."""
        self.ensure_one()
        self.lead_id.check_access("write")
        if not (self.question or "").strip():
            raise UserError(self.env._("Write what the enquirer wants to know."))
        self.lead_id._ask_superior(self.question)
        return {"type": "ir.actions.act_window_close"}

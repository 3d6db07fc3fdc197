from odoo import fields, models


class CustomerFollowupStep(models.TransientModel):
    """Asks for a question about a record, and shows the link to sign it."""

    _inherit = "customer.followup.step"

    action = fields.Selection(
        selection_add=[("ask_back", "Ask back"), ("link", "Signature link")],
        ondelete={"ask_back": "cascade", "link": "cascade"},
    )
    url = fields.Char("Link", readonly=True)

    def action_confirm(self):
        self.ensure_one()
        if self.action not in ("ask_back", "link"):
            return super().action_confirm()
        if self.action == "ask_back":
            self._check_followups()
            self.followup_ids.action_ask_back(self.comment)
        return {"type": "ir.actions.act_window_close"}

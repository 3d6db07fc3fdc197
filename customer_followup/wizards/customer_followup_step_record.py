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
        if self.action == "link":  # it is shown, and nothing is to be done
            return {"type": "ir.actions.act_window_close"}
        return super().action_confirm()

    def _apply_ask_back(self):
        self.followup_ids.action_ask_back(self.comment)

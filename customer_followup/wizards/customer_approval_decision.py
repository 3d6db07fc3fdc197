from odoo import api, fields, models
from odoo.exceptions import UserError


class CustomerApprovalDecision(models.TransientModel):
    """Asks for the words that a decision about a document needs.

    Opened by the buttons Refuse, Ask Back, Cancel and Sign with Comment of the
    document; ends with the decision.
    """

    _name = "customer.approval.decision"
    _description = "Decision"

    res_model = fields.Char(
        required=True, default=lambda self: self.env.context.get("active_model")
    )
    res_id = fields.Many2oneReference(
        model_field="res_model",
        required=True,
        default=lambda self: self.env.context.get("active_id"),
    )
    decision = fields.Selection(
        [
            ("approve", "Sign"),
            ("refuse", "Refuse"),
            ("ask_back", "Ask Back"),
            ("cancel", "Cancel"),
        ],
        required=True,
    )
    comment = fields.Text()

    def action_confirm(self):
        """Decide; the document checks who may.

        :raise UserError: the document does not exist, or refuses the decision
        """
        self.ensure_one()
        if self.res_model not in self._get_decision_models():
            raise UserError(self.env._("Open the document and decide there."))
        document = self.env[self.res_model].browse(self.res_id).exists()
        if not document:
            raise UserError(self.env._("The document does not exist any more."))
        getattr(document, f"action_{self.decision}")(self.comment)
        return {"type": "ir.actions.act_window_close"}

    @api.model
    def _get_decision_models(self) -> set[str]:
        """Return the models whose documents are decided in this dialog."""
        return set(self.env["customer.approval.mixin"]._get_document_models())

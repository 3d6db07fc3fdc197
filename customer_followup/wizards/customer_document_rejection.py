from odoo import fields, models


class CustomerDocumentRejection(models.TransientModel):
    """Asks why a document is rejected.

    Opened by the button Reject of documents; ends with the rejection.
    """

    _name = "customer.document.rejection"
    _description = "Rejection of Documents"

    document_ids = fields.Many2many(
        "customer.document",
        default=lambda self: self._get_active_documents(),
        required=True,
    )
    reason = fields.Text(required=True)

    def _get_active_documents(self):
        context = self.env.context
        if context.get("active_model") != "customer.document":
            return self.env["customer.document"]
        return self.env["customer.document"].browse(context.get("active_ids", []))

    def action_confirm(self):
        """Reject the documents; they check who may.

        :raise UserError: a document refuses it
        """
        self.ensure_one()
        self.document_ids.action_reject(self.reason)
        return {"type": "ir.actions.act_window_close"}

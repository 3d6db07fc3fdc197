from odoo import api, fields, models


class CustomerDeadlinePolicy(models.Model):
    """Which kind of document a promise is about, as a service manager chooses it.

    A list of two or three, as service managers may not search Odoo's list of models.
    """

    _inherit = "customer.deadline.policy"

    document = fields.Selection(
        "_selection_documents",
        "Kind of Document",
        compute="_compute_document",
        readonly=False,
    )

    @api.model
    def _selection_documents(self) -> list[tuple[str, str]]:
        # sudo: see above
        Model = self.env["ir.model"].sudo()
        found = Model.search(self._get_model_domain(), order="id")
        return [(model.model, model.name) for model in found]

    @api.depends("model_id")
    def _compute_document(self):
        for policy in self:
            policy.document = policy.model

    @api.onchange("document")
    def _onchange_document(self):
        if self.document != self.model:
            # sudo: see above
            Model = self.env["ir.model"].sudo()
            self.model_id = Model._get(self.document) if self.document else False

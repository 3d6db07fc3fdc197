from odoo import api, models


class CustomerApprovalDecision(models.TransientModel):
    """Asks what has to change in a return-visit report, too."""

    _inherit = "customer.approval.decision"

    @api.model
    def _get_decision_models(self) -> set[str]:
        return super()._get_decision_models() | {"customer.followup.report"}

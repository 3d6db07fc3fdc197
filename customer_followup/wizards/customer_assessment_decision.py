from odoo import fields, models


class CustomerAssessmentDecision(models.TransientModel):
    """Asks for the words that a decision about an assessment needs.

    Opened by the buttons Decide Otherwise, Ask Back, Leave the Grade and Cancel of
    the assessment; ends with the decision.
    """

    _name = "customer.assessment.decision"
    _description = "Decision About an Assessment"

    assessment_id = fields.Many2one(
        "customer.assessment",
        required=True,
        ondelete="cascade",
        default=lambda self: self._get_active_assessment(),
    )
    decision = fields.Selection(
        [
            ("decide", "Decide Otherwise"),
            ("ask_back", "Ask Back"),
            ("refuse", "Leave the Grade"),
            ("cancel", "Cancel"),
        ],
        required=True,
    )
    scheme_id = fields.Many2one(related="assessment_id.scheme_id")
    proposed_grade_id = fields.Many2one(related="assessment_id.proposed_grade_id")
    grade_id = fields.Many2one(
        "customer.grade", domain="[('scheme_id', '=', scheme_id)]"
    )
    comment = fields.Text("Reason")

    def _get_active_assessment(self):
        context = self.env.context
        if context.get("active_model") != "customer.assessment":
            return self.env["customer.assessment"]
        return self.env["customer.assessment"].browse(context.get("active_id"))

    def action_confirm(self):
        """Decide; the assessment checks who may.

        :raise UserError: the assessment refuses it
        """
        self.ensure_one()
        arguments = [self.comment]
        if self.decision == "decide":
            arguments.insert(0, self.grade_id.id)
        getattr(self.assessment_id, f"action_{self.decision}")(*arguments)
        return {"type": "ir.actions.act_window_close"}

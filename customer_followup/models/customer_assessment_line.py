from odoo import fields, models


class CustomerAssessmentLine(models.Model):
    """One criterion of an assessment: the fact, the target, the gap, the points.

    Written with its assessment by the run, and by nobody else; it ends with it.
    """

    _name = "customer.assessment.line"
    _description = "Line of an Assessment"
    _order = "assessment_id, id"
    _log_access = False  # the assessment says who and when

    assessment_id = fields.Many2one(
        "customer.assessment", required=True, index=True, ondelete="cascade"
    )
    criterion_id = fields.Many2one(
        "customer.grading.criterion", required=True, ondelete="restrict"
    )
    unit = fields.Char(related="criterion_id.unit")
    weight = fields.Integer(related="criterion_id.weight", aggregator=False)
    value = fields.Float(digits=(16, 2), aggregator="avg")
    target = fields.Float(digits=(16, 2), aggregator=False)
    gap = fields.Float("Missing to the Target", digits=(16, 2), aggregator="avg")
    score = fields.Integer("Points", aggregator="avg")
    # as the columns hold 0 for what is not there
    has_value = fields.Boolean()
    has_target = fields.Boolean()

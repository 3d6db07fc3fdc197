from odoo import fields, models

from .survey_question import ACTIONS


class CustomerFollowupAnswer(models.Model):
    """What a customer answered to a question of a script, word for word.

    Kept when the script is finished and never changed: whoever rewords or deletes the
    question later changes no record. It ends with its follow-up.
    """

    _name = "customer.followup.answer"
    _description = "Answer to a Script"
    _inherit = ["customer.transition.mixin"]
    _customer_is_evidence = True
    _order = "answered_at desc, sequence, id"
    _rec_name = "question"

    followup_id = fields.Many2one(
        "customer.followup",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users", "Asked By", required=True, readonly=True, ondelete="restrict"
    )
    answered_at = fields.Datetime("Answered On", required=True, readonly=True)
    sequence = fields.Integer(readonly=True)
    script = fields.Char(required=True, readonly=True)
    question = fields.Char(required=True, readonly=True)
    answer = fields.Text(required=True, readonly=True)
    action = fields.Selection(ACTIONS, "Effect", readonly=True)

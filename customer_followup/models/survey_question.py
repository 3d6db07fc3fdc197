from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .customer_followup import SATISFACTION
from .survey_survey import SCRIPT

ACTIONS = [
    ("satisfaction", "Set the satisfaction"),
    ("issue", "Open an issue"),
    ("complaint", "Open a complaint"),
    ("another_time", "Ask another time"),
    ("visit", "Plan an on-site visit"),
    ("promise", "Note a promise"),
    ("opinion", "Note an opinion"),
    ("suggestion", "Note a suggestion"),
]


class SurveyQuestion(models.Model):
    _inherit = "survey.question"

    customer_survey_type = fields.Selection(
        related="survey_id.survey_type", string="Type of Its Survey"
    )

    def _validate_date(self, answer):
        return super()._validate_date(answer) or self._check_day_to_come(answer)

    def _check_day_to_come(self, answer) -> dict[int, str]:
        """Return what is wrong with the day that a contact shall move to, if it is."""
        moves = {"another_time", "visit"} & set(
            self.triggering_answer_ids.mapped("customer_action")
        )
        today = fields.Date.context_today(self)
        is_day = moves and self.question_type == "date"
        if is_day and fields.Date.to_date(answer) < today:
            return {self.id: self.env._("Choose today or a later day.")}
        return {}


class SurveyQuestionAnswer(models.Model):
    """What choosing an answer of a script does, once the script is finished."""

    _inherit = "survey.question.answer"

    customer_action = fields.Selection(
        ACTIONS,
        "Then",
        help="What is done when the script is finished, with the customer's words: "
        "the comment, and what is written under the questions that this answer opens.",
    )
    customer_satisfaction = fields.Selection(SATISFACTION, "Satisfaction")
    customer_days = fields.Integer(
        "Within Days",
        default=7,
        help="Another time, or the visit on site, is so many days later if no "
        "question that this answer opens asks for a day.",
    )

    _customer_days_within_ten_years = models.Constraint(
        "CHECK (customer_days BETWEEN 0 AND 3650)",
        "Within Days: 0 to 3650 days, neither fewer nor more.",
    )

    @api.constrains("customer_action", "customer_satisfaction")
    def _check_customer_satisfaction(self):
        for answer in self:
            is_missing = not answer.customer_satisfaction
            if answer.customer_action == "satisfaction" and is_missing:
                raise ValidationError(
                    self.env._(
                        "Answer %(answer)s sets the satisfaction: say to what, under "
                        "Satisfaction.",
                        answer=answer.value,
                    )
                )

    def _is_of_script(self, question) -> bool:
        """Is it an answer to this question of a script?

        The browser says which answer was chosen, and could say any.
        """
        return self.question_id == question and (
            question.survey_id.survey_type == SCRIPT
        )

from odoo import api, fields, models
from odoo.exceptions import ValidationError

SCRIPT = "customer_script"


class SurveySurvey(models.Model):
    """A script that leads through a talk with a customer (VIS-5).

    A service manager writes it; rules and follow-ups name it, and it ends when it is
    archived. Only a follow-up opens it: see ``survey.user_input``.
    """

    _inherit = "survey.survey"

    survey_type = fields.Selection(
        selection_add=[(SCRIPT, "Follow-up Script")],
        ondelete={SCRIPT: "set default"},
    )

    @api.depends("survey_type")
    @api.depends_context("uid")
    def _compute_allowed_survey_types(self):
        result = super()._compute_allowed_survey_types()
        if self.env.user.has_group("customer_followup.group_service_manager"):
            for survey in self:
                survey.allowed_survey_types = [
                    *(survey.allowed_survey_types or []),
                    SCRIPT,
                ]
        return result

    def _compute_survey_statistic(self):
        # sudo: how often a script was gone through is no secret
        scripts = self.filtered(lambda survey: survey.survey_type == SCRIPT).sudo()
        result = super(SurveySurvey, scripts)._compute_survey_statistic()
        if others := self - scripts:  # of none, Odoo would ask for rights on answers
            super(SurveySurvey, others)._compute_survey_statistic()
        return result

    def _check_is_script(self):
        """Refuse what is a survey of another kind.

        :raise ValidationError: names it
        """
        # sudo: of what kind it is, is no secret
        for survey in self.sudo():
            if survey.survey_type != SCRIPT:
                raise ValidationError(
                    self.env._(
                        "%(survey)s is no script. Choose one of those under "
                        "Configuration > Policies > Scripts.",
                        survey=survey.title,
                    )
                )

    def _get_next_page_or_question(
        self, user_input, page_or_question_id, go_back=False
    ):
        """Ask at the end what was left out, as with two open windows, or on the way."""
        found = super()._get_next_page_or_question(
            user_input, page_or_question_id, go_back=go_back
        )
        is_end = not found and not go_back and page_or_question_id
        if is_end and user_input.customer_followup_id:
            missing = user_input._get_missing_questions()[:1]
            by_section = self.questions_layout == "page_per_section"
            return missing.page_id if by_section else missing
        return found

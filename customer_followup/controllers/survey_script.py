from odoo import http
from odoo.http import request

from odoo.addons.survey.controllers.main import Survey

from ..models.survey_survey import SCRIPT


class SurveyScript(Survey):
    """Lets staff go through the scripts of their own follow-ups, and nobody else.

    Odoo lets whoever has the address answer a survey, as the customer does; a script
    is answered by who talks to the customer.
    """

    def _check_validity(
        self,
        survey_sudo,
        answer_sudo,
        answer_token,
        ensure_token=True,
        check_partner=True,
    ):
        is_script = survey_sudo.survey_type == SCRIPT
        followup = answer_sudo.customer_followup_id
        validity = super()._check_validity(
            survey_sudo,
            answer_sudo,
            answer_token,
            ensure_token=ensure_token,
            # the partner is the customer, and never who is logged in
            check_partner=check_partner and not followup,
        )
        if validity is True and followup:
            return self._check_script(answer_sudo, followup)
        if validity is True and is_script and not answer_sudo.test_entry:
            return "token_wrong" if answer_sudo else "token_required"
        return validity

    def _check_script(self, run, followup):
        """Return ``True`` if the user may answer, or else the key of what is wrong."""
        own = self._as_reader(followup)
        if run.state == "done":
            return own.has_access("read") or "token_wrong"
        if not own.has_access("write") or run != followup.survey_input_id:
            return "token_wrong"
        return own.is_open or "answer_deadline"

    def _as_reader(self, followup):
        """Return the follow-up with the rights of who is logged in."""
        user = request.env.user
        companies = user.company_ids.ids
        return followup.with_user(user).with_context(allowed_company_ids=companies)

    def _describe_end(self, run) -> str | None:
        """Return why an answer comes too late, for who may read the follow-up."""
        followup = self._as_reader(run.customer_followup_id)
        if not followup or not followup.has_access("read"):
            return None
        # another window has done it, the record, or who began anew
        if run.state == "done":
            why = run.env._("The script is finished already, in another window.")
        elif run != followup.survey_input_id:
            why = run.env._("The script was started once more in another window.")
        elif not followup.is_open:
            why = run.env._("The contact was recorded or cancelled meanwhile.")
        else:
            return None
        kept = run.env._(
            "This answer is not saved. Copy it, and go back to %(name)s.",
            name=followup.name,
        )
        return f"{why} {kept}"

    @http.route()
    def survey_submit(self, survey_token, answer_token, **post):
        """Ask for an answer where it is due, and not after the last question.

        Odoo asks at the end for what is missing if one may go back, and forgets the
        questions that hang on it.
        """
        access = self._get_access_data(survey_token, answer_token)
        run = access["answer_sudo"]
        if ended := self._describe_end(run):
            # under the question: Odoo's own refusal takes the words off the screen
            question = str(post.get("question_id"))
            return {}, {"error": "validation", "fields": {question: ended}}
        is_script = access["validity_code"] is True and run.customer_followup_id
        if is_script and "previous_page_id" not in post:
            missing = self._find_missing(run, post)
            if missing:
                return {}, {"error": "validation", "fields": missing}
        return super().survey_submit(survey_token, answer_token, **post)

    def _find_missing(self, run, post: dict) -> dict[int, str]:
        """Return the question on the screen if it needs an answer and has none."""
        if run.survey_id.questions_layout != "page_per_question":
            return {}
        questions, _id = run.survey_id._get_survey_questions(
            answer=run, question_id=post.get("question_id")
        )
        empty = run.env._("This question requires an answer.")
        return {
            question.id: question.constr_error_msg or empty
            for question in questions - run._get_inactive_conditional_questions()
            if question.constr_mandatory and not post.get(str(question.id))
        }

from odoo import fields, models
from odoo.tools import SQL, format_date, format_datetime

from ..policy.script import Given

TEXTS = ("char_box", "text_box")


class SurveyUserInput(models.Model):
    """One way through a script, while somebody talks with the customer.

    Made by *Start Script* on a follow-up; it ends when the last question is answered.
    What came of it is kept on the follow-up then; nothing depends on it any more.
    """

    _inherit = "survey.user_input"

    customer_followup_id = fields.Many2one(
        "customer.followup",
        "Follow-up",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="cascade",
    )

    def _save_lines(self, question, answer, comment=None, overwrite_existing=True):
        if self.customer_followup_id:
            self._wait_for_other_windows()
        return super()._save_lines(question, answer, comment, overwrite_existing)

    def _mark_done(self):
        """Do what the answers ask for: once, and in the same transaction."""
        scripts = self.filtered("customer_followup_id")
        scripts._wait_for_other_windows()
        unfinished = self.filtered(lambda run: run.state != "done")
        (unfinished & scripts)._clear_inactive_conditional_answers()
        result = super(SurveyUserInput, unfinished)._mark_done()
        for run in unfinished & scripts:
            run.customer_followup_id._finish_script(run)
        return result

    def _clear_inactive_conditional_answers(self):
        """Drop the answers of branches that were left again, however deep.

        One pass drops what hangs on the answer that was changed, and not what hangs
        on what was dropped.
        """
        result = super()._clear_inactive_conditional_answers()
        for run in self.filtered("customer_followup_id"):
            while run.user_input_line_ids.question_id & (
                run._get_inactive_conditional_questions()
            ):
                super(SurveyUserInput, run)._clear_inactive_conditional_answers()
        return result

    def _wait_for_other_windows(self):
        """Let one window after the other save its answers.

        Waits, where ``lock_for_update`` refuses: what the customer says is not lost.
        Odoo repeats the request if the other one changed something.
        """
        self.env.cr.execute(
            SQL(
                "SELECT id FROM survey_user_input WHERE id = ANY(%s) FOR UPDATE",
                self.ids,
            )
        )

    def _get_missing_questions(self):
        """Return the mandatory questions that apply and have no answer."""
        shown = self.survey_id._get_pages_or_questions(self)
        questions = shown | shown.question_ids
        answered = self.user_input_line_ids.filtered(lambda line: not line.skipped)
        inactive = self._get_inactive_conditional_questions()
        return (questions - answered.question_id - inactive).filtered(
            lambda question: question.constr_mandatory and not question.is_page
        )

    def _get_given(self) -> list[Given]:
        """Return the answers that do something, with the customer's words."""
        lines = self._get_answered_lines()
        return [
            Given(
                answer.customer_action,
                lines._get_words_about(line),
                answer.customer_satisfaction or "",
                answer.customer_days,
                lines._get_day_after(answer),
            )
            for line in lines
            if (answer := line.suggested_answer_id).customer_action
            and answer._is_of_script(line.question_id)
        ]

    def _get_answered_lines(self):
        return self.user_input_line_ids.filtered(lambda line: not line.skipped).sorted(
            lambda line: (line.question_id.sequence, line.question_id.id, line.id)
        )


class SurveyUserInputLine(models.Model):
    _inherit = "survey.user_input.line"

    def _get_words_about(self, line) -> str:
        """Return what was said about an answer, among all answers.

        The comment beside it, and what is written under the questions it opens; the
        answer itself if there is nothing.
        """
        told = self.filtered(
            lambda other: (
                other.answer_type in TEXTS
                and (
                    other.question_id == line.question_id
                    or line.suggested_answer_id
                    in other.question_id.triggering_answer_ids
                )
            )
        )
        words = [other._get_answer_value().strip() for other in told]
        answer = line.suggested_answer_id.value or ""
        return "\n".join(words) or f"{line.question_id.title} {answer}".strip()

    def _get_day_after(self, answer):
        """Return the day that a question asked for which an answer opens."""
        dates = self.filtered(
            lambda line: (
                line.answer_type == "date"
                and answer in line.question_id.triggering_answer_ids
            )
        )
        return dates[:1].value_date or None

    def _describe_answer(self) -> str:
        """Return the answer as it was given, in words."""
        if self.answer_type == "date":
            return format_date(self.env, self.value_date)
        if self.answer_type == "datetime":
            return format_datetime(self.env, self.value_datetime)
        value = str(self._get_answer_value())
        row = self.matrix_row_id.value
        return f"{row}: {value}" if row else value

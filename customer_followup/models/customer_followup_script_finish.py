from odoo import fields, models

from ..policy.script import Effects, find_effects
from .customer_followup_case import CASE_TYPE_OF_RESULT

RESULT_OF_CASE = {case: result for result, case in CASE_TYPE_OF_RESULT.items()}


class CustomerFollowup(models.Model):
    """What a script leaves behind when it is finished: its answers act."""

    _inherit = "customer.followup"

    def _finish_script(self, run):
        """Keep the answers, and do what they ask for, as who asked the questions.

        :param run: the way through the script that was just finished
        """
        # not sudo: what follows is done with the rights of who talked
        self = self.sudo(False).with_context(allowed_company_ids=self.company_id.ids)
        self.check_access("write")
        self._lock()
        self._keep_answers(run)
        self.message_post(
            body=self.env._(
                "Went through the script %(script)s with %(contact)s.",
                script=run.survey_id.title,
                contact=self.contact_id.name,
            )
        )
        today = fields.Date.context_today(self)
        self._apply_effects(find_effects(run._get_given(), today))

    def _keep_answers(self, run):
        lines = run.with_context(lang=run.lang_id.code or self.env.user.lang)
        vals_list = [
            {
                "followup_id": self.id,
                "company_id": self.company_id.id,
                "user_id": self.env.uid,
                "answered_at": fields.Datetime.now(),
                "sequence": number,
                "script": run.survey_id.title,
                "question": line.question_id.title,
                "answer": line._describe_answer(),
                "action": line.suggested_answer_id.customer_action,
            }
            for number, line in enumerate(lines._get_answered_lines(), start=1)
        ]
        # sudo: nobody writes answers, they are kept
        self.env["customer.followup.answer"].sudo()._in_transition().create(vals_list)

    def _apply_effects(self, effects: Effects):
        self._write_effects(effects)
        for case_type, words in effects.cases:
            self._open_case(case_type, words)
        for words in effects.promises:
            self._note_promise(words)
        for day, words in effects.visits:
            self._plan_next("on_site", words, day)
        is_agreed = self.state in ("planned", "scheduled")
        if effects.next_time and is_agreed:
            self.action_postpone(*effects.next_time)
        elif effects.next_time:
            day, words = effects.next_time
            self._plan_next(self.method, words, day)
        elif is_agreed:
            self.action_contact()

    def _write_effects(self, effects: Effects):
        """Write on the record what the answers say; what is there already stays."""
        words = [effects.opinion, *(words for _case_type, words in effects.cases)]
        vals = {
            "customer_opinion": self._add_lines(
                self.customer_opinion, list(dict.fromkeys(words))
            ),
            "suggestion": self._add_lines(self.suggestion, [effects.suggestion]),
        }
        if effects.satisfaction:
            vals["satisfaction"] = effects.satisfaction
        if effects.cases and self.result != "complaint":
            vals["result"] = RESULT_OF_CASE[effects.cases[0][0]]
        self.write({name: vals[name] for name in vals if vals[name] != self[name]})

    def _add_lines(self, text: str | None, lines: list[str]) -> str | None:
        new = [line for line in lines if line and line not in (text or "")]
        return "\n".join(filter(None, [text, *new])) or text

"""What stays of a script on the record, and how a script gets onto a follow-up."""

from datetime import date

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import FollowupCase
from .script_common import ScriptCase


@tagged("post_install", "-at_install")
class TestScriptRecord(ScriptCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        # what the translations do: this test is about the language of the record
        question = cls.env.ref("customer_followup.survey_question_regular_satisfied")
        question.with_context(lang="zh_CN").title = "是否满意"

    def test_record_does_not_change_with_the_script(self):
        """SCR-1: reworded or deleted, the record says what was asked and answered."""
        self.finish(self.start())
        kept = self.get_answers()
        self.assertIn(("Is now convenient?", "Yes, go ahead"), kept)
        satisfied = self.env.ref("customer_followup.survey_question_regular_satisfied")
        satisfied.title = "Are you happy?"
        satisfied.suggested_answer_ids.value = "Perhaps"
        self.env.ref("customer_followup.survey_question_regular_convenient").unlink()
        self.env.invalidate_all()
        self.assertEqual(self.get_answers(), kept)
        self.env["customer.followup.rule"].search([]).survey_id = False
        rules = self.env["customer.followup.rule"].with_context(active_test=False)
        rules.search([]).survey_id = False
        # first, as PostgreSQL looks once more at what this transaction has written
        self.regular.user_input_ids.unlink()
        self.regular.unlink()
        self.env.invalidate_all()
        self.assertEqual(self.get_answers(), kept)
        self.assertFalse(self.followup.survey_input_id)

    def test_record_is_kept_in_the_language_of_the_talk(self):
        """SCR-1: asked in Chinese, read in Chinese, and nobody writes it."""
        self.specialist.lang = "zh_CN"
        run = self.start()
        self.assertEqual(run.lang_id.code, "zh_CN")
        self.finish(run)
        self.assertIn("是否满意", self.followup.answer_ids.mapped("question"))
        answers = self.followup.answer_ids
        for user in (self.specialist, self.manager):
            with self.assertRaises(UserError):
                answers.with_user(user).write({"answer": "Never said"})
            with self.assertRaises(UserError):
                answers.with_user(user).unlink()
        with self.refused("answered the script"):
            self.followup.unlink()

    def test_answers_are_printed_as_text(self):
        """SCR-1: the print shows words with tags and a formula as they were said."""
        words = "<b>=1+1</b>"
        suggestion = [("suggest", ("yes",)), ("suggestion", words)]
        self.finish(self.start(), before=suggestion)
        html, _type = self.env["ir.actions.report"]._render_qweb_html(
            "customer_followup.customer_followup_answers_report", self.followup.ids
        )
        self.assertIn("&lt;b&gt;=1+1&lt;/b&gt;", html.decode())


@tagged("post_install", "-at_install")
class TestScriptOfRule(FollowupCase):
    def test_job_takes_the_script_over(self):
        """VIS-5: from the rule to what the job opens, and to what is joined."""
        scripts = self.env["survey.survey"].search(
            [("survey_type", "=", "customer_script")], limit=1
        )
        self.create_rule("order_lapse", survey_id=scripts.id)
        other = self.create_customer("Red Mill")
        joined = self.create_followup(other, date_planned="2026-03-03")
        for customer in (self.customer, other):
            self.create_order(customer, date(2026, 1, 5))
        self.run_job()
        self.assertEqual(self.get_followups().survey_id, scripts)
        self.assertEqual(self.get_followups(other), joined)
        self.assertEqual(joined.survey_id, scripts)

    def test_shipped_rules_have_their_scripts(self):
        """SCR-1, SCR-2: lapsed customers are asked why, all others how satisfied."""
        data = self.env["ir.model.data"].search(
            [
                ("module", "=", "customer_followup"),
                ("model", "=", "customer.followup.rule"),
            ]
        )
        rules = self.env["customer.followup.rule"].browse(data.mapped("res_id"))
        lapsed = self.env.ref("customer_followup.survey_lapsed")
        for rule in rules:
            with self.subTest(rule.name):
                is_lapse = rule.trigger == "order_lapse"
                self.assertTrue(rule.survey_id)
                self.assertEqual(rule.survey_id == lapsed, is_lapse)

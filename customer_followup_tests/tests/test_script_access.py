"""Who may go through which script, and what is refused."""

from uuid import uuid4

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .script_common import ScriptCase


@tagged("post_install", "-at_install")
class TestScriptAccess(ScriptCase):
    def open(self, run, token=None):
        return self.url_open(
            f"/survey/{run.survey_id.access_token}/{token or run.access_token}"
        ).text

    def assert_shut(self, run, why=None):
        """Assert that the page and each answer are refused, and nothing is stored.

        :param why: what is said under the question, to who may know
        """
        self.assertNotIn(self.followup.name, self.open(run))
        page = self.submit(run, "convenient", ("yes",))
        if why:
            question = self.find(run, "convenient")
            self.assertIn(why, page["fields"][str(question.id)])
        else:
            self.assertIn(page["error"], ("token_wrong", "survey_auth"))
        self.assertFalse(run.user_input_line_ids)

    def test_specialist_needs_no_right_of_the_survey_app(self):
        """SCR-1, G5: the own follow-up is enough, and gives nothing else."""
        self.assertFalse(self.specialist.has_group("survey.group_survey_user"))
        run = self.start()
        self.assertIn(self.followup.name, self.open(run))
        for model in ("survey.user_input", "survey.user_input.line"):
            answer = self.call(self.specialist, model, "search_read", [])
            self.assertIn("error", answer, model)

    def test_colleague_stranger_and_visitor_are_shut_out(self):
        """G5, G6: whoever has the address, and not the follow-up."""
        run = self.start()
        portal = new_test_user(self.env, "test_portal", "base.group_portal")
        officer = new_test_user(
            self.env, "test_officer", "base.group_user,survey.group_survey_manager"
        )
        for user in (self.colleague, portal, officer):
            with self.subTest(user.login):
                self.authenticate(user.login, user.login)
                self.assert_shut(run)
        self.authenticate(None, None)
        self.assert_shut(run)

    def test_forged_token_is_refused(self):
        """G6: a token that is made up, or belongs to another follow-up."""
        run = self.start()
        self.assertNotIn(self.followup.name, self.open(run, uuid4()))
        foreign = self.create_followup(
            self.create_customer("Red Mill", self.colleague),
            self.colleague,
            survey_id=self.regular.id,
        )
        foreign.contact_id = self.create_contact(foreign.partner_id)
        other = self.start(foreign, self.colleague)
        self.authenticate(self.specialist.login, self.specialist.login)
        self.assertNotIn(foreign.name, self.open(other))
        page = self.submit(other, "convenient", ("yes",))
        self.assertEqual(page["error"], "token_wrong")

    def test_script_without_follow_up_cannot_be_answered(self):
        """G6: the address of the script alone makes no way through it."""
        self.authenticate(self.specialist.login, self.specialist.login)
        before = self.env["survey.user_input"].search_count([])
        self.url_open(f"/survey/start/{self.regular.access_token}")
        self.assertEqual(self.env["survey.user_input"].search_count([]), before)

    def test_closed_follow_up_takes_no_answers(self):
        """VIS-6: cancelled or recorded meanwhile, in another window."""
        run = self.start()
        self.followup.with_user(self.specialist).action_cancel("Closed down")
        self.env.flush_all()
        self.assert_shut(run, "recorded or cancelled meanwhile")
        answer = self.call(
            self.specialist,
            "customer.followup",
            "action_start_script",
            self.followup.ids,
        )
        self.assertIn("Cancelled", answer["error"]["data"]["message"])

    def test_other_script_ends_the_first_way_through(self):
        """SCR-2: what was begun by mistake stays readable and takes no answers."""
        run = self.start()
        self.followup.survey_id = self.lapsed
        self.assertFalse(self.followup.is_script_unfinished)
        other = self.start()
        self.assertEqual(other.survey_id, self.lapsed)
        self.assert_shut(run, "started once more")

    def test_start_says_what_is_missing(self):
        """VIS-5: nobody to talk to, no script, a script that is closed."""
        own = self.followup.with_user(self.specialist)
        own.contact_id = False
        with self.refused("choose the person|Choose the person"):
            own.action_start_script()
        own.contact_id = self.lin
        self.lapsed.active = False
        for script in (self.env["survey.survey"], self.lapsed):
            own.survey_id = script
            with self.refused("Choose a script"):
                own.action_start_script()

    def test_private_customer_is_talked_to(self):
        """VIS-6: a customer who is one person needs no contact."""
        person = self.create_customer("Mr Wu", is_company=False)
        followup = self.create_followup(person, survey_id=self.regular.id)
        self.start(followup)
        self.assertEqual(followup.contact_id, person)

    def test_survey_of_another_kind_is_no_script(self):
        """VIS-5: neither on a follow-up nor on a rule."""
        survey = self.env["survey.survey"].create(
            {"title": "Staff", "survey_type": "survey"}
        )
        with self.refused("is no script"):
            self.followup.survey_id = survey
        with self.refused("is no script"):
            self.create_rule("order_lapse", survey_id=survey.id)

    def test_manager_writes_scripts_and_no_other_surveys(self):
        """SCR-1: list, form and question of the script, without the Survey app."""
        survey = self.env["survey.survey"].create(
            {"title": "Staff", "survey_type": "survey"}
        )
        Survey = self.env["survey.survey"].with_user(self.manager)
        script = Survey.create(
            {"title": "First contact", "survey_type": "customer_script"}
        )
        question = (
            self.env["survey.question"]
            .with_user(self.manager)
            .create(
                {
                    "title": "Well?",
                    "survey_id": script.id,
                    "question_type": "simple_choice",
                    "suggested_answer_ids": [Command.create({"value": "Yes"})],
                }
            )
        )
        question.suggested_answer_ids.customer_action = "issue"
        with self.refused("Satisfaction"):
            question.suggested_answer_ids.customer_action = "satisfaction"
        self.assertTrue(script.web_read({"title": {}, "answer_done_count": {}}))
        with self.assertRaises(AccessError):
            survey.with_user(self.manager).title = "Mine"
        # nor does who makes all other surveys write a script, which is a policy
        officer = new_test_user(
            self.env, "test_surveys", "base.group_user,survey.group_survey_manager"
        )
        for user in (self.specialist, officer):
            for record in (script, question, question.suggested_answer_ids):
                with self.assertRaises(AccessError):
                    record.with_user(user).unlink()
        survey.with_user(officer).title = "Theirs"
        # archived, and not deleted, as long as a rule names it
        self.create_rule("order_lapse", survey_id=script.id)
        with mute_logger("odoo.sql_db", "odoo.http"):
            answer = self.call(self.manager, "survey.survey", "unlink", script.ids)
        self.assertIn("Follow-up Rule", answer["error"]["data"]["message"])

    def test_input_of_another_company_is_not_read(self):
        """G5: the manager sees how scripts went, of the own company alone."""
        run = self.start()
        self.assertTrue(run.with_user(self.manager).has_access("read"))
        elsewhere = self.create_company("West River Chemicals")
        stranger = self.create_user("stranger", "group_service_manager", elsewhere)
        self.assertFalse(
            self.env["survey.user_input"]
            .with_user(stranger)
            .with_context(allowed_company_ids=elsewhere.ids)
            .search([("id", "=", run.id)])
        )

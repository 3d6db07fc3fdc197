"""What one cannot answer goes to the superior, and the answer comes back."""

from datetime import date

from odoo.tests import tagged

from .common import FollowupCase
from .enquiry_common import EnquiryMixin

QUESTION = "customer_followup.mail_activity_type_question"
ANSWER = "customer_followup.mail_activity_type_answer"


@tagged("post_install", "-at_install")
class TestEnquiryQuestion(EnquiryMixin, FollowupCase):
    def ask(self, lead, user=None, question="Price of 40 t per month?"):
        """Let a user pass a question on; return the activity that came of it."""
        action = lead.with_user(user or self.salesperson).action_pass_to_superior()
        dialog = self.env["crm.lead.question"].browse(action["res_id"])
        dialog = dialog.with_user(user or self.salesperson)
        dialog.question = question
        dialog.action_confirm()
        return self.get_activities(lead, QUESTION)

    def get_activities(self, lead, kind):
        """Return the open activities of a kind."""
        kind = self.env.ref(kind)
        return lead.activity_ids.filtered(lambda a: a.activity_type_id == kind)

    def test_question_goes_to_the_manager(self):
        """INQ-3: as an activity for today, with the words; the chatter keeps them."""
        lead = self.create_lead()
        activity = self.ask(lead)
        self.assertRecordValues(
            activity, [{"user_id": self.head.id, "date_deadline": date(2026, 3, 2)}]
        )
        self.assertIn("40 t per month", activity.note)
        self.assertIn("Seller", activity.summary)
        self.assertIn("Head Of Sales", lead.message_ids[0].body)
        self.assertIn("40 t per month", lead.message_ids[0].body)

    def test_question_of_a_specialist_goes_to_the_supervisor(self):
        """INQ-3: the line of the service, for an enquiry registered there."""
        activity = self.ask(self.create_lead(user=self.specialist), self.specialist)
        self.assertEqual(activity.user_id, self.supervisor)

    def test_answer_comes_back_to_who_asked(self):
        """INQ-3: the feedback of the superior is an activity for the asker."""
        lead = self.create_lead()
        activity = self.ask(lead)
        activity.with_user(self.head).action_feedback(feedback="9,800 per ton")
        answer = self.get_activities(lead, ANSWER)
        self.assertEqual(answer.user_id, self.salesperson)
        self.assertIn("9,800 per ton", answer.note)
        self.assertFalse(self.get_activities(lead, QUESTION))
        answer.with_user(self.salesperson).action_done()
        self.assertFalse(lead.activity_ids)

    def test_superior_cannot_close_without_an_answer(self):
        """INQ-3: what is asked is answered."""
        activity = self.ask(self.create_lead())
        for feedback in (False, "", "  "):
            with self.refused("write the answer as feedback.*Seller"):
                activity.with_user(self.head).action_feedback(feedback=feedback)
        self.assertTrue(activity.exists().active)

    def test_asker_closes_the_question_alone(self):
        """INQ-3: who found the answer needs none, and gets none."""
        lead = self.create_lead()
        self.ask(lead).with_user(self.salesperson).action_done()
        self.assertFalse(lead.activity_ids)

    def test_superior_who_has_left_is_passed_over(self):
        """INQ-3: the next one above, who can open the enquiry."""
        director = self.create_user(
            "director", "sales_team.group_sale_salesman_all_leads"
        )
        self.head.employee_id.parent_id = self.create_employee(director)
        self.head.active = False
        self.assertEqual(self.ask(self.create_lead()).user_id, director)

    def test_superior_who_cannot_read_it_is_passed_over(self):
        """INQ-3, G5: a question is no way to see what one may not see."""
        clerk = self.create_user("clerk", "base.group_user")
        self.salesperson.employee_id.parent_id = self.create_employee(clerk)
        activity = self.ask(self.create_lead())
        self.assertNotEqual(activity.user_id, clerk)

    def test_team_leader_is_asked_where_there_is_no_manager(self):
        """INQ-3: without employees, the leader of the sales team."""
        self.salesperson.employee_id.parent_id = False
        lead = self.create_lead(user_id=self.salesperson.id)
        lead.team_id = self.env["crm.team"].create(
            {"name": "East", "user_id": self.head.id, "company_id": self.company.id}
        )
        self.assertEqual(self.ask(lead).user_id, self.head)

    def test_supervisor_is_asked_where_there_is_nobody_else(self):
        """INQ-3: the enquiry of somebody without any superior."""
        self.salesperson.employee_id.parent_id = False
        lead = self.create_lead(team_id=False)
        self.assertIn(self.ask(lead).user_id, self.supervisor + self.manager)

    def test_nobody_above_is_said(self):
        """INQ-3: with the way out, and nothing is logged."""
        self.salesperson.employee_id.parent_id = False
        (self.supervisor + self.manager).active = False
        lead = self.create_lead(team_id=False)
        before = lead.message_ids
        with self.refused("name your manager under Employees"):
            self.ask(lead)
        self.assertEqual(lead.message_ids, before)

    def test_empty_question_is_refused(self):
        """INQ-3: an activity without words helps nobody."""
        for question in (False, "   "):
            with self.refused("what the enquirer wants to know"):
                self.ask(self.create_lead(), question=question)

    def test_markup_in_a_question_is_text(self):
        """INQ-3, G5: what was typed is shown, and never run."""
        lead = self.create_lead()
        activity = self.ask(lead, question="<script>alert(1)</script>")
        for text in (activity.note, lead.message_ids[0].body):
            self.assertNotIn("<script", text)
            self.assertIn("alert(1)", text)

    def test_dialog_says_who_will_be_asked(self):
        """INQ-3: before one asks."""
        lead = self.create_lead().with_user(self.salesperson)
        action = lead.action_pass_to_superior()
        dialog = lead.env["crm.lead.question"].browse(action["res_id"])
        self.assertEqual(dialog.superior_name, "Head Of Sales")

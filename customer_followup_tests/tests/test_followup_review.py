"""What follows a record: question, acceptance, team, visit (VIS-9, VIS-11)."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import MONDAY, FollowupCase
from .grading_common import GradingMixin
from .record_common import RecordMixin


@tagged("post_install", "-at_install")
class TestFollowupReview(GradingMixin, RecordMixin, FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.own = cls.visit.with_user(cls.specialist)
        cls.superior = cls.visit.with_user(cls.supervisor)

    def test_record_goes_back_with_a_question_and_is_recorded_again(self):
        """VIS-9: one activity, a message; the answer reaches who asked."""
        self.own.action_record()
        self.superior.action_ask_back("How <b>many</b>?")
        self.assertEqual(self.visit.state, "contacted")
        self.assertEqual(self.visit.activity_ids.user_id, self.specialist)
        self.assertEqual(
            self.visit.activity_ids.summary, f"Question about {self.visit.name}"
        )
        log = "".join(self.visit.message_ids.mapped("body"))
        self.assertIn("How &lt;b&gt;many", log)
        with self.refused("answer it and record it again"):
            self.own.action_cancel("No time")
        self.own.write({"answer": "Twelve", "customer_opinion": "Twelve bags"})
        self.own.action_record()
        self.assertEqual(self.visit.state, "recorded")
        self.assertFalse(self.visit.activity_ids)
        answer = self.visit.message_ids.filtered(lambda m: "Twelve" in m.body)
        self.assertIn(self.supervisor.partner_id, answer.notified_partner_ids)

    def test_question_is_asked_by_a_superior_about_a_record_of_others(self):
        """VIS-9: not by who made the contact, not without words, not twice."""
        with self.refused("is Planned"):
            self.superior.action_ask_back("Why?")
        self.own.action_record()
        with self.refused(".", AccessError):
            self.own.action_ask_back("Why?")
        for comment in (None, "", "  "):
            with self.refused("Write what you want to know"):
                self.superior.action_ask_back(comment)
        with self.refused("has to be a text"):
            self.superior.action_ask_back(7)
        mine = self.create_followup(user=self.supervisor)
        mine.action_record({"result": "well"})
        with self.refused("made this contact yourself"):
            mine.with_user(self.supervisor).action_ask_back("Why?")

    def test_dialog_asks_back(self):
        """VIS-9: the button of the screen."""
        self.own.action_record()
        step = self.env["customer.followup.step"].with_user(self.supervisor)
        step = step.with_context(active_ids=self.visit.ids)
        step.create({"action": "ask_back", "comment": "Why?"}).action_confirm()
        self.assertEqual(self.visit.question, "Why?")
        step.create({"action": "link", "url": "x"}).action_confirm()
        self.assertEqual(self.visit.state, "contacted")

    def test_accepted_record_is_kept_by_the_grade_of_then(self):
        """VIS-9: found by class, also when the customer has another grade since."""
        scheme = self.create_scheme({"order_count": {}}, {"K1": 50, "K2": 0})
        first, second = scheme.grade_ids
        customer = self.customer.with_company(self.company)
        customer._write_grades(self.company, [self.get_row(customer, first)])
        self.own.action_record()
        self.superior.action_review("Well done")
        customer._write_grades(self.company, [self.get_row(customer, second)])
        found = self.env["customer.followup"].search(
            [("state", "=", "reviewed"), ("grade_code", "=", first.code)]
        )
        self.assertEqual(found, self.visit)
        for vals in (
            {"customer_opinion": "x"},
            {"answer": "x"},
            {"is_technical": True},
        ):
            with self.refused("is closed and its record stays"):
                self.visit.with_user(self.manager).write(vals)

    def get_row(self, customer, grade):
        return {
            "id": customer.id,
            "grade_id": grade.id,
            "score": 50,
            "day": MONDAY,
        }

    def test_unsolved_technical_problem_goes_to_the_technical_team(self):
        """VIS-11: when there is one; a complaint goes its own way."""
        team = self.env["helpdesk.ticket.team"].create(
            {"name": "Technicians", "company_id": self.company.id, "alias_name": False}
        )
        self.company.customer_technical_team_id = team
        for result, is_theirs in (("problem", True), ("complaint", False)):
            followup = self.create_followup().with_user(self.specialist)
            self.fill(followup, result=result, is_technical=True)
            followup.action_record()
            with self.subTest(result):
                self.assertEqual(followup.ticket_ids.sudo().team_id == team, is_theirs)
        self.company.customer_technical_team_id = False
        followup = self.create_followup().with_user(self.specialist)
        self.fill(followup, result="problem", is_technical=True)
        followup.action_record()
        self.assertTrue(followup.ticket_ids.sudo())

    def test_wanted_visit_is_planned_once(self):
        """VIS-11: on site, with the reason in words; a correction plans no second."""
        call = self.create_followup().with_user(self.specialist)
        self.visit.with_user(self.supervisor).action_cancel("Other test")
        self.fill(call, is_visit_wanted=True)
        call.action_record()
        visit = self.env["customer.followup"].search([("origin_id", "=", call.id)])
        self.assertEqual(visit.method, "on_site")
        self.assertEqual(visit.user_id, self.specialist)
        self.assertGreater(visit.date_planned, MONDAY)
        self.assertIn(f"After {call.name}: Dry <b>bags</b>", visit.content)
        call.with_user(self.supervisor).action_reopen()
        call.action_record()
        self.assertEqual(
            self.env["customer.followup"].search([("origin_id", "=", call.id)]), visit
        )

    def test_visit_that_is_planned_already_takes_the_reason(self):
        """VIS-11: nobody comes twice."""
        call = self.create_followup().with_user(self.specialist)
        self.fill(call, is_visit_wanted=True)
        before = len(self.get_followups())
        call.action_record()
        self.assertEqual(len(self.get_followups()), before)
        self.assertIn(f"After {call.name}", self.visit.content)

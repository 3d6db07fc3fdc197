"""The deadlines of complaints, and the report to the general manager (CMP-8)."""

from freezegun import freeze_time
from lxml import html

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .case_common import CaseCase

NAMES = (
    "responsible",
    "finished",
    "plan",
    "agreement",
    "report",
    "call_back",
    "plan_again",
    "finished_again",
)
REPORT = "customer_followup.helpdesk_ticket_complaint_report"


@tagged("post_install", "-at_install")
class TestComplaintDeadline(CaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.switch_on_rounds()
        for name in NAMES:
            policy = cls.env.ref(f"customer_followup.customer_deadline_policy_{name}")
            policy.write({"active": True, "company_id": cls.company.id})
        cls.case = cls.create_justified()

    def get_clocks(self, case=None):
        """Return by the code of its promise the state of each clock."""
        clocks = (case or self.case).customer_deadline_ids.sorted("id")
        return {clock.policy_id.code: clock for clock in clocks}

    def get_states(self, case=None):
        return {code: clock.state for code, clock in self.get_clocks(case).items()}

    def test_plan_report_and_end_are_promised_at_once(self):
        """CMP-8: 1 day, 3 days, 1 week, with the general manager on each ladder."""
        clocks = self.get_clocks()
        self.assertEqual(
            self.get_states(),
            {
                "responsible": "met",
                "finished": "running",
                "plan": "running",
                "agreement": "running",
                "report": "running",
            },
        )
        due = {code: clock.due_at.day for code, clock in clocks.items()}
        self.assertEqual(
            (due["plan"], due["agreement"], due["report"], due["finished"]),
            (3, 3, 5, 9),
        )
        general = self.env.ref("customer_followup.group_general_manager")
        for clock in clocks.values():
            self.assertIn(general, clock.policy_id.rung_ids.group_id)

    def test_each_step_keeps_its_promise(self):
        """CMP-8: proposed, contacted, reported, called back on the day it is done."""
        self.propose(self.case)
        self.assertEqual(self.get_states()["plan"], "met")
        self.case.action_customer_contact()
        self.assertEqual(self.get_states()["agreement"], "met")
        self.as_user(self.case, self.supervisor).action_report()
        self.assertEqual(self.get_states()["report"], "met")
        proposed = self.case._get_open_round()
        self.sign(proposed, self.quality, self.general)
        self.as_user(proposed, self.wu).action_carry_out("Told")
        call = self.get_clocks()["call_back"]
        self.assertEqual((call.state, call.due_at.day), ("running", 2))
        self.as_user(proposed, self.supervisor).action_close(True, "Thank you")
        self.assertEqual(
            {code: self.get_states()[code] for code in ("call_back", "finished")},
            {"call_back": "met", "finished": "met"},
        )

    def test_next_round_has_new_deadlines(self):
        """CMP-9: counted from the moment the customer was not satisfied."""
        done = self.carry_out(self.case)
        with freeze_time("2026-03-04 02:00:00"):
            self.as_user(done, self.supervisor).action_close(False, "Still wrong")
            states = self.get_states()
            self.assertEqual(states["call_back"], "missed")
            self.assertEqual(states["plan_again"], "running")
            self.assertEqual(self.get_clocks()["plan_again"].due_at.day, 5)
            self.propose(self.case)
            self.assertEqual(self.get_states()["plan_again"], "met")
            self.assertEqual(self.get_states()["finished_again"], "running")

    def test_unjustified_complaint_needs_no_plan(self):
        """CMP-2: what nothing is done about has no plan that is late."""
        case = self.create_complaint()
        self.rule(case, "invalid")
        states = self.get_states(case)
        self.assertEqual(states["plan"], "cancelled")
        self.assertEqual(states["report"], "cancelled")
        self.assertEqual(states["finished"], "running")
        # the answer is the first contact, whatever the department says
        answer = self.env.ref("customer_followup.mail_message_subtype_case_answer")
        case.message_post(
            body="The sample was another one",
            partner_ids=self.contact.ids,
            subtype_id=answer.id,
        )
        self.assertEqual(self.get_states(case)["agreement"], "met")

    def test_reopened_decision_promises_again_what_was_given_up(self):
        """CMP-2, CMP-8: from the moment of reopening; what was kept stays kept."""
        case = self.create_complaint()
        case.customer_department_id = self.laboratory
        self.rule(case, "invalid")
        with freeze_time("2026-03-04 02:00:00"):
            self.rule(case, "pending", comment="She sent a picture")
            clocks = self.get_clocks(case)
            self.assertEqual(
                {
                    code: (clock.state, clock.due_at.day)
                    for code, clock in clocks.items()
                },
                {
                    "responsible": ("met", 3),
                    "finished": ("running", 9),
                    "plan": ("running", 5),
                    "agreement": ("running", 3),
                    "report": ("running", 9),
                },
            )

    def test_complaint_that_was_closed_and_comes_back(self):
        """CMP-2, CMP-9: a week from then, whether it was justified before or not."""
        case = self.create_complaint()
        self.rule(case, "invalid")
        case._in_transition().customer_answered_at = case._get_deadline_now()
        self.as_user(case, self.supervisor).action_close_unjustified("Understood")
        done = self.carry_out(self.case)
        self.as_user(done, self.supervisor).action_close(True, "Thank you")
        with freeze_time("2026-03-04 02:00:00"):
            self.rule(case, "pending", comment="She sent a picture")
            self.assertEqual(self.get_states(case)["finished"], "running")
            self.assertEqual(self.get_clocks(case)["finished"].due_at.day, 11)
            new = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_new")
            self.as_user(self.case, self.supervisor).stage_id = new
            self.assertEqual(self.get_states()["finished_again"], "running")

    # The report -----------------------------------------------------------------------

    def test_report_is_signed_by_the_general_manager(self):
        """CMP-8: who has it in the list of activities; whoever reported reads it."""
        case = self.as_user(self.case, self.supervisor)
        with self.refused("no report that waits"):
            self.as_user(self.case, self.general).action_sign_report()
        case.action_report()
        self.assertIn(self.general, self.case.activity_ids.user_id)
        with self.refused("waits for its signature"):
            case.action_report()
        for user in (self.supervisor, self.quality):
            with self.refused(".", AccessError):
                self.as_user(self.case, user).action_sign_report()
        self.as_user(self.case, self.general).action_sign_report("Show me the next")
        self.assertEqual(self.case.customer_report_signed_by_id, self.general)
        self.assertNotIn(self.general, self.case.activity_ids.user_id)
        self.assertIn("Show me the next", self.get_log(self.case))
        case.action_report()
        self.assertFalse(self.case.customer_report_signed_at)

    def test_report_says_all_that_happened(self):
        """CMP-8: made from the case: decision, rounds, signatures, customer's words."""
        self.as_user(self.carry_out(self.case), self.supervisor).action_close(
            False, "<b>Still</b> wrong"
        )
        self.as_user(self.case, self.supervisor).action_report()
        content, _kind = self.env["ir.actions.report"]._render_qweb_html(
            REPORT, (self.case | self.create_complaint()).ids
        )
        text = html.fromstring(content).text_content()
        for words in (
            self.case.number,
            "The kept sample says so",
            "The electrode was old",
            "Measured again, free of charge",
            "<b>Still</b> wrong",
            "Wu",
            "Quality",
            "round 2",
        ):
            self.assertIn(words, text)

"""What becomes of a case: another type, another department, another person."""

from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .deadline_common import DeadlineCase


@tagged("post_install", "-at_install")
class TestDeadlineCase(DeadlineCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.switch_on("decide", "agree", "hand_over", "contact")
        cls.switch_on("responsible", "finished")
        cls.department = cls.env["hr.department"].create({"name": "Laboratory"})

    def get_states(self, case):
        """Return the states of a case's clocks, by the code of their promise."""
        self.env.invalidate_all()
        return {c.policy_id.code: c.state for c in self.get_clocks(case)}

    def test_case_is_given_away_and_its_department_named_at_once(self):
        """ISS-2: the user may not see the case any more when it is saved."""
        clerk = self.create_user(
            "case_clerk", "base.group_user,helpdesk_mgmt.group_helpdesk_user_own"
        )
        case = self.create_case(clerk)
        case.with_user(clerk).write(
            {
                "user_id": self.colleague.id,
                "customer_department_id": self.department.id,
            }
        )
        self.assertEqual(
            self.get_states(case),
            {"decide": "met", "agree": "running", "hand_over": "running"},
        )
        decided = self.get_clocks(case).filtered(lambda c: c.policy_id.code == "decide")
        self.assertEqual(decided.answerable_id, clerk)

    def test_type_that_is_chosen_later_counts_from_the_registration(self):
        """ISS-1: a case that came by mail is promised no later than one by phone."""
        case = self.create_case(customer_case_type=False)
        self.assertFalse(self.get_clocks(case))
        with self.at("2026-03-02 10:30"):
            case.customer_case_type = "issue"
        self.check_clocks(case, decide=("running", "2026-03-02 11:00"))

    def test_step_that_was_taken_before_the_type_is_kept_with_its_moment(self):
        """ISS-2, ISS-3: what was done in time is not asked for again."""
        case = self.create_case(customer_case_type=False)
        with self.at("2026-03-02 10:20"):
            case.customer_department_id = self.department
        with self.at("2026-03-02 10:40"):
            case.action_customer_agree()
        with self.at("2026-03-02 15:00"):
            case.customer_case_type = "issue"
        self.assertEqual(
            self.get_states(case),
            {"decide": "met", "agree": "met", "hand_over": "running"},
        )

    def test_issue_that_becomes_a_complaint_has_its_promises(self):
        """CMP-8: and no longer those of an issue."""
        case = self.create_case()
        case.customer_case_type = "complaint"
        self.assertEqual(
            self.get_states(case),
            {"decide": "cancelled", "responsible": "running", "finished": "running"},
        )

    def test_late_case_is_not_the_punctuality_of_who_takes_it_over(self):
        """RPT-2: nor of the department that it is handed to."""
        case = self.create_case()
        self.run_watch("2026-03-02 11:01")
        with self.at("2026-03-02 11:05"):
            case.user_id = self.colleague
            case.customer_department_id = self.department
        clock = self.get_clocks(case).filtered(lambda c: c.policy_id.code == "decide")
        self.assertEqual(clock.state, "missed")
        self.assertEqual(clock.user_id, self.colleague)
        self.assertEqual(clock.answerable_id, self.specialist)
        self.assertNotEqual(clock.answerable_department_id, self.department)

    def test_closing_keeps_only_what_was_done(self):
        """CMP-8, ISS-3: a closed complaint is finished; nobody was contacted by it."""
        case = self.create_case(customer_case_type="complaint")
        case.customer_department_id = self.department
        case.action_customer_hand_over()
        case.stage_id = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        self.assertEqual(
            self.get_states(case),
            {"responsible": "met", "finished": "met", "contact": "cancelled"},
        )

    def test_deadline_of_a_deleted_case_opens_itself(self):
        """RPT-2: the list of punctuality leads to no error."""
        case = self.create_case()
        clock = self.get_clocks(case)
        case.unlink()
        action = clock.action_open_document()
        self.assertEqual(action["res_model"], "customer.deadline")
        self.assertEqual(action["res_id"], clock.id)

    def test_copy_of_a_promise_is_nobody_s_alternative(self):
        """ISS-1: a duplicated promise holds besides the first one."""
        policy = self.create_policy(code="test_first")
        copied = policy.copy({"rung_ids": [Command.clear()]})
        self.assertNotEqual(copied.code, policy.code)
        case = self.create_case()
        self.assertLessEqual({policy, copied}, set(self.get_clocks(case).policy_id))

    def test_promise_stays_with_its_kind_of_document(self):
        """G14: else its clocks could not be counted again."""
        policy = self.create_policy(code="test_first")
        self.create_case()
        message = "write a new one for another kind of document"
        with self.refused(message, ValidationError):
            policy.write(
                {
                    "model_id": self.env["ir.model"]._get_id("customer.followup"),
                    "start_event": "contacted",
                    "stop_event": "recorded",
                }
            )

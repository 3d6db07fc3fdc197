"""The customer is called on the day it is done, and the call ends it (CMP-8, CMP-9)."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .case_common import CaseCase
from .common import MONDAY


@tagged("post_install", "-at_install")
class TestComplaintCallBack(CaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.switch_on_rounds()
        cls.case = cls.create_justified()
        cls.done = cls.carry_out(cls.case)
        cls.call_back = cls.done.callback_id

    def record(self, **vals):
        self.as_user(self.call_back, self.specialist).action_record(
            {
                "contact_id": self.contact.id,
                "customer_opinion": "She has looked at it",
                **vals,
            }
        )

    def test_call_is_planned_for_the_same_day(self):
        """CMP-8: for who looks after the customer, with what it is about."""
        call = self.call_back
        self.assertEqual(call.date_planned, MONDAY)
        self.assertEqual(call.user_id, self.specialist)
        self.assertEqual(call.contact_id, self.contact)
        self.assertIn(self.case.number, call.content)
        self.assertIn(self.case.number, call.activity_ids.summary)

    def test_call_says_what_it_is_for(self):
        """VIS-1: nobody has planned it by hand."""
        summary = f"Callback: complaint {self.case.number}"
        self.assertEqual(self.call_back.reason_summary, summary)

    def test_record_of_a_satisfied_customer_closes_the_complaint(self):
        """CMP-9: what was said goes into the round; no second case is opened."""
        self.record(result="well", satisfaction="5")
        self.assertEqual(self.done.state, "satisfied")
        self.assertEqual(self.done.result, "She has looked at it")
        self.assertTrue(self.case.closed)
        self.assertTrue(self.case.customer_called_back_at)
        self.assertFalse(self.call_back.ticket_ids)

    def test_record_of_an_unsatisfied_customer_opens_the_next_round(self):
        """CMP-9: so does "all well" of somebody who is not more than so-so."""
        for vals in (
            {"result": "complaint"},
            {"result": "problem"},
            {"result": "well", "satisfaction": "3"},
        ):
            with self.subTest(vals), self.env.cr.savepoint() as savepoint:
                self.record(**vals)
                self.assertEqual(self.done.state, "unsatisfied")
                self.assertEqual(self.case._get_open_round().number, 2)
                self.assertFalse(self.call_back.ticket_ids)
                self.env.flush_all()
                savepoint.rollback()
                self.env.invalidate_all()

    def test_record_that_does_not_tell_is_decided_by_a_supervisor(self):
        """CMP-9: who wants no contact has not said to be satisfied."""
        self.record(result="declined")
        self.assertEqual(self.done.state, "done")
        task = self.case._get_call_back_activities()
        self.assertIn(
            self.env.ref("customer_followup.group_supervisor"),
            task.user_id.all_group_ids,
        )

    def test_supervisor_decides_after_so_many_tries(self):
        """CMP-9: the number is the company's; asked once."""
        self.company.customer_callback_tries = 2
        call = self.as_user(self.call_back, self.specialist)
        call.action_postpone("2026-03-03")
        self.assertFalse(self.case._get_call_back_activities())
        call.action_postpone("2026-03-04")
        call.action_postpone("2026-03-05")
        task = self.case._get_call_back_activities()
        self.assertEqual(len(task), 1)
        self.as_user(self.done, self.supervisor).action_close(True, "Wrote a letter")
        self.assertFalse(self.case._get_call_back_activities())
        self.assertEqual(self.call_back.state, "cancelled")

    def test_call_is_not_given_up_by_who_makes_it(self):
        """CMP-9: a complaint would end without having been asked about."""
        with self.refused("ask a supervisor"):
            self.as_user(self.call_back, self.specialist).action_cancel("No time")
        self.as_user(self.call_back, self.supervisor).action_cancel("Closed down")
        self.assertEqual(self.call_back.state, "cancelled")

    def test_callback_is_planned_by_complaints_alone(self):
        """G5: nobody closes a complaint by the record of another follow-up."""
        other = self.create_followup()
        with self.refused("planned by its complaint"):
            self.as_user(other, self.specialist).write(
                {"callback_ticket_id": self.case.id}
            )
        with self.refused("planned by its complaint"):
            self.as_user(other, self.specialist).copy(
                {"callback_ticket_id": self.case.id}
            )
        planted = self.as_user(other, self.specialist).with_context(
            default_callback_ticket_id=self.case.id
        )
        self.assertFalse(planted.copy().callback_ticket_id)

    def test_caller_is_not_the_accused(self):
        """CMP-9: nor somebody who makes no follow-ups."""
        self.specialist.employee_id.department_id = self.laboratory
        case = self.create_justified()
        case.customer_responsible_id = self.specialist.employee_id
        proposed = self.propose(case, self.specialist)
        self.sign(proposed, self.quality, self.general)
        self.as_user(proposed, self.specialist).action_carry_out("Done")
        self.assertEqual(proposed.callback_id.user_id, self.supervisor)
        with self.refused(".", AccessError):
            self.as_user(proposed, self.specialist).action_close(True, "All well")

    def test_unjustified_complaint_closes_with_answer_and_call(self):
        """CMP-2: whichever comes last."""
        case = self.create_complaint()
        self.rule(case, "invalid")
        case._in_transition().customer_answered_at = case._get_deadline_now()
        call = self.as_user(case.customer_callback_ids, self.specialist)
        call.action_record({"contact_id": self.contact.id, "result": "well"})
        self.assertTrue(case.closed)
        case = self.create_complaint()
        self.rule(case, "invalid")
        call = self.as_user(case.customer_callback_ids, self.specialist)
        call.action_record(
            {
                "contact_id": self.contact.id,
                "result": "complaint",
                "customer_opinion": "She does not agree",
            }
        )
        self.assertFalse(case.closed)
        self.assertIn("does not agree", str(case._get_call_back_activities().note))

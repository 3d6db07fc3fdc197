"""What was handed over for some days comes back by itself (FUP-11)."""

from datetime import date

from odoo.tests import tagged

from .handover_common import HandoverCase

# midnight between Friday and Saturday in Shanghai, in UTC
LAST_MINUTE, FIRST_MINUTE = "2026-03-06 15:59:00", "2026-03-06 16:01:00"
THURSDAY_MORNING = "2026-03-04 16:01:00"


@tagged("post_install", "-at_install")
class TestHandoverReturn(HandoverCase):
    def test_everything_comes_back_after_the_last_day(self):
        """FUP-11: at midnight of the company, not of the server."""
        followup, case = self.create_followup(), self.create_case()
        handover = self.hand_over()
        self.run_handovers(LAST_MINUTE)
        self.assertEqual(handover.state, "active")
        self.run_handovers(FIRST_MINUTE)
        self.assertEqual(handover.state, "returned")
        self.assertEqual(self.customer.customer_specialist_id, self.specialist)
        self.assertEqual(followup.user_id, self.specialist)
        self.assertEqual(followup.activity_ids.user_id, self.specialist)
        self.assertEqual(case.user_id, self.specialist)
        self.assertEqual(set(self.get_outcomes(handover).values()), {"returned"})

    def test_job_run_twice_returns_once(self):
        """G8: what somebody is given after the return is not taken back."""
        self.hand_over()
        self.run_handovers(FIRST_MINUTE)
        self.customer.customer_specialist_id = self.colleague
        self.run_handovers("2026-03-07 16:01:00")
        self.assertEqual(self.customer.customer_specialist_id, self.colleague)

    def test_what_a_third_person_has_stays_there(self):
        """FUP-11: somebody decided otherwise meanwhile."""
        followup, case = self.create_followup(), self.create_case()
        handover = self.hand_over()
        self.customer.customer_specialist_id = self.supervisor
        case.user_id = self.manager
        handover.action_return()
        self.assertEqual(self.customer.customer_specialist_id, self.supervisor)
        self.assertEqual(followup.user_id, self.supervisor)
        self.assertEqual(case.user_id, self.manager)
        self.assertEqual(set(self.get_outcomes(handover).values()), {"kept"})

    def test_what_was_made_and_done_meanwhile_stays(self):
        """FUP-11: records made meanwhile keep their author, done ones their owner."""
        done, case = self.create_followup(), self.create_case()
        handover = self.hand_over()
        done.with_user(self.colleague).action_record({"result": "well"})
        case.stage_id = self.closed
        new = self.create_followup(user=self.colleague)
        handover.action_return()
        self.assertEqual(self.customer.customer_specialist_id, self.specialist)
        self.assertEqual(done.user_id, self.colleague)
        self.assertEqual(case.user_id, self.colleague)
        self.assertEqual(new.user_id, self.colleague)
        outcomes = self.get_outcomes(handover)
        self.assertEqual(outcomes["customer.followup", done.id], "kept")
        self.assertNotIn(("customer.followup", new.id), outcomes)

    def test_deleted_records_do_not_stop_the_return(self):
        """G11: what is gone cannot come back; the rest does."""
        self.create_case().unlink()
        case = self.create_case()
        handover = self.hand_over()
        case.unlink()
        handover.action_return()
        self.assertEqual(handover.state, "returned")
        self.assertEqual(self.customer.customer_specialist_id, self.specialist)

    def test_later_first_day_waits_for_it(self):
        """FUP-11: planned today, handed over on Thursday."""
        handover = self.hand_over(date_from=date(2026, 3, 5))
        self.assertEqual(handover.state, "planned")
        self.run_handovers("2026-03-04 15:59:00")
        self.assertEqual(self.customer.customer_specialist_id, self.specialist)
        self.run_handovers(THURSDAY_MORNING)
        self.assertEqual(handover.state, "active")
        self.assertEqual(self.customer.customer_specialist_id, self.colleague)

    def test_stand_in_who_leaves_gives_everything_back(self):
        """FUP-11: the original has it again, before the last day."""
        handover = self.hand_over()
        self.colleague.active = False
        self.run_handovers("2026-03-02 03:00:00")
        self.assertEqual(handover.state, "returned")
        self.assertEqual(self.customer.customer_specialist_id, self.specialist)

    def test_nobody_to_return_to_tells_the_supervisor_once(self):
        """FUP-11: when both have left it stays, and somebody decides."""
        handover = self.hand_over()
        (self.specialist | self.colleague).write({"active": False})
        for _run in range(2):
            self.run_handovers(FIRST_MINUTE)
        self.assertEqual(handover.state, "done")
        self.assertEqual(self.customer.customer_specialist_id, self.colleague)
        self.assertRegex(handover.problem, "nothing was given back")
        self.assertEqual(handover.activity_ids.user_id, self.supervisor)
        self.assertEqual(len(handover.activity_ids), 1)

    def test_plan_that_fails_is_reported_and_stops_nobody_else(self):
        """G11: the stand-in has left before the first day."""
        other = self.create_user("other", "group_specialist")
        theirs = self.create_customer("Red Mill", other)
        failing = self.hand_over(date_from=date(2026, 3, 5))
        fine = self.hand_over(
            from_user_id=other.id,
            to_user_id=self.supervisor.id,
            date_from=date(2026, 3, 5),
        )
        self.colleague.active = False
        for _run in range(2):
            with self.assertLogs("odoo.addons.customer_followup", "ERROR"):
                self.run_handovers(THURSDAY_MORNING)
        self.assertEqual(failing.state, "planned")
        self.assertRegex(failing.problem, "active specialist")
        self.assertEqual(len(failing.activity_ids), 1)
        self.assertEqual(fine.state, "active")
        self.assertEqual(theirs.customer_specialist_id, self.supervisor)

    def test_queries_do_not_follow_the_number_of_customers(self):
        """G17: as many for three as for three hundred."""
        counts = []
        for size in (3, 3, 300):
            self.create_new_customers(size, customer_specialist_id=self.specialist.id)
            handover = self.create_handover()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            handover.action_confirm()
            handover.action_return()
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - before)
        self.assertLessEqual(counts[2] - counts[1], 3, counts)

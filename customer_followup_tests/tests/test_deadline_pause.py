"""Clocks that stand still: due moves by the working minutes of the pause, no more."""

from odoo.tests import tagged

from .deadline_common import DeadlineCase, clock_in_shanghai

STAGE = "helpdesk_mgmt.helpdesk_ticket_stage_"


@tagged("post_install", "-at_install")
class TestDeadlinePause(DeadlineCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.waiting = cls.env.ref(f"{STAGE}awaiting")
        cls.progress = cls.env.ref(f"{STAGE}in_progress")
        cls.policy = cls.create_policy(
            {"moment": "warning", "recipient": "owner"},
            {"recipient": "superior"},
            amount=2,
            pause_domain=f"[('stage_id', '=', {cls.waiting.id})]",
        )
        cls.case = cls.create_case(stage_id=cls.progress.id)

    def move(self, stage, moment, case=None):
        """Move a case to a stage at a moment."""
        with self.at(moment):
            (case or self.case).stage_id = stage

    def wait(self, start, stop):
        """Let the case wait for the customer from one moment to another."""
        self.move(self.waiting, start)
        self.move(self.progress, stop)

    def check_counted_again(self):
        """Assert that the log gives the same clock as what happened step by step."""
        clock = self.get_clocks(self.case)
        names = ["due_at", "warn_at", "paused_minutes", "paused_at", "state"]
        before = clock.read([*names, "next_rung_at"])
        clock._count_again(self.env.cr.now())
        self.assertEqual(clock.read([*names, "next_rung_at"]), before)
        self.assertNotIn("moved", self.get_log(self.case))

    def test_clock_stands_still_in_a_stage(self):
        """ISS-1: while the customer has to answer, no time passes; nobody is told."""
        self.move(self.waiting, "2026-03-02 10:30")
        self.assertRecordValues(
            self.get_clocks(self.case),
            [{"state": "paused", "is_open": True, "next_rung_at": False}],
        )
        self.run_watch("2026-03-03 10:00")
        self.assertEqual(self.get_clocks(self.case).state, "paused")
        self.assertFalse(self.get_notices(self.case))
        self.check_counted_again()

    def test_due_moves_by_the_minutes_of_the_pause(self):
        """ISS-1: 17 minutes of waiting, 17 minutes more."""
        self.wait("2026-03-02 10:30", "2026-03-02 10:47")
        clock = self.get_clocks(self.case)
        self.assertEqual(self.get_due(self.case), ["2026-03-02 13:17"])
        self.assertEqual(clock.paused_minutes, 17)
        self.assertEqual(clock.state, "running")
        self.assertEqual(clock_in_shanghai(clock.start_at), "2026-03-02 10:00")
        self.assertEqual(self.get_log(self.case), ["started", "paused", "resumed"])
        self.check_counted_again()

    def test_only_working_minutes_of_the_pause_count(self):
        """ISS-1: over the lunch break and the night, of which nobody had any use."""
        self.wait("2026-03-02 11:30", "2026-03-02 13:10")
        self.assertEqual(self.get_clocks(self.case).paused_minutes, 40)
        self.assertEqual(self.get_due(self.case), ["2026-03-02 13:40"])
        self.wait("2026-03-02 13:20", "2026-03-03 08:05")
        self.assertEqual(self.get_clocks(self.case).paused_minutes, 295)
        self.assertEqual(self.get_due(self.case), ["2026-03-03 08:25"])
        self.check_counted_again()

    def test_pause_of_a_promise_by_the_clock_counts_all_minutes(self):
        """ISS-3: 24 hours by the clock, and a night of waiting: the night is added."""
        self.policy.write({"unit": "clock_hours", "amount": 24})
        self.case = self.create_case(stage_id=self.progress.id)
        self.wait("2026-03-02 20:00", "2026-03-03 06:00")
        self.assertEqual(self.get_due(self.case), ["2026-03-03 20:00"])

    def test_seconds_of_a_pause_are_in_favour_of_who_waits(self):
        """ISS-1: whole minutes, counted up at both ends."""
        with self.at("2026-03-02 10:30") as clock:
            clock.tick(20)
            self.case.stage_id = self.waiting
        with self.at("2026-03-02 10:40") as clock:
            clock.tick(40)
            self.case.stage_id = self.progress
        self.assertEqual(self.get_clocks(self.case).paused_minutes, 10)
        self.check_counted_again()

    def test_many_pauses_add_up(self):
        """ISS-1: step by step the same as all at once from the log."""
        for minute in range(0, 40, 10):
            self.wait(f"2026-03-02 10:{minute + 3:02d}", f"2026-03-02 10:{minute + 8}")
        self.assertEqual(self.get_clocks(self.case).paused_minutes, 20)
        self.assertEqual(self.get_due(self.case), ["2026-03-02 13:20"])
        self.check_counted_again()

    def test_case_registered_in_the_stage_stands_still_from_the_start(self):
        """ISS-1: the clock knows from the beginning that the customer has to answer."""
        case = self.create_case(stage_id=self.waiting.id)
        self.assertEqual(self.get_clocks(case).state, "paused")
        self.move(self.progress, "2026-03-02 11:00", case)
        self.assertEqual(self.get_due(case), ["2026-03-02 14:00"])

    def test_what_is_missed_cannot_stand_still(self):
        """ISS-1: a late case moved to waiting is late, whether the job came or not."""
        for has_job in (False, True):
            self.case = self.create_case(stage_id=self.progress.id)
            with self.subTest(has_job=has_job):
                if has_job:
                    self.run_watch("2026-03-02 13:05")
                self.wait("2026-03-02 14:00", "2026-03-02 15:00")
                clock = self.get_clocks(self.case)
                self.assertEqual(clock.state, "missed")
                self.assertEqual(self.get_due(self.case), ["2026-03-02 12:00"])
                self.assertEqual(self.get_log(self.case), ["started", "missed"])
                self.assertEqual(clock.paused_minutes, 0)

    def test_missed_before_the_job_came_is_still_told(self):
        """ISS-1: who hid a late case in waiting is told on all the same."""
        self.wait("2026-03-02 14:00", "2026-03-02 15:00")
        self.run_watch("2026-03-02 15:05")
        self.assertIn(self.supervisor, self.get_notices(self.case).user_id)

    def test_stopped_while_it_stands_still_is_kept(self):
        """ISS-1: decided in the middle of waiting."""
        self.move(self.waiting, "2026-03-02 10:30")
        with self.at("2026-03-05 10:00"):
            self.case.action_customer_decide()
        clock = self.get_clocks(self.case)
        self.assertEqual((clock.state, clock.late_minutes), ("met", 0))

    def test_closed_out_of_waiting_is_kept(self):
        """ISS-1: the customer never answered, the case is closed."""
        self.move(self.waiting, "2026-03-02 10:30")
        self.move(self.env.ref(f"{STAGE}done"), "2026-03-05 10:00")
        self.assertEqual(self.get_clocks(self.case).state, "met")

    def test_warning_comes_once_although_the_deadline_moved(self):
        """ISS-1: told at 75 percent, paused, and not told again a day later."""
        self.run_watch("2026-03-02 11:35")
        self.assertEqual(self.get_notices(self.case).user_id, self.specialist)
        self.wait("2026-03-02 11:40", "2026-03-03 09:00")
        self.assertEqual(self.get_due(self.case), ["2026-03-03 09:20"])
        self.run_watch("2026-03-03 09:15")
        self.assertEqual(len(self.get_notices(self.case)), 1)
        self.run_watch("2026-03-03 09:21")
        self.assertEqual(
            self.get_notices(self.case).user_id, self.specialist | self.supervisor
        )

    def test_other_changes_of_the_case_do_not_touch_the_clock(self):
        """ISS-1: neither text nor priority, nor a stage that does not wait."""
        self.case.write({"name": "Wet", "priority": "3"})
        self.move(self.env.ref(f"{STAGE}new"), "2026-03-02 10:10")
        self.assertEqual(self.get_log(self.case), ["started"])

    def test_condition_may_ask_for_what_follows_from_the_stage(self):
        """ISS-1: stages that nobody attends to, whichever they are."""
        self.policy.pause_domain = "[('unattended', '=', True)]"
        self.move(self.env.ref(f"{STAGE}new"), "2026-03-02 10:20")
        self.assertEqual(self.get_clocks(self.case).state, "paused")
        self.move(self.progress, "2026-03-02 10:30")
        self.assertEqual(self.get_due(self.case), ["2026-03-02 13:10"])

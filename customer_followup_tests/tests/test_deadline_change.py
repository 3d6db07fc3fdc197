"""Changed promises, working hours and teams move the clocks that run, and no others."""

from datetime import timedelta

from odoo.tests import tagged

from .deadline_common import DeadlineCase, clock_in_shanghai


@tagged("post_install", "-at_install")
class TestDeadlineChange(DeadlineCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy = cls.create_policy({"recipient": "superior"})
        cls.team = cls.create_team(leader=cls.specialist)
        cls.case = cls.create_case(team_id=cls.team.id)

    def count_again(self):
        """Let the job count again what is owed, and return when the case is due."""
        self.run_watch("2026-03-02 10:01")
        return clock_in_shanghai(self.get_clocks(self.case)[-1].due_at)

    def is_owed(self):
        """Is there a change that the clock was not counted after?"""
        recounts = self.env["customer.deadline.recount"]
        recounts._number()
        owed = recounts._get_owed_condition()
        clock = self.get_clocks(self.case)
        return clock.id in self.env["customer.deadline"]._lock_batch(owed, 0)

    def check_moved(self, due):
        """Assert that the job moves the deadline, with the old one in the log."""
        self.assertTrue(self.is_owed())
        self.assertEqual(self.count_again(), due)
        moved = self.get_clocks(self.case).event_ids.filtered(
            lambda event: event.kind == "moved"
        )[-1]
        self.assertEqual(clock_in_shanghai(moved.old_due_at), "2026-03-02 11:00")
        self.assertEqual(clock_in_shanghai(moved.new_due_at), due)
        self.assertFalse(self.is_owed())

    def test_changed_amount_or_unit_moves_the_deadline(self):
        """ISS-1: more time, another kind of time, a warning earlier."""
        for vals, due in (
            ({"amount": 3}, "2026-03-02 14:00"),
            ({"unit": "days"}, "2026-03-03 23:59"),
            ({"unit": "clock_hours", "amount": 3}, "2026-03-02 13:00"),
        ):
            self.policy.write({"amount": 1, "unit": "working_hours"})
            self.count_again()
            with self.subTest(vals):
                self.policy.write(vals)
                self.check_moved(due)

    def test_changed_warning_moves_the_warning_only(self):
        """ISS-1: due soon from half of the time on."""
        self.policy.warn_percent = 50
        self.assertEqual(self.count_again(), "2026-03-02 11:00")
        warn_at = self.get_clocks(self.case).warn_at
        self.assertEqual(clock_in_shanghai(warn_at), "2026-03-02 10:30")
        self.assertNotIn("moved", self.get_log(self.case))

    def test_changed_shifts_move_the_deadline(self):
        """ISS-1: changed, taken away and added again."""
        morning = self.calendar.attendance_ids.filtered(
            lambda shift: shift.dayofweek == "0" and shift.day_period == "morning"
        )
        morning.hour_to = 10.5
        self.check_moved("2026-03-02 13:30")
        morning.hour_to = 12
        self.assertEqual(self.count_again(), "2026-03-02 11:00")
        again = morning.copy_data()[0]
        morning.unlink()
        self.check_moved("2026-03-02 14:00")
        self.env["resource.calendar.attendance"].create(again)
        self.assertEqual(self.count_again(), "2026-03-02 11:00")

    def test_time_zone_of_the_calendar_moves_the_deadline(self):
        """ISS-1: ten in Shanghai is eleven in Tokyo: the lunch break comes earlier."""
        self.calendar.tz = "Asia/Tokyo"
        self.assertEqual(self.count_again(), "2026-03-02 11:00")
        self.calendar.tz = "Europe/Berlin"
        self.assertEqual(self.count_again(), "2026-03-02 16:00")

    def test_public_holiday_moves_the_deadline(self):
        """ISS-1: of this calendar or of the company; taken back, it moves back."""
        for vals in ({"calendar_id": self.calendar.id}, {"calendar_id": False}):
            with self.subTest(vals):
                holiday = self.create_holiday(
                    "2026-03-02 00:00", "2026-03-03 00:00", **vals
                )
                self.check_moved("2026-03-03 09:00")
                holiday.date_to += timedelta(days=1)
                self.assertEqual(self.count_again(), "2026-03-04 09:00")
                holiday.unlink()
                self.assertEqual(self.count_again(), "2026-03-02 11:00")

    def test_leave_of_one_person_moves_nothing(self):
        """ISS-1: the promise is the team's; a stand-in keeps it."""
        self.count_again()
        resource = self.employees[self.specialist].resource_id
        self.create_holiday("2026-03-02 00:00", "2026-03-03 00:00", resource)
        self.assertFalse(self.is_owed())

    def test_other_calendar_of_the_company_moves_the_deadline(self):
        """ISS-1: where the team has none of its own."""
        self.company.resource_calendar_id = self.create_calendar(
            "Afternoons", ((14, 18, "afternoon"),)
        )
        self.check_moved("2026-03-02 15:00")

    def test_other_calendar_of_the_team_moves_the_deadline(self):
        """ISS-1: and the case then counts by it."""
        night = self.create_calendar("Evenings", ((18, 22, "afternoon"),))
        self.team.customer_calendar_id = night
        self.check_moved("2026-03-02 19:00")
        self.assertEqual(self.get_clocks(self.case).calendar_id, night)

    def test_other_team_moves_the_deadline_at_once(self):
        """ISS-1: without the job, as somebody looks at the case right now."""
        evening = self.create_calendar("Evenings", ((18, 22, "afternoon"),))
        self.case.team_id = self.create_team("Yard", customer_calendar_id=evening.id)
        self.assertEqual(self.get_due(self.case), ["2026-03-02 19:00"])
        self.assertEqual(self.get_log(self.case), ["started", "handed_over", "moved"])

    def test_fixed_calendar_holds_whatever_the_team_has(self):
        """ISS-1: counted by the calendar that the promise names."""
        evening = self.create_calendar("Evenings", ((18, 22, "afternoon"),))
        self.policy.write({"calendar_source": "fixed", "calendar_id": evening.id})
        self.check_moved("2026-03-02 19:00")
        self.team.customer_calendar_id = self.create_calendar("Other")
        self.assertEqual(self.count_again(), "2026-03-02 19:00")

    def test_kept_and_missed_ones_never_move(self):
        """ISS-1: what was late stays late, what was in time stays in time."""
        late, kept, given_up = (self.create_case() for _number in range(3))
        kept.action_customer_decide()
        given_up._deadline_event("cancelled")
        self.run_watch("2026-03-02 11:05")
        self.case = late
        names = ["due_at", "warn_at", "state", "met_at", "late_minutes", "punctuality"]
        cases = late | kept | given_up
        before = [self.get_clocks(case).read(names) for case in cases]
        self.policy.write({"amount": 8, "unit": "days", "warn_percent": 10})
        self.calendar.attendance_ids[:1].hour_from = 9
        self.run_watch("2026-03-02 11:10")
        self.assertEqual([self.get_clocks(case).read(names) for case in cases], before)
        self.assertEqual(self.get_log(late), ["started", "missed"])

    def test_deadline_that_moves_before_now_is_missed_and_told(self):
        """ISS-1: a stricter promise; whoever has to know is told, warned before or not.

        The rung lies before the warning that was climbed already.
        """
        self.policy.write(
            {
                "amount": 24,
                "unit": "clock_hours",
                "warn_percent": 10,
                "rung_ids": [(0, 0, {"moment": "warning", "recipient": "owner"})],
            }
        )
        self.run_watch("2026-03-02 14:00")
        self.assertEqual(self.get_notices(self.case).user_id, self.specialist)
        self.policy.amount = 1
        self.run_watch("2026-03-02 14:05")
        self.assertEqual(self.get_clocks(self.case).state, "missed")
        self.assertEqual(
            self.get_notices(self.case).mapped("user_id"),
            self.specialist | self.supervisor,
        )

    def test_what_does_not_matter_moves_nothing(self):
        """ISS-1: names, other calendars, other companies."""
        other = self.create_calendar("Other")
        self.count_again()
        self.policy.name = "Decided within the hour"
        self.calendar.name = "Hours"
        other.attendance_ids[:1].hour_from = 9
        self.create_company("South River").resource_calendar_id = other
        self.team.name = "Laboratory and Yard"
        self.create_holiday(
            "2026-03-02 00:00", "2026-03-03 00:00", calendar_id=other.id
        )
        self.assertFalse(self.is_owed())

    def test_change_starts_the_job(self):
        """ISS-1: nobody waits for the next round to see the new deadline."""
        cron = self.env.ref("customer_followup.ir_cron_watch_deadlines")
        triggers = [("cron_id", "=", cron.id)]
        before = self.env["ir.cron.trigger"].search_count(triggers)
        self.policy.amount = 2
        self.assertEqual(self.env["ir.cron.trigger"].search_count(triggers), before + 1)

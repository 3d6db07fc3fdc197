"""The one activity that keeps a follow-up in its owner's list."""

from datetime import date

from freezegun import freeze_time

from odoo.tests import tagged

from .common import FollowupCase


@tagged("post_install", "-at_install")
class TestFollowupActivity(FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.followup = cls.create_followup()

    def test_new_follow_up_has_one_activity(self):
        """FUP-1: due with the follow-up, in its owner's list."""
        self.assertRecordValues(
            self.followup.activity_ids,
            [{"user_id": self.specialist.id, "date_deadline": date(2026, 3, 9)}],
        )

    def test_activity_moves_with_the_deadline(self):
        """VIS-3: the list and the follow-up never disagree."""
        self.followup.date_deadline = date(2026, 3, 12)
        self.assertEqual(self.followup.activity_ids.date_deadline, date(2026, 3, 12))

    def test_activity_is_handed_over_with_the_follow_up(self):
        """ASG-1: reassigned work leaves one list and enters another."""
        self.followup.user_id = self.colleague
        self.assertEqual(self.followup.activity_ids.user_id, self.colleague)

    def test_follow_up_without_owner_is_in_nobody_s_list(self):
        """FUP-11: not assigned means no activity, and assigned again one."""
        self.followup.user_id = False
        self.assertFalse(self.followup.activity_ids)
        self.followup.user_id = self.colleague
        self.assertEqual(self.followup.activity_ids.user_id, self.colleague)

    def test_stricter_deadline_of_the_job_moves_the_activity(self):
        """FUP-1: a duty that joins an open follow-up moves its activity too."""
        self.followup.date_deadline = date(2026, 3, 31)
        self.create_rule("order_lapse")
        self.create_order(self.customer, date(2026, 2, 1))
        self.run_job()
        self.assertEqual(self.get_followups(), self.followup)
        self.assertEqual(self.followup.date_deadline, date(2026, 3, 9))
        self.assertEqual(self.followup.activity_ids.date_deadline, date(2026, 3, 9))

    def test_recording_closes_the_activity(self):
        """VIS-6: the record ends the work, and the log says with which result."""
        self.followup.with_user(self.specialist).action_record({"result": "need"})
        self.assertFalse(self.followup.activity_ids)
        self.assertTrue(
            [m for m in self.followup.message_ids if "Wants to order" in m.body]
        )

    def test_cancelling_removes_the_activity(self):
        """VIS-6: nobody is reminded of what was given up."""
        self.followup.action_cancel("Customer moved away")
        self.assertFalse(self.followup.activity_ids)

    def test_reopening_gives_the_activity_back(self):
        """VIS-9: a record that has to be corrected is work again."""
        self.followup.action_record({"result": "well"})
        self.followup.with_user(self.supervisor).action_reopen()
        self.assertEqual(self.followup.activity_ids.user_id, self.specialist)

    def test_activity_cannot_be_marked_done_before_the_record(self):
        """VIS-6: done from the systray means: record it, and says how."""
        activity = self.followup.activity_ids.with_user(self.specialist)
        for done in ("action_done", "action_feedback", "action_done_schedule_next"):
            with (
                self.subTest(done),
                self.refused("press Record"),
            ):
                getattr(activity, done)()
        self.assertEqual(self.followup.activity_ids, activity)

    def test_activity_of_something_else_can_be_marked_done(self):
        """VIS-6: only the activities of open follow-ups are held back."""
        activity = self.customer.activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.specialist.id
        )
        activity.with_user(self.specialist).action_feedback()
        self.assertFalse(self.customer.activity_ids)

    def test_activity_says_what_it_is_about(self):
        """FUP-1: the list shows number, customer and the rule."""
        self.create_rule("order_lapse", name="Lapsed customers", method="letter")
        self.create_order(self.customer, date(2026, 2, 1))
        self.run_job()
        activity = (self.get_followups() - self.followup).activity_ids
        self.assertEqual(activity.summary, "Lapsed customers")
        self.assertIn("Blue Mill", activity.res_name)

    def test_bell_counts_what_is_due_on_the_company_s_day(self):
        """FUP-1: at two in the morning in Shanghai, by the date in Shanghai."""
        self.create_rule("order_lapse", method="letter", deadline_days=0)
        self.create_order(self.customer, date(2026, 2, 1))
        told = [("message", "ilike", "activity_created")]
        before = self.env["bus.bus"].search_count(told)
        with freeze_time("2026-03-02 18:00:00"):
            self.run_job(None)
        planned = self.get_followups() - self.followup
        self.assertEqual(planned.date_deadline, date(2026, 3, 3))
        self.assertEqual(self.env["bus.bus"].search_count(told) - before, 1)

    def test_follow_up_planned_by_hand_names_its_number(self):
        """VIS-1: without a rule the number says what it is about."""
        self.assertEqual(
            self.followup.activity_ids.summary, f"Follow-up {self.followup.name}"
        )

"""What is written on a follow-up moves no clock unseen (G5, VIS-6)."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .deadline_access_common import PAST, DeadlineAccessCase

FOLLOWUP = "customer.followup"


@tagged("post_install", "-at_install")
class TestDeadlineAccessFollowup(DeadlineAccessCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        model = {"model_id": cls.env["ir.model"]._get_id(FOLLOWUP)}
        cls.made = cls.create_policy(
            "Made", "planned", "contacted", unit="document", **model
        )
        cls.recorded = cls.create_policy("Recorded", "contacted", "recorded", **model)
        today = fields.Date.today()
        cls.in_a_month = fields.Date.to_string(today + timedelta(30))
        cls.followup = cls.create_followup(date_deadline=today + timedelta(7))

    def get_clock(self, policy):
        self.env.invalidate_all()
        clocks = self.followup.customer_deadline_ids
        return clocks.filtered(lambda clock: clock.policy_id == policy)

    def press(self, user, method, *args):
        answer = self.call(user, FOLLOWUP, method, self.followup.ids, *args)
        self.assertNotIn("error", answer)

    def test_moved_day_is_in_the_log_with_who_moved_it(self):
        """VIS-3: the day may be corrected, but not without a trace."""
        clock = self.get_clock(self.made)
        before = clock.due_at
        self.press(self.specialist, "write", {"date_deadline": self.in_a_month})
        clock = self.get_clock(self.made)
        self.assertGreater(clock.due_at, before)
        moved = clock.event_ids.filtered(lambda line: line.kind == "moved")
        self.assertEqual(moved.user_id, self.specialist)
        self.assertEqual((moved.old_due_at, moved.new_due_at), (before, clock.due_at))

    def test_missed_day_cannot_be_moved(self):
        """G5: a later day makes no late contact punctual."""
        self.watch(hours=15 * 24)
        clock = self.get_clock(self.made)
        self.assertEqual(clock.state, "missed")
        due_at = clock.due_at
        for user in self.specialist | self.supervisor | self.administrator:
            self.press(user, "write", {"date_deadline": self.in_a_month})
            self.assertEqual(self.get_clock(self.made).due_at, due_at)
        self.press(self.specialist, "action_contact")
        clock = self.get_clock(self.made)
        self.assertEqual((clock.state, clock.is_open), ("missed", False))

    def test_moment_of_the_contact_moves_no_clock_that_runs(self):
        """VIS-6: a contact said to be later gives no more time for the record."""
        self.press(self.specialist, "action_contact")
        clock = self.get_clock(self.recorded)
        before = clock.start_at, clock.due_at
        for moment in ("2099-03-02 02:00:00", PAST):
            self.call(
                self.specialist,
                FOLLOWUP,
                "write",
                self.followup.ids,
                {"contacted_at": moment},
            )
            clock = self.get_clock(self.recorded)
            self.assertEqual((clock.start_at, clock.due_at), before)

    def test_record_of_long_ago_is_late(self):
        """VIS-6: who records a contact of last week misses the promise by it."""
        self.press(
            self.specialist, "action_record", {"result": "well", "contacted_at": PAST}
        )
        clock = self.get_clock(self.recorded)
        self.assertEqual((clock.state, clock.is_open), ("missed", False))

    def test_clock_of_a_follow_up_cannot_be_forged(self):
        """G5: neither through the follow-up nor by deleting it."""
        (clock,) = self.get_clock(self.made).ids
        for user in self.specialist | self.supervisor | self.administrator:
            for command in ([1, clock, {"state": "met"}], [2, clock], [5], [6, 0, []]):
                vals = {"customer_deadline_ids": [command]}
                self.assert_refused(user, FOLLOWUP, "write", self.followup.ids, vals)
        for user in self.colleague | self.office | self.employee | self.portal:
            for method in ("action_contact", "action_record", "unlink"):
                self.assert_refused(user, FOLLOWUP, method, self.followup.ids)

"""Whoever registers, changes or gives up a document moves its clocks, seen or not."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .deadline_common import DeadlineCase

DONE = "helpdesk_mgmt.helpdesk_ticket_stage_done"
WAITING = "helpdesk_mgmt.helpdesk_ticket_stage_awaiting"


@tagged("post_install", "-at_install")
class TestDeadlineUser(DeadlineCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        waiting = cls.env.ref(WAITING)
        cls.create_policy(
            {"recipient": "superior"},
            stop_event="closed",
            pause_domain=f"[('stage_id', '=', {waiting.id})]",
        )
        cls.clerk = cls.create_user("clerk", "helpdesk_mgmt.group_helpdesk_user")
        cls.team = cls.create_team()

    def register(self, user, **vals):
        """Register a case as a user, for somebody else."""
        vals = self.prepare_case(self.colleague, team_id=self.team.id, **vals)
        return self.env["helpdesk.ticket"].with_user(user).create(vals)

    def test_everybody_who_registers_starts_clocks(self):
        """ISS-1: for a colleague, whose clocks one does not see."""
        for user in (self.clerk, self.specialist, self.supervisor):
            case = self.register(user)
            with self.subTest(user.login):
                clock = self.get_clocks(case)
                self.assertEqual(clock.user_id, self.colleague)
                self.assertEqual(clock.event_ids.user_id, user)

    def test_clerk_moves_clocks_that_the_clerk_cannot_read(self):
        """ISS-1: paused, handed over, stopped; without a right on deadlines."""
        case = self.register(self.clerk)
        clock = self.get_clocks(case)
        with self.assertRaises(AccessError):
            clock.with_user(self.clerk).read(["due_at"])
        stage = case.stage_id
        case.stage_id = self.env.ref(WAITING)
        self.assertEqual(clock.state, "paused")
        case.stage_id = stage
        self.assertEqual(clock.state, "running")
        case.team_id = self.create_team("Yard", self.specialist)
        self.assertEqual(clock.user_id, self.specialist)
        case.stage_id = self.env.ref(DONE)
        self.assertEqual(clock.state, "met")
        self.assertEqual(
            self.get_log(case),
            ["started", "paused", "resumed", "handed_over", "stopped"],
        )
        self.assertEqual(clock.event_ids.user_id, self.clerk)

    def test_reader_of_the_document_sees_until_when(self):
        """ISS-1: the summary is part of the case, not of the clock."""
        case = self.register(self.supervisor)
        for user in (self.clerk, self.colleague):
            (shown,) = case.with_user(user).customer_deadline_summary
            self.assertEqual(shown["user"], "Colleague")

    def test_message_names_what_the_reader_may_open(self):
        """ISS-2: the superior gets the name of the case, also of one of others."""
        case = self.register(self.clerk)
        self.run_watch("2026-03-02 11:05")
        self.assertIn(case.display_name, self.get_told(self.supervisor).body)

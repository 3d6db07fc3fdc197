"""Whatever is broken in a promise, a case is stored (G14)."""

from odoo.tests import tagged
from odoo.tools import mute_logger

from .deadline_broken_common import STAGE, USE, BrokenDeadlineCase
from .deadline_common import ADDON

MIXIN = f"{ADDON}.models.customer_deadline_mixin"
BROKEN = (
    "[('gone', '=', 1)]",
    "[('customer_case_type',",
    "[('name', 'no such operator', 1)]",
    "1",
    "nonsense",
    "[('team_id.gone.x', '=', 1)]",
    "[('partner_id', 'child_of', 'x' * 9)]",
)


@tagged("post_install", "-at_install")
class TestDeadlineBrokenPromise(BrokenDeadlineCase):
    def test_promise_without_ladder(self):
        """G14: nobody is told, the clock runs."""
        self.check_counted(self.policy.rung_ids.unlink)

    def test_amount_that_cannot_be(self):
        """G14: it is due at once, or the promise is cut to ten years."""

        def check(case):
            clock = self.get_clocks(case)
            self.assertGreaterEqual(clock.due_at, clock.start_at.replace(second=0))
            case.stage_id = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
            self.assertEqual(clock.state, "met")

        for amount in (0, -5, 2**31 - 1):

            def break_it(amount=amount):
                self.env.cr.execute(
                    "ALTER TABLE customer_deadline_policy DROP CONSTRAINT"
                    " customer_deadline_policy_amount_within_a_year"
                )
                self.break_by_sql("amount", amount)

            with self.subTest(amount):
                self.try_each_way(break_it, check)

    def test_stage_of_the_pause_is_deleted(self):
        """G14: the clock never stands still."""
        self.check_counted(
            lambda: self.policy.write({"pause_domain": "[('stage_id', '=', 99999999)]"})
        )

    def test_condition_that_was_broken_later(self):
        """G14: the promise cannot be read; the manager sees why."""
        for condition in BROKEN:
            with self.subTest(condition):
                self.check_not_counted(
                    lambda c=condition: self.break_by_sql("domain", c)
                )

    def test_pause_that_was_broken_later(self):
        """G14: the clock runs and never stands still; the manager sees why."""

        def check(case):
            self.assertEqual(self.get_clocks(case).state, "running")
            self.assertTrue(self.policy.last_error)
            case.stage_id = self.env.ref(STAGE)
            self.assertEqual(self.get_clocks(case).state, "running")

        for condition in BROKEN:
            with self.subTest(condition):
                self.try_each_way(
                    lambda c=condition: self.break_by_sql("pause_domain", c), check, USE
                )

    def test_broken_promise_stops_no_other(self):
        """G14: another promise about the same case holds."""
        other = self.create_policy(code="test_other", stop_event="closed")
        self.try_each_way(
            lambda: self.break_by_sql("domain", "[('gone', '=', 1)]"),
            lambda case: self.assertEqual(self.get_clocks(case).policy_id, other),
            USE,
        )

    def test_deadlines_that_cannot_be_written(self):
        """G14: even when the database refuses every clock, the case is stored."""
        with mute_logger("odoo.sql_db"):
            self.try_each_way(
                lambda: self.env.cr.execute(
                    "ALTER TABLE customer_deadline ADD CONSTRAINT test_refused"
                    " CHECK (res_id = 0) NOT VALID"
                ),
                lambda case: self.assertFalse(self.get_clocks(case)),
                MIXIN,
            )

    def test_repaired_promise_forgets_its_error(self):
        """G14: what was wrong is not shown any more, and the next case counts."""
        self.break_by_sql("domain", "[('gone', '=', 1)]")
        with self.assertLogs(USE, "ERROR"):
            self.create_case()
        self.assertTrue(self.policy.last_error)
        self.policy.domain = "[]"
        self.assertFalse(self.policy.last_error)
        self.assertEqual(len(self.get_clocks(self.create_case())), 1)

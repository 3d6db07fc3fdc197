"""The number of queries about deadlines does not depend on their number (G17)."""

from odoo import fields
from odoo.tests import tagged
from odoo.tools import SQL

from .deadline_common import DeadlineCase


@tagged("post_install", "-at_install")
class TestDeadlineGrowth(DeadlineCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy = cls.create_policy({"recipient": "superior"})
        cls.template = cls.create_case()
        cls.clock = cls.env["customer.deadline"].search(
            [("res_model", "=", "helpdesk.ticket"), ("res_id", "=", cls.template.id)]
        )

    def create_cases(self, count):
        """Return cases without clocks; by SQL, as a thousand take long."""
        self.env.flush_all()
        self.env.cr.execute(
            """
            INSERT INTO helpdesk_ticket
            SELECT (jsonb_populate_record(t, jsonb_build_object(
                'id', nextval('helpdesk_ticket_id_seq'), 'access_token', NULL))).*
              FROM helpdesk_ticket AS t, generate_series(1, %s)
             WHERE t.id = %s RETURNING id
            """,
            [count, self.template.id],
        )
        ids = [row[0] for row in self.env.cr.fetchall()]
        self.env.invalidate_all()
        return self.env["helpdesk.ticket"].browse(ids)

    def create_clocks(self, count):
        """Return clocks that run, with their cases."""
        cases = self.create_cases(count)
        cases._deadline_event("registered")
        return self.env["customer.deadline"].browse(cases.customer_deadline_ids.ids)

    def count_queries(self, work):
        """Return the number of queries that ``work`` makes with nothing cached."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        work()
        self.env.flush_all()
        return self.cr.sql_log_count - before

    def test_events_make_as_many_queries_for_one_as_for_a_thousand(self):
        """G17: started, paused, resumed, handed over and stopped."""
        waiting = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_awaiting")
        self.policy.pause_domain = f"[('stage_id', '=', {waiting.id})]"
        counts = []
        for size in (1, 1, 80, 1000):
            cases = self.create_cases(size)
            steps = [
                self.count_queries(lambda c=cases: c._deadline_event("registered"))
            ]
            for vals in (
                {"stage_id": waiting.id},
                {"stage_id": self.template.stage_id.id},
                {"user_id": self.colleague.id},
            ):
                self.env.cr.execute(
                    SQL(
                        "UPDATE helpdesk_ticket SET %s = %s WHERE id IN %s",
                        SQL.identifier(next(iter(vals))),
                        next(iter(vals.values())),
                        cases._ids,
                    )
                )
                steps.append(
                    self.count_queries(
                        lambda c=cases: (
                            self.env["customer.deadline"].sudo()._follow_change(c)
                        )
                    )
                )
            steps.append(
                self.count_queries(lambda c=cases: c._deadline_event("decided"))
            )
            clocks = cases.customer_deadline_ids
            self.assertEqual(len(clocks), size)
            self.assertEqual(len(clocks.event_ids), 5 * size)
            self.assertEqual(set(clocks.mapped("state")), {"met"})
            counts.append(steps)
        self.assertEqual(counts[1], counts[2])
        self.assertEqual(counts[1], counts[3])

    def test_counting_again_makes_as_many_queries_for_one_as_for_a_thousand(self):
        """G17: after a change of the promise; all of them move."""
        now = fields.Datetime.now()
        counts = []
        for amount, size in ((2, 1), (3, 1), (4, 80), (5, 1000)):
            clocks = self.create_clocks(size)
            self.policy.amount = amount
            count = self.count_queries(lambda clocks=clocks: clocks._count_again(now))
            counts.append(count)
            self.assertEqual(set(clocks.event_ids.mapped("kind")), {"started", "moved"})
            self.assertEqual(len(clocks.event_ids), 2 * size)
        self.assertEqual(len(set(counts[1:])), 1, counts)

    def test_counting_again_makes_ten_queries_for_a_thousand(self):
        """G17: what the job needs for two thousand, besides what it always does."""
        idle = self.count_queries(lambda: self.run_watch("2026-03-02 10:01"))
        self.create_clocks(1999)
        self.policy.amount = 2
        count = self.count_queries(lambda: self.run_watch("2026-03-02 10:01"))
        moved = [("kind", "=", "moved"), ("deadline_id.policy_id", "=", self.policy.id)]
        self.assertEqual(self.env["customer.deadline.event"].search_count(moved), 2000)
        self.assertLessEqual(count - idle, 2 * 10)

    def test_watch_makes_as_many_queries_for_one_as_for_a_thousand(self):
        """G17: missed, climbed and told in one message."""
        counts = []
        for size in (1, 1, 80, 1000):
            self.create_clocks(size)
            counts.append(
                self.count_queries(lambda: self.run_watch("2026-03-02 11:10"))
            )
        self.assertEqual(len(set(counts[1:])), 1, counts)
        self.assertFalse(
            self.env["customer.deadline"].search_count(
                [("policy_id", "=", self.policy.id), ("state", "=", "running")]
            )
        )

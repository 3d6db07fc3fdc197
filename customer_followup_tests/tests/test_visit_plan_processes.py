"""Drafts of visit plans in real processes: two at once, and killed (G8, VPL-1)."""

from datetime import UTC, datetime

import pytest

from odoo.tests import tagged

from .process_common import KILLED, ProcessCase

CUSTOMERS = 30
PLANS = """
    SELECT users.login, plan.state, count(line.id), count(DISTINCT line.partner_id)
      FROM customer_followup_plan AS plan
      JOIN res_users AS users ON users.id = plan.user_id
      JOIN customer_followup_plan_line AS line ON line.plan_id = plan.id
     WHERE users.login LIKE 'driver_specialist_%'
     GROUP BY plan.id, users.login ORDER BY 1
"""
ACTIVITIES = """
    SELECT count(*), count(DISTINCT res_id) FROM mail_activity
     WHERE res_model = 'customer.followup.plan'
       AND res_id IN (SELECT plan.id FROM customer_followup_plan AS plan
                        JOIN res_users AS users ON users.id = plan.user_id
                       WHERE users.login LIKE 'driver_specialist_%')
"""
FORGET = (
    "DELETE FROM mail_activity WHERE res_model = 'customer.followup.plan' RETURNING id",
    "DELETE FROM customer_followup_plan RETURNING id",
    "UPDATE res_company SET customer_plans_drafted_for = NULL RETURNING id",
)


@pytest.mark.fault
@tagged("-standard", "customer_followup_fault", "post_install", "-at_install")
class TestVisitPlanProcesses(ProcessCase):
    database_suffix = "plans"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # a month that is not over: the days of a plan are compared with the clock
        cls.today = datetime.now(UTC).date().isoformat()
        # one a day: the others wait, and are what the plans propose
        cls.driver.do(do="prepare", customers=CUSTOMERS, capacity=1)
        cls.driver.do(do="run")
        cls.driver.do(do="prepare_plans")
        cls.forget()
        (fate,) = cls.driver.do(do="make_plans", today=cls.today)
        cls.statements = fate["statements"]
        cls.undisturbed = cls.query(PLANS)

    def setUp(self):
        super().setUp()
        self.forget()

    @classmethod
    def forget(cls):
        """Let nobody have a plan."""
        for statement in FORGET:
            cls.query(statement)

    def check_outcome(self):
        """Assert that everybody has one plan, as if nobody had disturbed."""
        self.assertEqual(self.query(PLANS), self.undisturbed)
        self.assertEqual(self.query(ACTIVITIES), [(3, 3)])

    def test_undisturbed_run_drafts_a_plan_for_everybody(self):
        """VPL-1: what the other tests compare with."""
        self.assertEqual(len(self.undisturbed), 3)
        for _login, state, lines, customers in self.undisturbed:
            self.assertEqual(state, "draft")
            self.assertEqual(lines, customers)

    def test_two_processes_at_once_draft_one_plan_each(self):
        """G8, VPL-1: two servers, or the schedule and "run manually", at once."""
        for _trial in range(3):
            self.forget()
            exits = self.run_command("make_plans", processes=2, today=self.today)
            self.assertEqual(exits, [0, 0])
            self.check_outcome()

    def test_killed_run_leaves_all_or_nothing(self):
        """G8, G10: kill -9 all along the run; the next one drafts what is missing."""
        for number in range(5, self.statements, max(self.statements // 6, 1)):
            with self.subTest(f"{number} of {self.statements}"):
                self.forget()
                exits = self.run_command(
                    "make_plans", kill_before_statement=number, today=self.today
                )
                self.assertEqual(exits, [KILLED])
                self.assertIn(len(self.query(PLANS)), (0, 3))
                self.run_command("make_plans", today=self.today)
                self.check_outcome()

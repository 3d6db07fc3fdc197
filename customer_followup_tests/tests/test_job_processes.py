"""The nightly job in real processes: two at once, and killed in the middle (G8, G10).

Most customers are due. What came out is compared with a run that nobody disturbed.
"""

import random
import time
from collections import Counter

import pytest

from odoo.tests import tagged

from .process_common import KILLED, REFUSED, ProcessCase

CUSTOMERS = 150
SEED = 20260302
OUTCOME = """
    SELECT partner.name, rule.id, reason.occasion_date, followup.method,
           followup.date_planned, followup.date_deadline, followup.user_id,
           followup.state, activity.user_id, activity.date_deadline
      FROM customer_followup_reason AS reason
      JOIN customer_followup_rule AS rule ON rule.id = reason.rule_id
      JOIN res_partner AS partner ON partner.id = reason.partner_id
      JOIN customer_followup AS followup ON followup.id = reason.followup_id
      LEFT JOIN mail_activity AS activity
        ON activity.res_model = 'customer.followup' AND activity.res_id = followup.id
     WHERE partner.name LIKE 'Customer ____'
     ORDER BY 1, 2, 3, 4
"""
LEFT_HALF_DONE = """
    SELECT followup.name FROM customer_followup AS followup
      JOIN res_partner AS partner ON partner.id = followup.partner_id
     WHERE partner.name LIKE 'Customer ____'
       AND (NOT EXISTS (SELECT 1 FROM customer_followup_reason AS reason
                         WHERE reason.followup_id = followup.id)
            OR (SELECT count(*) FROM mail_activity
                 WHERE res_model = 'customer.followup' AND res_id = followup.id) <> 1)
    UNION ALL
    SELECT 'reason ' || reason.id FROM customer_followup_reason AS reason
      JOIN res_partner AS partner ON partner.id = reason.partner_id
     WHERE partner.name LIKE 'Customer ____'
       AND (reason.state = 'waiting') <> (reason.followup_id IS NULL)
"""
ERRORS = """
    SELECT run_error FROM customer_followup_rule WHERE run_error IS NOT NULL
    UNION ALL SELECT error FROM customer_followup_failure
"""
CASES = "SELECT count(*) FROM helpdesk_ticket WHERE customer_followup_id = {}"
FORGET = [
    f"DELETE FROM {table} WHERE {condition}"
    for table, condition in (
        ("helpdesk_ticket", "customer_followup_id IS NOT NULL"),
        ("mail_activity", "res_model = 'customer.followup'"),
        ("customer_visit_request", "true"),
        ("customer_followup_reason", "true"),
        ("customer_followup", "true"),
    )
]


@pytest.mark.fault
@tagged("-standard", "customer_followup_fault", "post_install", "-at_install")
class TestJobProcesses(ProcessCase):
    database_suffix = "job"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.driver.do(do="prepare", customers=CUSTOMERS)
        start = time.monotonic()
        (fate,) = cls.driver.do(do="run")
        cls.seconds = time.monotonic() - start
        cls.statements = fate["statements"]
        cls.undisturbed = cls.query(OUTCOME)
        assert not cls.query(ERRORS)
        assert len(cls.undisturbed) > CUSTOMERS, "most customers have to be due"

    def setUp(self):
        super().setUp()
        for statement in FORGET:
            self.query(f"{statement} RETURNING id")

    def run_job(self, **command):
        """Run the job in processes of its own and return how they ended."""
        return self.run_command("run", **command)

    def check_nothing_half_done(self):
        """Assert that what is committed is whole, and that the lock comes free."""
        self.assertEqual(self.query(LEFT_HALF_DONE), [])
        self.wait_for_lock()

    def check_outcome(self):
        """Assert that everything is there once, as if nobody had disturbed."""
        self.check_nothing_half_done()
        outcome = self.query(OUTCOME)
        duties = Counter(row[:3] for row in outcome)
        self.assertEqual([duty for duty, count in duties.items() if count > 1], [])
        self.assertEqual(outcome, self.undisturbed)

    def test_two_processes_at_once_do_it_once(self):
        """G8: two servers, or the schedule and "run manually", at the same moment."""
        self.assertEqual(self.run_job(processes=2), [0, 0])
        self.check_outcome()

    def test_processes_that_take_turns_do_it_once(self):
        """G8: who finds the job running leaves it alone; the next run adds nothing."""
        for _time in range(3):
            self.assertEqual(self.run_job(processes=3), [0, 0, 0])
        self.check_outcome()

    def test_four_processes_at_once_do_it_once(self):
        """G8: four workers of the scheduler at the same moment."""
        self.assertEqual(self.run_job(processes=4), [0] * 4)
        self.check_outcome()

    def test_killed_with_capacities_nobody_gets_more_than_there_is_room_for(self):
        """G8: however often it is killed, a day has one capacity; the rest waits."""
        self.addCleanup(self.driver.do, do="set_capacity", capacity=0)
        self.driver.do(do="set_capacity", capacity=10)
        self.assertEqual(self.run_job(), [0])
        undisturbed = self.query(OUTCOME)
        self.assertEqual(len({row[0] for row in undisturbed}), 30)
        for statement in FORGET:
            self.query(f"{statement} RETURNING id")
        chance = random.Random(SEED)
        for _time in range(8):
            number = chance.randint(1, self.statements // 6)
            self.assertEqual(self.run_job(kill_before_statement=number), [KILLED])
            self.check_nothing_half_done()
        self.assertEqual(self.run_job(processes=2), [0, 0])
        self.assertEqual(self.query(OUTCOME), undisturbed)

    def test_killed_twenty_times_it_is_done_once(self):
        """G8, G10: kill -9 before any statement; the next run takes it up."""
        chance = random.Random(SEED)
        for _time in range(20):
            number = chance.randint(1, self.statements // 12)
            self.assertEqual(self.run_job(kill_before_statement=number), [KILLED])
            self.check_nothing_half_done()
        self.assertNotEqual(self.query(OUTCOME), self.undisturbed)
        self.assertEqual(self.run_job(), [0])
        self.check_outcome()

    def test_killed_from_outside_it_is_done_once(self):
        """G8, G10: kill -9 at any moment, in the middle of a statement too."""
        chance = random.Random(SEED)
        ends = []
        for _time in range(8):
            delay = self.seconds * chance.uniform(0.02, 0.2)
            ends += self.run_job(kill_after_seconds=delay)
            self.check_nothing_half_done()
        self.assertIn(KILLED, ends)
        self.assertEqual(self.run_job(), [0])
        self.check_outcome()

    def test_one_of_two_is_killed_and_it_is_done_once(self):
        """G8: the process that is left, or the next run, does the rest."""
        chance = random.Random(SEED)
        for _time in range(4):
            delay = self.seconds * chance.uniform(0.02, 0.2)
            _killed, left = self.run_job(processes=2, kill_after_seconds=delay)
            self.assertEqual(left, 0)
            self.check_nothing_half_done()
        self.assertEqual(self.run_job(), [0])
        self.check_outcome()

    def test_a_form_that_is_saved_meanwhile_leaves_nobody_out(self):
        """G8, G11: what somebody saves is no fault of the customer, and is kept."""
        self.assertEqual(self.run_job(), [0])
        self.query(
            """
            DELETE FROM customer_followup_reason AS reason
             USING customer_followup_rule AS rule
             WHERE rule.id = reason.rule_id AND rule.name->>'en_US' = 'Visit'
            RETURNING reason.id
            """
        )
        self.query("UPDATE customer_followup SET method = 'phone' RETURNING id")
        self.assertEqual(self.run_command("run_disturbed"), [0])
        self.check_outcome()
        self.assertEqual(self.query(ERRORS), [])
        self.assertEqual(self.query("SELECT id FROM customer_followup_failure"), [])
        self.assertEqual(
            self.query("SELECT DISTINCT guidance FROM customer_followup"),
            [("Seen meanwhile",)],
        )

    def test_two_who_record_at_once_open_one_case(self):
        """G3, ISS-3: one record counts, the other is refused; there is one case."""
        self.assertEqual(self.run_job(), [0])
        ids = self.query("SELECT id FROM customer_followup ORDER BY id LIMIT 8")
        for (followup,) in ids:
            fates = self.driver.do(do="record", followup=followup, processes=2)
            with self.subTest(followup):
                exits = sorted(fate["exit"] for fate in fates)
                self.assertEqual(exits, [0, REFUSED])
                self.assertEqual(self.query(CASES.format(followup)), [(1,)])

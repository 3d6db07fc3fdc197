"""The watch over deadlines in real processes: two at once, killed in the middle (G9).

All cases are late. What came out is compared with a run that nobody disturbed.
"""

import pytest

from odoo.tests import tagged

from .process_common import KILLED, ProcessCase

CASES = 30
TRIALS = 20
NOW = "2035-03-05 02:00:00"  # ten o'clock on a Monday in Shanghai
OUTCOME = """
    SELECT deadline.res_id, deadline.state, notice.rung_key, notice.user_id,
           notice.told_user_id, notice.told_at, count(*)
      FROM customer_deadline AS deadline
      JOIN customer_deadline_policy AS policy ON policy.id = deadline.policy_id
      LEFT JOIN customer_deadline_notice AS notice ON notice.deadline_id = deadline.id
     WHERE policy.code = 'driver'
     GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 3, 4
"""
LOGGED = """
    SELECT event.deadline_id, count(*) FROM customer_deadline_event AS event
     WHERE event.kind = 'missed' GROUP BY 1 HAVING count(*) <> 1
"""
MAILS = """
    SELECT users.login, mail.state, count(*)
      FROM mail_mail AS mail
      JOIN mail_mail_res_partner_rel AS rel ON rel.mail_mail_id = mail.id
      JOIN res_users AS users ON users.partner_id = rel.res_partner_id
     WHERE users.login LIKE 'driver_watched_%'
     GROUP BY 1, 2 ORDER BY 1
"""
ERRORS = """
    SELECT last_error FROM customer_deadline WHERE last_error IS NOT NULL
     UNION ALL
    SELECT last_error FROM customer_deadline_notice WHERE last_error IS NOT NULL
"""
FORGET = (
    "DELETE FROM mail_mail RETURNING id",
    "DELETE FROM customer_deadline_notice RETURNING id",
    "DELETE FROM customer_deadline_event WHERE kind = 'missed' RETURNING id",
    """
    UPDATE customer_deadline SET state = 'running', escalated_at = NULL,
           next_rung_at = warn_at, punctuality = NULL WHERE is_open RETURNING id
    """,
)


@pytest.mark.fault
@tagged("-standard", "customer_followup_fault", "post_install", "-at_install")
class TestDeadlineProcesses(ProcessCase):
    database_suffix = "watch"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # those of the demo company would be told in the first run only
        cls.query("DELETE FROM customer_deadline RETURNING id")
        (fate,) = cls.driver.do(do="prepare_deadlines", cases=CASES)
        assert fate["exit"] == 0
        # the first run also counts again, as promises were switched off
        cls.driver.do(do="watch", now=NOW)
        cls.forget()
        (fate,) = cls.driver.do(do="watch", now=NOW)
        cls.statements = fate["statements"]
        cls.undisturbed = cls.query(OUTCOME), cls.query(MAILS)

    def setUp(self):
        super().setUp()
        self.forget()

    @classmethod
    def forget(cls):
        """Let everything be still to do."""
        for statement in FORGET:
            cls.query(statement)

    def watch(self, **command):
        """Watch in processes of its own and return how they ended."""
        return self.run_command("watch", now=NOW, **command)

    def check_outcome(self):
        """Assert that everybody was told everything once, as if nobody disturbed."""
        self.assertEqual((self.query(OUTCOME), self.query(MAILS)), self.undisturbed)
        self.assertEqual(self.query(LOGGED), [])

    def test_undisturbed_run_tells_everybody_once(self):
        """G9: two rungs for each case, one mail for each person, nothing sent yet."""
        outcome, mails = self.undisturbed
        self.assertEqual(len(outcome), 2 * CASES)
        for _case, state, _rung, user, told_user, told_at, count in outcome:
            self.assertEqual((state, user, count), ("missed", told_user, 1))
            self.assertTrue(told_at)
        people = [f"driver_watched_{number}" for number in range(4)]
        self.assertEqual(mails, [(login, "outgoing", 1) for login in people])
        self.assertEqual(self.query(ERRORS), [])

    def test_killed_before_any_statement_it_is_told_once(self):
        """G8, G9, G10: kill -9 all along the run; the next run takes it up."""
        for trial in range(TRIALS):
            self.forget()
            number = 1 + trial * (self.statements - 1) // (TRIALS - 1)
            with self.subTest(f"{number} of {self.statements}"):
                self.assertEqual(self.watch(kill_before_statement=number), [KILLED])
                self.wait_for_lock()
                self.assertEqual(self.watch(), [0])
                self.check_outcome()

    def test_killed_again_and_again_it_is_told_once(self):
        """G9, G10: each time a little further on."""
        for trial in range(TRIALS):
            self.watch(kill_before_statement=5 + trial * self.statements // TRIALS)
            self.wait_for_lock()
        self.assertEqual(self.watch(), [0])
        self.check_outcome()

    def test_two_processes_at_once_tell_once(self):
        """G8, G9: two servers, or the schedule and "run manually", at one moment."""
        for _time in range(5):
            self.forget()
            self.assertEqual(self.watch(processes=2), [0, 0])
            self.check_outcome()

    def test_one_of_two_is_killed_and_it_is_told_once(self):
        """G8, G9: the one that is left, or the next run, does the rest."""
        for _time in range(5):
            self.forget()
            self.watch(processes=2, kill_before_statement=self.statements // 2)
            self.wait_for_lock()
            self.assertEqual(self.watch(), [0])
            self.check_outcome()

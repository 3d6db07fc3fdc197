"""Grading in real processes: two at once, and killed in the middle (G8, G10)."""

import pytest

from odoo.tests import tagged

from .process_common import KILLED, REFUSED, ProcessCase

CUSTOMERS = 40
TRIALS = 20
OUTCOME = """
    SELECT partner.name, assessment.state, assessment.score, grade.code, count(*)
      FROM customer_assessment AS assessment
      JOIN res_partner AS partner ON partner.id = assessment.partner_id
      JOIN customer_grade AS grade ON grade.id = assessment.proposed_grade_id
     WHERE partner.name LIKE 'Rated ____'
     GROUP BY 1, 2, 3, 4 ORDER BY 1
"""
RUNS = """
    SELECT run.state, done_count, failed_count, customer_count
      FROM customer_grading_run AS run JOIN res_company ON res_company.id = company_id
     WHERE res_company.name = 'South River Chemicals'
"""
GRADES = """
    SELECT grade.code, count(*)
      FROM res_partner AS partner
     CROSS JOIN LATERAL jsonb_each_text(customer_grade_id) AS graded
      JOIN customer_grade AS grade ON grade.id = graded.value::int
     WHERE partner.name LIKE 'Rated ____' GROUP BY 1 ORDER BY 1
"""
TOLD = """
    SELECT count(*), count(DISTINCT res_id) FROM mail_message
     WHERE model = 'res.partner' AND body LIKE '%not yet graded%'
"""
FORGET = (
    "DELETE FROM customer_assessment RETURNING id",
    "DELETE FROM customer_grading_run RETURNING id",
    """
    DELETE FROM mail_message WHERE model = 'res.partner'
       AND body LIKE '%not yet graded%' RETURNING id
    """,
    """
    UPDATE res_partner SET customer_grade_id = NULL
     WHERE name LIKE 'Rated ____' RETURNING id
    """,
)


@pytest.mark.fault
@tagged("-standard", "customer_followup_fault", "post_install", "-at_install")
class TestGradingProcesses(ProcessCase):
    database_suffix = "grade"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (fate,) = cls.driver.do(do="prepare_grading", customers=CUSTOMERS)
        assert fate["exit"] == 0
        cls.forget()
        cls.driver.do(do="ask_for_grading")
        (fate,) = cls.driver.do(do="grade")
        cls.statements = fate["statements"]
        cls.undisturbed = cls.query(OUTCOME)

    def setUp(self):
        super().setUp()
        self.forget()
        self.assertEqual(self.run_command("ask_for_grading"), [0])

    @classmethod
    def forget(cls):
        """Let nobody be graded."""
        for statement in FORGET:
            cls.query(statement)

    def check_outcome(self):
        """Assert that everybody was assessed once, as if nobody had disturbed."""
        self.assertEqual(self.query(OUTCOME), self.undisturbed)
        self.assertEqual(self.query(RUNS), [("done", CUSTOMERS, 0, CUSTOMERS)])

    def test_undisturbed_run_assesses_everybody_once(self):
        """GRD-2: what the other tests compare with."""
        self.assertEqual(len(self.undisturbed), CUSTOMERS)
        self.assertEqual(
            {row[1:] for row in self.undisturbed},
            {
                ("submitted", 20, "C", 1),
                ("submitted", 40, "B", 1),
                ("submitted", 60, "B", 1),
                ("submitted", 80, "A", 1),
                ("submitted", 100, "A", 1),
            },
        )

    def test_killed_again_and_again_everybody_is_assessed_once(self):
        """G8, G10: kill -9 all along the run; the next one goes on where it was."""
        for trial in range(TRIALS):
            number = 5 + trial * self.statements // TRIALS
            self.run_command("grade", kill_before_statement=number)
            self.wait_for_lock()
        self.assertEqual(self.run_command("grade"), [0])
        self.check_outcome()

    def test_killed_before_any_statement_everybody_is_assessed_once(self):
        """G8, G10: killed once, at another place each time."""
        for number in range(5, self.statements, self.statements // 6):
            with self.subTest(f"{number} of {self.statements}"):
                self.forget()
                self.run_command("ask_for_grading")
                fate = self.run_command("grade", kill_before_statement=number)
                self.assertEqual(fate, [KILLED])
                self.wait_for_lock()
                self.assertEqual(self.run_command("grade"), [0])
                self.check_outcome()

    def test_two_processes_at_once_assess_everybody_once(self):
        """G8: two servers, or the schedule and "run manually", at one moment."""
        self.assertEqual(self.run_command("grade", processes=2), [0, 0])
        self.check_outcome()

    def test_two_supervisors_who_apply_at_once(self):
        """G3: the grades are applied and told once; the other is told to reload."""
        self.assertEqual(self.run_command("grade"), [0])
        exits = sorted(self.run_command("apply", processes=2))
        self.assertIn(exits, ([0, REFUSED], [0, 0]))
        self.assertEqual(
            {row[1] for row in self.query(OUTCOME)},
            {"applied"},
        )
        self.assertEqual(self.query(GRADES), [("A", 16), ("B", 16), ("C", 8)])
        self.assertEqual(self.query(TOLD), [(CUSTOMERS, CUSTOMERS)])

"""The assessment of one customer, and what a supervisor decides (GRD-2, GRD-3)."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import MONDAY
from .grading_common import GradingCase

STRATEGIC = {"strategic_value": {"bands": {1: 0, 2: 30, 3: 55, 4: 80, 5: 100}}}


@tagged("post_install", "-at_install")
class TestAssessment(GradingCase):
    """Graded by what a specialist rates alone, so that each grade is one click."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.partner_id.lang = "en_US"  # what is told is in its language
        cls.scheme = cls.create_scheme(STRATEGIC)
        cls.grades = {grade.code: grade for grade in cls.scheme.grade_ids}
        cls.customer = cls.customer.with_company(cls.company)

    def rate(self, value, customer=None):
        customer = (customer or self.customer).with_company(self.company)
        customer.customer_strategic_value = value and str(value)

    def assess(self, value, customer=None, user=None):
        """Return a proposal by the specialist."""
        self.rate(value, customer)
        assessment = (
            self.env["customer.assessment"]
            .with_user(user or self.specialist)
            .create({"partner_id": (customer or self.customer).id})
        )
        assessment.action_submit()
        return assessment.with_env(self.env)

    def apply(self, value, customer=None):
        assessment = self.assess(value, customer)
        assessment.with_user(self.supervisor).action_approve()
        return assessment

    def assert_grade(self, code, customer=None):
        customer = (customer or self.customer).with_company(self.company)
        customer.invalidate_recordset()
        self.assertEqual(customer.customer_grade_id.code or None, code)

    def test_facts_measured_when_it_is_made(self):
        """GRD-2: value, target, gap and points of each criterion."""
        self.rate(4)
        assessment = (
            self.env["customer.assessment"]
            .with_user(self.specialist)
            .create({"partner_id": self.customer.id, "note": "Builds a second plant"})
        )
        self.assertRecordValues(
            assessment.line_ids,
            [{"value": 4, "target": 100, "gap": 96, "score": 80, "has_value": True}],
        )
        self.assertRecordValues(
            assessment,
            [
                {
                    "state": "draft",
                    "score": 80,
                    "outcome": "graded",
                    "change": "first",
                    "proposed_grade_id": self.grades["A"].id,
                    "scheme_id": self.scheme.id,
                    "date": MONDAY,
                }
            ],
        )

    def test_measured_anew_after_rating(self):
        """GRD-2: the specialist rates on the form and measures anew."""
        assessment = (
            self.env["customer.assessment"]
            .with_user(self.specialist)
            .create({"partner_id": self.customer.id})
        )
        self.assertEqual(assessment.outcome, "too_little")
        assessment.customer_strategic_value = "5"
        assessment.action_refresh_facts()
        self.assertEqual(assessment.proposed_grade_id, self.grades["KEY"])
        self.assertEqual(self.customer.customer_strategic_value, "5")

    def test_applied_by_the_supervisor_alone(self):
        """GRD-3: the supervisor rates; the grade is in the dossier with its date."""
        assessment = self.assess(4)
        with self.refused("Ask a member of the group", AccessError):
            assessment.with_user(self.specialist).action_approve()
        self.assert_grade(None)
        assessment.with_user(self.supervisor).action_approve("Agreed with sales")
        self.assert_grade("A")
        self.assertEqual(self.customer.customer_grade_score, 80)
        self.assertEqual(self.customer.customer_grade_date, MONDAY)
        self.assertEqual(assessment.applied_by_id, self.supervisor)
        self.assertEqual(assessment.decided_grade_id, self.grades["A"])
        body = self.customer.message_ids[0].body
        self.assertIn("not yet graded → A, decided by Supervisor", body)
        self.assertIn("80 points of 100: A from 75 on", body)

    def test_unchanged_grade_says_nothing_twice(self):
        """GRD-3: only a changed grade is told on the customer."""
        self.apply(4)
        count = len(self.customer.message_ids)
        self.assertEqual(self.apply(4).change, "same")
        self.customer.invalidate_recordset()
        self.assertEqual(len(self.customer.message_ids), count)

    def test_decided_otherwise_with_a_reason(self):
        """GRD-3: the supervisor decides otherwise, and says why."""
        assessment = self.assess(2).with_user(self.supervisor)
        with self.refused("Say why"):
            assessment.action_decide(self.grades["A"].id, " ")
        assessment.action_decide(self.grades["A"].id, "Their new plant opens in May")
        self.assert_grade("A")
        self.assertEqual(assessment.proposed_grade_id, self.grades["C"])
        self.assertEqual(assessment.decision_reason, "Their new plant opens in May")
        self.assertIn("new plant", self.customer.message_ids[0].body)

    def test_grade_of_another_scheme_refused(self):
        """GRD-3: only grades of the scheme that holds."""
        other = self.create_scheme(STRATEGIC, is_approved=False)
        assessment = self.assess(2).with_user(self.supervisor)
        for grade_id in (other.grade_ids[0].id, 0, None, "x"):
            with self.refused("Choose a grade of"):
                assessment.action_decide(grade_id, "Because")

    def test_asked_back_proposed_again(self):
        """GRD-3: the specialist looks at the facts again."""
        assessment = self.assess(2)
        assessment.with_user(self.supervisor).action_ask_back("They doubled in June")
        self.assertEqual(assessment.state, "draft")
        self.rate(4)
        assessment.with_user(self.specialist).action_refresh_facts()
        assessment.with_user(self.specialist).action_submit()
        self.assertEqual(assessment.proposed_grade_id, self.grades["A"])

    def test_grade_left_as_it_is(self):
        """GRD-3: a proposal that is refused changes nothing."""
        self.apply(4)
        assessment = self.assess(1)
        with self.refused("Ask a member of the group", AccessError):
            assessment.with_user(self.specialist).action_refuse("No")
        assessment.with_user(self.supervisor).action_refuse("A bad quarter, no more")
        self.assert_grade("A")
        self.assertEqual(assessment.state, "cancelled")

    def test_draft_cancelled_by_its_specialist(self):
        """GRD-3: what was not proposed is given up without a supervisor."""
        assessments = self.env["customer.assessment"].with_user(self.specialist)
        assessment = assessments.create({"partner_id": self.customer.id})
        assessment.action_cancel()
        self.assertEqual(assessment.state, "cancelled")
        proposed = self.assess(3)
        with self.refused("Ask a member of the group", AccessError):
            proposed.with_user(self.specialist).action_cancel("Changed my mind")

    def test_every_step_from_every_other_state_refused(self):
        """GRD-3: applied and cancelled ones have no way on."""
        applied, key = self.apply(3), self.grades["KEY"].id
        cancelled = self.assess(3)
        cancelled.with_user(self.supervisor).action_refuse("No")
        for assessment in (applied, cancelled):
            assessment = assessment.with_user(self.supervisor)
            for call in (
                lambda a: a.action_submit(),
                lambda a: a.action_approve(),
                lambda a: a.action_decide(key, "Because"),
                lambda a: a.action_ask_back("Because"),
                lambda a: a.action_cancel("Because"),
                lambda a: a.action_refresh_facts(),
                lambda a: a.write({"note": "Other"}),
                lambda a: a.unlink(),
            ):
                with self.refused("."):
                    call(assessment)

    def test_one_open_assessment_per_customer(self):
        """GRD-3: a second one is refused with the way to the first."""
        self.assess(3)
        with self.refused("being assessed already"):
            self.assess(4)

    def test_no_scheme_no_assessment(self):
        """GRD-1: nothing is graded before a scheme is approved."""
        self.scheme._transition("retire")
        with self.refused("no approved grading scheme"):
            self.assess(3)

    def test_scheme_replaced_between_proposal_and_decision(self):
        """GRD-1: what the old scheme proposed is not applied by the new one."""
        assessment = self.assess(3)
        self.create_scheme(STRATEGIC)
        with self.refused("does not hold"):
            assessment.with_user(self.supervisor).action_approve()
        self.assert_grade(None)

    def test_who_is_no_customer_refused(self):
        """GRD-2: a contact, somebody who never bought, another company's customer."""
        contact = self.create_contact(self.customer)
        with self.refused("is a contact of Blue Mill"):
            self.assess(3, contact)
        stranger = self.env["res.partner"].create({"name": "Stranger"})
        with self.refused("is no customer yet"):
            self.assess(3, stranger, self.supervisor)
        company = self.create_company("West River")
        foreign = self.create_customer("Far Mill", company_id=company.id)
        with self.refused("is no customer yet|is a customer of West River"):
            self.assess(3, foreign, self.supervisor)

    def test_grade_written_by_no_hand(self):
        """GRD-3: not by the supervisor, not by an import, not at the birth."""
        self.apply(4)
        grade = self.grades["KEY"].id
        for user in (self.supervisor, self.manager, self.env.user):
            customer = self.customer.with_user(user)
            for name, value in (
                ("customer_grade_id", grade),
                ("customer_grade_score", 99.0),
                ("customer_grade_date", "2026-01-01"),
            ):
                with self.refused("follows from its assessment"):
                    customer.write({name: value})
                with self.refused("follows from its assessment"):
                    customer.create({"name": "New", name: value})
        # what is there already, as merges and some clients write it
        self.customer.write({"customer_grade_id": self.grades["A"].id})
        self.assert_grade("A")
        self.assertFalse(self.customer.copy().customer_grade_id)

    def test_shared_customer_graded_apart(self):
        """GRD-3: two companies that share a customer each have their grade."""
        self.apply(4)
        other = self.create_company("West River")
        customer = self.customer.with_company(other)
        self.assertFalse(customer.customer_grade_id)
        self.assertFalse(customer.customer_strategic_value)
        self.assertEqual(
            self.env["res.partner"]
            .with_company(self.company)
            .search([("customer_grade_id.code", "=", "A")]),
            self.customer,
        )
        self.assertFalse(
            self.env["res.partner"]
            .with_company(other)
            .search([("customer_grade_id", "!=", False)])
        )

    def test_words_of_each_outcome(self):
        """GRD-2: why, in words."""
        self.scheme.invalidate_recordset()
        self.assertIn("80 points of 100: A from 75 on", self.apply(4).summary)
        held = self.create_scheme(STRATEGIC, {"A": 82, "D": 0}, hysteresis_points=3)
        self.assertIn("within the 3 points", self.apply(4).summary)
        self.assertEqual(self.customer.customer_grade_id.scheme_id, held)
        self.create_scheme(STRATEGIC, min_data_percent=50)
        self.assertIn("Less than 50 %", self.apply(None).summary)
        self.create_scheme(STRATEGIC, min_tenure_months=3)
        other = self.create_customer("New Mill")
        self.assertIn("less than 3 months", self.apply(4, other).summary)

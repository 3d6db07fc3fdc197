"""Grade and assessments of customers that are archived, merged, or no customers any
more (GRD-3)."""

from datetime import date

from odoo.tests import tagged

from .grade_use_common import GradeUseCase


@tagged("post_install", "-at_install")
class TestGradeLife(GradeUseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.create_customer("Red Mill")
        for customer in (cls.customer, cls.other):
            cls.create_order(customer, date(2026, 2, 2))
        cls.subsidiary = cls.create_company("West River Chemicals")

    def merge(self, source, target):
        """Merge ``source`` into ``target``, as the dialog does."""
        administrator = self.create_user(
            "merger", "base.group_user,base.group_partner_manager"
        )
        Merge = self.env["base.partner.merge.automatic.wizard"]
        dialog = Merge.with_user(administrator).create(
            {
                "partner_ids": (source | target).ids,
                "dst_partner_id": target.id,
                "state": "selection",
            }
        )
        dialog.action_merge()
        self.env.invalidate_all()
        self.assertFalse(source.exists())

    def give(self, customer, company, grade, score, day):
        """Give a customer a grade in a company, as an applied assessment does."""
        row = {"id": customer.id, "grade_id": grade.id or None}
        row |= {"score": score, "day": day}
        self.env["res.partner"]._write_grades(company, [row])

    def get_all(self, customer, company=None):
        """Return grade, score and day of a customer in a company."""
        customer = customer.with_company(company or self.company)
        customer.invalidate_recordset()
        return (
            customer.customer_grade_id.code,
            customer.customer_grade_score,
            customer.customer_grade_date,
        )

    def test_archived_customer_waits_for_no_decision(self):
        """GRD-3: the assessment is cancelled and says why; the history stays."""
        applied, waiting = self.grade("A"), self.propose()
        self.customer.with_user(self.specialist).action_archive()
        self.assertEqual((applied.state, waiting.state), ("applied", "cancelled"))
        self.assertIn("archived", waiting.message_ids[0].body)
        self.assertEqual(self.get_grade(), "A")

    def test_customer_that_becomes_a_contact_has_no_grade(self):
        """GRD-3: what counts is the grade of whom it belongs to now."""
        applied, waiting = self.grade("B"), self.propose()
        self.customer.write({"parent_id": self.other.id})
        self.assertEqual((applied.state, waiting.state), ("applied", "cancelled"))
        self.assertEqual(self.get_all(self.customer), (False, 0.0, False))

    def test_merge_keeps_the_grade_of_who_stays(self):
        """GRD-3: with its score and day, though the other one's is better."""
        self.grade("B", self.other)
        before = self.get_all(self.other)
        self.grade("A")
        self.merge(self.customer, self.other)
        self.assertEqual(self.get_all(self.other), before)

    def test_merge_brings_a_grade_where_there_was_none(self):
        """GRD-3: company by company; score and day are those of the grade."""
        day = date(2026, 1, 5)
        self.give(self.customer, self.company, self.grades["A"], 80.0, day)
        nothing = self.env["customer.grade"]
        self.give(self.other, self.company, nothing, 12.0, date(2026, 2, 1))
        self.give(self.customer, self.subsidiary, self.grades["B"], 30.0, day)
        self.merge(self.customer, self.other)
        self.assertEqual(self.get_all(self.other), ("A", 80.0, day))
        self.assertEqual(self.get_all(self.other, self.subsidiary), ("B", 30.0, day))

    def test_merge_of_several_takes_the_latest_grade(self):
        """GRD-3: of two that go, the one that was assessed last."""
        third = self.create_customer("Green Mill")
        self.give(self.customer, self.company, self.grades["A"], 80, date(2026, 2, 1))
        self.give(third, self.company, self.grades["C"], 5.0, date(2026, 1, 1))
        self.merge(self.customer | third, self.other)
        self.assertEqual(self.get_all(self.other), ("A", 80.0, date(2026, 2, 1)))

    def test_merge_keeps_the_history_of_both(self):
        """GRD-2: both wait for a decision: the one of who stays goes on waiting."""
        applied, cancelled = self.grade("A"), self.propose()
        waiting = self.propose(self.other)
        self.merge(self.customer, self.other)
        self.assertEqual(
            (applied.state, cancelled.state, waiting.state),
            ("applied", "cancelled", "submitted"),
        )
        self.assertEqual((applied | cancelled | waiting).partner_id, self.other)
        self.assertTrue(applied.line_ids)

    def test_merge_of_ungraded_customers_needs_nothing(self):
        """GRD-3: most customers that are merged were never graded."""
        self.merge(self.customer, self.other)
        self.assertEqual(self.get_all(self.other), (False, 0.0, False))

    def test_merge_keeps_what_was_rated_by_hand(self):
        """GRD-2: who stays keeps its ratings, and takes over those it lacks."""
        self.customer.write(
            {"customer_wallet_share": 80, "customer_strategic_value": "4"}
        )
        self.other.customer_wallet_share = 20
        self.merge(self.customer, self.other)
        self.assertEqual(self.other.customer_wallet_share, 20)
        self.assertEqual(self.other.customer_strategic_value, "4")

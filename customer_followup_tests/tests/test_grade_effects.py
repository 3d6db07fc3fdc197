"""What else follows from a grade: load, credit, punctuality (GRD-4, RPT-2)."""

from datetime import date

from odoo.tests import tagged

from .common import FollowupCase
from .credit_common import CreditMixin
from .deadline_common import DeadlineMixin
from .grade_use_common import GradeUseCase, GradeUseMixin


@tagged("post_install", "-at_install")
class TestGradeEffects(GradeUseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.create_order(cls.customer, date(2026, 2, 2))

    def test_customer_weighs_what_its_grade_weighs(self):
        """GRD-4, ASG-1: in the company that assigns, with one query for all."""
        plain = self.create_customer("Red Mill")
        self.grade("A")
        customers = self.customer | plain
        weights = customers._get_customer_weights(self.company)
        self.assertEqual(weights, {self.customer.id: 3.0, plain.id: 1.0})
        other = self.create_company("West River Chemicals")
        weights = customers._get_customer_weights(other)
        self.assertEqual(weights, {self.customer.id: 1.0, plain.id: 1.0})
        with self.assertQueryCount(1):
            self.assertEqual(
                customers._get_customer_load_weights(), {self.customer.id: 3.0}
            )

    def test_specialist_s_load_counts_grades(self):
        """GRD-4, ASG-1: three customers' work, by the rate of the company."""
        self.grade("A")
        self.company.customer_load_per_customer = 2
        loads = self.env["res.partner"]._get_customer_loads(
            self.company, self.specialist
        )
        self.assertEqual(loads[self.specialist.id], 6.0)


@tagged("post_install", "-at_install")
class TestGradeCredit(GradeUseMixin, CreditMixin, FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["customer.document.type"].search([]).active = False
        cls.env["customer.document.type"].create(
            [{"name": name, "code": f"t_{name}"} for name in ("Form", "Licence")]
        )
        cls.create_order(cls.customer, date(2026, 2, 2))

    @classmethod
    def create_scheme(cls, *args, **vals):
        # the routes of the database are archived here
        cls.create_route(
            [{"group_id": cls.env.ref("customer_followup.group_service_manager").id}],
            name="Schemes",
            model_id=cls.env["ir.model"]._get_id("customer.grading.scheme"),
        )
        return super().create_scheme(*args, **vals)

    def test_grade_says_how_complete_the_dossier_has_to_be(self):
        """GRD-4, DOS-3: the message names grade and percent."""
        self.company.customer_dossier_credit_percent = 0
        self.grade("A")
        request = self.create_request()
        with self.refused(r"credit needs 100 % \(customers of grade Grade A\)"):
            self.as_user(request, self.salesperson).action_submit()

    def test_grade_that_says_nothing_leaves_it_to_the_company(self):
        """GRD-4, DOS-3: 0 is no exception from what holds for all."""
        self.company.customer_dossier_credit_percent = 60
        self.grade("B")
        request = self.create_request()
        with self.refused(r"credit needs 60 % \(customers whose grade says nothing"):
            self.as_user(request, self.salesperson).action_submit()
        self.company.customer_dossier_credit_percent = 0
        self.as_user(request, self.salesperson).action_submit()
        self.assertEqual(request.state, "submitted")

    def test_figures_keep_the_grade_of_the_submission(self):
        """GRD-4, CRD-1: frozen when submitted; beside it what it is now."""
        self.company.customer_dossier_credit_percent = 0
        self.grade("B")
        request = self.create_request(submit=True)
        self.grade("C")
        self.assertEqual(request.snapshot_ids.grade_id, self.grades["B"])
        figures = self.as_user(request, self.general).figures
        self.assertRegex(figures, "(?s)Grade B.*Grade C")
        self.assertEqual(request.customer_grade_id, self.grades["C"])


@tagged("post_install", "-at_install")
class TestGradePunctuality(GradeUseMixin, DeadlineMixin, FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy = cls.create_policy()
        cls.create_order(cls.customer, date(2026, 2, 2))

    def test_punctuality_is_that_of_the_grade_at_the_time(self):
        """RPT-2: who rises later does not take its past along."""
        self.grade("B")
        kept, missed = self.create_case(), self.create_case()
        kept.with_user(self.specialist).action_customer_decide()
        with self.at("2026-03-02 11:30"):
            self.get_clocks(missed)._note_missed(self.env.cr.now())
        self.grade("A")
        again = self.create_case()
        again.with_user(self.specialist).action_customer_decide()
        rows = self.env["customer.deadline"]._read_group(
            [("company_id", "=", self.company.id)],
            ["grade_code"],
            ["punctuality:avg", "__count"],
        )
        self.assertEqual(rows, [("A", 100.0, 1), ("B", 50.0, 2)])

    def test_late_case_keeps_the_grade_it_was_missed_with(self):
        """RPT-2: done after the customer has risen, it is the old grade's."""
        self.grade("B")
        case = self.create_case()
        clock = self.get_clocks(case)
        with self.at("2026-03-02 11:30"):
            clock._note_missed(self.env.cr.now())
            self.grade("A")
            case.with_user(self.specialist).action_customer_decide()
        self.assertEqual((clock.state, clock.grade_code), ("missed", "B"))

    def test_customer_without_a_grade(self):
        """RPT-2: counts as such, and stops nothing."""
        case = self.create_case()
        case.with_user(self.specialist).action_customer_decide()
        clock = self.get_clocks(case)
        self.assertEqual((clock.state, clock.grade_code), ("met", False))

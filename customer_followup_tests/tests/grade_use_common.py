"""What the tests of a grade's effects share: three grades that differ in everything."""

from odoo import Command

from .common import FollowupCase, FollowupHttpCase
from .grading_common import GradingMixin

EFFECTS = {
    "A": {
        "min_score": 75,
        "color": 10,
        "contact_interval_days": 30,
        "onsite_interval_months": 6,
        "load_weight": 3,
        "gift_ceiling": 2000,
        "credit_completeness": 100,
    },
    "B": {
        "min_score": 25,
        "color": 4,
        "contact_interval_days": 60,
        "onsite_interval_months": 12,
        "load_weight": 1.5,
        "gift_ceiling": 500,
    },
    "C": {"min_score": 0, "color": 3},
}


class GradeUseMixin(GradingMixin):
    """A company that grades by the number of orders: ten are a hundred points."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.scheme = cls.create_scheme(
            {"order_count": {"target": 10}},
            grade_ids=[
                Command.create({"name": f"Grade {code}", "code": code, **values})
                for code, values in EFFECTS.items()
            ],
        )
        cls.grades = {grade.code: grade for grade in cls.scheme.grade_ids}

    @classmethod
    def propose(cls, customer=None, user=None, **vals):
        """Return an assessment that the specialist has submitted."""
        assessments = cls.env["customer.assessment"].with_user(user or cls.specialist)
        assessment = assessments.create(
            {"partner_id": (customer or cls.customer).id, **vals}
        )
        assessment.action_submit()
        return assessment.with_env(cls.env)

    @classmethod
    def grade(cls, code, customer=None, **vals):
        """Return an assessment by which the supervisor has given a grade."""
        assessment = cls.propose(customer, **vals)
        decided = assessment.with_user(cls.supervisor)
        decided.action_decide(cls.grades[code].id, "As the directors see it")
        return assessment

    def get_grade(self, customer=None, company=None):
        """Return the code of the grade that a customer has in a company."""
        partner = (customer or self.customer).with_company(company or self.company)
        partner.invalidate_recordset(["customer_grade_id"])
        return partner.customer_grade_id.code


class GradeUseCase(GradeUseMixin, FollowupCase):
    """A test of a grade's effects at ten o'clock on Monday, 2 March 2026."""


class GradeUseHttpCase(GradeUseMixin, FollowupHttpCase):
    """A test of a grade's effects that talks to the server as browsers do."""

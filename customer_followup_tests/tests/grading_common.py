"""What the tests of grading share: a company's scheme, and what is measured by it."""

from freezegun import freeze_time

from odoo import Command
from odoo.fields import Domain
from odoo.tests import TransactionCase

from .common import MONDAY, TEN_O_CLOCK
from .credit_order_common import CreditMixin

GRADES = {"KEY": 90, "A": 75, "B": 50, "C": 25, "D": 0}


class GradingMixin(CreditMixin):
    """A company that keeps books, and grades its customers by a scheme of its own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # the credit of customers is another topic's
        cls.company.customer_credit_check = "off"

    @classmethod
    def create_scheme(cls, criteria, grades=None, is_approved=True, **vals):
        """Return a scheme of the company, signed by the service manager.

        :param criteria: by measure, what differs from a target of 100; ``bands`` is a
            mapping of points by from-value
        :param grades: lowest score by code; the five of this module if left out
        """
        scheme = (
            cls.env["customer.grading.scheme"]
            .with_user(cls.supervisor)
            .with_context(allowed_company_ids=cls.company.ids)
            .create(
                {
                    "name": "Test Scheme",
                    "company_id": cls.company.id,
                    "min_tenure_months": 0,
                    "min_data_percent": 0,
                    "criterion_ids": [
                        Command.create(cls._prepare_criterion(measure, **values))
                        for measure, values in criteria.items()
                    ],
                    "grade_ids": [
                        Command.create({"name": code, "code": code, "min_score": score})
                        for code, score in (grades or GRADES).items()
                    ],
                    **vals,
                }
            )
        )
        if is_approved:
            cls.approve(scheme)
        return scheme.with_env(cls.env)

    @classmethod
    def _prepare_criterion(cls, measure, bands=None, **vals):
        return {
            "measure": measure,
            "target": 100,
            "band_ids": [
                Command.create({"from_value": value, "score": points})
                for value, points in (bands or {}).items()
            ],
            **vals,
        }

    @classmethod
    def approve(cls, scheme):
        """Let a scheme hold from now on."""
        for user, action in (
            (cls.supervisor, "action_submit"),
            (cls.manager, "action_approve"),
        ):
            scheme = scheme.with_user(user)
            scheme = scheme.with_context(allowed_company_ids=cls.company.ids)
            getattr(scheme, action)()

    @classmethod
    def assess(cls, scheme, customers=None, today=MONDAY):
        """Return ``{customer id: (facts, result)}`` of what nothing stores.

        :param customers: which ones; all of the company's if left out
        """
        domain = None if customers is None else Domain("id", "in", customers.ids)
        return {
            facts.partner_id: (facts, result)
            for batch in scheme._assess_batches(today, domain)
            for facts, result in batch
        }

    @classmethod
    def measure(cls, name, company=None, today=MONDAY, period_months=12):
        """Return the value of a measure by customer, as its query says it."""
        company = company or cls.company
        scheme = cls.env["customer.grading.scheme"].new(
            {"company_id": company.id, "period_months": period_months}
        )
        criterion = cls.env["customer.grading.criterion"].new(
            {"scheme_id": scheme, "measure": name}
        )
        cls.env.flush_all()
        query = criterion._get_measure_query(company, today)
        rows = cls.env.execute_query(query)
        values = dict(rows)
        if len(rows) != len(values):
            raise AssertionError("a customer has two values")
        return {
            id_: float(value) for id_, value in values.items() if value is not None
        }


@freeze_time(TEN_O_CLOCK)
class GradingCase(GradingMixin, TransactionCase):
    """A test of grading at ten o'clock on Monday, 2 March 2026, in Shanghai."""

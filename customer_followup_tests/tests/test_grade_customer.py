"""The grade on the customer: what it is, why, and who may see it (GRD-3)."""

from datetime import date

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import MONDAY
from .grade_use_common import GradeUseCase, GradeUseHttpCase


@tagged("post_install", "-at_install")
class TestGradeCustomer(GradeUseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for day in (2, 9, 16):
            cls.create_order(cls.customer, date(2026, 2, day))

    def apply(self):
        """Return the assessment of the customer, applied by the supervisor."""
        assessment = self.propose()
        assessment.with_user(self.supervisor).action_approve()
        return assessment

    def test_customer_says_grade_score_day_and_why(self):
        """GRD-3: in words; and what is missing to the next grade."""
        self.company.customer_grading_next_date = date(2026, 4, 2)
        self.apply()
        customer = self.customer.with_user(self.specialist)
        self.assertRecordValues(
            customer,
            [
                {
                    "customer_grade_id": self.grades["B"].id,
                    "customer_grade_score": 30.0,
                    "customer_grade_date": MONDAY,
                    "customer_grade_next_date": date(2026, 4, 2),
                    "customer_contact_interval_days": 60,
                    "customer_onsite_interval_months": 12,
                    "customer_gift_ceiling": 500.0,
                    "customer_gift_currency_id": self.company.currency_id.id,
                }
            ],
        )
        self.assertEqual(
            customer.customer_grade_why, "30 points of 100: Grade B from 25 on."
        )
        self.assertRegex(customer.customer_grade_way, "5.* to reach Grade A")

    def test_reason_of_the_supervisor_is_the_why(self):
        """GRD-3: who decided otherwise has said why, and that is what counts."""
        self.grade("A")
        self.assertEqual(self.customer.customer_grade_why, "As the directors see it")

    def test_history_shows_the_latest_first_and_no_cancelled_one(self):
        """GRD-2: what was applied, and what waits."""
        self.apply()
        self.propose().action_cancel("Twice")
        self.propose()
        history = self.customer.with_user(self.specialist).customer_grade_history
        self.assertEqual(
            [(line["grade"], line["score"], line["state"]) for line in history],
            [("Grade B", 30.0, "submitted"), ("Grade B", 30.0, "applied")],
        )

    def test_two_companies_grade_apart(self):
        """GRD-3: grade, words and history are those of the current company."""
        self.apply()
        other = self.create_company("West River Chemicals")
        customer = self.customer.with_company(other)
        self.assertFalse(customer.customer_grade_id)
        self.assertFalse(customer.customer_grade_why)
        self.assertFalse(customer.customer_grade_history)
        self.assertEqual(customer.customer_gift_ceiling, 0)

    def test_document_shows_the_grade_of_its_own_company(self):
        """GRD-3: whatever company the user has chosen, and for a contact as well."""
        self.apply()
        other = self.create_company("West River Chemicals")
        order = self.create_quotation(self.create_contact(self.customer))
        followup = self.create_followup()
        foreign = self.create_followup(company_id=other.id)
        documents = order.with_company(other), followup.with_company(other)
        for document in documents:
            self.assertEqual(document.customer_grade_id, self.grades["B"])
        self.assertFalse(foreign.customer_grade_id)

    def test_copy_has_no_grade(self):
        """GRD-3: nor what was rated by hand; a copy is another customer."""
        self.apply()
        self.customer.write({"customer_wallet_share": 40})
        copy = self.customer.copy()
        self.assertFalse(copy.customer_grade_id)
        self.assertFalse(copy.customer_grade_date)
        self.assertFalse(copy.customer_grade_history)
        self.assertEqual(copy.customer_wallet_share, 0)

    def test_contact_shows_nothing_of_its_own(self):
        """GRD-3: the grade is the customer's."""
        self.company.customer_grading_next_date = MONDAY
        self.apply()
        contact = self.create_contact(self.customer)
        self.assertFalse(contact.customer_grade_id)
        self.assertFalse(contact.customer_grade_next_date)

    def test_assess_opens_the_one_that_waits(self):
        """GRD-2: a second click makes none; a contact leads to the customer."""
        specialist = self.customer.with_user(self.specialist)
        first = specialist.action_assess_customer()
        contact = self.create_contact(self.customer).with_user(self.specialist)
        self.assertEqual(contact.action_assess_customer()["res_id"], first["res_id"])
        assessment = self.env["customer.assessment"].browse(first["res_id"])
        self.assertEqual(assessment.partner_id, self.customer)
        self.assertEqual(assessment.state, "draft")

    def test_assess_without_scheme_says_the_way(self):
        """GRD-1: where schemes are written, and who approves them."""
        other = self.create_company("West River Chemicals")
        self.specialist.company_ids += other
        customer = self.customer.with_user(self.specialist).with_company(other)
        with self.refused("no approved grading scheme.*Schemes"):
            customer.with_context(
                allowed_company_ids=other.ids
            ).action_assess_customer()

    def test_grade_is_not_written_by_hand(self):
        """GRD-3: only what a supervisor applies is a grade."""
        self.apply()
        for vals in (
            {"customer_grade_id": self.grades["A"].id},
            {"customer_grade_score": 100},
            {"customer_grade_date": date(2026, 1, 1)},
            {"customer_grade_id": False},
        ):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                self.customer.write(vals)
        self.assertEqual(self.get_grade(), "B")


@tagged("post_install", "-at_install")
class TestGradeCustomerAccess(GradeUseHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.create_order(cls.customer, date(2026, 2, 2))
        cls.grade("A")
        cls.own_seller = cls.create_user("own_seller", "sales_team.group_sale_salesman")
        cls.employee = cls.create_user("employee", "base.group_user")
        cls.general = cls.create_user("general", "group_general_manager")

    def read(self, user):
        """Return grade, why and number of assessments, as the page asks for them."""
        names = ["customer_grade_id", "customer_grade_why", "customer_grade_history"]
        answer = self.call(user, "res.partner", "read", self.customer.ids, names)
        (row,) = answer["result"]
        return (
            row["customer_grade_id"] and row["customer_grade_id"][1],
            row["customer_grade_why"],
            len(row["customer_grade_history"] or []),
        )

    def test_words_are_for_who_may_read_assessments(self):
        """GRD-3, G5: every colleague sees the grade; why, who has to do with it."""
        told = ("Grade A", "As the directors see it", 1)
        for user in (self.specialist, self.supervisor, self.manager, self.general):
            with self.subTest(user=user.login):
                self.assertEqual(self.read(user), told)
        for user in (self.own_seller, self.employee, self.colleague):
            with self.subTest(user=user.login):
                self.assertEqual(self.read(user), ("Grade A", False, 0))
        self.customer.user_id = self.own_seller
        self.assertEqual(self.read(self.own_seller), told)

    def test_portal_sees_no_grade(self):
        """GRD-3, G6: a customer does not learn what it is worth."""
        portal = self.create_user("portal", "base.group_portal")
        portal.partner_id.parent_id = self.customer
        for name in (
            "customer_grade_id",
            "customer_grade_why",
            "customer_gift_ceiling",
        ):
            answer = self.call(portal, "res.partner", "read", self.customer.ids, [name])
            self.assertIn("error", answer, name)

    def test_only_the_service_assesses(self):
        """GRD-3, G5: who may not gets an answer, and nothing is made."""
        count = self.env["customer.assessment"].search_count([])
        for user in (self.own_seller, self.employee, self.general):
            with self.subTest(user=user.login):
                answer = self.call(
                    user, "res.partner", "action_assess_customer", self.customer.ids
                )
                self.assertIn("AccessError", answer["error"]["data"]["name"])
        self.assertEqual(self.env["customer.assessment"].search_count([]), count)
        answer = self.call(
            self.specialist,
            "res.partner",
            "action_assess_customer",
            self.customer.ids,
        )
        self.assertEqual(answer["result"]["res_model"], "customer.assessment")

    def test_list_of_assessments_holds_what_one_may_read(self):
        """GRD-3, G5: of a colleague's customer, none."""
        for user, count in ((self.specialist, 1), (self.employee, 0)):
            with self.subTest(user=user.login):
                action = self.call(
                    user, "res.partner", "action_open_assessments", self.customer.ids
                )["result"]
                found = self.call(
                    user, action["res_model"], "search_count", action["domain"]
                )
                self.assertEqual(found["result"], count)

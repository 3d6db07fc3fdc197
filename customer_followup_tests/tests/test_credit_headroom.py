"""What a customer may still order: who sees it, how exactly, and what it costs."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import MONDAY
from .credit_order_common import CreditCase

EXACT = (
    "customer_credit_receivable",
    "customer_credit_not_invoiced",
    "customer_credit_overdue_amount",
    "customer_credit_overdue_days",
)
QUERIES = 15  # the bar of the issue


@tagged("post_install", "-at_install")
class TestCreditHeadroom(CreditCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.customer_credit_rounding = 1000
        cls.set_limit(cls.customer, 10000)
        cls.create_invoice(1234.5)
        cls.create_sale(2000)

    def see(self, user, customer=None):
        """Return the customer as ``user`` sees it."""
        return (customer or self.customer).with_user(user)

    def test_headroom_is_rounded_down_for_who_sells(self):
        """issue 3: 6,765.50 are left; people without accounting rights see 6,000."""
        office = self.create_user("quality", "group_quality_head")
        users = (self.salesperson, self.specialist, self.supervisor, office)
        for user in users:
            with self.subTest(user.login):
                customer = self.see(user)
                self.assertTrue(customer.customer_credit_is_limited)
                self.assertEqual(customer.customer_credit_headroom, 6000)

    def test_exact_figures_are_for_who_decides_about_credit(self):
        """issue 3: to the cent for finance and the directors, refused to others."""
        for group in ("finance_head", "marketing_director", "general_manager"):
            user = self.create_user(group, f"group_{group}")
            with self.subTest(group):
                customer = self.see(user)
                self.assertEqual(customer.customer_credit_receivable, 1234.5)
                self.assertEqual(customer.customer_credit_not_invoiced, 2000)
        for user in (self.salesperson, self.specialist, self.manager):
            for name in EXACT:
                with self.subTest(user=user.login, field=name):
                    self.assertNotIn(name, self.see(user).fields_get())
                    with self.assertRaises(AccessError):
                        self.see(user).read([name])

    def test_contact_shows_the_headroom_of_its_customer(self):
        """issue 3: credit belongs to the commercial partner."""
        contact = self.create_contact(self.customer)
        self.assertEqual(contact.customer_credit_headroom, 6000)

    def test_headroom_of_a_customer_over_the_limit_is_negative(self):
        """issue 3: never shown as something left."""
        self.set_limit(self.customer, 3000)
        self.customer.invalidate_recordset()
        self.assertEqual(self.customer.customer_credit_headroom, -1000)

    def test_customer_without_limit_has_no_headroom(self):
        """issue 3: 0 means that nobody checks, or that nobody gets credit."""
        other = self.create_customer("Red Mill")
        self.assertFalse(other.customer_credit_is_limited)
        self.company.customer_credit_zero_limit = "no_credit"
        other.invalidate_recordset()
        self.assertTrue(other.customer_credit_is_limited)
        self.assertEqual(other.customer_credit_headroom, 0)

    def test_headroom_is_that_of_the_company_worked_in(self):
        """issue 3: the limit of one company is nothing to the other."""
        elsewhere = self.create_company("West River Chemicals")
        self.set_limit(self.customer, 500, elsewhere)
        elsewhere.customer_credit_rounding = 100
        there = self.customer.with_company(elsewhere)
        self.assertEqual(there.customer_credit_headroom, 500)
        self.assertEqual(self.customer.customer_credit_headroom, 6000)

    def test_headroom_of_a_thousand_customers_takes_few_queries(self):
        """G17: the same number for one and a thousand, 15 at most."""
        customers = self.env["res.partner"].create(
            [{"name": f"Mill {number:04d}"} for number in range(1000)]
        )
        for number, customer in enumerate(customers[:10]):
            self.create_invoice(100 * number + 1, MONDAY, customer)
        counts = []
        # the first fills the caches that are filled once
        for some in (customers[:1], customers[:1], customers):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            some.with_user(self.salesperson).mapped("customer_credit_headroom")
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2], counts)
        self.assertLessEqual(max(counts), QUERIES)

    def test_customer_that_is_being_typed_has_no_figures(self):
        """issue 3: a form for a new customer opens."""
        partner = self.env["res.partner"].new({"name": "New Mill"})
        self.assertEqual(partner.customer_credit_headroom, 0)

"""How customers pay: the delay, and what is overdue (GRD-2)."""

from datetime import date, timedelta

from odoo.tests import tagged

from .common import MONDAY
from .credit_order_common import FEBRUARY
from .grading_common import GradingCase


@tagged("post_install", "-at_install")
class TestGradingMeasurePayment(GradingCase):
    def pay_late(self, days, due=FEBRUARY, amount=100, customer=None):
        """Return an invoice that was paid so many days after it was due."""
        invoice = self.create_invoice(amount, due, customer)
        self.pay(amount, due + timedelta(days=days), invoice)
        return invoice

    def get(self, measure, customer=None, **options):
        values = self.measure(measure, **options)
        return values.get((customer or self.customer).id)

    def test_delay_is_the_average_of_what_was_paid(self):
        """GRD-2: early ones count nothing, so they do not make up for late ones."""
        for days in (-10, 0, 12, 13):
            self.pay_late(days)
        self.assertEqual(self.get("payment_delay"), 6.25)

    def test_delay_counts_to_the_last_instalment(self):
        """GRD-2: half of it in time is late all the same."""
        invoice = self.create_invoice(100, FEBRUARY)
        self.pay(50, FEBRUARY, invoice)
        self.pay(50, FEBRUARY + timedelta(days=9), invoice)
        self.assertEqual(self.get("payment_delay"), 9)

    def test_delay_of_what_is_open_grows_to_today(self):
        """GRD-2: late ones as if they were paid today; others are not judged."""
        self.create_invoice(100, MONDAY)
        self.assertIsNone(self.get("payment_delay"))
        self.create_invoice(100, MONDAY - timedelta(days=20))
        self.assertEqual(self.get("payment_delay"), 20)
        later = MONDAY + timedelta(days=10)
        self.assertEqual(self.get("payment_delay", today=later), 20)

    def test_delay_is_that_of_the_period(self):
        """GRD-2: by the date of the invoice, as the scheme looks back."""
        self.pay_late(30, date(2025, 3, 2))
        self.assertIsNone(self.get("payment_delay"))
        self.assertEqual(self.get("payment_delay", period_months=13), 30)

    def test_delay_is_the_one_shown_on_the_customer(self):
        """GRD-2: two screens do not say two things."""
        for number, days in enumerate((3, 4, -1, 40)):
            self.pay_late(days, FEBRUARY - timedelta(days=70 * number))
        self.create_invoice(70, FEBRUARY)
        behaviour = self.customer._get_customer_payment_behaviour(self.company)
        expected = behaviour[self.customer.id].average_days_late
        self.assertEqual(self.get("payment_delay"), round(expected, 2))
        self.assertGreater(expected, 0)

    def test_overdue_is_what_the_figures_of_the_customer_say(self):
        """GRD-2: amount and days, less what was paid and not assigned."""
        mill, paid, ahead = (self.create_customer(name) for name in "ABC")
        self.create_invoice(300, MONDAY - timedelta(days=30), mill)
        self.create_invoice(200, MONDAY - timedelta(days=10), mill)
        self.create_invoice(900, MONDAY, mill)
        self.pay(350, MONDAY, customer=mill)
        self.pay_late(5, customer=paid)
        self.create_invoice(100, MONDAY - timedelta(days=10), ahead)
        self.pay(100, MONDAY, customer=ahead)
        self.assertEqual(self.get("overdue_amount", mill), 150)
        self.assertEqual(self.get("overdue_days", mill), 10)
        for customer in mill + paid + ahead:
            figures = self.get_figures(customer)
            amount = self.get("overdue_amount", customer) or 0
            days = self.get("overdue_days", customer) or 0
            expected = (figures.overdue_amount, figures.overdue_days)
            self.assertEqual((amount, days), expected)
        self.assertEqual(self.get("overdue_amount", ahead), 0)

    def test_overdue_of_another_company_is_not_ours(self):
        """issue 6: two companies share a customer."""
        self.create_invoice(300, MONDAY - timedelta(days=30))
        other = self.create_company("West River")
        for measure in ("payment_delay", "overdue_amount", "overdue_days"):
            self.assertEqual(self.measure(measure, company=other), {}, measure)

    def test_contact_pays_for_its_company(self):
        """GRD-2: facts belong to the commercial partner."""
        contact = self.create_contact(self.customer)
        self.create_invoice(300, MONDAY - timedelta(days=30), contact)
        for measure, value in (
            ("payment_delay", 30),
            ("overdue_amount", 300),
            ("overdue_days", 30),
        ):
            self.assertEqual(self.measure(measure), {self.customer.id: value}, measure)

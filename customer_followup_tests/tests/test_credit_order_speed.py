"""What the check costs: side by side with the same orders and no check."""

from odoo.tests import tagged

from .credit_order_common import FEBRUARY, CreditCase

QUERIES = 12  # the bar of the issue


@tagged("post_install", "-at_install")
class TestCreditOrderSpeed(CreditCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_limit(cls.customer, 10**6)
        cls.create_quote(1).action_confirm()  # fills the caches that are filled once

    def confirm(self, check, orders):
        """Return the queries of confirming ``orders`` in a company that checks."""
        self.company.customer_credit_check = check
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        orders.with_user(self.salesperson).action_confirm()
        self.env.flush_all()
        count = self.cr.sql_log_count - before
        self.assertEqual(set(orders.mapped("state")), {"sale"})
        return count

    def create_quotes(self, count, customers=None):
        """Return quotations of the salesperson, for different customers if given."""
        customers = customers or [self.customer] * count
        orders = self.env["sale.order"]
        for customer in customers[:count]:
            orders |= self.create_quote(1, customer, user_id=self.salesperson.id)
        return orders

    def test_check_adds_few_queries_to_confirming(self):
        """G17: at most 12 more in each mode; none when it is off."""
        self.confirm("off", self.create_quotes(1))
        off = self.confirm("off", self.create_quotes(1))
        for check in ("warn", "hold"):
            with self.subTest(check):
                extra = self.confirm(check, self.create_quotes(1)) - off
                self.assertLessEqual(extra, QUERIES)

    def test_check_of_a_batch_adds_as_few(self):
        """G17: figures are read once for 80 orders of 80 customers."""
        customers = self.env["res.partner"].create(
            [{"name": f"Mill {number:04d}"} for number in range(80)]
        )
        for customer in customers:
            self.set_limit(customer, 1000)
        self.confirm("off", self.create_quotes(80, customers))
        off = self.confirm("off", self.create_quotes(80, customers))
        extra = self.confirm("hold", self.create_quotes(80, customers)) - off
        self.assertLessEqual(extra, QUERIES)

    def test_history_adds_no_queries(self):
        """G17: the eightieth order of a customer costs as many as the first."""
        counts = []
        for number in range(3):
            counts.append(self.confirm("hold", self.create_quotes(1)))
            if number == 1:
                for order in self.create_quotes(20):
                    order.action_confirm()
                    self.invoice(order, FEBRUARY)
        self.assertEqual(counts[1], counts[2], counts)

    def test_list_of_quotations_reads_the_figures_once(self):
        """G17: as many queries for one quotation on hold as for eighty."""
        orders = self.create_quotes(80)
        counts = []
        for some in (orders[:1], orders[:1], orders):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            some.mapped("customer_credit_warning")
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2], counts)

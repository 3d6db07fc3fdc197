"""The number of queries does not follow the number of customers (G17, ASG-1)."""

from contextlib import contextmanager

from odoo.tests import tagged

from .assignment_common import AssignmentCase

SPECIALISTS = 5
MOST_PER_THOUSAND = SPECIALISTS
# of any preview and assignment, however few customers there are
FIXED = 160


@tagged("post_install", "-at_install")
class TestAssignmentGrowth(AssignmentCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for number in range(SPECIALISTS - 2):
            cls.create_user(f"specialist{number}", "group_specialist")

    @contextmanager
    def count_queries(self, counts):
        """Append the number of queries that the block makes."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        yield
        self.env.flush_all()
        counts.append(self.cr.sql_log_count - before)

    def count_for(self, size):
        """Return the queries of the preview and of the assignment."""
        counts = []
        self.create_new_customers(size, user_id=self.salesperson.id)
        dialog = self.open_dialog()
        with self.count_queries(counts):
            dialog.action_preview()
        with self.count_queries(counts):
            dialog.action_assign()
        self.assertEqual(dialog.assigned_count, size + bool(self.customer))
        self.customer = self.env["res.partner"]
        return counts

    def test_queries_for_a_thousand_are_few_more_than_for_ten(self):
        """G17: at most one more for each thousand customers and specialist."""
        few = self.count_for(10)  # fills the caches that are filled once
        few, many = self.count_for(10), self.count_for(1000)
        for first, second in zip(few, many, strict=True):
            self.assertLessEqual(first, FIXED, few)
            self.assertLessEqual(second - first, MOST_PER_THOUSAND, (few, many))

    def test_specialists_list_does_not_ask_for_each_one(self):
        """G17: load and absence of one or of all with as many queries."""
        domain = self.env["res.users"]._get_customer_staff_domain(self.company)
        users = self.env["res.users"].with_user(self.supervisor).search(domain)
        names = ["customer_load", "customer_looked_after_count", "is_customer_absent"]
        self.assertGreater(len(users), SPECIALISTS)
        counts = []
        for some in (users, users[:1], users):
            with self.count_queries(counts):
                some.read(names)
        self.assertEqual(counts[1], counts[2], counts)

"""What it costs to find anew who can sign, when many documents wait."""

from odoo.tests import tagged

from .credit_common import CreditCase


@tagged("post_install", "-at_install")
class TestApprovalSpeed(CreditCase):
    def count_queries(self):
        """Return the queries of looking again at everything that waits."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        self.env["customer.approval.step"]._refresh_running(self.company)
        self.env.flush_all()
        return self.cr.sql_log_count - before

    def submit(self, count):
        for number in range(count):
            customer = self.create_customer(f"Mill {number}")
            request = self.create_request(customer, submit=True)
            self.sign(request, self.marketing)

    def test_change_of_office_reads_all_documents_at_once(self):
        """G17: as many queries for twelve waiting requests as for two."""
        self.submit(2)
        self.count_queries()  # fills the caches that are filled once
        few = self.count_queries()
        self.submit(10)
        self.assertEqual(self.count_queries(), few)

"""What the demo company's specialist needs for the next visits (VIS-7)."""

from odoo.tests import tagged

from .demo_common import DemoCase


@tagged("post_install", "-at_install")
class TestDemoVisitRequest(DemoCase):
    def test_one_is_approved_one_waits_and_one_is_above_the_ceiling(self):
        """VIS-7: each by the buttons of who would press them."""
        requests = self.search("customer.visit.request")
        approved = requests.filtered(lambda r: r.state == "approved")
        over = requests.filtered("is_over_gift_ceiling")
        waiting = requests - approved - over
        self.assertEqual([len(approved), len(waiting), len(over)], [1, 1, 1])
        self.assertEqual(requests.requester_id, self.users["demo_specialist"])
        self.assertTrue(approved.amount_gift)
        self.assertEqual(waiting.state, "submitted")
        self.assertIn(
            self.users["demo_supervisor"], waiting._get_open_step().signer_ids
        )
        self.assertEqual(over.state, "submitted")
        self.assertEqual(
            over._get_open_step().signer_ids, self.users["demo_general_manager"]
        )

    def test_gift_counts_for_its_recipient(self):
        """VIS-7: what is left of the year is the ceiling of the grade less the gift."""
        line = self.search("customer.visit.request", ("state", "=", "approved"))
        line = line.line_ids.filtered(lambda gift: gift.kind == "gift")
        person = line.recipient_id
        ceiling = line.partner_id.customer_gift_ceiling
        self.assertEqual(person.customer_gift_used, line.amount)
        self.assertEqual(person.customer_gift_left, ceiling - line.amount)
        self.assertEqual(line.partner_id.customer_gift_used, line.amount)

"""From the enquirer to the confirmed order, in a real browser."""

from odoo.tests import tagged

from .common import FollowupHttpCase
from .enquiry_common import EnquiryMixin
from .settlement_common import SettlementMixin


@tagged("post_install", "-at_install")
class TestToursEnquiry(EnquiryMixin, SettlementMixin, FollowupHttpCase):
    def play(self, tour, user, record):
        """Let a user play a tour, beginning at the form of ``record``."""
        path = f"/odoo/{record._name}/{record.id}"
        self.start_tour(path, f"customer_{tour}", login=user.login)

    def test_enquirer_gets_a_dossier(self):
        """INQ-1, INQ-2: rated, repeated, and a customer from then on."""
        lead = self.create_lead()
        self.play("enquiry_dossier", self.salesperson, lead)
        customer = lead.partner_id.commercial_partner_id
        self.assertRecordValues(
            customer, [{"name": "Clear Pool", "customer_urgency": "now"}]
        )
        self.assertTrue(customer.customer_dossier_number)
        self.assertEqual(lead.customer_points_checked_by_id, self.salesperson)

    def test_question_goes_up_and_the_answer_comes_back(self):
        """INQ-3: the seller asks, the head of sales answers."""
        lead = self.create_lead()
        self.play("enquiry_question", self.salesperson, lead)
        self.assertEqual(lead.activity_ids.user_id, self.head)
        self.play("enquiry_answer", self.head, lead)
        self.assertRecordValues(lead.activity_ids, [{"user_id": self.salesperson.id}])
        self.assertIn("9,800 per ton", lead.activity_ids.note)

    def test_order_without_phone_is_completed_and_confirmed(self):
        """DOS-8: asked on the spot, then confirmed."""
        order = self.create_order_of()
        self.play("settlement", self.salesperson, order)
        self.assertEqual(order.state, "sale")
        self.assertRecordValues(
            self.customer,
            [
                {
                    "phone": "+86 120 0000 0901",
                    "street": "Canal Road 8",
                    "city": "Suzhou",
                }
            ],
        )

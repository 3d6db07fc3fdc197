"""The timeline, a reception and the archive in a real browser."""

from odoo.tests import tagged

from .common import MONDAY, FollowupHttpCase
from .timeline_common import TimelineMixin


@tagged("post_install", "-at_install")
class TestToursTimeline(TimelineMixin, FollowupHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.create_order(cls.customer, MONDAY)
        cls.create_reception()
        cls.env["helpdesk.ticket"].create(
            {
                "name": "Wet bags",
                "description": "Twelve of forty",
                "partner_id": cls.customer.id,
                "company_id": cls.company.id,
                "customer_case_type": "complaint",
            }
        )

    def play(self, tour, user):
        self.start_tour("/odoo", f"customer_{tour}", login=user.login)

    def test_complaint_in_the_timeline_leads_to_the_case(self):
        """DOS-5: customer → timeline → complaints → record, as the specialist."""
        self.play("timeline", self.specialist)

    def test_reception_is_written_and_shown(self):
        """DOS-5: from the customer's form to the timeline."""
        self.play("reception", self.specialist)
        reception = self.env["customer.reception"].search(
            [("visitor_name", "=", "Mrs. Zhou")]
        )
        self.assertEqual(reception.partner_id, self.customer)
        self.assertEqual(reception.received_by_id, self.specialist)

    def test_archive_by_class_is_exported(self):
        """DOS-9: finished entries by customer tag, marked, and the dialog."""
        tag = self.env["res.partner.category"].create({"name": "Key account"})
        self.customer.category_id = tag
        self.play("archive", self.supervisor)

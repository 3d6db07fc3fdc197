"""The demo company's timelines: every class has something to show (DOS-5)."""

from odoo.tests import tagged

from .demo_common import STAFF, DemoCase


@tagged("post_install", "-at_install")
class TestDemoTimeline(DemoCase):
    def test_every_class_has_entries(self):
        """DOS-5: whoever tries the demo company sees all five classes."""
        groups = self.env["customer.timeline"]._read_group(
            [("partner_id", "in", self.customers.ids)], ["kind"], ["__count"]
        )
        self.assertEqual(
            {kind for kind, _count in groups},
            {"transaction", "visit", "reception", "complaint", "other"},
        )

    def test_visitors_came_in_the_past(self):
        """DOS-5: who came, when, and by whom of the staff received."""
        receptions = self.search("customer.reception")
        self.assertGreaterEqual(len(receptions), 5)
        for reception in receptions:
            self.assertLessEqual(reception.received_at, reception.create_date)
            self.assertIn(reception.partner_id, self.customers)
            self.assertIn(reception.received_by_id, self.users.values())

    def test_staff_see_their_part_of_it(self):
        """G5: everybody of the staff has a timeline, the supervisor all visits."""
        Timeline = self.env["customer.timeline"]
        domain = [("partner_id", "in", self.customers.ids)]
        for login in STAFF:
            found = Timeline.with_user(self.users[login]).search_count(domain)
            self.assertTrue(found, login)
        visits = [*domain, ("kind", "=", "visit")]
        of_supervisor = Timeline.with_user(self.users["demo_supervisor"])
        self.assertEqual(
            of_supervisor.search_count(visits), Timeline.search_count(visits)
        )

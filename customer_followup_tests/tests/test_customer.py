"""What becomes of the work when a customer changes hands, or is archived."""

from datetime import date

from odoo.tests import tagged

from .common import FollowupCase


@tagged("post_install", "-at_install")
class TestCustomer(FollowupCase):
    def reassign(self, specialist):
        """Give the customer to ``specialist``, as the supervisor."""
        customer = self.customer.with_user(self.supervisor)
        customer.customer_specialist_id = specialist

    def test_other_changes_of_a_customer_are_free(self):
        """DOS-4: whoever keeps contacts keeps keeping them."""
        customer = self.customer.with_user(self.specialist)
        customer.write({"city": "Suzhou", "customer_specialist_id": self.specialist.id})
        self.assertEqual(self.customer.city, "Suzhou")

    def test_open_follow_ups_go_along(self):
        """ASG-1: the next specialist gets what the one before has not done yet."""
        waiting, contacted, recorded = (self.create_followup() for _n in range(3))
        contacted.with_user(self.specialist).action_contact()
        recorded.with_user(self.specialist).action_record({"result": "well"})
        stand_in = self.create_followup(user=self.supervisor)
        self.reassign(self.colleague)
        self.assertEqual(waiting.user_id, self.colleague)
        self.assertEqual(waiting.activity_ids.user_id, self.colleague)
        self.assertEqual(contacted.user_id, self.specialist, "only the record is left")
        self.assertEqual(recorded.user_id, self.specialist, "who did it did it")
        self.assertEqual(stand_in.user_id, self.supervisor, "given to somebody else")

    def test_customer_of_nobody_keeps_its_follow_ups(self):
        """ASG-1: taking the specialist away leaves the work where it is."""
        waiting = self.create_followup()
        self.reassign(self.env["res.users"])
        self.assertEqual(waiting.user_id, self.specialist)

    def test_next_follow_up_goes_to_the_next_specialist(self):
        """ASG-1, FUP-1: from tonight on, the rules find the new one."""
        self.create_rule("order_lapse")
        self.create_order(self.customer, date(2026, 2, 1))
        self.reassign(self.colleague)
        self.run_job()
        self.assertEqual(self.get_followups().user_id, self.colleague)

    def test_whoever_archives_a_customer_ends_its_follow_ups(self):
        """VIS-1: also somebody who has nothing to do with follow-ups."""
        waiting = self.create_followup()
        clerk = self.create_user("clerk", "base.group_user,base.group_partner_manager")
        self.customer.with_user(clerk).active = False
        self.assertEqual(waiting.state, "cancelled")
        self.assertFalse(waiting.activity_ids)
        self.customer.active = True
        self.assertEqual(waiting.state, "cancelled", "it stays given up")

    def test_open_follow_ups_are_counted_on_the_customer(self):
        """VIS-4: the customer's form and list show how many are open."""
        self.create_followup()
        self.create_followup().with_user(self.specialist).action_record(
            {"result": "well"}
        )
        contact = self.create_contact(self.customer)
        for partner in (self.customer + contact).with_user(self.specialist):
            self.assertEqual(partner.customer_followup_count, 1)
        outsider = self.create_user("outsider", "base.group_user")
        self.assertEqual(self.customer.with_user(outsider).customer_followup_count, 0)

    def test_follow_ups_open_from_the_customer(self):
        """VIS-4: one click from the customer, or a person there, to all follow-ups."""
        followup = self.create_followup()
        contact = self.create_contact(self.customer)
        action = contact.with_user(self.specialist).action_open_customer_followups()
        found = self.env["customer.followup"].search(action["domain"])
        self.assertEqual(found, followup)

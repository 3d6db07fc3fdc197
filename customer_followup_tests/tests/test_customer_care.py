"""Which department a customer is in the care of: who says so, and who may not."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import FollowupCase


@tagged("post_install", "-at_install")
class TestCustomerCare(FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller = cls.create_user(
            "seller", "sales_team.group_sale_salesman,base.group_partner_manager"
        )

    def test_supervisor_hands_customers_over(self):
        """FUP-4: to the sales department, or to customer service; the log keeps it."""
        self.env.cr.precommit.clear()  # the customer's birth
        customer = self.customer.with_user(self.supervisor)
        for care in ("sales", "service", False):
            customer.customer_care_by = care
            self.assertEqual(self.customer.customer_care_by, care)
        customer.customer_care_by = "sales"
        self.env.flush_all()
        self.env.cr.precommit.run()
        tracked = self.customer.message_ids.sudo().tracking_value_ids
        self.assertIn("customer_care_by", tracked.field_id.mapped("name"))

    def test_others_do_not_hand_customers_over(self):
        """FUP-4: neither by writing nor with a new customer, by whatever way."""
        Partner = self.env["res.partner"].with_user(self.seller)
        customer = self.customer.with_user(self.seller)
        with self.refused("service supervisor", AccessError):
            customer.customer_care_by = "service"
        with self.refused("service supervisor", AccessError):
            Partner.create({"name": "Red Mill", "customer_care_by": "sales"})
        with self.refused("service supervisor", AccessError):
            Partner.with_context(default_customer_care_by="sales").create(
                {"name": "Red Mill"}
            )
        # what stays as it is needs nobody's right
        customer.write({"customer_care_by": False, "city": "Suzhou"})
        self.assertEqual(self.customer.city, "Suzhou")

    def test_salesperson_marks_familiar_customers(self):
        """FUP-13: one's own familiar customers are marked by whoever knows them."""
        self.customer.with_user(self.seller).customer_is_familiar = True
        self.assertTrue(self.customer.customer_is_familiar)

    def test_copy_belongs_to_nobody(self):
        """FUP-4: a customer made from another one is neither handed nor familiar."""
        self.customer.write({"customer_care_by": "sales", "customer_is_familiar": True})
        copy = self.customer.copy()
        self.assertFalse(copy.customer_care_by)
        self.assertFalse(copy.customer_is_familiar)

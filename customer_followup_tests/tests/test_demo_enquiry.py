"""The enquirers and contacts of the demo company."""

from odoo.tests import tagged

from odoo.addons.customer_followup.policy.urgency import URGENCIES

from .demo_common import DemoCase


@tagged("post_install", "-at_install")
class TestDemoEnquiry(DemoCase):
    def test_contacts_have_roles_and_birthdays(self):
        """DOS-7: every role, both calendars, a leap month and 29 February are shown."""
        contacts = self.search("res.partner", ("parent_id", "!=", False))
        roles = contacts.customer_contact_role_ids.mapped("id")
        for name in ("technical", "administration", "user", "owner"):
            role = self.env.ref(f"customer_followup.customer_contact_role_{name}")
            self.assertIn(role.id, roles)
        known = contacts.filtered("customer_birthday_key")
        self.assertEqual(
            set(known.mapped("customer_birthday_calendar")),
            {"solar", "lunar", "lunar_leap"},
        )
        self.assertTrue(all(known.mapped("customer_birthday_next")))
        self.assertTrue(known.filtered(lambda c: c.customer_birthday_key == 229))

    def test_enquiries_of_every_urgency(self):
        """INQ-1, INQ-2: rated, with a day to contact them by; two were repeated."""
        leads = self.search("crm.lead")
        self.assertEqual(set(leads.mapped("customer_urgency")), set(URGENCIES))
        self.assertTrue(all(leads.mapped("customer_contact_by")))
        repeated = leads.filtered("customer_points_checked_at")
        self.assertEqual(len(repeated), 2)

    def test_enquirer_who_is_a_customer_is_found(self):
        """INQ-2: one of them is a contact of a customer, by phone and e-mail."""
        lead = self.env.ref("customer_followup.demo_lead_known")
        contact = self.env.ref("customer_followup.demo_contact_03_1")
        self.assertEqual(lead._find_customer_candidates()[0], contact)

    def test_settlement_is_checked(self):
        """DOS-8: on in the demo company."""
        self.assertTrue(self.company.customer_settlement_check)

"""Receptions: who came, when, why, and who received the visitor (DOS-5)."""

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged

from .common import FollowupCase
from .timeline_common import TimelineMixin


@tagged("post_install", "-at_install")
class TestReception(TimelineMixin, FollowupCase):
    def as_user(self, user):
        """Return the model of receptions for a user in the company."""
        receptions = self.env["customer.reception"].with_user(user)
        return receptions.with_context(allowed_company_ids=self.company.ids)

    def test_reception_is_written_in_three_fields(self):
        """DOS-5: customer, who came and why; the rest is filled in."""
        with Form(self.as_user(self.specialist)) as form:
            form.partner_id = self.customer
            form.visitor_name = "Mr. Wang"
            form.reason = "Collects samples"
        self.assertRecordValues(
            form.record,
            [
                {
                    "received_by_id": self.specialist.id,
                    "company_id": self.company.id,
                    "received_at": fields.Datetime.now(),
                }
            ],
        )
        self.assertEqual(form.record.display_name, "Mr. Wang, Blue Mill")

    def test_known_contact_names_the_visitor(self):
        """DOS-5: who is a contact already is chosen, not written again."""
        contact = self.create_contact(self.customer, "Ms Lin")
        with Form(self.as_user(self.specialist)) as form:
            form.partner_id = self.customer
            form.contact_id = contact
            form.reason = "Collects samples"
            self.assertEqual(form.visitor_name, "Ms Lin")
            form.visitor_name = "Ms Lin with her driver"
        self.assertEqual(form.record.visitor_name, "Ms Lin with her driver")

    def test_person_who_buys_comes_in_person(self):
        """DOS-5: of a private customer the name is known."""
        person = self.create_customer("Zhao Min", is_company=False)
        with Form(self.as_user(self.specialist)) as form:
            form.partner_id = person
            form.reason = "Collects samples"
        self.assertEqual(form.record.visitor_name, "Zhao Min")

    def test_contact_of_another_customer_is_refused(self):
        """DOS-5: the visitor belongs to the customer."""
        stranger = self.create_contact(self.create_customer("Red Mill"), "Mr Qian")
        with self.refused("no contact of Blue Mill", ValidationError):
            self.create_reception(contact_id=stranger.id)

    def test_other_customer_in_the_form_forgets_the_contact(self):
        """DOS-5: a customer that is chosen anew does not keep a stranger."""
        contact = self.create_contact(self.customer)
        other = self.create_customer("Red Mill")
        form = Form(self.as_user(self.specialist))
        form.partner_id = self.customer
        form.contact_id = contact
        form.partner_id = other
        self.assertFalse(form.contact_id)

    def test_reception_from_a_contact_is_the_customers(self):
        """DOS-5: customer facts live on the commercial partner."""
        contact = self.create_contact(self.customer)
        reception = self.create_reception(contact)
        self.assertEqual(reception.partner_id, self.customer)
        other = self.create_contact(self.create_customer("Red Mill"))
        reception.partner_id = other
        self.assertEqual(reception.partner_id, other.parent_id)

    def test_button_of_a_customer_lists_what_the_user_may_see(self):
        """DOS-5: the list behind the button."""
        self.create_reception()
        foreign = self.create_customer("Red Mill", self.colleague)
        self.create_reception(foreign, received_by_id=self.colleague.id)
        contact = self.create_contact(self.customer)
        for user, partner, count in (
            (self.specialist, self.customer, 1),
            (self.specialist, contact, 1),
            (self.specialist, foreign, 0),
            (self.supervisor, foreign, 1),
        ):
            partner = partner.with_user(user)
            partner.invalidate_recordset()
            with self.subTest(user=user.login, partner=partner.name):
                action = partner.action_open_customer_receptions()
                found = self.as_user(user).search_count(action["domain"])
                self.assertEqual(found, count)

    def test_new_from_a_contact_fills_in_who_came(self):
        """DOS-5: *New* behind the button needs the reason alone."""
        contact = self.create_contact(self.customer)
        action = contact.with_user(self.specialist).action_open_customer_receptions()
        receptions = self.as_user(self.specialist).with_context(**action["context"])
        with Form(receptions) as form:
            form.reason = "Collects samples"
        self.assertRecordValues(
            form.record,
            [
                {
                    "partner_id": self.customer.id,
                    "contact_id": contact.id,
                    "visitor_name": "Ms Lin",
                }
            ],
        )

    def test_reception_for_a_colleague_is_written_at_the_door(self):
        """DOS-5: who writes it down and who received may both correct it."""
        foreign = self.create_customer("Red Mill", self.colleague)
        vals = {
            "partner_id": foreign.id,
            "visitor_name": "Mr. Wang",
            "reason": "Collects samples",
            "received_by_id": self.colleague.id,
        }
        reception = self.as_user(self.specialist).create(vals)
        for user in (self.specialist, self.colleague):
            reception.with_user(user).note = f"Seen by {user.name}"
        with self.refused("Reception", AccessError):
            reception.with_user(self.create_user("third", "group_specialist")).read()

    def test_deleted_contact_leaves_the_name(self):
        """DOS-5: who came stays known."""
        contact = self.create_contact(self.customer, "Ms Lin")
        reception = self.create_reception(contact_id=contact.id, visitor_name="Ms Lin")
        contact.unlink()
        self.assertEqual(reception.visitor_name, "Ms Lin")

"""Whose mail it is decides who reads the case (CMP-1, G6)."""

from odoo.tests import tagged

from .case_common import CASE, CaseCase
from .mail_common import ADDRESS, MailMixin

STRANGER = "Stranger <someone@elsewhere.example.com>"


@tagged("post_install", "-at_install")
class TestCaseMailStrangers(MailMixin, CaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.green = cls.create_customer("Green Mill", email="info@green.example.com")
        cls.ma = cls.create_contact(cls.green, "Ma")
        cls.ma.email = "ma@green.example.com"
        cls.gu = cls.create_contact(cls.customer, "Gu")
        cls.gu.email = "gu@blue-mill.example.com"

    def get_notes(self, case):
        internal = case.message_ids.filtered("subtype_id.internal")
        return " ".join(internal.mapped("body"))

    def test_sender_whom_nobody_knows_makes_a_case(self):
        """CMP-1: with the address, and without a customer."""
        case = self.receive(sender=STRANGER)
        self.assertFalse(case.partner_id)
        self.assertIn("someone@elsewhere.example.com", case.partner_email)
        self.assertEqual(case.partner_name, "Stranger")

    def test_address_of_two_contacts_of_one_customer_is_the_person_s(self):
        """CMP-1: and not the company's."""
        self.customer.email = self.contact.email
        self.assertEqual(self.receive().partner_id, self.contact)

    def test_address_of_two_customers_is_nobody_s(self):
        """G6: as the wrong one would read the case; a note says whose it may be."""
        self.ma.email = self.contact.email
        case = self.receive()
        self.assertFalse(case.partner_id)
        self.assertFalse(case.message_partner_ids & (self.ma | self.contact))
        notes = self.get_notes(case)
        self.assertIn("Green Mill", notes)
        self.assertIn("Blue Mill", notes)
        self.assertFalse(case.message_ids.author_id & (self.ma | self.contact))

    def test_contact_of_another_company_is_not_known(self):
        """G6: the address book of another company is not this one's."""
        self.ma.company_id = self.create_company("West River Chemicals")
        self.assertFalse(self.receive(sender="ma@green.example.com").partner_id)

    def test_three_addresses_make_one_case(self):
        """CMP-1: in each header; the first sender is the customer."""
        case = self.receive(
            sender="lin@blue-mill.example.com, ma@green.example.com, x@y.example.com",
            to=f"{ADDRESS}, gu@blue-mill.example.com, someone@elsewhere.example.com",
            Cc="ma@green.example.com, x@y.example.com, info@green.example.com",
        )
        self.assertEqual(len(case), 1)
        self.assertEqual(case.partner_id, self.contact)

    def test_copy_lets_no_other_customer_see_the_case(self):
        """G6: neither with the first mail nor with an answer; colleagues follow it."""
        copies = {"Cc": "ma@green.example.com, gu@blue-mill.example.com"}
        case = self.receive(**copies)
        self.assertIn(self.gu, case.message_partner_ids)
        self.assertNotIn(self.ma, case.message_partner_ids)
        self.reply(case, **copies)
        self.assertNotIn(self.ma, case.message_partner_ids)
        user = self.env["res.users"].create(
            {
                "login": "ma",
                "partner_id": self.ma.id,
                "company_id": self.company.id,
                "company_ids": self.set_of(self.company),
                "group_ids": self.set_of(self.env.ref("base.group_portal")),
            }
        )
        self.assertFalse(self.env[CASE].with_user(user).search([]))

    def test_follower_whom_we_let_in_stays(self):
        """CMP-1: somebody of another company whom a colleague has added."""
        case = self.receive()
        case.message_subscribe(self.ma.ids)
        self.reply(case, Cc="ma@green.example.com")
        self.assertIn(self.ma, case.message_partner_ids)
        self.assertFalse(
            self.reply(case, sender="ma@green.example.com").subtype_id.internal
        )

    def test_answer_of_the_customer_is_part_of_the_case(self):
        """CMP-1: of the contact, a colleague, and an address that was copied."""
        case = self.receive(Cc="helper@blue-mill.example.com")
        for sender in (
            "lin@blue-mill.example.com",
            "gu@blue-mill.example.com",
            "helper@blue-mill.example.com",
        ):
            with self.subTest(sender):
                message = self.reply(case, sender=sender)
                self.assertEqual(len(message), 1)
                self.assertFalse(message.subtype_id.internal)

    def test_answer_of_a_stranger_is_a_note_for_us(self):
        """G6: the customer neither gets nor reads it."""
        case = self.receive()
        case.message_subscribe(self.contact.ids)
        before = self.count_answers()
        for sender in (STRANGER, "ma@green.example.com"):
            with self.subTest(sender):
                message = self.reply(case, sender=sender, body="Pay me instead")
                self.assertTrue(message.subtype_id.internal)
                self.assertNotIn(self.contact, message.notified_partner_ids)
        self.assertEqual(self.count_answers(), before)
        self.assertFalse(case.closed)

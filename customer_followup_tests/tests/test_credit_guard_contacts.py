"""Contacts have the terms of their customer, come and go as they may (G1)."""

from odoo import Command
from odoo.tests import tagged

from .credit_common import CreditCase
from .credit_guard_common import GuardMixin

RICH = 999999.0


@tagged("post_install", "-at_install")
class TestCreditGuardContacts(GuardMixin, CreditCase):
    def setUp(self):
        super().setUp()
        self.rich = self.get_terms_of(self.customer)
        self.poor = [(0.0, None), (0.0, None)]

    def assert_has(self, terms, *partners):
        for partner in partners:
            self.env.invalidate_all()
            self.assertEqual(self.get_terms_of(partner), terms, partner.name)

    def test_contact_of_a_rich_customer_has_its_terms(self):
        """G1: in every company, and no matter what was asked for."""
        for vals in ({}, {"credit_limit": RICH}, {"property_payment_term_id": False}):
            for context in ({}, {"_partners_skip_fields_sync": True}):
                with self.subTest(vals=vals, context=context):
                    contacts = self.env["res.partner"].with_context(**context)
                    contact = {"name": "Mr Hu", "parent_id": self.customer.id}
                    if context and vals == {"credit_limit": RICH}:
                        with self.refused("approved credit request"):
                            contacts.create({**contact, **vals})
                        continue
                    self.assert_has(self.rich, contacts.create({**contact, **vals}))

    def test_whoever_leaves_a_rich_customer_leaves_its_terms(self):
        """G1: a limit cannot be carried off, by none of the ways to leave."""
        Partner = self.env["res.partner"]
        ways = {
            "parent": lambda c: c.write({"parent_id": False}),
            "company": lambda c: c.write({"is_company": True}),
            "both": lambda c: c.write({"is_company": True, "parent_id": False}),
            "unlink": lambda c: c.parent_id.write(
                {"child_ids": [Command.unlink(c.id)]}
            ),
            "clear": lambda c: c.parent_id.write({"child_ids": [Command.clear()]}),
            "set": lambda c: c.parent_id.write({"child_ids": [Command.set([])]}),
            "with terms": lambda c: c.write({"parent_id": False, "credit_limit": 1e4}),
            "user": lambda c: self.env["res.users"].create(
                {"name": "Li", "login": "li", "partner_id": c.id, "parent_id": False}
            ),
        }
        for way, leave in ways.items():
            with self.subTest(way=way):
                contact = Partner.create({"name": way, "parent_id": self.customer.id})
                assistant = Partner.create({"name": "Ms Yu", "parent_id": contact.id})
                leave(contact)
                self.assertEqual(contact.commercial_partner_id, contact)
                self.assert_has(self.poor, contact, assistant)
        self.assert_has(self.rich, self.customer)

    def test_contacts_of_a_deleted_customer_have_their_own_terms(self):
        """G1: nobody inherits the limit of a customer that was deleted."""
        customer = self.create_customer("Red Mill")
        self.set_terms(customer, term=self.term)
        self.set_terms(customer, company=self.subsidiary)
        contact = self.create_contact(customer)
        archived = self.create_contact(customer, "Mr Hu")
        archived.active = False
        customer.unlink()
        self.assert_has(self.poor, contact, archived)

    def test_whoever_comes_back_has_the_old_terms(self):
        """G1: what was approved for a person is kept for the day it leaves again."""
        person = self.env["res.partner"].create({"name": "Ms Gu"})
        self.set_terms(person, limit=500.0, term=self.longest_term)
        own = self.get_terms_of(person)
        assistant = self.create_contact(person)
        person.parent_id = self.prospect
        self.assert_has(self.poor, person, assistant)
        person.parent_id = self.customer
        self.assert_has(self.rich, person, assistant)
        person.parent_id = False
        self.assert_has(own, person, assistant)

    def test_contact_moves_between_customers(self):
        """G1: the terms are the new customer's, those that are none as well."""
        self.contact.parent_id = self.prospect
        self.assert_has(self.poor, self.contact)
        self.contact.parent_id = self.customer
        self.assert_has(self.rich, self.contact)

    def test_company_that_becomes_a_contact_takes_the_customer_s_terms(self):
        """G1: a workshop of the customer has no limit of its own any more."""
        workshop = self.create_customer("Workshop", parent_id=self.prospect.id)
        self.set_terms(workshop, term=self.term)
        worker = self.create_contact(workshop)
        workshop.is_company = False
        self.assert_has(self.poor, workshop, worker)
        workshop.is_company = True
        self.assertEqual(self.get_terms_of(workshop)[0], (10000.0, self.term.id))
        self.assertEqual(self.get_terms_of(worker)[0], (10000.0, self.term.id))

    def test_subsidiary_of_a_customer_has_its_own_terms(self):
        """G1: a company under a company is a customer of its own, and its people's."""
        daughter = self.create_customer("Daughter", parent_id=self.customer.id)
        employee = self.create_contact(daughter)
        self.assert_has(self.poor, daughter, employee)
        self.set_terms(limit=77.0)
        self.assert_has(self.poor, daughter, employee)

    def test_archived_contact_follows_the_customer(self):
        """G1: whoever is restored does not bring back terms of long ago."""
        self.contact.active = False
        self.set_terms(limit=0.0)
        self.contact.active = True
        self.assertEqual(self.get_terms(self.contact), (0.0, None))

    def test_closed_company_is_guarded_too(self):
        """G1: a limit does not stay behind in a company that is opened again."""
        self.subsidiary.active = False
        self.contact.parent_id = False
        self.assert_has(self.poor, self.contact)
        with self.refused("every customer without own ones"):
            self.env["ir.default"].set(
                "res.partner", "credit_limit", 5.0, company_id=self.subsidiary.id
            )

    def test_contact_cannot_be_given_terms(self):
        """G1: neither by a write nor through the customer."""
        vals = {"credit_limit": RICH}
        for write in (
            lambda: self.contact.write(vals),
            lambda: self.contact.with_company(self.subsidiary).write(vals),
            lambda: (self.contact | self.prospect).write(vals),
            lambda: self.customer.write(
                {"child_ids": [Command.update(self.contact.id, vals)]}
            ),
            lambda: self.contact.write({**vals, "parent_id": False}),
        ):
            with self.refused("approved credit request"), self.env.cr.savepoint():
                write()
        self.assert_has(self.rich, self.contact)

    def test_batch_of_contacts_and_customers_is_saved_whole(self):
        """G1: what is not guarded is written on all, if the rest is no change."""
        other = self.create_customer("Red Mill")
        self.set_terms(other, term=self.term)
        self.set_terms(other, limit=20000.0, company=self.subsidiary)
        both = self.contact | other
        both.write({"is_company": True, "comment": "Paid", "credit_limit": 10000.0})
        self.assertEqual(both.mapped("is_company"), [True, True])
        self.assertEqual(both.mapped("comment"), ["<p>Paid</p>"] * 2)
        self.assert_has(self.poor, self.contact)
        self.assert_has(self.rich, other)

"""Merging customers is no way to a limit: who stays keeps its own (G1)."""

from odoo.tests import tagged

from .common import MONDAY
from .credit_common import CreditCase
from .credit_guard_common import GuardMixin


@tagged("post_install", "-at_install")
class TestCreditGuardMerge(GuardMixin, CreditCase):
    def merge(self, source, target):
        """Merge ``source`` into ``target``, as the dialog does."""
        Merge = self.env["base.partner.merge.automatic.wizard"]
        dialog = Merge.with_user(self.attackers["administrator"]).create(
            {
                "partner_ids": (source | target).ids,
                "dst_partner_id": target.id,
                "state": "selection",
            }
        )
        dialog.action_merge()
        self.env.invalidate_all()
        self.assertFalse(source.exists())

    def test_who_stays_keeps_its_terms_in_every_company(self):
        """G1: neither the better nor the worse terms come over."""
        for limit, term in ((0.0, None), (700.0, self.longest_term)):
            for stays_rich in (True, False):
                with self.subTest(limit=limit, stays_rich=stays_rich):
                    rich = self.create_customer("Rich")
                    other = self.create_customer("Other")
                    self.set_terms(rich, term=self.term)
                    self.set_terms(rich, limit=9.0, company=self.subsidiary)
                    self.set_terms(other, limit=limit, term=term)
                    target = rich if stays_rich else other
                    before = self.get_terms_of(target)
                    self.merge((rich | other) - target, target)
                    self.assertEqual(self.get_terms_of(target), before)

    def test_no_limit_stays_no_limit_where_the_default_is_one(self):
        """G1: "none" is what was approved, and Odoo takes it for empty."""
        self.set_default("credit_limit", "500")
        self.set_default("property_payment_term_id", str(self.term.id))
        self.set_terms(self.prospect, limit=0.0, term=None)
        self.merge(self.create_customer("Other"), self.prospect)
        self.assertEqual(self.prospect.with_company(self.company).credit_limit, 0.0)
        self.assertFalse(self.prospect.property_payment_term_id)

    def set_default(self, name, value):
        """Give the company a default, as an installation finds it."""
        self.env.cr.execute(
            "INSERT INTO ir_default (field_id, company_id, json_value)"
            " VALUES (%s, %s, %s)",
            [
                self.env["ir.model.fields"]._get("res.partner", name).id,
                self.company.id,
                value,
            ],
        )
        self.env.registry.clear_cache()
        self.addCleanup(self.env.registry.clear_cache)
        self.env.invalidate_all()

    def test_contacts_that_come_over_take_the_terms(self):
        """G1: people of a rich customer order on the terms of the one that stays."""
        archived = self.create_contact(self.customer, "Mr Hu")
        archived.active = False
        self.merge(self.customer, self.prospect)
        for contact in self.contact | archived:
            self.assertEqual(contact.commercial_partner_id, self.prospect)
            self.assertEqual(self.get_terms_of(contact), [(0.0, None)] * 2)

    def test_person_merged_into_a_contact_brings_nothing(self):
        """G1: the contact of a customer has the customer's terms."""
        person = self.env["res.partner"].create({"name": "Ms Lin"})
        self.set_terms(person, limit=5.0, term=self.longest_term)
        before = self.get_terms_of(self.customer)
        self.merge(person, self.contact)
        self.assertEqual(self.get_terms_of(self.contact), before)

    def test_contact_merged_into_a_person_takes_the_customer_s_terms(self):
        """G1: Odoo makes the person a contact of the customer."""
        person = self.env["res.partner"].create({"name": "Ms Lin"})
        self.set_terms(person, limit=5.0, term=self.longest_term)
        self.merge(self.contact, person)
        self.assertEqual(person.parent_id, self.customer)
        self.assertEqual(self.get_terms_of(person), self.get_terms_of(self.customer))
        person.parent_id = False
        self.assertEqual(self.get_terms(person), (5.0, self.longest_term.id))

    def test_customers_with_open_requests_cannot_be_merged(self):
        """G1: a request for one customer is not signed for another one."""
        other = self.create_customer("Other")
        draft = self.create_request(other)
        waiting = self.create_request(submit=True)
        for request in (draft, waiting):
            for source, target in (
                (request.partner_id, self.prospect),
                (self.prospect, request.partner_id),
            ):
                with self.subTest(request=request.state), self.refused(request.name):
                    self.merge(source, target)

    def test_customer_on_temporary_terms_cannot_be_merged_away(self):
        """G1: their end would restore the terms of somebody else."""
        request = self.create_request(self.prospect, date_until=MONDAY, submit=True)
        self.sign(request)
        with self.refused("wait for the end of the temporary terms"):
            self.merge(self.prospect, self.customer)
        self.merge(self.create_customer("Other"), self.prospect)
        self.assertEqual(self.get_terms(self.prospect), (50000.0, None))

    def test_decided_requests_go_over_to_the_customer_that_stays(self):
        """CRD-1: what was asked for stays readable, and changes nothing."""
        request = self.create_request(self.prospect, submit=True)
        self.sign(request)
        before = self.get_terms_of(self.customer)
        self.merge(self.prospect, self.customer)
        self.assertEqual(request.partner_id, self.customer)
        self.assertEqual(self.get_terms_of(self.customer), before)

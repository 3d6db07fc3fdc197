"""What people do with customers every day goes on beside the guard (G1)."""

from odoo import Command
from odoo.tests import Form, tagged

from .credit_guard_common import ROLES, GuardHttpCase

MAY_WRITE = sorted(set(ROLES) - {"settings", "service_manager"})


@tagged("post_install", "-at_install")
class TestCreditGuardOrdinary(GuardHttpCase):
    def assert_done(self, user, model, method, *args, **kwargs):
        """Assert that a call succeeds, and return its result."""
        answer = self.call(user, model, method, *args, **kwargs)
        self.assertNotIn("error", answer, answer.get("error"))
        self.env.invalidate_all()
        return answer["result"]

    def test_form_with_unchanged_terms_is_saved(self):
        """G1: some clients send all fields; the same terms are no change."""
        user = self.attackers["administrator"]
        before = self.get_terms_of(self.customer, self.contact)
        vals = {
            "phone": "+86 512 555 01",
            "credit_limit": 10000.0,
            "use_partner_credit_limit": True,
            "property_payment_term_id": self.term.id,
        }
        for method, args in (
            ("write", [self.customer.ids, vals]),
            ("web_save", [self.customer.ids, vals, {}]),
            ("write", [(self.customer | self.contact).ids, vals]),
        ):
            with self.subTest(method), self.undone():
                self.assert_done(user, "res.partner", method, *args)
                self.assertEqual(self.customer.phone, vals["phone"])
                after = self.get_terms_of(self.customer, self.contact)
                self.assertEqual(after, before)

    def test_everybody_goes_on_writing_customers(self):
        """G1: address, names, tags, archive and restore, for who may do it."""
        before = self.get_terms_of(self.customer, self.contact, self.prospect)
        for role in MAY_WRITE:
            user = self.attackers[role]
            for partners in (self.customer, self.prospect, self.contact):
                for vals in (
                    {"street": "1 Mill Road", "city": "Suzhou"},
                    {"name": "New Name"},
                    {"vat": "1"},
                    {"active": False},
                    {"active": True},
                ):
                    with self.subTest(role=role, vals=vals), self.undone():
                        self.assert_done(
                            user, "res.partner", "write", partners.ids, vals
                        )
                        after = self.get_terms_of(
                            self.customer, self.contact, self.prospect
                        )
                        self.assertEqual(after, before)

    def test_everybody_creates_customers_and_contacts(self):
        """G1: a new customer has no terms, a new contact those of its customer."""
        rich = self.get_terms_of(self.customer)
        for role in MAY_WRITE:
            user = self.attackers[role]
            with self.subTest(role=role), self.undone():
                ids = self.assert_done(
                    user,
                    "res.partner",
                    "create",
                    [
                        {"name": "New Mill", "is_company": True},
                        {"name": "Mr Hu", "parent_id": self.customer.id},
                    ],
                )
                mill, contact = self.env["res.partner"].browse(ids)
                self.assertEqual(self.get_terms_of(mill), [(0.0, None)] * 2)
                self.assertEqual(self.get_terms_of(contact), rich)
                both = {"child_ids": [[0, 0, {"name": "Ms Yu"}]]}
                self.assert_done(user, "res.partner", "write", [mill.id], both)
                self.assertEqual(self.get_terms_of(mill.child_ids), [(0.0, None)] * 2)

    def test_contacts_move_between_customers(self):
        """G1: no accounting rights are needed, and the terms follow."""
        for role in MAY_WRITE:
            user = self.attackers[role]
            for parent in (self.prospect, self.env["res.partner"]):
                with self.subTest(role=role, parent=parent.name), self.undone():
                    vals = {"parent_id": parent.id}
                    args = (self.contact.ids, vals)
                    self.assert_done(user, "res.partner", "write", *args)
                    self.assertEqual(self.get_terms_of(self.contact), [(0.0, None)] * 2)

    def test_customers_are_copied_without_their_terms(self):
        """G1: a copy is a new customer."""
        user = self.attackers["administrator"]
        default = {"customer_specialist_id": False}
        with self.undone():
            (copy_id,) = self.assert_done(
                user, "res.partner", "copy", self.customer.ids, default
            )
            copy = self.env["res.partner"].browse(copy_id)
            self.assertEqual(self.get_terms_of(copy), [(0.0, None)] * 2)

    def test_customers_are_deleted(self):
        """G1: who has no documents and no requests."""
        user = self.attackers["administrator"]
        with self.undone():
            self.assert_done(user, "res.partner", "unlink", self.prospect.ids)
            self.assert_done(user, "res.partner", "unlink", self.customer.ids)
            self.assertEqual(self.get_terms_of(self.contact), [(0.0, None)] * 2)

    def test_person_gets_a_company(self):
        """G1: Create Company, and the person becomes its contact."""
        user = self.attackers["partner_manager"]
        with self.undone():
            person = self.env["res.partner"].create(
                {"name": "Ms Gu", "company_name": "Gu and Daughters"}
            )
            self.assert_done(user, "res.partner", "create_company", person.ids)
            self.assertEqual(person.parent_id.name, "Gu and Daughters")
            self.assertEqual(self.get_terms_of(person), [(0.0, None)] * 2)

    def test_company_and_users_are_created(self):
        """G1: a new company finds all customers without terms in it."""
        user = self.attackers["administrator"]
        with self.undone():
            (company_id,) = self.assert_done(
                user, "res.company", "create", [{"name": "North River Chemicals"}]
            )
            company = self.env["res.company"].browse(company_id)
            self.assert_done(
                user,
                "res.users",
                "create",
                [{"name": "Wu", "login": "wu", "company_ids": [[6, 0, [company_id]]],
                  "company_id": company_id}],
            )  # fmt: skip
            self.assertEqual(self.get_terms(self.customer, company), (0.0, None))
            found, _count = self.env[
                "customer.credit.reconciliation"
            ]._find_differences(company)
            self.assertFalse(found)

    def test_other_defaults_are_set(self):
        """G1: only the defaults of limit and term are guarded."""
        user = self.attackers["administrator"]
        with self.undone():
            args = ("res.partner", "property_supplier_payment_term_id", self.term.id)
            self.assert_done(user, "ir.default", "set", *args)
            self.assert_done(user, "ir.default", "set", "res.partner", "city", "Suzhou")

    def test_order_and_invoice_address_take_the_customer_s_term(self):
        """G1: the term that was approved is the one on the order."""
        order = Form(self.env["sale.order"].with_user(self.attackers["administrator"]))
        order.partner_id = self.contact
        self.assertEqual(order.payment_term_id, self.term)

    def test_batch_of_everything_is_saved(self):
        """G1: commands on contacts go through the customer's form."""
        user = self.attackers["sales_manager"]
        commands = [
            Command.update(self.contact.id, {"name": "Ms Lin-Wu"}),
            Command.create({"name": "Ms Yu", "type": "invoice"}),
        ]
        with self.undone():
            vals = {"child_ids": commands}
            self.assert_done(
                user, "res.partner", "web_save", self.customer.ids, vals, {}
            )
            self.assertEqual(
                sorted(self.customer.child_ids.mapped("name")), ["Ms Lin-Wu", "Ms Yu"]
            )

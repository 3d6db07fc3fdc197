"""Terms that come with an installation or a migration, and their log (CRD-2, G1)."""

from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import config

from odoo.addons.customer_followup.models.res_partner_credit_guard import (
    MIGRATION_OPTION,
)

from .credit_common import CreditCase
from .credit_guard_common import GuardHttpCase, GuardMixin
from .test_credit_reconciliation import ReconciliationMixin

FORGET_LOG = """
    ALTER TABLE customer_approval_entry
          DISABLE TRIGGER customer_approval_entry_append_only;
    DELETE FROM customer_approval_entry;
    ALTER TABLE customer_approval_entry
          ENABLE TRIGGER customer_approval_entry_append_only;
"""


def migrating(value="True"):
    """Return a context in which the server's configuration allows to import terms."""
    return patch.dict(config.options.maps[0], {MIGRATION_OPTION: value})


@tagged("post_install", "-at_install")
class TestCreditMigration(GuardMixin, ReconciliationMixin, CreditCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partners = cls.env["res.partner"].with_user(cls.attackers["administrator"])
        cls.imported = cls.customer.with_env(cls.partners.env)

    def get_entries(self, record, company=None):
        """Return what the log says about a customer or a company."""
        self.env.cr.execute(
            "SELECT action, values FROM customer_approval_entry"
            " WHERE res_model = %s AND res_id = %s AND company_id = %s ORDER BY id",
            [record._name, record.id, (company or self.company).id],
        )
        return self.env.cr.fetchall()

    def assert_agreed(self):
        """Assert that the nightly comparison finds nothing to complain of."""
        self.reconcile()
        self.assertFalse(self.get_differences())

    def test_imported_terms_are_logged_as_migrated(self):
        """CRD-2: customers come from the old system with their terms."""
        columns = ["name", "is_company", "credit_limit", "property_payment_term_id/.id"]
        rows = [["Mill", "True", "500", str(self.term.id)], ["Sea", "True", "0", ""]]
        with migrating():
            result = self.partners.load(columns, rows)
        self.assertFalse(result["messages"])
        mill, sea = self.partners.browse(result["ids"])
        self.assertEqual(self.get_terms(mill), (500.0, self.term.id))
        terms = {"credit_limit": 500.0, "payment_term_id": self.term.id}
        self.assertEqual(self.get_entries(mill), [("migrated", terms)])
        self.assertEqual(self.get_terms(sea), (0.0, None))
        self.assert_agreed()

    def test_known_customers_and_contacts_are_migrated(self):
        """CRD-2: a second file corrects the first one."""
        with migrating("1"):
            self.imported.credit_limit = 700.0
        self.assertEqual(self.get_terms(), (700.0, self.term.id))
        self.assertEqual(self.get_terms(self.contact), (700.0, self.term.id))
        self.assertEqual(self.get_entries(self.customer)[-1][0], "migrated")
        self.assertFalse(self.get_entries(self.contact))
        self.assert_agreed()

    def test_migrated_default_is_logged(self):
        """CRD-2: the terms of everybody without own ones."""
        args = ("res.partner", "credit_limit", 300.0, False, self.company.id)
        with migrating():
            self.env["ir.default"].set(*args)
        action, values = self.get_entries(self.company)[-1]
        self.assertEqual((action, values["credit_limit"]), ("migrated", 300.0))
        self.assert_agreed()

    def test_everything_else_leaves_the_guard_in_place(self):
        """G1: only a yes is a yes."""
        for value in (None, "", "0", "False", "no", "off", "maybe", "TRUE!", [], False):
            with (
                self.subTest(value=value),
                migrating(value),
                self.refused("approved credit request"),
            ):
                self.imported.credit_limit = 700.0

    def test_guard_is_back_afterwards(self):
        """G1: when the option is gone, so is the way."""
        with migrating():
            pass
        with self.refused("approved credit request"):
            self.imported.credit_limit = 700.0

    # What an installation finds -------------------------------------------------------

    def forget_log(self):
        """Make the database as it was before the log began."""
        self.env.flush_all()
        self.env.cr.execute(FORGET_LOG)
        self.env.invalidate_all()

    def test_opening_entries_say_what_was_found(self):
        """CRD-2: limits, terms and defaults, of each company, once."""
        own = {"credit_limit": 10000.0, "payment_term_id": self.term.id}
        default = {"credit_limit": 300.0, "payment_term_id": None}
        with migrating():
            args = ("res.partner", "credit_limit", 300.0, False, self.company.id)
            self.env["ir.default"].set(*args)
        self.forget_log()
        for _time in range(2):
            self.env["res.company"]._log_opening_terms()
            self.assertEqual(self.get_entries(self.customer), [("opening", own)])
            there = self.get_entries(self.customer, self.subsidiary)
            self.assertEqual(
                there, [("opening", {"credit_limit": 20000.0, "payment_term_id": None})]
            )
            self.assertEqual(self.get_entries(self.company), [("opening", default)])
        self.assertFalse(self.get_entries(self.prospect))
        self.assertFalse(self.get_entries(self.contact))
        self.assert_agreed()

    def test_installation_gives_contacts_their_customer_s_terms(self):
        """CRD-2: an old copy of the terms is no difference of the first night."""
        self.write_in_database(self.contact, limit=1.0, term=self.longest_term.id)
        self.forget_log()
        self.env["res.company"]._log_opening_terms()
        self.env.invalidate_all()
        self.assertEqual(self.get_terms(self.contact), (10000.0, self.term.id))
        self.assert_agreed()

    def test_company_that_is_new_has_an_opening_entry(self):
        """CRD-2: what a company begins with, its general defaults included."""
        with migrating():
            self.env["ir.default"].set("res.partner", "credit_limit", 300.0)
        company = self.env["res.company"].create({"name": "North River Chemicals"})
        ((action, values),) = self.get_entries(company, company)
        self.assertEqual((action, values["credit_limit"]), ("opening", 300.0))


@tagged("post_install", "-at_install")
class TestCreditMigrationRpc(GuardHttpCase):
    def test_option_cannot_be_set_over_rpc(self):
        """G1: whoever has no server has no way to it."""
        user = self.attackers["administrator"]
        vals = {"credit_limit": 700.0}
        with self.undone():
            answer = self.call(
                user, "ir.config_parameter", "set_param", MIGRATION_OPTION, "True"
            )
            self.assertNotIn("error", answer)
            for context in ({}, {MIGRATION_OPTION: True}):
                self.assert_attack_fails(
                    user,
                    "res.partner",
                    "write",
                    self.customer.ids,
                    vals,
                    context=context,
                )
        for method in ("_may_set_credit_terms", "_is_credit_migration"):
            self.assert_attack_fails(user, "res.partner", method)

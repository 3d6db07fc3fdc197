"""Files that are imported bring customers, but neither limits nor terms (G1)."""

from odoo.tests import tagged

from .credit_common import CreditCase
from .credit_guard_common import WAY_OUT, GuardMixin


@tagged("post_install", "-at_install")
class TestCreditGuardImport(GuardMixin, CreditCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(user=cls.attackers["administrator"])
        cls.customer = cls.customer.with_env(cls.env)

    def load(self, columns, *rows, model="res.partner"):
        """Import rows as the dialog does, and return what it tells the user."""
        messages = []
        with self.env.cr.savepoint() as savepoint:
            result = self.env[model].load(columns, [list(row) for row in rows])
            messages = [message["message"] for message in result["messages"]]
            if not result["ids"]:
                savepoint.rollback()
        self.env.invalidate_all()
        return messages

    def upload(self, text, columns):
        """Import the text of a file by the dialog itself."""
        Import = self.env["base_import.import"]
        dialog = Import.create(
            {
                "res_model": "res.partner",
                "file": text.encode(),
                "file_name": "customers.csv",
                "file_type": "text/csv",
            }
        )
        options = {"has_headers": True, "quoting": '"', "separator": ","}
        result = dialog.execute_import(columns, columns, options)
        self.env.invalidate_all()
        return [message["message"] for message in result["messages"]]

    def test_new_customers_with_terms_are_refused(self):
        """G1: the whole file is refused, and says which columns to leave out."""
        before = self.get_all_terms()
        for columns, row in (
            (["name", "credit_limit"], ["Mill", "5"]),
            (["name", "property_payment_term_id"], ["Mill", "A year"]),
            (["name", "property_payment_term_id/.id"], ["Mill", self.longest_term.id]),
            (["id", "name", "credit_limit"], ["guard.mill", "Mill", "5"]),
            (["name", "child_ids/name", "child_ids/credit_limit"], ["M", "Hu", "5"]),
        ):
            with self.subTest(columns=columns):
                row = [str(value) for value in row]
                (message,) = self.load(columns, ["Good Mill", *row[1:]], row)[:1]
                self.assertIn("Leave both columns out", message)
                self.assertEqual(self.get_all_terms(), before)

    def test_known_customers_with_other_terms_are_refused(self):
        """G1: found by number or external id, the guard is the same."""
        before = self.get_all_terms()
        row = [str(self.customer.id), "5"]
        self.assertIn(WAY_OUT, self.load([".id", "credit_limit"], row)[0])
        self.assertEqual(self.get_all_terms(), before)

    def test_other_models_bring_no_terms_either(self):
        """G1: users, companies and defaults are imported as well."""
        before = self.get_all_terms()
        field = self.env["ir.model.fields"]._get("res.partner", "credit_limit")
        for model, columns, row in (
            ("res.users", ["name", "login", "credit_limit"], ["Wu", "wu", "5"]),
            ("ir.default", ["field_id/.id", "json_value"], [str(field.id), "5"]),
        ):
            with self.subTest(model=model):
                self.assertTrue(self.load(columns, row, model=model))
                self.assertEqual(self.get_all_terms(), before)

    def test_dialog_refuses_a_file_with_limits(self):
        """G1: the same through the dialog, dry run or not."""
        before = self.get_all_terms()
        messages = self.upload("name,credit_limit\nMill,5\n", ["name", "credit_limit"])
        self.assertIn("Leave both columns out", messages[0])
        self.assertEqual(self.get_all_terms(), before)

    def test_customers_without_the_columns_are_imported(self):
        """G1: the way out works: leave the columns out."""
        self.assertFalse(self.upload("name,city\nMill,Suzhou\n", ["name", "city"]))
        mill = self.env["res.partner"].search([("name", "=", "Mill")])
        self.assertEqual(mill.city, "Suzhou")
        self.assertEqual(self.get_terms_of(mill), [(0.0, None)] * 2)

    def test_file_with_the_terms_they_have_is_imported(self):
        """G1: who exports customers, corrects the city and imports changes no terms."""
        before = self.get_terms_of(self.customer)
        columns = [".id", "city", "credit_limit", "property_payment_term_id/.id"]
        row = [str(self.customer.id), "Suzhou", "10000", str(self.term.id)]
        self.assertFalse(self.load(columns, row))
        self.assertEqual(self.customer.city, "Suzhou")
        self.assertEqual(self.get_terms_of(self.customer), before)

    def test_imported_contacts_have_the_customer_s_terms(self):
        """G1: in all companies, as if they were typed in."""
        columns = ["name", "parent_id/.id"]
        rows = [[name, str(self.customer.id)] for name in ("Mr Hu", "Ms Yu")]
        self.assertFalse(self.load(columns, *rows))
        contacts = self.env["res.partner"].search([("name", "in", ("Mr Hu", "Ms Yu"))])
        for contact in contacts:
            self.assertEqual(
                self.get_terms_of(contact), self.get_terms_of(self.customer)
            )
        self.assertEqual(len(contacts), 2)

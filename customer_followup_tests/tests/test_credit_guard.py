"""Every way to change limit or term over JSON-RPC, by everybody who could (G1)."""

from odoo import Command
from odoo.tests import tagged

from .credit_guard_common import WAY_OUT, GuardHttpCase

RICH = 999999.0
CONTEXTS = [
    {"customer_credit_terms": True},
    {"customer_credit_terms": 1},
    {"customer_credit_terms": "APPLIED"},
    {"customer_credit_terms": {}},
    {"install_mode": True, "module": "customer_followup"},
    {"import_file": True, "module": "base_import", "noupdate": True},
    {"_partners_skip_fields_sync": True},
    {"tracking_disable": True, "mail_notrack": True, "no_recompute": True},
    {"_force_unlink": True, "force_delete": True, "test_mode": True},
    {"su": True, "uid": 1, "active_test": False, "customer_credit_migration": True},
]


@tagged("post_install", "-at_install")
class TestCreditGuard(GuardHttpCase):
    def get_new_terms(self):
        """Return values that would change what the customer may order."""
        return [
            {"credit_limit": RICH},
            {"credit_limit": 0},
            {"property_payment_term_id": self.longest_term.id},
            {"property_payment_term_id": False},
            {"use_partner_credit_limit": False},
            {"credit_limit": RICH, "property_payment_term_id": self.longest_term.id},
        ]

    def get_writes(self, vals):
        """Return the calls that write ``vals`` on customers that exist."""
        ids = self.customer.ids
        own_ids = [*ids, self.prospect.id]
        parent = {"child_ids": [Command.update(self.contact.id, vals)]}
        names = [name for name in vals if name != "use_partner_credit_limit"]
        paths = [f"{name}/.id" if name.endswith("_id") else name for name in names]
        row = [str(self.customer.id), *(str(vals[name] or "") for name in names)]
        return [
            ("write", ids, vals),
            ("write", self.contact.ids, vals),
            ("write", [self.contact.id, *own_ids], {**vals, "name": "New Name"}),
            ("web_save", ids, vals, {}),
            ("web_save_multi", own_ids, [vals, vals], {}),
            ("write", ids, parent),
            ("load", [".id", *paths], [row]) if names else ("write", ids, vals),
        ]

    def get_creates(self, vals):
        """Return the calls that make a customer with ``vals``: method, arguments."""
        context = {f"default_{name}": value for name, value in vals.items()}
        new = {"name": "New Mill", "is_company": True}
        plain = {"name": "Mr Hu"}
        return [
            ("create", [[{**new, **vals}]], {}),
            ("create", [[new, {**plain, **vals}]], {}),
            ("create", [[{**plain, **vals, "parent_id": self.prospect.id}]], {}),
            ("web_save", [[], {**new, **vals}, {}], {}),
            ("create", [[new]], context),
            ("name_create", ["New Mill"], context),
            (
                "copy",
                [self.customer.ids, {**vals, "customer_specialist_id": False}],
                {},
            ),
            ("write", [self.prospect.ids, {"child_ids": [[0, 0, plain | vals]]}], {}),
        ]

    def test_nobody_writes_terms(self):
        """G1: neither one customer nor many, a contact, a copy or a file."""
        for role, user in self.attackers.items():
            for vals in self.get_new_terms():
                for method, *args in self.get_writes(vals):
                    with self.subTest(role=role, method=method, args=args):
                        self.assert_refused(user, method, args)

    def assert_refused(self, user, method, args, context=None):
        """Assert that a call is refused, or imports nothing, and changes no terms."""
        if method == "load":
            with self.undone():
                before = self.get_all_terms()
                answer = self.call(user, "res.partner", method, *args)
                self.assertEqual(self.get_all_terms(), before)
                self.assertFalse(answer["result"]["ids"])
                self.assertTrue(answer["result"]["messages"][0]["message"])
            return
        kwargs = {"context": context} if context else {}
        message = self.assert_attack_fails(user, "res.partner", method, *args, **kwargs)
        if user == self.attackers["administrator"]:
            self.assertIn(WAY_OUT, message)

    def test_nobody_creates_terms(self):
        """G1: no customer is born with a limit or term, whoever asks for it."""
        for role, user in self.attackers.items():
            for vals in self.get_new_terms()[:3:2]:
                for method, args, context in self.get_creates(vals):
                    with self.subTest(role=role, method=method, args=args):
                        self.assert_refused(user, method, args, context)

    def test_no_context_relaxes_the_guard(self):
        """G1: what tells an approved request apart cannot travel over RPC."""
        vals = {"credit_limit": RICH, "property_payment_term_id": self.longest_term.id}
        calls = [
            ("write", [self.customer.ids, vals]),
            ("write", [self.contact.ids, vals]),
            ("web_save", [self.customer.ids, vals, {}]),
            ("create", [[{"name": "New Mill", **vals}]]),
            ("create", [[{"name": "Mr Hu", "parent_id": self.prospect.id, **vals}]]),
        ]
        for role in ("administrator", "accountant", "general_manager"):
            for context in CONTEXTS:
                for method, args in calls:
                    with self.subTest(role=role, method=method, context=context):
                        user = self.attackers[role]
                        self.assert_refused(user, method, args, context)

    def test_other_companies_terms_are_guarded_too(self):
        """G1: the company is chosen by the context, and guarded in each."""
        context = {"allowed_company_ids": [self.subsidiary.id, self.company.id]}
        for role in ("administrator", "accountant"):
            for vals in ({"credit_limit": RICH}, {"credit_limit": 10000.0}):
                with self.subTest(role=role, vals=vals):
                    args = [self.customer.ids, vals]
                    self.assert_refused(self.attackers[role], "write", args, context)

    def test_fields_inherited_by_users_are_guarded(self):
        """G1: a user is a contact with a login, and its terms are the contact's."""
        user = self.attackers["administrator"]
        colleague = self.attackers["partner_manager"]
        for vals in ({"credit_limit": RICH}, self.get_new_terms()[2]):
            login = {"name": "Li", "login": "li", "partner_id": self.customer.id}
            for method, args in (
                ("write", [colleague.ids, vals]),
                ("write", [user.ids, vals]),
                ("create", [[{"name": "Wu", "login": "wu", **vals}]]),
                ("create", [[{**login, **vals}]]),
            ):
                with self.subTest(method=method, args=args):
                    self.assert_attack_fails(user, "res.users", method, *args)

    def test_defaults_are_guarded(self):
        """G1: a company's default is the terms of everybody without own ones."""
        field = self.env["ir.model.fields"]._get("res.partner", "credit_limit")
        vals = {"field_id": field.id, "json_value": "5000"}
        here = {**vals, "company_id": self.company.id}
        for role in ("administrator", "settings"):
            user = self.attackers[role]
            for method, args in (
                ("set", ["res.partner", "credit_limit", 5000.0]),
                ("set", ["res.partner", "credit_limit", 5.0, False, self.company.id]),
                ("set", ["res.partner", "credit_limit", 5.0, 1]),
                ("set", ["res.partner", "property_payment_term_id", self.term.id]),
                ("create", [[vals]]),
                ("create", [[here]]),
                ("web_save", [[], here, {}]),
            ):
                with self.subTest(role=role, method=method, args=args):
                    self.assert_attack_fails(user, "ir.default", method, *args)

    def test_private_methods_cannot_be_called(self):
        """G1: what starts with an underscore is not for RPC."""
        terms = {"credit_limit": RICH, "payment_term_id": False}
        for method, args in (
            ("_set_customer_credit_terms", [self.company.id, terms, "opening"]),
            ("_write_credit_terms", [self.company.id, terms]),
            ("_write", [{"credit_limit": RICH}]),
            ("_load_records_write", [{"credit_limit": RICH}]),
            ("_company_dependent_commercial_sync", []),
        ):
            with self.subTest(method):
                self.assert_attack_fails(
                    self.attackers["administrator"],
                    "res.partner",
                    method,
                    self.customer.ids,
                    *args,
                )

    def test_rows_cannot_be_resequenced_into_limits(self):
        """G1: drag and drop writes a number into any field it is told."""
        self.assert_refused(
            self.attackers["administrator"],
            "web_resequence",
            [[self.prospect.id, self.customer.id], {}, "credit_limit", 50000],
        )

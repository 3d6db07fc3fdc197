"""The guard over the other doors: JSON-2, XML-RPC, the settings, the portal (G1)."""

import xmlrpc.client
from datetime import timedelta

from odoo import fields
from odoo.tests import get_db_name, tagged

from .credit_guard_common import WAY_OUT, GuardHttpCase

RICH = 999999.0
GARBAGE = [
    "rich",
    "1",
    [1],
    [],
    {},
    [6, 0, [1]],
    True,
    "1e999",
    10**400,
    None,
    {"id": 1},
    "\x00",
]


@tagged("post_install", "-at_install")
class TestCreditGuardRpc(GuardHttpCase):
    def post_json2(self, user, model, method, **params):
        """Return the answer to a call with an API key."""
        keys = self.env["res.users.apikeys"].with_user(user).sudo()
        key = keys._generate("rpc", "Script", fields.Datetime.now() + timedelta(days=1))
        self.env.flush_all()
        return self.url_open(
            f"/json/2/{model}/{method}",
            json=params,
            headers={"Authorization": f"bearer {key}"},
        )

    def assert_json2_refused(self, user, model, method, is_told=True, **params):
        """Assert a client error with a reason, and that no terms changed."""
        with self.undone():
            before = self.get_all_terms()
            response = self.post_json2(user, model, method, **params)
            self.env.invalidate_all()
            self.assertEqual(self.get_all_terms(), before)
            self.assertIn(response.status_code, range(400, 500), response.text[:800])
            if is_told:
                self.assertIn(WAY_OUT, response.json()["message"])

    def test_json2_is_refused(self):
        """G1: scripts with an API key get the reason as a client error."""
        vals = {"credit_limit": RICH}
        for role, user in self.attackers.items():
            with self.subTest(role=role):
                is_told = role in ("administrator", "accountant")
                for context in ({}, {"customer_credit_terms": "APPLIED"}):
                    self.assert_json2_refused(
                        user,
                        "res.partner",
                        "write",
                        is_told,
                        ids=self.customer.ids,
                        vals=vals,
                        context=context,
                    )
                self.assert_json2_refused(
                    user,
                    "res.partner",
                    "create",
                    is_told,
                    vals_list=[{"name": "New Mill", **vals}],
                )

    def test_garbage_is_refused(self):
        """G1, G7: what is no limit or term at all is no server error either."""
        user = self.attackers["administrator"]
        for name in ("credit_limit", "property_payment_term_id"):
            for value in GARBAGE:
                with self.subTest(name=name, value=value), self.undone():
                    before = self.get_all_terms()
                    for method, params in (
                        ("write", {"ids": self.customer.ids, "vals": {name: value}}),
                        ("create", {"vals_list": [{"name": "Mill", name: value}]}),
                    ):
                        answer = self.post_json2(user, "res.partner", method, **params)
                        self.assertLess(answer.status_code, 500, answer.text[:800])
                    changed = set(map(str, self.get_all_terms())) ^ set(
                        map(str, before)
                    )
                    self.assertFalse([row for row in changed if "partner" in row])

    def test_term_in_disguise_is_refused(self):
        """G1: a text or a list is no term to Odoo until it is read again."""
        user = self.attackers["partner_manager"]
        for value in (str(self.longest_term.id), self.longest_term.ids):
            vals = {"name": "Mr Hu", "property_payment_term_id": value}
            for args in ([vals], [{**vals, "parent_id": self.prospect.id}]):
                with self.subTest(args=args):
                    self.assert_attack_fails(user, "res.partner", "create", args)
            with self.subTest(context=value), self.undone():
                context = {"default_property_payment_term_id": value}
                answer = self.call(
                    user, "res.partner", "name_create", "Mr Hu", context=context
                )
                for partner_id in answer.get("result", [])[:1]:
                    partner = self.env["res.partner"].browse(partner_id)
                    self.assertEqual(self.get_terms(partner), (0.0, None))

    def test_xmlrpc_is_refused(self):
        """G1: the oldest door is guarded as well."""
        vals = {"credit_limit": RICH}
        for role in ("administrator", "settings", "accountant", "salesperson"):
            user = self.attackers[role]
            for method, args in (
                ("write", [self.customer.ids, vals]),
                ("create", [[{"name": "New Mill", **vals}]]),
            ):
                with self.subTest(role=role, method=method), self.undone():
                    before = self.get_all_terms()
                    with self.assertRaises(xmlrpc.client.Fault) as fault:
                        self.xmlrpc_object.execute_kw(
                            get_db_name(),
                            user.id,
                            user.login,
                            "res.partner",
                            method,
                            args,
                        )
                    self.assertNotIn("Traceback", fault.exception.faultString)
                    self.env.invalidate_all()
                    self.assertEqual(self.get_all_terms(), before)

    def test_default_in_the_settings_is_refused(self):
        """G1: the settings of accounting change the limit of everybody at once."""
        for role in ("administrator", "settings"):
            user = self.attackers[role]
            for company in (self.company, self.subsidiary):
                with self.subTest(role=role, company=company.name):
                    vals = {
                        "company_id": company.id,
                        "account_use_credit_limit": True,
                        "account_default_credit_limit": RICH,
                    }
                    message = self.assert_attack_fails(
                        user, "res.config.settings", "create", [vals]
                    )
                    self.assertIn("every customer without own ones", message)

    def test_settings_can_be_saved_otherwise(self):
        """G1: the same form with the default it has is nobody's terms."""
        vals = {"account_use_credit_limit": True, "account_default_credit_limit": 0.0}
        user = self.attackers["settings"]
        with self.undone():
            answer = self.call(user, "res.config.settings", "create", [vals])
            settings = answer["result"]
            answer = self.call(user, "res.config.settings", "execute", settings)
            self.assertNotIn("error", answer)
            self.assertTrue(user.company_id.account_use_credit_limit)

    def test_customer_cannot_set_terms_in_the_portal(self):
        """G1: a field added to the address form changes nothing."""
        login = self.env["res.users"].create(
            {
                "name": "Ms Lin",
                "login": "portal_lin",
                "password": "portal_lin",
                "partner_id": self.contact.id,
                "group_ids": self.env.ref("base.group_portal").ids,
            }
        )
        self.authenticate(login.login, login.login)
        form = {
            "name": "Ms Lin",
            "email": "lin@example.com",
            "phone": "1",
            "street": "1 Mill Road",
            "city": "Suzhou",
            "zip": "215000",
            "country_id": self.env.ref("base.cn").id,
            "credit_limit": RICH,
            "property_payment_term_id": self.longest_term.id,
        }
        for partner_id in (self.contact.id, self.customer.id, ""):
            with self.subTest(partner_id=partner_id), self.undone():
                before = self.get_terms_of(self.customer, self.contact)
                page = self.url_open("/my/address")
                token = page.text.split('name="csrf_token" value="')[1].split('"')[0]
                response = self.url_open(
                    "/my/address/submit",
                    data={**form, "partner_id": partner_id, "csrf_token": token},
                )
                self.assertLess(response.status_code, 500)
                self.env.invalidate_all()
                after = self.get_terms_of(self.customer, self.contact)
                self.assertEqual(after, before)

    def test_form_shows_no_other_terms_than_it_saves(self):
        """G1: what an onchange answers is not stored."""
        user = self.attackers["administrator"]
        values = {"name": "Blue Mill", "credit_limit": RICH}
        with self.undone():
            before = self.get_all_terms()
            spec = {"name": {}, "credit_limit": {}}
            for ids in (self.customer.ids, []):
                args = (ids, values, ["name", "credit_limit"], spec)
                answer = self.call(user, "res.partner", "onchange", *args)
                self.assertNotIn("error", answer)
            self.assertEqual(self.get_all_terms(), before)

"""Ways to a limit that nobody would call one (G1)."""

from odoo.tests import tagged

from .credit_guard_common import GuardHttpCase

RICH = 999999.0
EMBEDDED = """
    <span data-oe-model="res.partner" data-oe-id="{}" data-oe-field="credit_limit"
          data-oe-type="float" data-oe-expression="partner.credit_limit">999999</span>
"""


@tagged("post_install", "-at_install")
class TestCreditGuardPaths(GuardHttpCase):
    def setUp(self):
        super().setUp()
        self.rich = self.get_terms_of(self.customer)
        self.poor = [(0.0, None)] * 2

    def do(self, user, method, *args, model="res.partner", **kwargs):
        """Call a method that may succeed, and return its answer."""
        answer = self.call(user, model, method, *args, **kwargs)
        self.env.invalidate_all()
        return answer

    def test_customer_of_another_customer_cannot_be_claimed(self):
        """G1: who is whose contact is computed, and not written."""
        vals = {"credit_limit": 10000.0, "property_payment_term_id": self.term.id}
        claim = {"commercial_partner_id": self.customer.id}
        for role in ("administrator", "accountant", "partner_manager"):
            user = self.attackers[role]
            with self.subTest(role=role), self.undone():
                self.do(user, "write", self.prospect.ids, claim)
                self.assertEqual(self.prospect.commercial_partner_id, self.prospect)
                self.do(user, "write", self.prospect.ids, vals)
                self.do(user, "write", self.prospect.ids, {**claim, **vals})
                self.assertEqual(self.get_terms_of(self.prospect), self.poor)
                new = {"name": "New Mill", "is_company": True, **claim}
                for partner_id in self.do(user, "create", [new])["result"]:
                    mill = self.env["res.partner"].browse(partner_id)
                    self.assertEqual(mill.commercial_partner_id, mill)
                    self.assertEqual(self.get_terms_of(mill), self.poor)
                back = {"commercial_partner_id": self.contact.id}
                self.do(user, "write", self.contact.ids, back)
                self.assertEqual(self.contact.commercial_partner_id, self.customer)
                self.assertEqual(self.get_terms_of(self.contact), self.rich)

    def test_contact_is_made_a_company_by_its_other_field(self):
        """G1: the form writes company_type."""
        user = self.attackers["partner_manager"]
        with self.undone():
            vals = {"company_type": "company"}
            self.do(user, "write", self.contact.ids, vals)
            self.assertEqual(self.contact.commercial_partner_id, self.contact)
            self.assertEqual(self.get_terms_of(self.contact), self.poor)

    def test_deleting_the_customer_in_any_context_leaves_no_terms(self):
        """G1: what Odoo tells itself while it uninstalls is no way either."""
        user = self.attackers["administrator"]
        for context in ({}, {"_force_unlink": True}, {"install_mode": True}):
            with self.subTest(context=context), self.undone():
                self.do(user, "unlink", self.customer.ids, context=context)
                self.assertFalse(self.customer.exists())
                self.assertEqual(self.get_terms_of(self.contact), self.poor)

    def test_leaving_in_any_context_leaves_the_terms(self):
        """G1: neither import nor missing synchronisation carries them off."""
        user = self.attackers["partner_manager"]
        for context in (
            {"_partners_skip_fields_sync": True},
            {"import_file": True, "install_mode": True},
            {"customer_credit_terms": "APPLIED", "active_test": False},
            {"allowed_company_ids": [self.subsidiary.id]},
        ):
            with self.subTest(context=context), self.undone():
                args = (self.contact.ids, {"parent_id": False})
                self.do(user, "write", *args, context=context)
                self.assertEqual(self.get_terms_of(self.contact), self.poor)

    def test_page_that_is_edited_writes_no_limit(self):
        """G1: the editor of pages saves fields that are shown on them."""
        user = self.attackers["administrator"]
        view = self.env["ir.ui.view"].create(
            {"name": "Page", "type": "qweb", "arch": "<div><p>Text</p></div>"}
        )
        value = EMBEDDED.format(self.customer.id)
        self.assert_attack_fails(user, "ir.ui.view", "save", view.ids, value, ".")

    def test_default_of_one_user_gives_no_terms(self):
        """G1: everybody may have defaults, and no customer is born with them."""
        for role in ("salesperson", "partner_manager", "accountant", "administrator"):
            user = self.attackers[role]
            for name, value in (
                ("credit_limit", RICH),
                ("property_payment_term_id", self.longest_term.id),
            ):
                with self.subTest(role=role, name=name), self.undone():
                    before = self.get_terms_of(self.customer, self.prospect)
                    args = ("res.partner", name, value, True)
                    self.do(user, "set", *args, model="ir.default")
                    answer = self.do(user, "create", [{"name": "New Mill"}])
                    new = self.env["res.partner"].browse(answer.get("result", []))
                    for partner in new:
                        self.assertEqual(self.get_terms_of(partner), self.poor)
                    after = self.get_terms_of(self.customer, self.prospect)
                    self.assertEqual(after, before)

    def test_default_that_exists_cannot_be_turned_to_everybody(self):
        """G1: a harmless default is not changed into one of the company."""
        user = self.attackers["administrator"]
        colleague = self.attackers["salesperson"]
        Fields = self.env["ir.model.fields"]
        default = self.env["ir.default"].create(
            {
                "field_id": Fields._get("res.partner", "credit_limit").id,
                "json_value": "5000",
                "user_id": colleague.id,
            }
        )
        other = self.env["ir.default"].create(
            {
                "field_id": Fields._get("res.partner", "color").id,
                "json_value": "7",
            }
        )
        limit = Fields._get("res.partner", "credit_limit").id
        for record, vals in (
            (default, {"user_id": False}),
            (default, {"user_id": 1}),
            (default, {"user_id": False, "company_id": self.subsidiary.id}),
            (other, {"field_id": limit}),
        ):
            with self.subTest(vals=vals):
                self.assert_attack_fails(user, "ir.default", "write", record.ids, vals)

    def test_term_that_customers_have_cannot_be_deleted(self):
        """G1: nor taken from them by deleting it."""
        for role in ("administrator", "accountant"):
            self.assert_attack_fails(
                self.attackers[role], "account.payment.term", "unlink", self.term.ids
            )

    def test_webhook_changes_no_terms(self):
        """G1: an automation rule that anybody can call from outside."""
        model = self.env["ir.model"]._get("res.partner")
        rule = self.env["base.automation"].create(
            {
                "name": "Gift",
                "model_id": model.id,
                "trigger": "on_webhook",
                "record_getter": f"model.browse({self.customer.id})",
                "action_server_ids": [
                    (
                        0,
                        0,
                        {
                            "name": "Gift",
                            "model_id": model.id,
                            "state": "code",
                            "code": "record.sudo().write({'credit_limit': 999999})",
                        },
                    )
                ],
            }
        )
        with self.undone():
            before = self.get_all_terms()
            self.url_open(f"/web/hook/{rule.webhook_uuid}", json={})
            self.env.invalidate_all()
            self.assertEqual(self.get_all_terms(), before)

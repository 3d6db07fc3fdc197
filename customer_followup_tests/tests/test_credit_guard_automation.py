"""What an administrator can set up to write on customers meets the guard too (G1)."""

import base64
import io
import zipfile

from odoo.tests import tagged

from .credit_common import CreditCase
from .credit_guard_common import GuardMixin

RICH = 999999.0
DATA = """
<odoo>
    <record id="{xmlid}" model="res.partner">
        <field name="name">Mill</field>
        <field name="credit_limit">999999</field>
    </record>
</odoo>
"""
MAIL = """Return-Path: <hu@example.com>
To: {alias}
From: Mr Hu <hu@example.com>
Subject: Offer
Message-Id: <guard@example.com>
Content-Type: text/plain

Hello
"""


@tagged("post_install", "-at_install")
class TestCreditGuardAutomation(GuardMixin, CreditCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.administrator = cls.attackers["administrator"]
        cls.env = cls.env(user=cls.administrator)
        cls.partner_model = cls.env["ir.model"]._get("res.partner")

    def setUp(self):
        super().setUp()
        self.before = self.get_all_terms()

    def assert_refused(self, call):
        """Assert that a call is refused, and that no terms have changed."""
        with self.refused("approved credit request"), self.env.cr.savepoint():
            call()
        self.env.invalidate_all()
        self.assertEqual(self.get_all_terms(), self.before)

    def run_action(self, **vals):
        """Run a new server action on the customer."""
        action = self.env["ir.actions.server"].create(
            {"name": "Gift", "model_id": self.partner_model.id, **vals}
        )
        context = {"active_model": "res.partner", "active_id": self.customer.id}
        return action.with_context(**context, active_ids=self.customer.ids).run()

    def test_server_action_that_updates_is_refused(self):
        """G1: Update Record, on the customer, a contact, and through relations."""
        for path, value in (
            ("credit_limit", "999999"),
            ("credit_limit", "0"),
            ("property_payment_term_id", str(self.longest_term.id)),
            ("child_ids.credit_limit", "999999"),
            ("user_id.property_payment_term_id", str(self.longest_term.id)),
        ):
            for kind in ("value", "equation"):
                with self.subTest(path=path, value=value, kind=kind):
                    self.assert_refused(
                        lambda path=path, value=value, kind=kind: self.run_action(
                            state="object_write",
                            update_path=path,
                            evaluation_type=kind,
                            value=value,
                        )
                    )

    def test_server_action_with_code_is_refused(self):
        """G1: whatever the code says in its context, or as whom it runs."""
        for code in (
            "record.write({'credit_limit': 999999})",
            "record.update({'credit_limit': 999999})",
            "record['credit_limit'] = 999999",
            "record.sudo().write({'credit_limit': 999999})",
            "record.with_user(1).write({'credit_limit': 999999})",
            "record.with_context(install_mode=True).write({'credit_limit': 999999})",
            "record.with_context(customer_credit_terms=1).write({'credit_limit': 1})",
            "record.child_ids.sudo().update({'credit_limit': 999999})",
            "model.create({'name': 'Mill', 'credit_limit': 999999})",
            "record.copy({'credit_limit': 999999, 'customer_specialist_id': False})",
            "env['ir.default'].set('res.partner', 'credit_limit', 999999)",
        ):
            with self.subTest(code=code):
                if "ir.default" in code:
                    with self.refused("without own ones"), self.env.cr.savepoint():
                        self.run_action(state="code", code=code)
                    continue
                self.assert_refused(
                    lambda code=code: self.run_action(state="code", code=code)
                )

    def test_automation_rule_is_refused(self):
        """G1: a rule that raises limits stops what triggers it, and says why."""
        self.env["base.automation"].create(
            {
                "name": "Gift",
                "model_id": self.partner_model.id,
                "trigger": "on_create_or_write",
                "action_server_ids": [
                    (
                        0,
                        0,
                        {
                            "name": "Gift",
                            "model_id": self.partner_model.id,
                            "state": "code",
                            "code": "records.write({'credit_limit': 999999})",
                        },
                    )
                ],
            }
        )
        self.assert_refused(lambda: self.customer.write({"comment": "x"}))

    def test_fields_that_mirror_the_terms_write_nothing(self):
        """G1: a field related to the limit, on the customer, an order, a company."""
        Field = self.env["ir.model.fields"]
        for model, path in (
            ("res.partner", "credit_limit"),
            ("sale.order", "partner_id.credit_limit"),
            ("res.company", "partner_id.credit_limit"),
        ):
            Field.create(
                {
                    "name": "x_gift",
                    "field_description": "Gift",
                    "model_id": self.env["ir.model"]._get_id(model),
                    "ttype": "float",
                    "related": path,
                    "readonly": False,
                    "store": False,
                }
            )
        order = self.create_quotation(self.customer)
        self.before = self.get_all_terms()
        for record in (self.customer, order, self.company):
            with self.subTest(model=record._name):
                record = record.with_user(self.administrator)
                record.write({"x_gift": 999999.0})
                self.assertEqual(self.get_all_terms(), self.before)

    def test_mail_makes_no_customer_with_terms(self):
        """G1: the defaults of an alias are no way to a limit."""
        domain = self.env["mail.alias.domain"].create({"name": "guard.example.com"})
        self.env["mail.alias"].create(
            {
                "alias_name": "gift",
                "alias_domain_id": domain.id,
                "alias_model_id": self.partner_model.id,
                "alias_contact": "everyone",
                "alias_defaults": "{'credit_limit': 999999}",
            }
        )
        mail = MAIL.format(alias="gift@guard.example.com")
        self.before = self.get_all_terms()
        gateway = self.env["mail.thread"].sudo()
        with self.enter_registry_test_mode(), self.refused("approved credit request"):
            gateway.message_process("res.partner", mail)
        self.env.invalidate_all()
        self.assertEqual(self.get_all_terms(), self.before)

    def import_module(self, xmlid):
        """Install a module of data from a zip file."""
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr(
                "gift/__manifest__.py",
                "{'name': 'Gift', 'author': 'Hu', 'license': 'LGPL-3',"
                " 'data': ['data.xml']}",
            )
            archive.writestr("gift/data.xml", DATA.format(xmlid=xmlid))
        modules = self.env["base.import.module"].create(
            {"module_file": base64.b64encode(file.getvalue())}
        )
        modules.import_module()

    def test_module_of_data_is_refused(self):
        """G1: a zip file is imported by an administrator; it is no installation."""
        self.env["ir.model.data"].create(
            {
                "module": "customer_followup",
                "name": "blue_mill",
                "model": "res.partner",
                "res_id": self.customer.id,
            }
        )
        for xmlid in ("gift.partner", "customer_followup.blue_mill"):
            with (
                self.subTest(xmlid=xmlid),
                self.refused("approved credit request", Exception),
                self.env.cr.savepoint(),
            ):
                self.import_module(xmlid)
            self.env.invalidate_all()
            self.assertEqual(self.get_all_terms(), self.before)

"""What the attacks on the guard share: who tries, on whom, and what must not change."""

from odoo.tools import mute_logger

from .credit_common import CreditHttpCase

ROLES = {
    "administrator": "base.group_system,account.group_account_manager,"
    "base.group_partner_manager,sales_team.group_sale_manager",
    "settings": "base.group_system",
    "accountant": "account.group_account_manager,base.group_partner_manager",
    "finance_head": "group_finance_head,base.group_partner_manager",
    "general_manager": "group_general_manager,base.group_partner_manager",
    "salesperson": "sales_team.group_sale_salesman",
    "sales_manager": "sales_team.group_sale_manager",
    "partner_manager": "base.group_partner_manager",
    "service_manager": "group_service_manager",
}
LOGGERS = (
    "odoo.http",
    "odoo.sql_db",
    "odoo.addons.base.models.ir_access",
    "odoo.addons.base_automation.models.base_automation",
    "odoo.addons.base.models.ir_model",
    "odoo.addons.rpc.controllers.xmlrpc",
)
WAY_OUT = "change only by an approved credit request"
REFUSALS = {
    "odoo.exceptions.UserError",
    "odoo.exceptions.AccessError",
    "odoo.exceptions.ValidationError",
}
# Everything that decides what a customer may order: all companies at once.
TERMS = """
    SELECT 'partner', id, credit_limit, property_payment_term_id FROM res_partner
     WHERE credit_limit IS NOT NULL OR property_payment_term_id IS NOT NULL
    UNION ALL
    SELECT 'default', id, to_jsonb(ir_default), NULL FROM ir_default
    UNION ALL
    SELECT 'log', count(*), NULL, NULL FROM customer_approval_entry
    UNION ALL
    SELECT 'number', count(*), NULL, NULL FROM res_partner
     ORDER BY 1, 2
"""


class GuardMixin:
    """A customer with terms in two companies, and everybody who could try."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.subsidiary = cls.create_company("West River Chemicals")
        cls.longest_term = cls.env["account.payment.term"].create({"name": "A year"})
        cls.attackers = {
            role: cls.create_attacker(role, f"base.group_user,{groups}")
            for role, groups in ROLES.items()
        }
        cls.contact = cls.create_contact(cls.customer)
        cls.set_terms(cls, term=cls.term)
        cls.set_terms(cls, limit=20000.0, company=cls.subsidiary)
        cls.prospect = cls.create_customer("Green Mill")

    @classmethod
    def create_attacker(cls, role, groups):
        """Return a user who works in both companies."""
        user = cls.create_user(f"guard_{role}", groups)
        user.company_ids += cls.subsidiary
        return user

    def get_all_terms(self):
        """Return everything that decides what any customer may order."""
        self.env.flush_all()
        self.env.cr.execute(TERMS)
        return self.env.cr.fetchall()

    def get_terms_of(self, *customers):
        """Return the terms of customers in both companies."""
        return [
            self.get_terms(customer, company)
            for customer in customers
            for company in (self.company, self.subsidiary)
        ]


class GuardHttpCase(GuardMixin, CreditHttpCase):
    """Attacks over HTTP."""

    def setUp(self):
        super().setUp()
        self.enterContext(mute_logger(*LOGGERS))

    def assert_attack_fails(self, user, model, method, *args, **kwargs):
        """Assert that a call is refused with a reason, and changes no terms."""
        with self.undone():
            before = self.get_all_terms()
            answer = self.call(user, model, method, *args, **kwargs)
            self.env.invalidate_all()
            self.assertEqual(self.get_all_terms(), before)
            self.assertIn("error", answer)
            error = answer["error"]["data"]
            self.assertIn(error["name"], REFUSALS, error["debug"])
            self.assertTrue(error["message"])
        return error["message"]

"""A complaint as its customer sees it, in a real browser."""

from odoo.tests import tagged

from .case_common import CASE
from .portal_common import PortalCase


@tagged("post_install", "-at_install")
class TestToursPortal(PortalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.switch_on_rounds()

    def visit(self, name, path="/my/tickets"):
        self.start_tour(path, f"customer_portal_{name}", login=self.lin.login)
        self.env.invalidate_all()

    def play(self, lang):
        self.lin.lang = lang
        self.visit("register")
        case = self.env[CASE].search([("name", "=", "Wrong analysis")])
        self.assertEqual(case.customer_way_in, "portal")
        self.assertEqual(case.customer_wish, "A correct report")
        case.customer_department_id = self.laboratory
        case.customer_responsible_id = self.person
        self.rule(case, "valid")
        first = self.carry_out(case)
        self.visit("decline", "/my/tickets?filterby=answer")
        self.assertEqual(first.state, "unsatisfied")
        self.assertEqual(first.result, "The value is still wrong")
        second = self.carry_out(case)
        self.visit("confirm", "/my/tickets?filterby=answer")
        self.assertEqual(second.state, "satisfied")
        self.assertEqual(second.closed_by_id, self.lin)
        self.assertTrue(case.closed)

    def test_customer_follows_a_complaint_in_english(self):
        """CMP-1, CMP-6, CMP-9: registered, declined, handled again and confirmed."""
        self.play("en_US")

    def test_customer_follows_a_complaint_in_chinese(self):
        """CMP-1, CMP-6, CMP-9: the same in the other language."""
        self.play("zh_CN")

"""A complaint from the phone to the satisfied customer, in a real browser."""

from odoo.tests import tagged

from .case_common import CASE, CaseHttpCase


@tagged("post_install", "-at_install")
class TestToursComplaint(CaseHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.switch_on_rounds()

    def play(self, lang):
        people = self.supervisor | self.quality | self.general | self.wu
        people.lang = lang
        self.start_tour(
            "/odoo", "customer_complaint_register", login=self.supervisor.login
        )
        case = self.env[CASE].search([("name", "=", "Wrong analysis")])
        self.assertEqual(self.get_work(case), self.wu)
        address = f"/odoo/customer-complaints/{case.id}"
        self.start_tour(address, "customer_complaint_rule", login=self.quality.login)
        complaint_round = case.customer_round_ids
        address = f"/odoo/customer-complaint-rounds/{complaint_round.id}"
        for tour, user in (
            ("propose", self.wu),
            ("sign", self.quality),
            ("sign", self.general),
            ("carry_out", self.wu),
            ("close", self.supervisor),
        ):
            start = "/odoo" if tour == "sign" else address
            self.start_tour(start, f"customer_complaint_{tour}", login=user.login)
        self.assertEqual(complaint_round.state, "satisfied")
        self.assertEqual(complaint_round.closed_by_id, self.supervisor)
        self.assertTrue(case.closed)

    def test_complaint_is_handled_in_english(self):
        """CMP-1…9: registered, decided, proposed, signed twice, carried out, closed."""
        self.play("en_US")

    def test_complaint_is_handled_in_chinese(self):
        """CMP-1…9: the same in the other language."""
        self.play("zh_CN")

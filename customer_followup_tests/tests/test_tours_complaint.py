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
        people = self.specialist | self.supervisor | self.quality | self.general
        (people | self.wu | self.qian).lang = lang
        self.start_tour(
            "/odoo", "customer_complaint_register", login=self.specialist.login
        )
        case = self.env[CASE].search([("name", "=", "Wrong analysis")])
        self.assertEqual(self.get_work(case), self.wu)
        self.page = f"/odoo/customer-complaints/{case.id}"
        self.start("rule", self.quality)
        self.start("report", self.supervisor)
        self.start("sign_report", self.general)
        self.assertEqual(case.customer_report_signed_by_id, self.general)
        # the head of the department stands in for Mr Wu in the second attempt
        self.solve(case, self.wu)
        self.start("dissatisfy", self.specialist)
        case.customer_responsible_id = self.head
        self.start("find", self.qian, "/odoo")
        second = self.solve(case, self.qian)
        self.start("close", self.specialist)
        self.assertEqual((second.number, second.state), (2, "satisfied"))
        self.assertEqual(second.closed_by_id, self.specialist)
        self.assertTrue(case.closed)

    def solve(self, case, user):
        """Let the department propose, the offices sign, and the department do it."""
        attempt = case._get_open_round()
        self.page = f"/odoo/customer-complaint-rounds/{attempt.id}"
        self.start("propose", user)
        for signer in (self.quality, self.general):
            self.start("sign", signer, "/odoo")
        self.start("carry_out", user)
        return attempt

    def start(self, tour, user, page=None):
        self.start_tour(
            page or self.page, f"customer_complaint_{tour}", login=user.login
        )

    def test_complaint_is_handled_in_english(self):
        """CMP-1…9: by specialist, quality head, department and general manager."""
        self.play("en_US")

    def test_complaint_is_handled_in_chinese(self):
        """CMP-1…9: the same in the other language."""
        self.play("zh_CN")

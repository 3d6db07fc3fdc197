"""Preview, going live, values by grade and Take the Next, in a real browser."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common import FollowupHttpCase
from .grading_common import GradingMixin


@tagged("post_install", "-at_install")
class TestToursFollowupEngine(GradingMixin, FollowupHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        scheme = cls.create_scheme({"order_count": {}}, {"TOUR": 50, "REST": 0})
        cls.grade = scheme.grade_ids.filtered(lambda grade: grade.code == "TOUR")
        cls.rule = cls.create_rule("order_lapse", name="Tour Rule", active=False)
        cls.rule.with_context(lang="zh_CN").name = "Tour Rule"
        # a browser has the time of this machine
        today = fields.Date.today()
        for number, name in enumerate(("Blue Mill", "Green Mill", "Grey Mill")):
            customer = cls.customer if not number else cls.create_customer(name)
            cls.create_order(customer, today - timedelta(days=60 - number))

    def play(self, tour, user, lang):
        user.lang = {"en": "en_US", "zh": "zh_CN"}[lang]
        self.start_tour("/odoo", f"customer_{tour}_{lang}", login=user.login)

    def go_live(self, lang):
        self.play("go_live", self.manager, lang)
        self.assertTrue(self.rule.active)
        self.assertEqual(self.specialist.customer_daily_capacity, 1)
        self.assertFalse(self.get_followups())

    def give_values_by_grade(self, lang):
        self.play("rule_grades", self.manager, lang)
        self.assertRecordValues(
            self.rule.grade_line_ids,
            [
                {
                    "grade_id": self.grade.id,
                    "delay_days": 14,
                    "repeat_days": 10,
                    "method": "on_site",
                }
            ],
        )
        self.assertEqual(self.rule.repeat_days, 30)

    def take_next(self, lang):
        self.rule.active = True
        # or nobody is called today when today is at the weekend
        self.company.resource_calendar_id = False
        self.specialist.customer_daily_capacity = 1
        last = self.env["res.partner"].search([("name", "=", "Grey Mill")])
        last.active = False
        self.run_job(fields.Date.today())
        self.assertTrue(self.get_followups())
        self.play("take_next", self.specialist, lang)
        self.assertEqual(
            self.env["customer.followup"].search_count(
                [("user_id", "=", self.specialist.id)]
            ),
            2,
        )

    def test_manager_goes_live_in_english(self):
        """FUP-11: count, capacity, preview, load, switch on."""
        self.go_live("en")

    def test_manager_goes_live_in_chinese(self):
        """FUP-11: the same in the other language."""
        self.go_live("zh")

    def test_manager_gives_values_by_grade_in_english(self):
        """GRD-4: a line, and the sentence that says it."""
        self.give_values_by_grade("en")

    def test_manager_gives_values_by_grade_in_chinese(self):
        """GRD-4: the same in the other language."""
        self.give_values_by_grade("zh")

    def test_specialist_takes_the_next_in_english(self):
        """FUP-11: from Today, without choosing a row."""
        self.take_next("en")

    def test_specialist_takes_the_next_in_chinese(self):
        """FUP-11: the same in the other language."""
        self.take_next("zh")

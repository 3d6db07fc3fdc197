"""A monthly visit plan in a real browser, from the draft to the visits (VPL-1)."""

from datetime import timedelta

from odoo.tests import tagged

from .common import FollowupHttpCase
from .visit_plan_common import VisitPlanMixin


@tagged("post_install", "-at_install")
class TestToursVisitPlan(VisitPlanMixin, FollowupHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        month = cls.company._get_customer_today().replace(day=1) + timedelta(days=32)
        cls.month = month.replace(day=1)
        day = cls.month.replace(day=10)
        names = ("Moved Mill", "Dropped Mill", "Kept Mill")
        cls.customers = {name: cls.create_customer(name) for name in names}
        for customer in cls.customers.values():
            cls.create_followup(
                customer, date_planned=day, date_deadline=day + timedelta(days=10)
            )
        cls.customers["Added Mill"] = cls.create_customer("Added Mill")
        cls.plan = cls.create_plan(month=cls.month)
        cls.plan.action_fill()

    def get_days(self):
        """Return the days that are planned with each customer."""
        return {
            name: [f.date_planned.day for f in self.get_followups(customer)]
            for name, customer in self.customers.items()
        }

    def test_specialist_submits_and_department_head_approves_in_english(self):
        """VPL-1: one moved, one added, one dropped; approved, the visits are there."""
        self.check_plan("en_US")

    def test_specialist_submits_and_department_head_approves_in_chinese(self):
        """VPL-1: the same in the other language."""
        self.env["res.lang"]._activate_lang("zh_CN")
        self.check_plan("zh_CN")

    def check_plan(self, lang):
        (self.specialist | self.head).lang = lang
        self.start_tour(
            "/odoo", "customer_visit_plan_submit", login=self.specialist.login
        )
        self.env.invalidate_all()
        self.assertEqual(self.plan.state, "submitted")
        self.start_tour("/odoo", "customer_visit_plan_approve", login=self.head.login)
        self.env.invalidate_all()
        self.assertEqual(self.plan.state, "approved")
        self.assertEqual(
            self.get_days(),
            {"Moved Mill": [17], "Dropped Mill": [10], "Kept Mill": [10]}
            | {"Added Mill": [1]},
        )

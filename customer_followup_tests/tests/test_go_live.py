"""Going live in a company that already works: one page, and nothing by itself."""

from datetime import date

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .common import FollowupCase


@tagged("post_install", "-at_install")
class TestGoLive(FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.create_rule("order_lapse", active=False)
        cls.other = cls.create_rule("sale_completed", active=False)
        cls.create_order(cls.customer, date(2026, 2, 1))

    def open_page(self, user=None):
        pages = self.env["customer.followup.go.live"].with_user(user or self.manager)
        return pages.create({})

    def get_preview(self, page, rule):
        return page.preview_ids.filtered(lambda preview: preview.rule_id == rule)

    def test_page_lists_rules_and_staff(self):
        """FUP-11: archived rules too, and who makes contacts."""
        page = self.open_page()
        self.assertLessEqual(self.rule + self.other, page.preview_ids.rule_id)
        self.assertLessEqual(self.specialist + self.colleague, page.user_ids)
        self.assertFalse(page.is_counted)

    def test_opening_and_counting_does_nothing(self):
        """FUP-11: the count is on demand, and no rule is switched on."""
        page = self.open_page()
        page.action_count()
        self.assertEqual(self.get_preview(page, self.rule).due_now_count, 1)
        self.assertFalse(self.get_preview(page, self.other).due_now_count)
        self.assertFalse(self.rule.active)
        self.assertFalse(self.get_followups())

    def test_capacity_is_written_from_the_page(self):
        """FUP-11: the manager says on the page how much each person can take."""
        page = self.open_page()
        page.write(
            {
                "user_ids": [
                    Command.update(self.specialist.id, {"customer_daily_capacity": 7})
                ]
            }
        )
        self.assertEqual(self.specialist.customer_daily_capacity, 7)

    def test_customers_without_specialist_are_counted(self):
        """ASG-1: who has to be assigned before."""
        before = self.open_page().unassigned_customer_count
        self.create_customer("Nobody's", self.env["res.users"])
        self.assertEqual(self.open_page().unassigned_customer_count, before + 1)

    def test_rule_is_switched_on_from_the_page(self):
        """FUP-11: one by one, after saying what happens."""
        preview = self.get_preview(self.open_page(), self.rule)
        preview.action_open_switch()
        self.assertEqual(preview.due_now_count, 1)
        preview.action_switch_on()
        self.assertTrue(self.rule.active)
        self.assertFalse(self.other.active)

    def test_days_of_the_page_are_those_of_its_previews(self):
        """FUP-11: the period that is written on the page holds for each rule."""
        page = self.open_page()
        page.days = 14
        self.assertEqual(set(page.preview_ids.mapped("days")), {14})

    def test_page_is_for_the_service_manager(self):
        """G5: who does not write rules does not go live with them."""
        for user in (self.specialist, self.supervisor):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.open_page(user)

    def test_page_opens_as_a_form(self):
        """FUP-11: as the menu opens it, and stored by its first button."""
        pages = self.env["customer.followup.go.live"].with_user(self.manager)
        page = Form(pages).save()
        self.assertLessEqual(self.rule + self.other, page.preview_ids.rule_id)

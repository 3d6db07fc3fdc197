"""The preview on the screen, and switching a rule on from it (FUP-11)."""

from datetime import date, timedelta

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import MONDAY, FollowupCase


@tagged("post_install", "-at_install")
class TestRulePreviewScreen(FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.create_rule("order_lapse", active=False)
        cls.create_order(cls.customer, date(2026, 2, 1))
        cls.soon = cls.create_customer("Green Mill", cls.colleague)
        cls.create_order(cls.soon, date(2026, 2, 24))
        cls.late = cls.create_customer("Grey Mill")
        cls.create_order(cls.late, MONDAY - timedelta(days=1))

    def open_preview(self, **vals):
        previews = self.env["customer.followup.rule.preview"]
        return previews.with_user(self.manager).create(
            {"rule_id": self.rule.id, **vals}
        )

    def test_salesperson_who_makes_no_follow_ups_is_named(self):
        """FUP-11: why a rule for salespeople goes to the specialists."""
        seller = self.create_user("seller", "sales_team.group_sale_salesman")
        self.customer.user_id = seller
        preview = self.open_preview()
        preview.action_preview()
        self.assertFalse(preview.passed_over)
        self.rule.assign_to = "salesperson"
        preview.invalidate_recordset(["passed_over"])
        self.assertEqual(preview.line_ids.partner_id.user_id, seller)
        self.assertIn("No follow-ups are made by: Seller.", preview.passed_over)

    def test_screen_counts_and_shows_the_load(self):
        """FUP-11: customers, what is due now, and the load of each person."""
        self.specialist.customer_daily_capacity = 1
        self.colleague.customer_daily_capacity = 20
        preview = self.open_preview(days=30)
        preview.action_preview()
        self.assertRecordValues(
            preview,
            [{"duty_count": 3, "customer_count": 3, "due_now_count": 1}],
        )
        self.assertEqual(
            preview.load,
            [
                {
                    "user_id": self.specialist.id,
                    "count": 2,
                    "waiting": 0,
                    "ceiling": 1,
                    "days": 2,
                },
                {
                    "user_id": self.colleague.id,
                    "count": 1,
                    "waiting": 0,
                    "ceiling": 20,
                    "days": 1,
                },
            ],
        )
        self.assertIn("Colleague", preview.load_table)
        self.assertEqual(
            preview.line_ids.partner_id, self.customer + self.soon + self.late
        )
        self.assertFalse(preview.hidden_count)

    def test_switching_on_says_what_happens(self):
        """FUP-11: due now, opened on the first day, days of the backlog."""
        self.specialist.customer_daily_capacity = 1
        for number in range(3):
            customer = self.create_customer(f"Mill {number}")
            self.create_order(customer, date(2026, 2, 1))
        preview = self.open_preview()
        action = preview.action_open_switch()
        self.assertEqual((action["target"], action["res_id"]), ("new", preview.id))
        self.assertRecordValues(
            preview, [{"due_now_count": 4, "first_day_count": 1, "backlog_days": 4}]
        )
        self.assertFalse(self.rule.active)
        preview.action_switch_on()
        self.assertTrue(self.rule.active)
        self.run_job()
        opened = self.env["customer.followup"].search_count(
            [("opened_for", "=", MONDAY), ("company_id", "=", self.company.id)]
        )
        self.assertEqual(opened, 1)

    def test_supervisor_previews_and_does_not_switch_on(self):
        """G5: only the service manager puts a policy into force."""
        preview = (
            self.open_preview()
            .with_user(self.supervisor)
            .create({"rule_id": self.rule.id})
        )
        preview.action_preview()
        with self.assertRaises(AccessError):
            preview.action_switch_on()
        self.assertFalse(self.rule.active)

    def test_results_are_counted_and_not_sent(self):
        """G5: what somebody sends as a result is not kept, nor another rule."""
        other = self.create_rule("sale_completed", active=False)
        forged = {"duty_count": 9, "load": [{"count": 1}], "due_now_count": 7}
        line = {"partner_id": self.customer.id, "reason": "Forged"}
        forged["line_ids"] = [Command.create(line)]
        preview = self.open_preview(**forged)
        preview.write({**forged, "rule_id": other.id})
        self.assertFalse(preview.duty_count or preview.load or preview.due_now_count)
        self.assertFalse(preview.line_ids)
        self.assertEqual(preview.rule_id, self.rule)

    def test_spreadsheet_has_all_rows(self):
        """FUP-11: who, when, why, for whom."""
        preview = self.open_preview(days=3)
        preview.action_preview()
        rows = list(preview._iter_rows())
        self.assertEqual(
            [(row[0], row[1], row[3]) for row in rows],
            [
                ("2026-03-02", "Blue Mill", "Specialist"),
                ("2026-03-04", "Green Mill", "Colleague"),
            ],
        )
        self.assertEqual(len(preview._get_headings()), len(rows[0]))

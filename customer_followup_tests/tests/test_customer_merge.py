"""Merging customers loses no duty and contacts nobody twice (FUP-11)."""

from datetime import date, datetime

from odoo.tests import tagged

from .common import MONDAY, FollowupCase

TUESDAY = date(2026, 3, 3)


@tagged("post_install", "-at_install")
class TestCustomerMerge(FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.create_rule("order_lapse")
        cls.twin = cls.create_customer("Blue Mill Ltd.", cls.colleague)
        for customer in cls.customer | cls.twin:
            cls.create_order(customer, date(2026, 2, 1))

    def merge(self):
        """Merge the twin into the customer, as the dialog does."""
        dialog = self.env["base.partner.merge.automatic.wizard"].create(
            {
                "partner_ids": (self.twin | self.customer).ids,
                "dst_partner_id": self.customer.id,
                "state": "selection",
            }
        )
        self.env.flush_all()
        dialog.action_merge()
        self.env.invalidate_all()
        self.assertFalse(self.twin.exists())

    def get_reasons(self):
        return self.env["customer.followup.reason"].search(
            [("partner_id", "=", self.customer.id)], order="id"
        )

    def get_states(self):
        return sorted(self.get_reasons().mapped("state"))

    def assert_next(self, day, user):
        customer = self.customer.with_company(self.company)
        self.assertEqual(customer.customer_next_followup_date, day)
        self.assertEqual(customer.customer_next_followup_user_id, user)

    def test_two_open_contacts_for_one_duty(self):
        """FUP-11: both contacts stay, one duty is left, the next run finds nothing."""
        self.run_job()
        first, second = self.get_followups(), self.get_followups(self.twin)
        self.merge()
        self.assertEqual(self.get_followups(), first | second)
        self.assertEqual((first | second).mapped("state"), ["planned", "planned"])
        self.assertEqual(self.get_states(), ["planned", "void"])
        self.assertEqual(first.reason_ids.state, "planned")
        self.assertEqual(second.activity_ids.user_id, self.colleague)
        self.run_job(TUESDAY)
        self.assertEqual(self.get_followups(), first | second)

    def test_next_date_is_the_earlier_of_both(self):
        """FUP-11: whoever calls first is on the customer that stays."""
        self.create_followup(date_planned=date(2026, 3, 6))
        self.assert_next(date(2026, 3, 6), self.specialist)
        self.create_followup(self.twin, self.colleague, date_planned=TUESDAY)
        self.merge()
        self.assert_next(TUESDAY, self.colleague)

    def test_what_was_done_stays_done(self):
        """FUP-11: a call that was made to one of them was made to both."""
        self.run_job()
        done = self.get_followups(self.twin).with_user(self.colleague)
        done.action_record({"result": "well"})
        self.merge()
        self.assertEqual(self.get_states(), ["done", "void"])
        self.assertEqual(done.sudo().reason_ids.state, "done")

    def test_duties_of_other_occasions_come_over(self):
        """FUP-11: another rule, another day: all of them stay."""
        self.create_order(self.twin, date(2026, 2, 10))
        other = self.create_rule("order_lapse", name="Of the twin")
        other.partner_domain = "[('name', '=', 'Blue Mill Ltd.')]"
        self.run_job()
        self.merge()
        self.assertEqual(self.get_states(), ["planned"] * 3)

    def test_waiting_duties_go_to_the_specialist_who_stays(self):
        """FUP-11: what waited for the other's specialist waits for this one's."""
        busy = self.create_customer("Busy Mill", self.colleague)
        self.create_order(busy, date(2026, 1, 1))
        self.create_order(self.twin, date(2026, 2, 10))
        self.create_rule("order_lapse", deadline_days=1, delay_days=40)
        self.colleague.customer_daily_capacity = 1
        self.run_job()
        reason = self.env["customer.followup.reason"].search(
            [("partner_id", "=", self.twin.id)]
        )
        self.assertEqual((reason.state, reason.user_id), ("waiting", self.colleague))
        self.merge()
        self.assertEqual(reason.partner_id, self.customer)
        self.assertEqual((reason.state, reason.user_id), ("waiting", self.specialist))
        self.run_job(TUESDAY)
        self.assertEqual(reason.state, "planned")

    def test_failures(self):
        """G11: one note of what failed is left, the one that is tried again last."""
        Failure = self.env["customer.followup.failure"]
        for customer, hour in ((self.customer, 1), (self.twin, 5)):
            failure = Failure.create(
                {
                    "rule_id": self.rule.id,
                    "company_id": self.company.id,
                    "partner_id": customer.id,
                    "error": "refused",
                    "tries": 1,
                    "retry_at": datetime(2026, 3, 2, hour),
                }
            )
        self.merge()
        left = Failure.search([("rule_id", "=", self.rule.id)])
        self.assertEqual(left, failure)
        self.assertEqual(left.partner_id, self.customer)

    def test_contact_hours_of_who_stays(self):
        """FUP-12: the contacts that come over are made in the hours of who stays."""
        self.twin.tz, self.customer.tz = "America/New_York", "Asia/Shanghai"
        followup = self.create_followup(self.twin, self.colleague)
        self.assertEqual(followup.planned_at, datetime(2026, 3, 2, 13))
        self.merge()
        self.assertEqual(followup.planned_at, datetime(2026, 3, 2, 0))

    def test_three_at_once(self):
        """FUP-11: as many as the dialog merges."""
        self.run_job()
        third = self.create_customer("Mill")
        self.create_order(third, date(2026, 2, 1))
        self.run_job(TUESDAY)
        self.twin, twins = self.twin | third, self.twin
        self.merge()
        self.twin = twins
        self.assertEqual(self.get_states(), ["planned", "void", "void"])
        self.assert_next(MONDAY, self.specialist)

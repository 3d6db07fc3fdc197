"""A customer that is archived is left alone, and served again when it is restored."""

from datetime import date

from odoo.tests import tagged

from .common import FollowupCase

TUESDAY = date(2026, 3, 3)


@tagged("post_install", "-at_install")
class TestCustomerRestored(FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.create_rule("order_lapse")
        cls.create_order(cls.customer, date(2026, 2, 1))

    def get_states(self):
        return (
            self.env["customer.followup.reason"]
            .search([("partner_id", "=", self.customer.id)], order="id")
            .mapped("state")
        )

    def test_archived_and_restored(self):
        """FUP-11: its contacts end, and the rules find it again."""
        self.run_job()
        self.customer.active = False
        self.assertEqual(self.get_followups().state, "cancelled")
        self.assertEqual(self.get_states(), ["void"])
        self.run_job(TUESDAY)
        self.assertEqual(len(self.get_followups()), 1)
        self.customer.active = True
        self.run_job(TUESDAY)
        self.assertEqual(self.get_states(), ["void", "planned"])
        self.assertEqual(self.get_followups()[-1].state, "planned")

    def test_restored_customer_of_a_grade_is_not_left_out_for_an_interval(self):
        """FUP-11: what the archiving has cancelled counts as no contact."""
        self.rule.active = False
        cadence = self.create_rule("grade_cadence", delay_days=10)
        self.customer.customer_dossier_date = date(2026, 2, 1)
        held = self.create_followup()
        held.contacted_at = self.get_moment(date(2026, 2, 10))
        held.with_user(self.specialist).action_record({"result": "well"})
        self.run_job()
        followup = self.get_followups()[-1]
        self.assertEqual(followup.reason_ids.rule_id, cadence)
        self.customer.active = False
        self.customer.active = True
        self.run_job(TUESDAY)
        again = self.get_followups()[-1]
        self.assertEqual((followup.state, again.state), ("cancelled", "planned"))

    def test_waiting_duty(self):
        """FUP-11: what waits when the customer is archived waits again."""
        busy = self.create_customer("Busy Mill")
        self.create_order(busy, date(2026, 1, 1))
        self.create_rule("order_lapse", deadline_days=1, delay_days=40)
        self.specialist.customer_daily_capacity = 1
        self.run_job()
        self.assertEqual(self.get_states(), ["waiting"])
        self.customer.active = False
        self.assertEqual(self.get_states(), ["void"])
        self.customer.active = True
        self.run_job()
        self.assertEqual(self.get_states(), ["void", "waiting"])

    def test_what_ended_before_stays_ended(self):
        """FUP-11: a contact that was cancelled for a reason is not made again."""
        self.run_job()
        self.get_followups().with_user(self.specialist).action_cancel("bankrupt")
        self.customer.active = False
        self.customer.active = True
        self.run_job(TUESDAY)
        self.assertEqual(self.get_states(), ["over"])

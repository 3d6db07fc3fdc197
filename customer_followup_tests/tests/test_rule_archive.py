"""An archived rule asks for nothing, and forgets nothing (FUP-11)."""

from datetime import date

from odoo.tests import tagged

from .common import MONDAY, FollowupCase

TUESDAY = date(2026, 3, 3)


@tagged("post_install", "-at_install")
class TestRuleArchive(FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.partner_id.lang = "en_US"
        cls.rule = cls.create_rule("order_lapse")
        cls.create_order(cls.customer, date(2026, 2, 1))

    def get_states(self):
        reasons = self.env["customer.followup.reason"].search(
            [("partner_id", "=", self.customer.id), ("rule_id", "=", self.rule.id)],
            order="id",
        )
        return reasons.mapped("state")

    def archive(self):
        self.rule.with_user(self.manager).action_archive()
        self.run_job(TUESDAY)

    def test_planned_contact_is_cancelled_and_found_again(self):
        """FUP-11: switched off and on again, the rule finds what it had found."""
        self.run_job()
        followup = self.get_followups()
        self.archive()
        self.assertEqual((followup.state, self.get_states()), ("cancelled", ["void"]))
        self.assertIn("was archived", str(followup.message_ids.mapped("body")))
        self.assertFalse(self.rule.is_changed)
        self.rule.with_user(self.manager).action_unarchive()
        self.run_job(TUESDAY)
        self.assertEqual(self.get_states(), ["void", "planned"])
        self.assertEqual(self.get_followups()[-1].state, "planned")

    def test_agreed_contact_stays(self):
        """VIS-3: what was agreed with the customer is kept, with its reason."""
        self.run_job()
        followup = self.get_followups()
        followup.with_user(self.specialist).action_schedule(TUESDAY)
        self.archive()
        self.assertEqual(
            (followup.state, self.get_states()), ("scheduled", ["planned"])
        )

    def test_contact_that_another_rule_needs_stays(self):
        """FUP-11: only what nothing else needs is cancelled."""
        self.create_rule("order_lapse", name="Other")
        self.run_job()
        self.archive()
        self.assertEqual(self.get_followups().state, "planned")
        self.assertEqual(self.get_states(), ["void"])

    def test_waiting_duty_is_taken_back_at_once(self):
        """FUP-11: nobody pulls what a rule does not ask for any more."""
        busy = self.create_customer("Busy Mill")
        self.create_order(busy, date(2026, 1, 1))
        self.create_rule("order_lapse", deadline_days=1, delay_days=40)
        self.specialist.customer_daily_capacity = 1
        self.run_job()
        self.assertEqual(self.get_states(), ["waiting"])
        self.rule.with_user(self.manager).action_archive()
        self.assertEqual(self.get_states(), ["void"])
        self.run_job(TUESDAY)
        self.assertFalse(self.get_followups())

    def test_what_was_done_stays_done(self):
        """FUP-11: a contact that was made is not made again."""
        self.run_job()
        followup = self.get_followups().with_user(self.specialist)
        followup.action_record({"result": "well"})
        self.archive()
        self.rule.with_user(self.manager).action_unarchive()
        self.run_job(TUESDAY)
        self.assertEqual(self.get_states(), ["done"])
        self.assertEqual(len(self.get_followups()), 1)

    def test_switched_off_and_on_before_the_run_changes_nothing(self):
        """FUP-11: a slip of the hand moves nobody."""
        self.run_job()
        followup = self.get_followups()
        self.rule.with_user(self.manager).action_archive()
        self.rule.with_user(self.manager).action_unarchive()
        self.run_job(TUESDAY)
        self.assertEqual((followup.state, followup.date_planned), ("planned", MONDAY))
        self.assertEqual(self.get_states(), ["planned"])

    def test_contact_that_somebody_is_saving_is_left_to_the_next_run(self):
        """G11: a lock elsewhere stops neither the run nor the archiving."""
        self.run_job()
        followup = self.get_followups()
        other = self.create_customer("Red Mill")
        self.create_order(other, date(2026, 2, 1))
        self.run_job()
        cls = type(followup)
        lock = cls.try_lock_for_update

        def lock_all_but_one(records, **options):
            free = records
            if records._name == followup._name:
                free -= followup.with_env(records.env)
            return lock(free, **options)

        self.patch(cls, "try_lock_for_update", lock_all_but_one)
        self.archive()
        self.assertEqual(followup.state, "planned")
        self.assertEqual(self.get_states(), ["planned"])
        self.assertEqual(self.get_followups(other).state, "cancelled")
        self.assertTrue(self.rule.is_changed)
        self.patch(cls, "try_lock_for_update", lock)
        self.run_job(TUESDAY)
        self.assertEqual((followup.state, self.get_states()), ("cancelled", ["void"]))
        self.assertFalse(self.rule.is_changed)

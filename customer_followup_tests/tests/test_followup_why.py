"""Why a customer is called is said by what is still asked for (FUP-11)."""

from datetime import date

from odoo.tests import tagged

from .common import MONDAY, FollowupCase

TUESDAY = date(2026, 3, 3)


@tagged("post_install", "-at_install")
class TestFollowupWhy(FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.partner_id.lang = "en_US"
        cls.lapse = cls.create_rule("order_lapse", content="Ask what is missing")
        cls.create_order(cls.customer, date(2026, 2, 1))

    def keep_weekly(self):
        """Return the contact that the weekly rule needs besides the lapse."""
        self.create_rule("weekly_contact", repeat_days=7, content="Say hello")
        self.customer.customer_is_familiar = True
        self.run_job()
        return self.get_followups()

    def order(self):
        """Let the customer order, and the job see it."""
        self.create_order(self.customer, MONDAY)
        self.run_job(TUESDAY)

    def test_reason_that_has_ended_is_none(self):
        """FUP-1: who has ordered is not asked why there is no order."""
        followup = self.keep_weekly()
        self.assertIn("No order since", followup.reason_summary)
        self.assertRegex(followup.reason_brief, r"^No order since .* \(and 1 more\)$")
        self.assertEqual(
            followup.talking_points,
            "Order lapse: Ask what is missing\nWeekly contact: Say hello",
        )
        self.order()
        self.assertEqual(followup.state, "planned")
        self.assertRegex(followup.reason_summary, "^A familiar customer[^\n]*$")
        self.assertEqual(followup.talking_points, "Say hello")
        followup.user_id = False
        followup.user_id = self.colleague
        self.assertEqual(followup.activity_ids.summary, "Weekly contact")

    def test_reason_that_was_taken_back_and_found_again_is_said_once(self):
        """FUP-11: a rule that was off for a day says the same once."""
        followup = self.keep_weekly()
        self.lapse.with_user(self.manager).action_archive()
        self.run_job(TUESDAY)
        self.assertNotIn("No order since", followup.reason_summary)
        self.lapse.with_user(self.manager).action_unarchive()
        self.run_job(TUESDAY)
        self.assertEqual(self.get_followups(), followup)
        self.assertEqual(followup.reason_summary.count("No order since"), 1)

    def test_agreed_contact_without_a_reason_says_so(self):
        """VIS-3: the day is kept; why it was planned does not hold any more."""
        self.run_job()
        followup = self.get_followups()
        followup.with_user(self.specialist).action_schedule(TUESDAY)
        self.order()
        self.assertEqual(followup.state, "scheduled")
        self.assertIn("has ended", followup.reason_summary)

    def test_closed_contact_keeps_what_it_was_for(self):
        """VIS-6: the list of old contacts says why they were planned."""
        self.run_job()
        self.order()
        followup = self.get_followups()
        self.assertEqual(followup.state, "cancelled")
        self.assertIn("No order since", followup.reason_summary)

    def test_rule_counts_only_what_it_still_asks_for(self):
        """FUP-11: what is open because of a rule, and the list behind the number."""
        followup = self.keep_weekly()
        lapse = self.lapse.with_user(self.manager)

        def count():
            lapse.invalidate_recordset(["open_count"])
            domain = lapse.action_open_followups()["domain"]
            return lapse.open_count, self.env["customer.followup"].search_count(domain)

        self.assertEqual(count(), (1, 1))
        self.order()
        self.assertTrue(followup.is_open)
        self.assertEqual(count(), (0, 0))

"""A follow-up as evidence: its number, what is shown on it, and that it stays."""

from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import MONDAY, FollowupCase


@tagged("post_install", "-at_install")
class TestFollowupEvidence(FollowupCase):
    def test_numbers_are_given_in_order(self):
        """VIS-1: every follow-up has a number of its own."""
        first, second = self.create_followup(), self.create_followup()
        self.assertRegex(first.name, r"^V\d{5,}$")
        self.assertEqual(int(second.name[1:]), int(first.name[1:]) + 1)

    def test_numbers_of_the_job_and_by_hand_do_not_collide(self):
        """VIS-1: the job takes its numbers from the same sequence."""
        self.create_rule("order_lapse")
        before = self.create_followup(method="letter")
        self.create_order(self.customer, date(2026, 2, 1))
        self.run_job()
        after = self.create_followup()
        names = [f.name for f in (before, self.get_followups()[1], after)]
        self.assertEqual(sorted(set(names)), names)

    def test_copy_starts_anew(self):
        """VIS-1: a copied follow-up is planned and holds nothing of the record."""
        followup = self.create_followup()
        followup.action_record({"result": "problem", "customer_opinion": "Wet bags"})
        copy = followup.copy()
        self.assertRecordValues(
            copy,
            [
                {
                    "state": "planned",
                    "result": False,
                    "customer_opinion": False,
                    "recorded_at": False,
                }
            ],
        )
        self.assertNotEqual(copy.name, followup.name)

    def test_open_filter_finds_what_is_not_recorded(self):
        """FUP-11: Today and the filters Open and Closed split all follow-ups."""
        waiting, recorded = self.create_followup(), self.create_followup()
        recorded.action_record({"result": "well"})
        mine = [("partner_id", "=", self.customer.id)]
        search = self.env["customer.followup"].search
        self.assertEqual(search(mine + [("is_open", "=", True)]), waiting)
        self.assertEqual(search(mine + [("is_open", "=", False)]), recorded)
        self.assertEqual(search(mine + [("is_open", "!=", True)]), recorded)

    def test_planned_by_hand_says_so(self):
        """VIS-1: a follow-up without a rule explains itself too."""
        self.assertEqual(self.create_followup().reason_summary, "Planned by hand.")

    def test_last_orders_are_at_hand(self):
        """VIS-4: the last five confirmed orders of the company, the newest first."""
        orders = [
            self.create_order(self.customer, date(2026, 1, n)) for n in range(1, 8)
        ]
        self.create_quotation(self.customer)
        elsewhere = self.create_company("West River Chemicals")
        self.create_order(self.customer, MONDAY, company=elsewhere)
        followup = self.create_followup()
        latest = [order.id for order in orders[:1:-1]]
        self.assertEqual(followup.recent_order_ids.ids, latest)
        followup = followup.with_user(self.specialist)
        self.assertEqual(followup.recent_order_ids.ids, latest)

    def test_recorded_follow_up_cannot_be_deleted(self):
        """VIS-9: follow-ups are evidence."""
        followup = self.create_followup()
        followup.action_record({"result": "well"})
        with self.refused("Cancel the follow-up instead"):
            followup.unlink()

    def test_follow_up_of_a_rule_cannot_be_deleted(self):
        """FUP-11: a duty cannot be made to vanish."""
        self.create_rule("order_lapse")
        self.create_order(self.customer, date(2026, 2, 1))
        self.run_job()
        with self.refused("Cancel the follow-up instead"):
            self.get_followups().unlink()

    def test_follow_up_planned_by_mistake_can_be_deleted_by_a_supervisor(self):
        """VIS-1: what somebody planned by hand and nobody recorded may go."""
        followup = self.create_followup()
        with self.assertRaises(AccessError):
            followup.with_user(self.specialist).unlink()
        followup.with_user(self.supervisor).unlink()
        self.assertFalse(followup.exists())

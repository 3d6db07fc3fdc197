"""Customers without an order for some time are called (FUP-1)."""

from datetime import date, datetime, timedelta

from odoo.tests import tagged

from .common import MONDAY, FollowupCase

WEEK_AGO = MONDAY - timedelta(days=7)


@tagged("post_install", "-at_install")
class TestRuleOrderLapse(FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.create_rule("order_lapse")

    def test_customer_without_order_for_eight_days_is_called(self):
        """FUP-1: more than 7 days → one call within the coming week."""
        order = self.create_order(self.customer, WEEK_AGO - timedelta(days=1))
        self.run_job()
        followup = self.get_followups()
        self.assertRecordValues(
            followup,
            [
                {
                    "state": "planned",
                    "method": "phone",
                    "user_id": self.specialist.id,
                    "company_id": self.company.id,
                    "date_planned": MONDAY,
                    "date_deadline": date(2026, 3, 9),
                }
            ],
        )
        self.assertRecordValues(
            followup.reason_ids,
            [
                {
                    "rule_id": self.rule.id,
                    "partner_id": self.customer.id,
                    "company_id": self.company.id,
                    "occasion_date": WEEK_AGO - timedelta(days=1),
                    "source_model": "sale.order",
                    "source_id": order.id,
                }
            ],
        )
        self.assertIn(order.name, followup.reason_summary)

    def test_call_is_one_activity_of_the_specialist(self):
        """FUP-1: one activity, in the specialist's list, due when the call is."""
        self.create_order(self.customer, date(2026, 2, 1))
        self.run_job()
        activity = self.get_followups().activity_ids
        self.assertRecordValues(
            activity,
            [
                {
                    "user_id": self.specialist.id,
                    "date_deadline": date(2026, 3, 9),
                    "res_model": "customer.followup",
                    "automated": True,
                    "res_name": self.get_followups().display_name,
                }
            ],
        )

    def test_customer_with_order_exactly_seven_days_ago_is_left_alone(self):
        """FUP-1: seven days are not more than seven."""
        self.create_order(self.customer, WEEK_AGO)
        self.run_job()
        self.assertFalse(self.get_followups())

    def test_newer_order_counts(self):
        """FUP-1: the last order decides, not the first."""
        self.create_order(self.customer, date(2026, 1, 5))
        self.create_order(self.customer, date(2026, 2, 28))
        self.run_job()
        self.assertFalse(self.get_followups())

    def test_second_run_adds_nothing(self):
        """FUP-1: the same lapse is told once, on the same day and on the next."""
        self.create_order(self.customer, date(2026, 2, 1))
        self.run_job()
        self.run_job()
        self.run_job(MONDAY + timedelta(days=1))
        followup = self.get_followups()
        self.assertEqual(len(followup), 1)
        self.assertEqual(len(followup.reason_ids), 1)
        self.assertEqual(len(followup.activity_ids), 1)

    def test_lapse_after_a_call_is_not_told_again(self):
        """FUP-1: a customer who was called is not called again for the same lapse."""
        self.create_order(self.customer, date(2026, 2, 1))
        self.run_job()
        self.get_followups().action_record({"result": "well"})
        self.run_job(date(2026, 5, 4))
        self.assertEqual(len(self.get_followups()), 1)

    def test_new_order_starts_a_new_episode(self):
        """FUP-1: a customer who ordered and lapsed again is called again."""
        self.create_order(self.customer, date(2026, 2, 1))
        self.run_job()
        self.get_followups().action_record({"result": "well"})
        self.create_order(self.customer, date(2026, 3, 4))
        self.run_job(date(2026, 3, 11))
        self.assertEqual(len(self.get_followups()), 1, "seven days are not more")
        self.run_job(date(2026, 3, 12))
        self.assertEqual(
            self.get_followups().reason_ids.mapped("occasion_date"),
            [date(2026, 2, 1), date(2026, 3, 4)],
        )

    def test_quotation_is_no_order(self):
        """FUP-1: only what was confirmed counts, and a cancelled order does not."""
        self.create_quotation(self.customer).date_order = datetime(2026, 2, 1)
        self.create_order(self.customer, date(2026, 2, 1))._action_cancel()
        self.run_job()
        self.assertFalse(self.get_followups())

    def test_quotation_does_not_end_a_lapse(self):
        """FUP-1: an offer nobody accepted is no order."""
        self.create_order(self.customer, date(2026, 2, 1))
        self.create_quotation(self.customer).date_order = datetime(2026, 3, 1)
        self.run_job()
        self.assertEqual(len(self.get_followups()), 1)

    def test_customer_who_never_ordered_is_left_alone(self):
        """FUP-1: without an order there is nothing that could lapse."""
        self.run_job()
        self.assertFalse(self.get_followups())

    def test_orders_of_contacts_count_for_the_customer(self):
        """FUP-1: the company lapses, not the buyer or the delivery address."""
        buyer = self.create_contact(self.customer, "Mr Wu")
        self.create_order(self.customer, date(2026, 1, 5))
        order = self.create_order(buyer, date(2026, 2, 1))
        self.run_job()
        followup = self.get_followups()
        self.assertEqual(followup.reason_ids.source_id, order.id)
        self.assertFalse(self.get_followups(buyer))

    def test_recent_order_of_a_contact_ends_the_lapse(self):
        """FUP-1: an order by a contact is an order of the customer."""
        self.create_order(self.customer, date(2026, 1, 5))
        self.create_order(self.create_contact(self.customer), date(2026, 2, 28))
        self.run_job()
        self.assertFalse(self.get_followups())

    def test_archived_customer_is_left_alone(self):
        """FUP-1: nobody calls a customer who was given up."""
        self.create_order(self.customer, date(2026, 2, 1))
        self.customer.active = False
        self.run_job()
        self.assertFalse(self.get_followups())

    def test_customer_restored_after_a_run_is_called(self):
        """FUP-11: who was left out for being archived comes back by itself."""
        self.create_order(self.customer, date(2026, 2, 1))
        self.customer.active = False
        self.run_job()
        self.customer.active = True
        self.run_job()
        self.assertEqual(len(self.get_followups()), 1)

    def test_two_orders_of_the_last_day_name_the_later_one(self):
        """FUP-1: the reason names the order the lapse counts from."""
        morning, evening = datetime(2026, 2, 1, 1), datetime(2026, 2, 1, 10)
        later = self.create_order(self.customer, evening)
        self.create_order(self.customer, morning)
        self.run_job()
        self.assertEqual(self.get_followups().reason_ids.source_id, later.id)

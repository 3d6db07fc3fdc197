"""A lapse ends with the next order, whose value is booked as won back, once."""

from datetime import date, datetime, timedelta

from odoo.tests import tagged

from .common import MONDAY
from .contact_rule_common import ContactRuleCase

LAST_ORDER = date(2026, 1, 5)
TUESDAY, FRIDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=4)


@tagged("post_install", "-at_install")
class TestRuleWonBack(ContactRuleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.create_rule("order_lapse")
        cls.create_order(cls.customer, LAST_ORDER)

    def get_won_back(self):
        """Return what is booked as won back: order, value, day and who did it."""
        return [
            (
                reason.won_back_order_id,
                reason.won_back_amount,
                reason.won_back_date,
                reason.won_back_user_id,
            )
            for reason in self.get_reasons().filtered("won_back_order_id")
        ]

    def test_planned_contact_is_not_needed_after_the_order(self):
        """FUP-1: the customer ordered; nobody calls, and nothing was won back."""
        self.run_job()
        self.create_order(self.customer, TUESDAY)
        self.run_job(FRIDAY)
        self.assertEqual(self.get_followups().state, "cancelled")
        self.assertEqual(self.get_reasons().state, "over")
        self.assertFalse(self.get_followups().activity_ids)
        self.assertFalse(self.get_won_back())

    def test_waiting_reason_is_over_after_the_order(self):
        """FUP-1: what waited for room is not opened for who has ordered."""
        self.specialist.customer_daily_capacity = 1
        waiting = self.create_customer("Red Mill")
        self.create_order(waiting, LAST_ORDER + timedelta(days=1))
        self.run_job()
        reason = self.get_reasons() + self.get_reasons(waiting)
        reason = reason.filtered(lambda r: r.state == "waiting")
        self.create_order(reason.partner_id, TUESDAY)
        self.run_job(TUESDAY)
        self.assertEqual(reason.state, "over")
        self.assertFalse(reason.followup_id)

    def test_contact_that_serves_another_reason_stays(self):
        """FUP-1: the other duty of the contact still needs it."""
        self.create_rule("never_contacted", delay_days=1)
        self.customer.customer_dossier_date = LAST_ORDER
        self.run_job()
        self.create_order(self.customer, TUESDAY)
        self.run_job(FRIDAY)
        self.assertEqual(self.get_followups().state, "planned")
        self.assertEqual(
            sorted(self.get_reasons().mapped("state")), ["over", "planned"]
        )

    def test_order_after_a_contact_is_won_back(self):
        """FUP-1: its value without taxes, on the contact that came before it."""
        self.run_job()
        self.record(self.get_followups(), TUESDAY)
        order = self.create_order(self.customer, FRIDAY, quantity=3)
        later = self.create_order(self.customer, FRIDAY + timedelta(days=1))
        for day in (FRIDAY, FRIDAY, later.date_order.date()):
            self.run_job(day)
        self.assertEqual(self.get_won_back(), [(order, 300.0, FRIDAY, self.specialist)])
        self.assertEqual(self.get_reasons()[0].state, "done")

    def test_contact_after_the_order_has_won_nobody(self):
        """FUP-1: also on the same day, by the hour."""
        self.run_job()
        self.record(self.get_followups(), datetime(2026, 3, 3, 8))
        self.create_order(self.customer, datetime(2026, 3, 3, 7))
        self.run_job(FRIDAY)
        self.assertFalse(self.get_won_back())

    def test_last_contact_of_the_episode_gets_it(self):
        """FUP-2: of the contacts of two rules the last one, and no other."""
        month = self.create_rule(
            "order_lapse", delay_days=30, repeat_days=14, merge_window_days=0
        )
        self.run_job()
        self.record(self.get_followups(), TUESDAY)
        self.run_job(MONDAY + timedelta(days=14))
        self.record(self.get_followups()[-1], MONDAY + timedelta(days=15))
        self.create_order(self.customer, MONDAY + timedelta(days=20))
        self.run_job(MONDAY + timedelta(days=21))
        won = self.get_reasons().filtered("won_back_order_id")
        self.assertEqual(won.rule_id, month)
        self.assertEqual(won.followup_id, self.get_followups()[-1])
        ended = self.get_reasons().filtered("next_order_id")
        self.assertEqual(len(ended), 3)

    def test_contact_for_another_rule_does_not_win_back(self):
        """FUP-1: only contacts because of the lapse."""
        self.run_job()
        self.contact(TUESDAY)
        self.create_order(self.customer, FRIDAY)
        self.run_job(FRIDAY)
        self.assertFalse(self.get_won_back())

    def test_amount_is_in_the_currency_of_the_company(self):
        """FUP-1: an order in dollars is booked in the company's money."""
        self.run_job()
        self.record(self.get_followups(), TUESDAY)
        order = self.create_order(self.customer, FRIDAY)
        order.currency_rate = 0.125
        self.run_job(FRIDAY)
        self.assertEqual(self.get_won_back()[0][1], 800.0)

    def test_cancelled_order_has_won_nobody(self):
        """FUP-1: the episode goes on, and the next order is booked instead."""
        self.run_job()
        self.record(self.get_followups(), TUESDAY)
        first = self.create_order(self.customer, FRIDAY)
        self.run_job(FRIDAY)
        self.assertEqual(self.get_won_back()[0][0], first)
        first._action_cancel()
        self.run_job(FRIDAY)
        self.assertFalse(self.get_won_back())
        second = self.create_order(self.customer, FRIDAY + timedelta(days=3))
        self.run_job(FRIDAY + timedelta(days=3))
        self.assertEqual([won[0] for won in self.get_won_back()], [second])

    def test_lapse_is_found_again_when_the_order_is_cancelled(self):
        """FUP-1: nobody is forgotten because of an order that never was."""
        self.run_job()
        order = self.create_order(self.customer, TUESDAY)
        self.run_job(TUESDAY)
        order._action_cancel()
        self.run_job(FRIDAY)
        self.assertEqual(self.get_reasons().mapped("state"), ["void", "planned"])
        self.assertEqual(self.get_followups()[-1].state, "planned")

    def test_order_of_another_company_ends_nothing(self):
        """FUP-1: each company misses its customers itself."""
        self.run_job()
        self.create_order(self.customer, TUESDAY, company=self.other_company)
        self.run_job(FRIDAY)
        self.assertEqual(self.get_reasons().state, "planned")

    def test_first_order_of_who_never_bought_is_won_back(self):
        """FUP-2: an episode without an order before it ends in the same way."""
        self.rule.is_never_bought_included = True
        newcomer = self.create_customer("Red Mill", customer_dossier_date=LAST_ORDER)
        self.run_job()
        self.record(self.get_followups(newcomer), TUESDAY)
        order = self.create_order(newcomer, FRIDAY)
        self.run_job(FRIDAY)
        self.assertEqual(self.get_reasons(newcomer).won_back_order_id, order)

"""Customers are asked after each completed sale (FUP-5)."""

from datetime import date, datetime, timedelta

from odoo.tests import tagged

from .common import MONDAY, FollowupCase

THURSDAY = date(2026, 2, 26)


@tagged("post_install", "-at_install")
class TestRuleSaleCompleted(FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.create_rule("sale_completed", deadline_from="occasion")

    def sell(self, delivered_on, **kwargs):
        """Return an order confirmed in January and delivered on a day."""
        order = self.create_order(self.customer, date(2026, 1, 5), **kwargs)
        self.deliver(order, delivered_on)
        return order

    def test_delivered_sale_is_asked_about_within_a_week(self):
        """FUP-5: within one week after the delivery, whenever it is found."""
        order = self.sell(THURSDAY)
        self.run_job()
        followup = self.get_followups()
        self.assertEqual(followup.date_deadline, date(2026, 3, 5))
        self.assertRecordValues(
            followup.reason_ids,
            [
                {
                    "rule_id": self.rule.id,
                    "occasion_date": THURSDAY,
                    "source_model": "sale.order",
                    "source_id": order.id,
                }
            ],
        )
        self.assertIn(order.name, followup.reason_summary)

    def test_delivery_exactly_seven_days_ago_is_asked_about(self):
        """FUP-5: the seventh day still belongs to the week, and today is the end."""
        self.sell(MONDAY - timedelta(days=7))
        self.run_job()
        self.assertEqual(self.get_followups().date_deadline, MONDAY)

    def test_delivery_eight_days_ago_is_past(self):
        """FUP-5: going live does not ask about sales of long ago."""
        self.sell(MONDAY - timedelta(days=8))
        self.run_job()
        self.assertFalse(self.get_followups())

    def test_delivery_today_is_asked_about(self):
        """FUP-5: the day of the delivery counts."""
        self.sell(MONDAY)
        self.run_job()
        self.assertEqual(self.get_followups().date_deadline, date(2026, 3, 9))

    def test_order_not_delivered_is_not_complete(self):
        """FUP-5: what has not arrived is no completed sale."""
        self.create_order(self.customer, THURSDAY)
        self.run_job()
        self.assertFalse(self.get_followups())

    def test_partly_delivered_order_is_complete_with_the_last_delivery(self):
        """FUP-5: half a delivery completes nothing; the day of the rest counts."""
        order = self.create_order(self.customer, date(2026, 1, 5), quantity=10)
        self.deliver(order, THURSDAY, quantity=4)
        self.run_job()
        self.assertFalse(self.get_followups())
        self.deliver(order, date(2026, 3, 1))
        self.run_job()
        self.assertEqual(
            self.get_followups().reason_ids.occasion_date, date(2026, 3, 1)
        )

    def test_cancelled_rest_completes_the_sale(self):
        """FUP-5: when the rest is not wanted any more, the delivered part counts."""
        order = self.create_order(self.customer, date(2026, 1, 5), quantity=10)
        self.deliver(order, THURSDAY, quantity=4)
        order.picking_ids.filtered(lambda p: p.state != "done").action_cancel()
        self.assertEqual(order.delivery_status, "full")
        self.run_job()
        self.assertEqual(self.get_followups().reason_ids.occasion_date, THURSDAY)

    def test_service_is_complete_when_it_is_ordered(self):
        """FUP-5: without anything to deliver, the confirmation completes the sale."""
        self.create_order(self.customer, THURSDAY, self.service)
        self.run_job()
        self.assertEqual(self.get_followups().reason_ids.occasion_date, THURSDAY)

    def test_goods_and_service_are_complete_with_the_goods(self):
        """FUP-5: a sale with both is complete when the goods are there."""
        order = self.create_order(
            self.customer, date(2026, 2, 24), self.goods + self.service
        )
        self.run_job()
        self.assertFalse(self.get_followups())
        self.deliver(order, THURSDAY)
        self.run_job()
        self.assertEqual(self.get_followups().reason_ids.occasion_date, THURSDAY)

    def test_two_sales_on_one_day_are_one_reason(self):
        """FUP-5: one call about a day's sales."""
        self.sell(THURSDAY)
        later = self.sell(THURSDAY)
        self.run_job()
        self.assertEqual(self.get_followups().reason_ids.source_id, later.id)

    def test_two_sales_on_two_days_are_one_call_with_two_reasons(self):
        """FUP-5: two sales found in one night are asked about in one call."""
        first, second = self.sell(THURSDAY), self.sell(date(2026, 2, 27))
        self.run_job()
        followup = self.get_followups()
        self.assertEqual(len(followup), 1)
        self.assertEqual(followup.reason_ids.mapped("source_id"), [first.id, second.id])
        self.assertEqual(followup.date_deadline, date(2026, 3, 5))
        self.assertEqual(len(followup.activity_ids), 1)

    def test_sale_completed_later_joins_the_open_call(self):
        """FUP-5: a second sale joins the call that has not been made yet."""
        self.sell(THURSDAY)
        self.run_job()
        self.sell(date(2026, 3, 3))
        self.run_job(date(2026, 3, 3))
        followup = self.get_followups()
        self.assertEqual(len(followup), 1)
        self.assertEqual(
            followup.reason_ids.mapped("occasion_date"), [THURSDAY, date(2026, 3, 3)]
        )
        self.assertEqual(followup.date_deadline, date(2026, 3, 5))

    def test_sale_completed_after_the_call_is_a_new_call(self):
        """FUP-5: a call that was made serves only what was known then."""
        self.sell(THURSDAY)
        self.run_job()
        self.get_followups().action_record({"result": "well"})
        self.sell(date(2026, 3, 3))
        self.run_job(date(2026, 3, 3))
        self.assertEqual(self.get_followups().mapped("state"), ["recorded", "planned"])

    def test_second_run_adds_nothing(self):
        """FUP-5: a sale is asked about once."""
        self.sell(THURSDAY)
        self.run_job()
        self.run_job()
        self.run_job(MONDAY + timedelta(days=1))
        followup = self.get_followups()
        self.assertEqual((len(followup), len(followup.reason_ids)), (1, 1))
        self.assertEqual(len(followup.activity_ids), 1)

    def test_return_of_goods_does_not_move_the_occasion(self):
        """FUP-5: a sale that was asked about is not asked about for its return."""
        order = self.sell(THURSDAY)
        self.run_job()
        wizard = self.env["stock.return.picking"].create(
            {"picking_id": order.picking_ids.id}
        )
        wizard.product_return_moves.quantity = 1
        returned = self.env["stock.picking"].browse(
            wizard.action_create_returns()["res_id"]
        )
        returned.move_ids.picked = True
        returned.button_validate()
        returned.date_done = datetime(2026, 3, 4, 4)
        self.run_job(date(2026, 3, 4))
        self.assertEqual(
            self.get_followups().reason_ids.mapped("occasion_date"), [THURSDAY]
        )

    def test_cancelled_order_is_not_asked_about(self):
        """FUP-5: nobody asks about a sale that was called off."""
        self.create_order(self.customer, THURSDAY, self.service)._action_cancel()
        self.run_job()
        self.assertFalse(self.get_followups())

    def test_lapse_and_sale_are_one_call(self):
        """FUP-1, FUP-5: an old order delivered now is one call with two reasons."""
        lapse = self.create_rule("order_lapse")
        self.sell(THURSDAY)
        self.run_job()
        followup = self.get_followups()
        self.assertEqual(len(followup), 1)
        self.assertEqual(followup.reason_ids.rule_id, lapse + self.rule)
        self.assertEqual(followup.date_deadline, date(2026, 3, 5))
        self.assertEqual(len(followup.reason_summary.splitlines()), 2)

    def test_lapse_by_visit_and_sale_by_phone_are_one_visit(self):
        """FUP-1, FUP-5: a visit does for a call as well, and a letter does not."""
        lapse = self.create_rule("order_lapse", method="on_site")
        self.create_rule("order_lapse", method="letter")
        self.sell(THURSDAY)
        self.run_job()
        visit, letter = self.get_followups().sorted("method", reverse=True)
        self.assertEqual((visit.method, letter.method), ("on_site", "letter"))
        self.assertEqual(visit.reason_ids.rule_id, lapse + self.rule)

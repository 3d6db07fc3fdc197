"""Customers are told about goods on their way (FUP-14)."""

from datetime import date, datetime, timedelta

from odoo.tests import tagged

from .common import MONDAY, FollowupCase

SUNDAY = MONDAY - timedelta(days=1)


@tagged("post_install", "-at_install")
class TestRuleShipped(FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.customer_expected_days = 4
        cls.rule = cls.create_rule(
            "shipped", method="message", delay_days=2, deadline_days=1
        )

    def ship(self, day, **vals):
        """Return a delivery to the customer that left on a day."""
        order = self.create_order(self.customer, date(2026, 2, 2))
        picking = self.deliver(order, day)
        picking.write(vals)
        return picking

    def test_shipment_is_told_within_a_day(self):
        """FUP-14: shipped, waybill number and expected days, told once."""
        picking = self.ship(SUNDAY, customer_waybill_number="SF 1002")
        self.run_job()
        self.run_job(MONDAY + timedelta(days=1))
        followup = self.get_followups()
        self.assertRecordValues(
            followup,
            [
                {
                    "method": "message",
                    "date_planned": MONDAY,
                    "date_deadline": MONDAY + timedelta(days=1),
                }
            ],
        )
        self.assertRecordValues(
            followup.reason_ids,
            [
                {
                    "occasion_date": SUNDAY,
                    "source_model": "stock.picking",
                    "source_id": picking.id,
                }
            ],
        )
        for told in (picking.name, "waybill SF 1002", "expected within 4 days"):
            self.assertIn(told, followup.reason_summary)

    def test_shipments_of_the_last_days_are_told(self):
        """FUP-14: the second day back still is, a third and today are not."""
        for days, is_due in ((3, False), (2, True), (0, False)):
            self.customer = self.create_customer(f"{days} days ago")
            self.ship(MONDAY - timedelta(days=days))
            self.run_job()
            with self.subTest(days):
                self.assertEqual(bool(self.get_followups()), is_due)

    def test_shipments_of_one_day_are_one_message(self):
        """FUP-14: it names all of them, those of other days on their own."""
        first = self.ship(SUNDAY)
        second = self.ship(SUNDAY, customer_expected_days=9)
        self.ship(SUNDAY - timedelta(days=1))
        self.run_job()
        reasons = self.get_followups().reason_ids
        self.assertEqual(len(reasons), 2)
        text = reasons.filtered(lambda r: r.occasion_date == SUNDAY).description
        for told in (first.name, second.name, "4 days", "9 days"):
            self.assertIn(told, text)

    def test_company_s_day_counts(self):
        """FUP-14: a delivery just before midnight in Shanghai was yesterday's."""
        self.ship(datetime(2026, 3, 1, 15, 59))
        self.run_job()
        self.assertEqual(self.get_followups().reason_ids.occasion_date, SUNDAY)

    def test_what_is_no_shipment_to_the_customer_is_not_told(self):
        """FUP-14: not sent yet, from another company, dropped by the supplier."""
        self.create_order(self.customer, SUNDAY)  # not delivered
        dropped = self.ship(SUNDAY)
        direct = dropped.picking_type_id.copy(
            {"code": "incoming", "sequence_code": "DS"}
        )
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE stock_picking SET picking_type_id = %s WHERE id = %s",
            [direct.id, dropped.id],
        )
        self.run_job()
        self.assertFalse(self.get_followups())

    def test_return_is_not_told(self):
        """FUP-14: what came back from the customer is no news to it."""
        picking = self.ship(SUNDAY - timedelta(days=9))
        wizard = self.env["stock.return.picking"].create({"picking_id": picking.id})
        wizard.product_return_moves.quantity = 1
        returned = self.env["stock.picking"].browse(
            wizard.action_create_returns()["res_id"]
        )
        returned.move_ids.picked = True
        returned.button_validate()
        returned.date_done = self.get_moment(SUNDAY)
        self.run_job()
        self.assertFalse(self.get_followups())

    def test_other_companies_shipments_are_theirs(self):
        """FUP-14: each company tells what it shipped."""
        elsewhere = self.create_company("West River Chemicals")
        self.rule.company_id = elsewhere
        self.ship(SUNDAY)
        self.run_job()
        self.assertFalse(self.get_followups())

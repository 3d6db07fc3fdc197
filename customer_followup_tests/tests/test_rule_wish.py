"""Customers are told when wished goods are in (FUP-16, CAR-2)."""

from datetime import date, timedelta

from odoo.tests import tagged

from .common import MONDAY, FollowupCase

SUNDAY = MONDAY - timedelta(days=1)


@tagged("post_install", "-at_install")
class TestRuleWish(FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.goods.is_storable = True
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.company.id)], limit=1
        )
        cls.rule = cls.create_rule("wish_arrived", deadline_days=2)
        cls.wish = cls.create_wish()

    @classmethod
    def create_wish(cls, **vals):
        """Return a wish of Blue Mill for ten bags, of the week before."""
        return cls.env["customer.wish"].create(
            {
                "partner_id": cls.customer.id,
                "product_id": cls.goods.id,
                "quantity": 10,
                "date_wished": date(2026, 2, 23),
                **vals,
            }
        )

    def receive(self, day, quantity=10):
        """Let goods come in on a day."""
        supplier = self.env.ref("stock.stock_location_suppliers")
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": self.warehouse.in_type_id.id,
                "location_id": supplier.id,
                "location_dest_id": self.warehouse.lot_stock_id.id,
                "move_ids": [
                    (
                        0,
                        0,
                        {
                            "product_id": self.goods.id,
                            "product_uom_qty": quantity,
                            "location_id": supplier.id,
                            "location_dest_id": self.warehouse.lot_stock_id.id,
                        },
                    )
                ],
            }
        )
        picking.action_confirm()
        picking.move_ids.quantity = quantity
        picking.move_ids.picked = True
        picking.button_validate()
        picking.move_ids.date = self.get_moment(day)

    def test_wished_goods_that_are_in_are_told(self):
        """FUP-16: by a call within the days of the rule, once."""
        self.run_job()
        self.assertFalse(self.get_followups())
        self.receive(SUNDAY)
        self.run_job()
        self.run_job(MONDAY + timedelta(days=1))
        followup = self.get_followups()
        self.assertRecordValues(
            followup,
            [{"date_planned": MONDAY, "date_deadline": date(2026, 3, 4)}],
        )
        self.assertRecordValues(
            followup.reason_ids,
            [
                {
                    "occasion_date": SUNDAY,
                    "source_model": "customer.wish",
                    "source_id": self.wish.id,
                }
            ],
        )
        self.assertIn("Soda Ash, 25 kg (10)", followup.reason_summary)

    def test_exactly_the_quantity_is_enough(self):
        """FUP-16: nine bags are not ten, and what is reserved is not free."""
        self.receive(SUNDAY, 9)
        self.run_job()
        self.assertFalse(self.get_followups())
        self.receive(SUNDAY, 6)
        self.create_order(self.customer, SUNDAY, quantity=6)
        self.run_job()
        self.assertFalse(self.get_followups())
        self.receive(SUNDAY, 1)
        self.run_job()
        self.assertTrue(self.get_followups())

    def test_who_wished_first_comes_first(self):
        """CAR-2: ten bags are promised once, and to the next when the first knows."""
        other = self.create_customer("Red Mill")
        self.create_wish(partner_id=other.id, date_wished=date(2026, 2, 25))
        large = self.create_customer("Large Mill")
        self.create_wish(
            partner_id=large.id, date_wished=date(2026, 2, 20), quantity=50
        )
        self.receive(SUNDAY)
        self.run_job()
        first = self.get_followups()
        self.assertTrue(first)
        self.assertFalse(self.get_followups(other))
        self.assertFalse(self.get_followups(large))
        first.with_user(self.specialist).action_record({"result": "well"})
        self.run_job()
        self.assertTrue(self.get_followups(other))

    def test_goods_that_were_there_count_from_the_wish(self):
        """FUP-16: the later of the two days is the occasion."""
        self.receive(date(2026, 2, 2))
        self.run_job()
        reason = self.get_followups().reason_ids
        self.assertEqual(reason.occasion_date, date(2026, 2, 23))

    def test_wish_that_was_told_is_told_no_more(self):
        """FUP-16: the record of the contact ends it; a correction takes it up again."""
        second = self.create_wish(quantity=2)
        third = self.create_wish(quantity=99)
        self.receive(SUNDAY, 12)
        self.run_job()
        followup = self.get_followups()
        self.assertEqual(len(followup.reason_ids), 1)
        for told in ("25 kg (10)", "25 kg (2)"):
            self.assertIn(told, followup.reason_summary)
        self.assertNotIn("(99)", followup.reason_summary)
        followup.action_record({"result": "need"})
        wishes = self.wish + second
        self.assertEqual(wishes.mapped("state"), ["told", "told"])
        self.assertEqual(wishes.told_followup_id, followup)
        self.assertEqual(third.state, "open")
        followup.reason_ids.invalidate_recordset()
        self.assertIn("25 kg (10)", followup.reason_ids.description)
        self.receive(MONDAY)
        self.run_job(MONDAY + timedelta(days=1))
        self.assertEqual(self.get_followups(), followup)
        followup.action_reopen()
        self.assertEqual(wishes.mapped("state"), ["open", "open"])

    def test_more_goods_do_not_ask_twice(self):
        """FUP-16: one contact tells about all that is in until it is made."""
        self.receive(SUNDAY)
        self.run_job()
        self.receive(MONDAY)
        self.run_job(MONDAY + timedelta(days=1))
        self.assertEqual(len(self.get_followups().reason_ids), 1)

    def test_changed_rule_keeps_what_it_still_asks_for(self):
        """FUP-16: other days move the contact and do not end it."""
        self.receive(SUNDAY)
        self.run_job()
        self.rule.deadline_days = 1
        self.run_job()
        followup = self.get_followups()
        self.assertEqual(
            (followup.state, followup.date_deadline), ("planned", date(2026, 3, 3))
        )

    def test_cancelled_wish_ends_its_contact(self):
        """FUP-16: nobody is told about what is not wanted; others' wishes stay."""
        self.receive(SUNDAY)
        self.run_job()
        other = self.create_wish(quantity=3)
        self.wish.action_cancel("Bought elsewhere")
        reason = self.get_followups().reason_ids
        self.assertEqual((reason.state, reason.source_id), ("planned", other.id))
        other.action_cancel()
        self.assertEqual(self.get_followups().state, "cancelled")
        self.assertEqual(reason.state, "over")
        self.assertIn("Bought elsewhere", self.wish.note)

    def test_goods_that_are_gone_are_not_told(self):
        """FUP-16: what was sold before the call ends the call."""
        self.receive(SUNDAY)
        self.run_job()
        self.create_order(self.customer, MONDAY, quantity=5)
        self.run_job(MONDAY + timedelta(days=1))
        self.assertEqual(self.get_followups().state, "cancelled")
        self.assertEqual(self.wish.state, "open")

    def test_wish_expires_with_its_last_day(self):
        """FUP-16: it is told on that day, and not wanted afterwards."""
        self.wish.date_until = MONDAY
        late = self.create_wish(
            partner_id=self.create_customer("Green Mill").id, date_until=SUNDAY
        )
        self.receive(SUNDAY)
        self.run_job()
        self.assertEqual(late.state, "expired")
        self.assertFalse(self.get_followups(late.partner_id))
        self.assertEqual(self.get_followups().state, "planned")
        self.run_job(MONDAY + timedelta(days=1))
        self.assertEqual(self.wish.state, "expired")
        self.assertEqual(self.get_followups().state, "cancelled")

    def test_other_companies_goods_are_theirs(self):
        """FUP-16: a company tells about what is in its own warehouse."""
        wish = self.create_wish(company_id=self.create_company("West River").id)
        self.wish.action_cancel()
        self.receive(SUNDAY)
        self.run_job()
        self.assertFalse(self.get_followups())
        self.assertEqual(wish.state, "open")

"""What customers wish is written down by whoever hears it (CAR-2)."""

from datetime import date, timedelta

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import MONDAY, FollowupCase


@tagged("post_install", "-at_install")
class TestWish(FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stranger = cls.create_user("stranger", "sales_team.group_sale_salesman")
        cls.wish = cls.create_wish()

    @classmethod
    def create_wish(cls, user=None, **vals):
        """Return a wish that a specialist wrote down for Blue Mill."""
        wishes = cls.env["customer.wish"].with_user(user or cls.specialist)
        return wishes.create(
            {"partner_id": cls.customer.id, "product_id": cls.goods.id, **vals}
        )

    def test_wish_of_a_contact_is_the_customer_s(self):
        """CAR-2: wishes live on the customer, and begin today."""
        contact = self.create_contact(self.customer)
        wish = self.create_wish(partner_id=contact.id)
        self.assertEqual(wish.partner_id, self.customer)
        self.assertEqual(wish.date_wished, MONDAY)

    def test_customer_shows_its_open_wishes(self):
        """CAR-2: the button on the customer counts and opens them."""
        self.create_wish().action_cancel()
        customer = self.customer.with_user(self.specialist)
        self.assertEqual(customer.customer_wish_count, 1)
        action = customer.action_open_customer_wishes()
        wishes = self.env["customer.wish"].search(action["domain"])
        self.assertEqual(len(wishes), 2)

    def test_wish_is_for_some_of_something_and_some_time(self):
        """CAR-2: mistakes are found when they are made."""
        with self.refused("before the day of the wish", ValidationError):
            self.wish.date_until = MONDAY - timedelta(days=1)
        with (
            mute_logger("odoo.sql_db"),
            self.refused("quantity_is_wished", IntegrityError),
            self.env.cr.savepoint(),
        ):
            self.wish.quantity = 0
            self.wish.flush_recordset()

    def test_state_follows_from_the_buttons(self):
        """CAR-2: nobody writes that a customer was told."""
        for vals in ({"state": "told"}, {"told_followup_id": 1}):
            with self.subTest(vals), self.refused("use its buttons"):
                self.wish.write(vals)
            with self.subTest(vals), self.refused("use its buttons"):
                self.create_wish(**vals)

    def test_steps_refuse_wishes_of_others(self):
        """G5: who may not write a wish may not end it, with any id."""
        for step in ("action_cancel", "action_reopen"):
            with self.subTest(step), self.refused("records", AccessError):
                getattr(self.wish.with_user(self.stranger), step)()

    def test_steps_start_from_their_states(self):
        """CAR-2: what is open is not taken up again, what is over not cancelled."""
        with self.refused("can only be done while"):
            self.wish.action_reopen()
        self.wish.action_cancel()
        with self.refused("can only be done while"):
            self.wish.action_cancel()
        self.wish.action_reopen()
        self.assertEqual(self.wish.state, "open")

    def test_wish_that_is_over_is_taken_up_with_another_day(self):
        """CAR-2: the message says what to correct."""
        wish = self.create_wish(
            date_wished=date(2026, 2, 1), date_until=date(2026, 2, 20)
        )
        self.run_job()
        self.assertEqual(wish.state, "expired")
        with self.refused("Correct Wanted Until", ValidationError):
            wish.action_reopen()
        wish.date_until = False
        wish.action_reopen()
        self.assertEqual(wish.state, "open")

    def test_comment_that_is_no_text_is_refused(self):
        """CAR-2: scripts get a message."""
        with self.refused("has to be a text"):
            self.wish.action_cancel({"a": 1})

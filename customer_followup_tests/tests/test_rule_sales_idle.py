"""Who is left alone by the sales department is taken over by customer service."""

from datetime import date, datetime, timedelta

from odoo import Command
from odoo.tests import tagged
from odoo.tools import format_date

from .common import MONDAY
from .contact_rule_common import ContactRuleCase

LAST_TOUCH = date(2025, 12, 31)  # the 61st day before Monday
TUESDAY = MONDAY + timedelta(days=1)


@tagged("post_install", "-at_install")
class TestRuleSalesIdle(ContactRuleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.create_rule("sales_idle", delay_days=60)
        cls.seller, cls.member = cls.create_users(
            {
                "seller": "sales_team.group_sale_salesman,group_specialist",
                "member": "sales_team.group_sale_salesman",
            }
        )
        cls.env["crm.team"].create(
            {
                "name": "East",
                "company_id": cls.company.id,
                "member_ids": [Command.set(cls.member.ids)],
            }
        )
        cls.customer.write(
            {"user_id": cls.seller.id, "customer_dossier_date": date(2025, 6, 2)}
        )

    def touch(self, day=LAST_TOUCH, user=None, **kwargs):
        """Return an order that somebody took for the customer."""
        order = self.create_order(self.customer, day, **kwargs)
        order.user_id = user or self.seller
        return order

    def meet(self, day, guest, organizer, invited=None):
        """Plan a meeting with somebody, on a day."""
        guests = guest | (invited or organizer).partner_id
        start = self.get_moment(day)
        self.env["calendar.event"].create(
            {
                "name": "New year's plans",
                "start": start,
                "stop": start + timedelta(hours=1),
                "user_id": organizer.id,
                "partner_ids": [Command.set(guests.ids)],
            }
        )

    def test_customer_left_alone_is_taken_over(self):
        """FUP-3: more than two months → registered, taken over, and contacted."""
        self.company.partner_id.lang = "en_US"
        self.touch()
        self.run_job()
        self.run_job(TUESDAY)
        self.assertEqual(self.get_followups().user_id, self.specialist)
        self.assertRecordValues(
            self.get_reasons(), [{"occasion_date": LAST_TOUCH, "state": "planned"}]
        )
        since = format_date(self.env, LAST_TOUCH)
        self.assertIn(since, self.get_reasons().description)
        self.assertEqual(self.customer.customer_care_by, "service")
        log = self.customer.message_ids.mapped("body")
        self.assertTrue([body for body in log if "takes over" in body], log)

    def test_sixty_days_are_not_more_than_sixty(self):
        """FUP-3: not on the sixtieth day, but on the next one."""
        self.touch()
        self.assertFalse(self.get_due(self.rule, MONDAY - timedelta(days=1)))
        self.assertEqual(self.get_due(self.rule), self.customer)

    def test_never_in_touch_counts_from_the_dossier(self):
        """FUP-3: nobody from sales was ever there."""
        self.customer.customer_dossier_date = LAST_TOUCH
        self.assertFalse(self.get_due(self.rule, MONDAY - timedelta(days=1)))
        self.run_job()
        self.assertEqual(self.get_occasions(), [LAST_TOUCH])

    def test_salesperson_and_teams_are_the_sales_side(self):
        """FUP-3: by orders, offers and follow-ups; those of others do not count."""
        offer = self.create_quotation(self.customer)
        offer.write({"date_order": datetime(2026, 2, 2), "user_id": self.member.id})
        self.assertTrue(self.get_due(self.rule), "a draft is no contact")
        offer.state = "sent"
        self.assertFalse(self.get_due(self.rule))
        offer.user_id = self.specialist
        self.assertTrue(self.get_due(self.rule))
        self.contact(date(2026, 2, 2))
        self.assertTrue(self.get_due(self.rule))
        self.contact(date(2026, 2, 2), user=self.seller)
        self.assertFalse(self.get_due(self.rule))

    def test_meetings_of_the_salesperson_count(self):
        """FUP-3: with the customer's contacts too, and those still to come do not."""
        day = date(2026, 2, 2)
        buyer = self.create_contact(self.customer)
        self.meet(TUESDAY, buyer, self.seller)
        self.meet(day, buyer, self.specialist)
        self.assertTrue(self.get_due(self.rule))
        self.meet(day, buyer, self.specialist, invited=self.seller)
        self.assertFalse(self.get_due(self.rule))

    def test_customer_who_owes_money_stays_with_sales(self):
        """FUP-3: unless it is no more than the tolerated amount."""
        self.touch()
        invoice = self.create_invoice(500, due=TUESDAY)
        self.assertFalse(self.get_due(self.rule))
        self.rule.tolerance_amount = 499.99
        self.assertFalse(self.get_due(self.rule))
        self.rule.tolerance_amount = 500
        self.assertTrue(self.get_due(self.rule))
        self.rule.tolerance_amount = 0
        self.pay(500, invoice=invoice)
        self.assertTrue(self.get_due(self.rule))

    def test_customer_handed_to_sales_stays_there(self):
        """FUP-4: not found, and what was planned is taken back."""
        self.touch()
        self.run_job()
        self.customer.with_user(self.supervisor).customer_care_by = "sales"
        self.run_job(TUESDAY)
        self.assertEqual(self.get_followups().state, "cancelled")
        self.assertEqual(self.get_reasons().state, "void")
        self.assertFalse(self.get_due(self.rule))
        self.customer.customer_care_by = False
        self.assertEqual(self.get_due(self.rule), self.customer)

    def test_waiting_is_taken_back_when_sales_is_in_touch_again(self):
        """FUP-3: who waits is not taken over in spite of a new order, or of debts."""
        self.company.customer_contact_ceiling = 1
        self.contact(MONDAY)
        self.touch()
        self.run_job()
        self.assertEqual(self.get_reasons().state, "waiting")
        invoice = self.create_invoice(500)
        self.run_job(TUESDAY)
        self.assertEqual(self.get_reasons().state, "void")
        self.pay(500, invoice=invoice)
        self.run_job(TUESDAY)
        self.assertEqual(self.get_reasons().mapped("state"), ["void", "waiting"])
        self.touch(MONDAY)
        self.run_job(TUESDAY)
        self.assertEqual(self.get_reasons().mapped("state"), ["void", "void"])
        self.assertFalse(self.customer.customer_care_by)

    def test_other_company_s_sales_do_not_count(self):
        """FUP-3: each company looks after its customers itself."""
        self.touch(date(2026, 2, 2), company=self.other_company)
        self.assertEqual(self.get_due(self.rule), self.customer)
        self.assertFalse(self.get_due(self.rule, MONDAY, self.other_company))

    def test_values_of_the_grade_win(self):
        """GRD-4: a key customer is taken over after two weeks."""
        self.touch(date(2026, 2, 10))
        self.grade("A")
        self.assertFalse(self.get_due(self.rule))
        self.add_grade_line(self.rule, delay_days=14)
        self.assertEqual(self.get_due(self.rule), self.customer)

    def test_service_comes_before_the_salesperson_after_the_take_over(self):
        """FUP-3: rules for the salesperson ask the specialist, who took over."""
        rule = self.create_rule("order_lapse", assign_to="salesperson")
        self.rule.active = False
        self.touch()
        self.customer.customer_care_by = "service"
        self.run_job()
        self.assertEqual(self.get_reasons().rule_id, rule)
        self.assertEqual(self.get_followups().user_id, self.specialist)

    def test_rule_says_so_in_words(self):
        """FUP-3: with what may be owed, if anything."""
        self.assertIn("owes nothing", self.rule.description)
        self.rule.tolerance_amount = 250
        self.assertIn("no more than 250", self.rule.description)

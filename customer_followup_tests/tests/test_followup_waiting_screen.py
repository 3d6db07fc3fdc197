"""What waits is listed in the order of its turns, with how long it takes (FUP-11)."""

from datetime import date

from lxml import etree

from odoo.tests import tagged

from odoo.addons.customer_followup.models.customer_followup_waiting import NO_CEILING

from .common import MONDAY, FollowupCase


@tagged("post_install", "-at_install")
class TestFollowupWaitingScreen(FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.create_rule("order_lapse")
        cls.specialist.customer_daily_capacity = 1
        cls.customers = cls.customer
        cls.create_order(cls.customer, date(2026, 2, 1))
        for number in range(1, 4):
            customer = cls.create_customer(f"Mill {number}")
            cls.create_order(customer, date(2026, 2, 1), quantity=number)
            cls.customers += customer
        nobodys = cls.create_customer("Nobody's", cls.env["res.users"])
        cls.create_order(nobodys, date(2026, 2, 1))
        nobodys.user_id = False
        cls.company.customer_unassigned_capacity = 0

    def setUp(self):
        super().setUp()
        self.run_job()

    def get_waiting(self, user=None):
        action = self.env.ref("customer_followup.customer_followup_waiting_action")
        view = etree.fromstring(action.view_id.arch)
        reasons = self.env["customer.followup.reason"].with_user(user or self.manager)
        return reasons.search(
            [("state", "=", "waiting"), ("rule_id", "=", self.rule.id)],
            order=view.get("default_order"),
        )

    def get_banner(self, user):
        reasons = self.env["customer.followup.reason"].with_user(user)
        return [line["text"] for line in reasons.get_list_banner()]

    def test_list_is_in_the_order_of_the_turns(self):
        """FUP-11: who is first on the list is who is opened next."""
        waiting = self.get_waiting()
        self.assertEqual(len(waiting), 3)
        Followup = self.env["customer.followup"]
        self.assertEqual(
            waiting.partner_id.ids,
            Followup._find_next_of(self.company, MONDAY, self.specialist),
        )

    def test_backlog_is_counted_in_working_days(self):
        """FUP-11: three that wait at one a day, and at two a day."""
        staff = (self.specialist + self.colleague).with_user(self.supervisor)
        self.assertRecordValues(
            staff,
            [
                {"customer_waiting_count": 3, "customer_backlog_days": 3},
                {"customer_waiting_count": 0, "customer_backlog_days": 0},
            ],
        )
        self.specialist.customer_daily_capacity = 2
        self.assertEqual(staff[0].customer_backlog_days, 2)
        self.specialist.customer_daily_capacity = 0
        self.assertEqual(staff[0].customer_backlog_days, 1)

    def test_banner_says_one_s_own_or_all(self):
        """FUP-11: the supervisor hears of everybody's, a specialist of one's own."""
        expected = "wait for their turn: 3.*capacities: 3"
        for user in (self.supervisor, self.specialist):
            with self.subTest(user.login):
                (text,) = self.get_banner(user)
                self.assertRegex(text, expected)
        self.assertEqual(self.get_banner(self.colleague), [])

    def test_specialist_sees_what_waits_for_oneself(self):
        """G5: and nothing of colleagues."""
        self.assertEqual(len(self.get_waiting(self.specialist)), 3)
        self.assertFalse(self.get_waiting(self.colleague))

    def test_rule_counts_what_waits_and_what_is_open(self):
        """FUP-11: the buttons on the rule, and what they open."""
        rule = self.rule.with_user(self.manager)
        self.assertRecordValues(
            rule, [{"waiting_count": 3, "open_count": 2, "failure_count": 0}]
        )
        for action, model, count in (
            (rule.action_open_waiting(), "customer.followup.reason", 3),
            (rule.action_open_followups(), "customer.followup", 2),
            (rule.action_open_failures(), "customer.followup.failure", 0),
        ):
            with self.subTest(model):
                self.assertEqual(action["res_model"], model)
                found = self.env[model].search_count(action["domain"])
                self.assertEqual(found, count)

    def test_list_has_grade_and_button(self):
        """FUP-11: what the rank is about, and the way to the next customer."""
        view = self.env["customer.followup.reason"].get_view(
            self.env.ref(
                "customer_followup.customer_followup_reason_view_list_waiting"
            ).id
        )
        arch = etree.fromstring(view["arch"])
        self.assertTrue(arch.xpath("//field[@name='customer_grade_id']"))
        reasons = self.env["customer.followup.reason"].with_user(self.specialist)
        first = self.get_waiting()[0].partner_id
        taken = reasons.action_take_next(self.get_waiting().ids)
        followup = self.env["customer.followup"].browse(taken["res_id"])
        self.assertEqual(followup.partner_id, first)

    def test_next_is_taken_by_its_button(self):
        """FUP-11: the first of the list, beyond the capacity of the day."""
        first = self.get_waiting()[0].partner_id
        followups = self.env["customer.followup"].with_user(self.specialist)
        action = followups.action_take_next()
        taken = self.env["customer.followup"].browse(action["res_id"])
        self.assertEqual((taken.partner_id, taken.user_id), (first, self.specialist))
        self.assertEqual(len(self.get_waiting()), 2)

    def test_nothing_to_take_is_a_message(self):
        """FUP-11: who has nothing waiting is told so."""
        followups = self.env["customer.followup"].with_user(self.colleague)
        action = followups.action_take_next()
        self.assertEqual(action["tag"], "display_notification")
        self.assertIn("Nothing is waiting", action["params"]["message"])

    def test_unassigned_ceiling_is_the_company_s(self):
        """FUP-11: 0 without an owner means no ceiling."""
        Followup = self.env["customer.followup"]
        self.assertEqual(Followup._get_room(self.company, MONDAY)[False], NO_CEILING)

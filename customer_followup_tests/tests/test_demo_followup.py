"""The follow-ups of the demo company: every rule has somebody due and somebody not.

Who is due is told here from the orders themselves, day by day, and not by the query
that found them.
"""

from datetime import timedelta

from odoo.tests import tagged

from .demo_common import DemoCase


@tagged("post_install", "-at_install")
class TestDemoRules(DemoCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lapse = cls.env.ref("customer_followup.customer_followup_rule_order_lapse")
        cls.completed = cls.env.ref(
            "customer_followup.customer_followup_rule_sale_completed"
        )
        cls.confirmed = cls.orders.filtered(lambda order: order.state == "sale")

    def get_due(self, rule):
        """Return ``{(customer, occasion)}`` that ``rule`` found, and that lasts."""
        reasons = self.search(
            "customer.followup.reason",
            ("rule_id", "=", rule.id),
            ("next_order_id", "=", False),
        )
        return {(reason.partner_id, reason.occasion_date) for reason in reasons}

    def get_last_orders(self):
        """Return each customer's day of the last confirmed order."""
        return {
            customer: max(map(self.get_order_day, orders))
            for customer, orders in self.confirmed.grouped("partner_id").items()
            if customer.active
        }

    def get_order_day(self, order):
        return self.company._get_customer_today(order.date_order)

    def test_rules_are_switched_on_for_the_demo_company_alone(self):
        """FUP-1, FUP-5: the shipped rules are active and have run without error."""
        for rule in (self.lapse, self.completed):
            self.assertTrue(rule.active)
            self.assertEqual(rule.company_id, self.company)
            self.assertTrue(rule.last_run_at)
            self.assertFalse(rule.last_error)

    def test_lapse_finds_whoever_ordered_more_than_seven_days_ago(self):
        """FUP-1: exactly the customers whose last order is too old, each once."""
        limit = self.built_on - timedelta(days=self.lapse.delay_days)
        last_orders = self.get_last_orders()
        lapsed = {(c, day) for c, day in last_orders.items() if day < limit}
        self.assertGreaterEqual(len(lapsed), 10)
        self.assertEqual(self.get_due(self.lapse), lapsed)

    def test_lapse_leaves_out_recent_exact_new_and_archived_customers(self):
        """FUP-1: somebody is not due, for every reason there is not to be."""
        limit = self.built_on - timedelta(days=self.lapse.delay_days)
        last_orders = self.get_last_orders()
        self.assertIn(limit, last_orders.values(), "nobody ordered exactly then")
        self.assertGreater(max(last_orders.values()), limit, "nobody ordered lately")
        without_orders = self.customers - self.confirmed.partner_id
        self.assertTrue(without_orders & self.orders.partner_id, "no mere quotation")
        self.assertTrue(without_orders - self.orders.partner_id, "nobody is new")
        archived = self.confirmed.partner_id.filtered(lambda c: not c.active)
        self.assertTrue(archived, "no old customer is archived")
        due = {customer for customer, _day in self.get_due(self.lapse)}
        self.assertFalse(due & set(without_orders | archived))

    def test_a_customer_was_won_back(self):
        """FUP-1: called, and ordered afterwards: the analysis shows what it brought."""
        won = self.search(
            "customer.followup.reason", ("won_back_order_id", "!=", False)
        )
        self.assertEqual(len(won), 1)
        self.assertGreater(won.won_back_amount, 0)
        self.assertEqual(won.won_back_user_id, won.followup_id.user_id)

    def test_one_rule_is_left_to_be_switched_on(self):
        """FUP-11: the page Go Live shows its button."""
        rules = self.env["customer.followup.rule"].with_context(active_test=False)
        off = rules.search(
            [("active", "=", False), ("trigger", "=", "never_contacted")]
        )
        self.assertTrue(off)

    def test_completed_finds_sales_delivered_in_full_this_week(self):
        """FUP-5: goods delivered in full, services and second deliveries count."""
        first = self.built_on - timedelta(days=self.completed.delay_days)
        finished = {
            (order.partner_id, day)
            for order in self.confirmed
            if (day := self.get_completion_day(order))
            if first <= day <= self.built_on and order.partner_id.active
        }
        found = self.get_due(self.completed)
        this_week = {(customer, day) for customer, day in found if day >= first}
        self.assertGreaterEqual(len(finished), 5)
        self.assertEqual(this_week, finished)

    def test_completed_leaves_out_open_partial_and_older_sales(self):
        """FUP-5: somebody is not due, for every reason there is not to be."""
        first = self.built_on - timedelta(days=self.completed.delay_days)
        statuses = set(self.confirmed.mapped("delivery_status"))
        self.assertLessEqual({"pending", "partial"}, statuses)
        days = set(filter(None, map(self.get_completion_day, self.confirmed)))
        self.assertIn(first, days, "no sale was completed exactly then")
        self.assertIn(first - timedelta(days=1), days, "no sale is just too old")

    def get_completion_day(self, order):
        """Return the day an order was fulfilled, nothing while it is not."""
        if not order.picking_ids:
            return self.get_order_day(order)
        if order.delivery_status != "full":
            return None
        delivered = order.picking_ids.filtered(lambda p: p.state == "done")
        return self.company._get_customer_today(max(delivered.mapped("date_done")))


@tagged("post_install", "-at_install")
class TestDemoFollowups(DemoCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.followups = cls.search("customer.followup")
        cls.open = cls.followups.filtered("is_open")
        cls.closed = cls.followups - cls.open

    def test_specialists_have_work_today_and_some_of_it_is_late(self):
        """Main job, step 2: Today is filled for whoever logs in first.

        On a working day: nobody is called at the weekend.
        """
        week = self.built_on + timedelta(days=7)
        is_open = self.company._get_working_day_check(self.built_on, week)
        days = (self.built_on + timedelta(days=shift) for shift in range(8))
        first_day = next(filter(is_open, days))
        today = self.open.filtered(lambda f: f.date_planned <= first_day)
        for login in ("demo_specialist", "demo_specialist2"):
            mine = today.filtered(lambda f, user=self.users[login]: f.user_id == user)
            self.assertGreaterEqual(len(mine), 5)
            deadlines = mine.mapped("date_deadline")
            self.assertLess(min(deadlines), self.built_on)
            self.assertGreater(max(deadlines), self.built_on)

    def test_followups_have_one_activity_for_somebody_who_may_record_it(self):
        """Main job, step 1: one activity for one person, who can open it."""
        for followup in self.open:
            with self.subTest(followup.display_name):
                self.assertEqual(followup.activity_ids.user_id, followup.user_id)
                self.assertEqual(len(followup.activity_ids), 1)
                followup.with_user(followup.user_id).check_access("write")

    def test_followups_of_unassigned_customers_go_to_the_supervisor(self):
        """ASG-1: nobody's customers are the supervisor's."""
        orphans = self.open.filtered(lambda f: not f.partner_id.customer_specialist_id)
        self.assertEqual(orphans.user_id, self.users["demo_supervisor"])

    def test_one_contact_serves_two_rules(self):
        """FUP-1, FUP-5: who is lapsed and just delivered is called once."""
        shared = self.followups.filtered(lambda f: len(f.reason_ids.rule_id) == 2)
        self.assertGreaterEqual(len(shared), 2)

    def test_past_contacts_fill_the_analysis(self):
        """VIS-6, VIS-9: recorded soon or late, reviewed with guidance, all results."""
        recorded = self.closed.filtered("result")
        self.assertLessEqual(
            {"well", "need", "problem", "complaint", "declined"},
            set(recorded.mapped("result")),
        )
        self.assertTrue(all(recorded.mapped("satisfaction")))
        self.assertEqual(
            set(self.closed.mapped("state")), {"recorded", "reviewed", "cancelled"}
        )
        waits = [f.recorded_at - f.contacted_at for f in recorded]
        self.assertLess(max(recorded.mapped("recorded_at")), self.company.create_date)
        self.assertGreater(min(waits), timedelta())
        self.assertGreater(max(waits), timedelta(hours=24))
        self.assertLessEqual(sorted(waits)[len(waits) // 2], timedelta(hours=1))
        reviewed = recorded.filtered(lambda f: f.state == "reviewed")
        self.assertEqual(reviewed.reviewed_by_id, self.users["demo_supervisor"])
        self.assertTrue(any(reviewed.mapped("guidance")))
        self.assertFalse(self.closed.activity_ids)

    def test_problem_and_complaint_became_cases(self):
        """CMP-1, ISS-3: the case is with the right team, and says where it is from."""
        by_result = self.closed.grouped("result")
        complaints = by_result["complaint"].ticket_ids
        self.assertEqual(
            complaints.team_id, self.company._get_customer_complaint_team()
        )
        self.assertEqual(complaints.user_id, self.users["demo_quality_head"])
        for followup in by_result["problem"]:
            ticket = followup.ticket_ids
            self.assertEqual(ticket.customer_department_id, followup.case_department_id)
            self.assertEqual(
                ticket.team_id.customer_department_id, followup.case_department_id
            )


@tagged("post_install", "-at_install")
class TestDemoFlows(DemoCase):
    def test_flows_cannot_be_called_from_outside(self):
        """RPC: the model behind the demo files has no public method of its own."""
        model = type(self.env["customer.demo.company"])
        own = [
            name
            for base in model.__mro__
            if base.__module__.startswith("odoo.addons.customer_followup.demo")
            for name in vars(base)
        ]
        self.assertTrue(own)
        self.assertFalse([name for name in own if not name.startswith("_")])

    def test_flows_played_again_change_nothing(self):
        """Demo company: demo data that is loaded a second time is not there twice."""
        models = ("sale.order", "account.move", "stock.quant", "customer.followup")
        before = [len(self.search(model)) for model in models]
        flows = self.env["customer.demo.company"]
        flows._load_accounting()
        flows._fill_stock()
        flows._trade()
        flows._look_after_customers()
        self.assertEqual([len(self.search(model)) for model in models], before)

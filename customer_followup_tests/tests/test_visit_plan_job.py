"""The job that drafts visit plans and closes them after their month (VPL-1)."""

from datetime import date, datetime

from freezegun import freeze_time

from odoo.tests import tagged

from .common import MONDAY
from .visit_plan_common import APRIL, PLAN_DAY, VisitPlanCase

TUESDAY_24 = "2026-03-24 02:00:00"
MAY_1 = "2026-05-01 02:00:00"
APRIL_8 = date(2026, 4, 8)


@tagged("post_install", "-at_install")
class TestVisitPlanJob(VisitPlanCase):
    def test_drafts_are_made_on_the_day_once(self):
        """VPL-1: not on the 24th, on the 25th, and never twice."""
        self.create_followup(date_planned=APRIL_8, date_deadline=date(2026, 4, 10))
        self.assertFalse(self.draft_plans(TUESDAY_24))
        plan = self.draft_plans()
        self.assertEqual(plan.user_id, self.specialist)
        self.assertEqual((plan.date_from, plan.state), (APRIL, "draft"))
        self.assertEqual(len(plan.line_ids), 1)
        self.assertEqual(self.draft_plans(), plan)
        self.assertEqual(self.draft_plans("2026-03-31 02:00:00"), plan)
        self.assertEqual(len(plan.line_ids), 1)

    def test_company_without_plans_gets_none(self):
        """VPL-1: installing changes nothing for companies that work already."""
        self.create_followup(date_planned=APRIL_8, date_deadline=date(2026, 4, 10))
        self.company.customer_has_visit_plans = False
        self.assertFalse(self.draft_plans())

    def test_day_is_a_setting_and_a_missed_one_is_caught_up(self):
        """VPL-1: the 20th if the settings say so; the 28th if the job was down."""
        self.company.customer_plan_day = 20
        self.create_followup(date_planned=APRIL_8, date_deadline=date(2026, 4, 10))
        self.assertEqual(len(self.draft_plans("2026-03-28 02:00:00")), 1)

    def test_owner_is_asked_to_submit(self):
        """VPL-1: one activity in the owner's list, without a mail, until submitted."""
        self.create_followup(date_planned=APRIL_8, date_deadline=date(2026, 4, 10))
        mails = self.env["mail.mail"].search_count([])
        plan = self.draft_plans()
        activity = plan.activity_ids
        self.assertEqual(activity.user_id, self.specialist)
        self.assertEqual(activity.date_deadline, date(2026, 3, 28))
        self.assertIn("April 2026", activity.summary)
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)
        self.assertEqual(plan.requester_id, self.specialist)
        with freeze_time(PLAN_DAY):
            self.submit(plan)
        self.assertNotIn(activity, plan.activity_ids.exists())

    def test_who_has_a_plan_or_withdrew_it_gets_no_other(self):
        """VPL-1: the job makes no second plan beside one made by hand."""
        self.create_followup(date_planned=APRIL_8, date_deadline=date(2026, 4, 10))
        plan = self.create_plan()
        plan.action_cancel()
        self.assertEqual(self.draft_plans(), plan)

    def test_what_waits_and_what_rules_will_find_is_proposed(self):
        """VPL-1: follow-ups, waiting duties and the preview; merged as the job does."""
        self.create_rule("order_lapse", deadline_days=20)
        # lapses on 8 April: found then, planned then
        order = self.create_order(self.customer, MONDAY)
        order.date_order = datetime(2026, 3, 31, 4)
        self.customer.customer_specialist_id = self.specialist
        colleagues = self.create_customer("Colleague's", self.colleague)
        self.create_followup(
            colleagues, self.colleague, date_planned=APRIL_8, date_deadline=APRIL_8
        )
        plans = self.draft_plans()
        by_user = {plan.user_id: plan for plan in plans}
        line = by_user[self.specialist].line_ids
        self.assertEqual((line.partner_id, line.source), (self.customer, "rule"))
        self.assertTrue(APRIL <= line.date_planned <= date(2026, 4, 30))
        self.assertEqual(line.date_proposed, line.date_planned)
        self.assertEqual((line.change, line.state), ("kept", "proposed"))
        self.assertEqual(by_user[self.colleague].line_ids.source, "followup")

    def test_what_the_month_has_no_room_for_is_counted(self):
        """VPL-1, FUP-11: no more a day than the capacity; the rest is said."""
        self.create_rule("order_lapse")
        for number in range(30):
            customer = self.create_customer(f"Lapsed {number:02d}")
            self.create_order(customer, date(2026, 1, 5))
        self.specialist.customer_daily_capacity = 1
        self.run_job()
        plan = self.draft_plans()
        days = plan.line_ids.mapped("date_planned")
        self.assertEqual(len(days), len(set(days)))
        self.assertEqual(len(days) + plan.left_out_count, 29)
        self.assertTrue(plan.left_out_count)

    def test_rule_that_cannot_be_used_stops_nobody(self):
        """G11: a wrong filter is left out, everything else is planned."""
        rule = self.create_rule("order_lapse")
        rule.flush_recordset()
        self.cr.execute(
            "UPDATE customer_followup_rule SET partner_domain = %s WHERE id = %s",
            ["[('no_such_field', '=', 1)]", rule.id],
        )
        self.env.invalidate_all()
        self.create_followup(date_planned=APRIL_8, date_deadline=APRIL_8)
        logger = "odoo.addons.customer_followup.models.customer_followup_plan_due"
        with self.assertLogs(logger, "WARNING"):
            plan = self.draft_plans()
        self.assertEqual(len(plan.line_ids), 1)

    def test_plans_end_with_their_month(self):
        """VPL-1: approved ones are done; what was never approved is withdrawn."""
        approved = self.create_plan()
        self.add_visit(approved)
        self.approve(approved)
        submitted = self.create_plan(self.colleague)
        self.add_visit(submitted)
        self.submit(submitted)
        self.draft_plans("2026-04-30 02:00:00")
        self.assertEqual(approved.state, "approved")
        self.draft_plans(MAY_1)
        self.assertEqual(approved.state, "done")
        self.assertEqual(approved.line_ids.state, "missed")
        self.assertEqual(submitted.state, "cancelled")
        self.assertFalse(submitted.activity_ids)
        self.assertIn("over", "".join(submitted.message_ids.mapped("body")))

    def test_queries_do_not_grow_with_customers(self):
        """G17, VPL-1: as many queries for 10 customers as for 50."""
        self.create_rule("order_lapse")

        def sell(first, last):
            for number in range(first, last):
                customer = self.create_customer(f"Lapsed {number:02d}")
                self.create_order(customer, date(2026, 3, 30))

        def count():
            with freeze_time(PLAN_DAY):
                plan = self.create_plan(self.specialist)
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.cr.sql_log_count
                plan.sudo().action_fill()
                self.env.flush_all()
                queries = self.cr.sql_log_count - before
                visits = len(plan.line_ids)
                plan.action_cancel("Counted")
            return queries, visits

        count()  # what is read once for good
        sell(0, 10)
        few = count()
        sell(10, 50)
        many = count()
        self.assertEqual((few[1], many[1]), (10, 50))
        self.assertLessEqual(many[0], few[0] + 2)

    def test_queries_of_an_approval_do_not_grow_with_visits(self):
        """G17, VPL-1: the visits of a plan are planned many at once."""

        def count(name, number):
            plan = self.create_plan()
            for index in range(number):
                customer = self.create_customer(f"{name} {index:02d}")
                self.add_visit(plan, customer)
                other = self.create_customer(f"{name} open {index:02d}")
                self.create_followup(
                    other, date_planned=date(2026, 4, 9), date_deadline=APRIL_8
                )
            plan.action_fill()
            for line in plan.line_ids.filtered("followup_id"):
                line.date_planned = date(2026, 4, 2)
            self.submit(plan)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            plan.with_user(self.head).action_approve()
            self.env.flush_all()
            queries = self.cr.sql_log_count - before
            plan.line_ids.followup_id.action_cancel("Counted")
            self.cr.execute(
                "UPDATE customer_followup_plan SET state = 'refused' WHERE id = %s",
                [plan.id],
            )
            self.env.invalidate_all()
            return queries

        count("Warm", 1)
        few = count("Few", 5)
        many = count("Many", 25)
        self.assertLessEqual(many, few + 5)

"""A monthly visit plan from its draft to the planned visits (VPL-1)."""

from datetime import date, datetime

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import MONDAY
from .visit_plan_common import APRIL, VisitPlanCase

APRIL_8 = date(2026, 4, 8)
APRIL_10 = date(2026, 4, 10)


@tagged("post_install", "-at_install")
class TestVisitPlan(VisitPlanCase):
    # The owner's changes --------------------------------------------------------------

    def test_month_begins_on_its_first_day(self):
        """VPL-1: any day of the month means the month."""
        plan = self.create_plan(month=date(2026, 4, 17))
        self.assertEqual(plan.date_from, APRIL)
        self.assertEqual(plan.date_to, date(2026, 4, 30))
        self.assertEqual(plan.department_id, self.department)
        # G2: and by a default of the context
        plans = plan.browse().with_context(default_date_from="2026-05-17")
        self.assertEqual(plans.create({}).date_from, date(2026, 5, 1))

    def test_second_plan_for_a_month_is_refused_in_words(self):
        """VPL-1: one plan for a person and month; a cancelled one makes room."""
        plan = self.create_plan()
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError) as caught,
            self.cr.savepoint(),
        ):
            self.create_plan()
        message = self.env["customer.followup.plan"]._sql_error_to_message(
            caught.exception
        )
        self.assertIn("already", message)
        self.create_plan(self.colleague)
        plan.action_cancel()
        plan.flush_recordset()
        self.create_plan()

    def test_month_that_is_over_is_refused(self):
        """VPL-1: nothing is left to plan in February; nor submitted, nor approved."""
        with self.refused("over"):
            self.create_plan(month=date(2026, 2, 1))
        plan = self.create_plan(month=MONDAY)
        self.add_visit(plan, day=date(2026, 3, 9))
        with freeze_time("2026-04-01 02:00:00"), self.refused("over"):
            plan.action_submit()
        self.submit(plan)
        with freeze_time("2026-04-01 02:00:00"), self.refused("over"):
            plan.with_user(self.head).action_approve()

    def test_changes_say_what_they_are(self):
        """VPL-1: added, moved and dropped, each by what was done."""
        followup = self.create_followup(date_planned=APRIL_8, date_deadline=APRIL_10)
        plan = self.create_plan()
        plan.action_fill()
        line = plan.line_ids
        self.assertEqual(line.followup_id, followup)
        self.assertEqual((line.change, line.source), ("kept", "followup"))
        line.date_planned = date(2026, 4, 9)
        self.assertEqual(line.change, "moved")
        line.date_planned = APRIL_8
        self.assertEqual(line.change, "kept")
        with self.refused("Reason"):
            line.action_drop()
        line.action_drop("Their holidays")
        self.assertEqual((line.change, line.state), ("dropped", "dropped"))
        line.action_take_back()
        self.assertEqual(line.change, "kept")
        added = self.add_visit(plan)
        self.assertEqual((added.change, added.state), ("added", "proposed"))
        with self.refused("Drop"):
            line.unlink()
        added.unlink()

    def test_added_visit_needs_a_reason(self):
        """VPL-1: who adds says why, before the plan is submitted."""
        plan = self.create_plan()
        line = self.add_visit(plan, comment=False)
        with self.refused("Blue Mill"):
            plan.action_submit()
        line.comment = "Spring offer"
        plan.action_submit()

    def test_visit_past_its_deadline_needs_a_reason(self):
        """VPL-1: moved within the deadline without a word, past it with one."""
        self.create_followup(date_planned=APRIL_8, date_deadline=APRIL_10)
        plan = self.create_plan()
        plan.action_fill()
        plan.line_ids.date_planned = date(2026, 4, 20)
        with self.refused("Reason"):
            plan.action_submit()
        plan.line_ids.date_planned = APRIL_10
        plan.action_submit()

    def test_visit_stays_in_its_month(self):
        """VPL-1: no drag into another month, no contact, no archived customer."""
        plan = self.create_plan()
        line = self.add_visit(plan)
        with self.refused("Blue Mill", ValidationError):
            line.date_planned = date(2026, 5, 1)
        contact = self.create_contact(self.customer)
        with self.refused("Ms Lin", ValidationError):
            self.add_visit(plan, contact)

    def test_empty_plan_is_not_submitted(self):
        """VPL-1: a plan without a visit is no plan."""
        with self.refused("no visit"):
            self.create_plan().action_submit()

    def test_stamps_are_not_written_by_hand(self):
        """VPL-1, G2: source, follow-up and state come from what is done."""
        plan = self.create_plan()
        line = self.add_visit(plan)
        followup = self.create_followup()
        for vals in (
            {"source": "rule"},
            {"followup_id": followup.id},
            {"is_dropped": True},
            {"date_proposed": "2026-04-08"},
            {"state": "on_time"},
        ):
            with self.subTest(vals), self.refused("Drop and Take Back"):
                line.write(vals)
        with self.refused("buttons"):
            plan.write({"state": "approved"})

    # Signatures -----------------------------------------------------------------------

    def test_submitted_plan_is_frozen(self):
        """VPL-1, G2: no visit is changed, added, dropped or deleted any more."""
        plan = self.create_plan()
        line = self.add_visit(plan)
        self.submit(plan)
        attempts = (
            lambda: line.write({"date_planned": APRIL_10}),
            lambda: line.action_drop("No"),
            lambda: line.unlink(),
            lambda: self.add_visit(plan),
            lambda: plan.write({"line_ids": [(2, line.id)]}),
            lambda: plan.write({"date_from": "2026-05-01"}),
            lambda: plan.action_fill(),
        )
        for attempt in attempts:
            with self.refused("submitted"):
                attempt()

    def test_visit_changed_behind_the_signature_is_not_signed(self):
        """G2: what SQL changed meanwhile is not what was submitted."""
        plan = self.create_plan()
        line = self.add_visit(plan)
        self.submit(plan)
        self.cr.execute(
            "UPDATE customer_followup_plan_line SET date_planned = %s WHERE id = %s",
            [APRIL_10, line.id],
        )
        self.env.invalidate_all()
        with self.refused("submitted"):
            plan.with_user(self.head).action_approve()

    def test_department_head_alone_signs(self):
        """VPL-1: the head of the owner's department, and nobody else."""
        plan = self.create_plan()
        self.add_visit(plan)
        self.submit(plan)
        self.assertEqual(plan._get_open_step().signer_ids, self.head)
        self.assertEqual(plan.activity_ids.user_id, self.head)
        for user in (self.specialist, self.supervisor, self.manager):
            with self.assertRaises(AccessError):
                plan.with_user(user).action_approve()

    def test_plan_of_the_head_goes_to_who_stands_above(self):
        """VPL-1, G2: nobody approves one's own plan, whoever submits it."""
        self.head.group_ids += self.env.ref("customer_followup.group_specialist")
        director = self.create_user("director", "group_customer_director")
        above = self.env["hr.employee"].create(
            {
                "name": "Director",
                "user_id": director.id,
                "company_id": self.company.id,
            }
        )
        self.employees["head"].parent_id = above
        plan = self.create_plan(self.head)
        self.add_visit(plan)
        self.submit(plan)
        self.assertEqual(plan._get_open_step().signer_ids, director)

    def test_without_departments_the_office_signs(self):
        """VPL-1: where nobody keeps employees, whoever holds the office."""
        for employee in self.employees.values():
            employee.user_id = False
        plan = self.create_plan()
        self.add_visit(plan)
        self.submit(plan)
        self.assertEqual(plan._get_open_step().signer_ids, self.head)

    def test_plan_asked_back_is_changed_and_submitted_again(self):
        """VPL-1: asked back it is a draft again; refused it is over."""
        plan = self.create_plan()
        line = self.add_visit(plan)
        self.submit(plan).with_user(self.head).action_ask_back("Too few")
        line.date_planned = APRIL_10
        self.submit(plan).with_user(self.head).action_refuse("Another colleague goes")
        self.assertEqual(plan.state, "refused")
        self.assertFalse(line.followup_id)
        self.create_plan()  # there is room for another one

    # Planned visits -------------------------------------------------------------------

    def test_approval_plans_the_visits_once(self):
        """VPL-1: one moved, one added, one dropped; a second click changes nothing."""
        dropped_customer = self.create_customer("Dry Mill")
        moved = self.create_followup(date_planned=APRIL_8, date_deadline=APRIL_10)
        dropped = self.create_followup(
            dropped_customer, date_planned=APRIL_8, date_deadline=APRIL_10
        )
        plan = self.create_plan()
        plan.action_fill()
        lines = {line.partner_id: line for line in plan.line_ids}
        lines[self.customer].date_planned = date(2026, 4, 9)
        lines[dropped_customer].action_drop("Closed in spring")
        new_customer = self.create_customer("New Mill")
        added = self.add_visit(
            plan, new_customer, method="on_site", purpose="new_product"
        )
        self.approve(plan)
        self.assertEqual(moved.date_planned, date(2026, 4, 9))
        self.assertIn("visit plan", "".join(moved.message_ids.mapped("body")))
        self.assertEqual(dropped.date_planned, APRIL_8)
        followup = added.followup_id
        self.assertEqual(followup, self.get_followups(new_customer))
        self.assertEqual(
            (followup.user_id, followup.date_planned, followup.method),
            (self.specialist, APRIL_8, "on_site"),
        )
        self.assertEqual(followup.purpose, "new_product")
        reasons = followup.with_context(lang="en_US").reason_summary
        self.assertEqual(reasons, "Visit plan April 2026.")
        self.assertEqual(followup.activity_ids.user_id, self.specialist)
        self.assertEqual(new_customer.customer_next_followup_date, APRIL_8)
        with self.refused("Approved"):
            plan.with_user(self.head).action_approve()
        self.assertEqual(self.get_followups(new_customer), followup)

    def test_agreed_visit_that_moves_is_asked_anew(self):
        """VIS-3: a day that was agreed is postponed, with the count and the log."""
        followup = self.create_followup(date_planned=APRIL_8, date_deadline=APRIL_10)
        followup.action_schedule(APRIL_8)
        plan = self.create_plan()
        plan.action_fill()
        plan.line_ids.date_planned = APRIL_10
        self.approve(plan)
        self.assertEqual(followup.state, "planned")
        self.assertEqual(followup.date_planned, APRIL_10)
        self.assertEqual(followup.postponed_count, 1)

    def test_follow_up_opened_meanwhile_is_the_visit(self):
        """VPL-1: nobody is visited twice as the job was faster than the signature."""
        plan = self.create_plan()
        line = self.add_visit(plan)
        opened = self.create_followup(
            date_planned=date(2026, 4, 14), date_deadline=date(2026, 4, 20)
        )
        before = self.create_followup()  # of March: another contact
        self.approve(plan)
        self.assertEqual(line.followup_id, opened)
        self.assertEqual(opened.date_planned, APRIL_8)
        self.assertEqual(before.date_planned, MONDAY)

    def test_follow_up_closed_meanwhile_is_not_moved(self):
        """VPL-1: what was recorded stays; the visit of the plan is another one."""
        followup = self.create_followup(date_planned=APRIL_8, date_deadline=APRIL_10)
        plan = self.create_plan()
        plan.action_fill()
        followup.action_cancel("Merged")
        self.approve(plan)
        self.assertEqual(followup.state, "cancelled")
        self.assertNotEqual(plan.line_ids.followup_id, followup)

    def test_waiting_duty_is_opened_by_the_engine(self):
        """VPL-1, FUP-11: what waits for its turn is the visit, with its reasons."""
        self.create_rule("order_lapse")
        self.create_order(self.customer, date(2026, 1, 5))
        self.specialist.customer_daily_capacity = 1
        self.create_order(self.create_customer("First"), date(2025, 12, 1))
        self.run_job()
        reasons = self.env["customer.followup.reason"].search(
            [("state", "=", "waiting"), ("company_id", "=", self.company.id)]
        )
        plan = self.create_plan()
        plan.action_fill()
        (line,) = plan.line_ids
        self.assertEqual((line.source, line.rule_id), ("waiting", reasons.rule_id))
        self.approve(plan)
        self.assertEqual(reasons.followup_id, line.followup_id)
        self.assertEqual(line.followup_id.date_planned, line.date_planned)
        self.assertEqual(reasons.state, "planned")

    def test_duty_that_comes_due_later_joins_the_visit(self):
        """VPL-1: a rule finds in April what was planned in March: one contact."""
        self.create_rule("order_lapse")
        order = self.create_order(self.customer, date(2026, 3, 31))
        order.date_order = datetime(2026, 3, 30, 4)
        plan = self.create_plan()
        self.add_visit(plan, day=date(2026, 4, 7))
        self.approve(plan)
        with freeze_time("2026-04-07 02:00:00"):
            self.run_job(date(2026, 4, 7))
        self.assertEqual(self.get_followups(), plan.line_ids.followup_id)
        self.assertTrue(plan.line_ids.followup_id.reason_ids)

    def test_failing_visit_undoes_the_approval(self):
        """VPL-1: all visits are planned in one transaction, or none."""
        plan = self.create_plan()
        self.add_visit(plan)
        self.submit(plan)
        self.customer.active = False
        with self.assertRaises(UserError), self.cr.savepoint():
            plan.with_user(self.head).action_approve()
        self.env.invalidate_all()
        self.assertEqual(plan.state, "submitted")
        self.assertFalse(self.get_followups())

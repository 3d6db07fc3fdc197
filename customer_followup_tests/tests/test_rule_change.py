"""A changed rule plans anew what it has found: as if found on its day (FUP-11)."""

from datetime import date, datetime, timedelta

from odoo import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import MONDAY, FollowupCase

TUESDAY = date(2026, 3, 3)
CHANGE = "odoo.addons.customer_followup.models.customer_followup_rule_change"


@tagged("post_install", "-at_install")
class TestRuleChange(FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.partner_id.lang = "en_US"
        cls.rule = cls.create_rule("order_lapse", deadline_days=14)
        cls.create_order(cls.customer, date(2026, 2, 1))

    def find(self):
        """Return the follow-up that the job opens on Monday."""
        self.run_job()
        followup = self.get_followups()
        self.assertEqual(followup.date_deadline, date(2026, 3, 16))
        return followup

    def get_reason(self, rule=None):
        return self.env["customer.followup.reason"].search(
            [
                ("partner_id", "=", self.customer.id),
                ("rule_id", "=", (rule or self.rule).id),
            ],
            order="id",
        )

    def change(self, today=TUESDAY, **vals):
        """Change the rule as the manager, and let the job run."""
        self.rule.with_user(self.manager).write(vals)
        self.assertTrue(self.rule.is_changed)
        self.run_job(today)
        self.assertFalse(self.rule.is_changed)

    def test_earlier_deadline_moves_contact_activity_and_reason(self):
        """FUP-11: counted from the day it was found; the log keeps the day before."""
        followup = self.find()
        self.change(deadline_days=7)
        self.assertEqual(followup.date_deadline, date(2026, 3, 9))
        self.assertEqual(followup.activity_ids.date_deadline, date(2026, 3, 9))
        self.assertEqual(self.get_reason().date_deadline, date(2026, 3, 9))
        self.assertRegex(followup.message_ids[0].body, "03.09.* instead of .*03.16")
        self.assertEqual(self.get_followups(), followup)

    def test_later_deadline(self):
        """FUP-11: a rule may become milder, too."""
        followup = self.find()
        self.change(deadline_days=21)
        self.assertEqual(followup.date_deadline, date(2026, 3, 23))

    def test_deadline_that_would_be_over_is_due_today(self):
        """FUP-11: nobody is late because a manager has changed a rule."""
        followup = self.find()
        self.change(date(2026, 3, 12), deadline_days=3)
        self.assertEqual(followup.date_deadline, date(2026, 3, 12))

    def test_deadline_from_the_occasion(self):
        """FUP-1: counted from another day, it is over, so it is due today."""
        followup = self.find()
        self.change(deadline_from="occasion")
        self.assertEqual(followup.date_deadline, TUESDAY)

    def test_method(self):
        """FUP-1: a call becomes a visit, and the log says so."""
        followup = self.find()
        self.change(method="on_site")
        self.assertEqual((followup.method, self.get_reason().method), ("on_site",) * 2)
        self.assertIn("instead of Phone", followup.message_ids[0].body)

    def test_values_of_a_grade(self):
        """GRD-4: a line of the rule is a change of the rule."""
        self.find()
        grade = self.env["customer.grade"].search([], limit=1)
        self.rule.with_user(self.manager).write(
            {"grade_line_ids": [Command.create({"grade_id": grade.id})]}
        )
        self.assertTrue(self.rule.is_changed)
        self.run_job(TUESDAY)
        self.assertFalse(self.rule.is_changed)
        line = self.rule.grade_line_ids
        line.with_user(self.manager).deadline_days = 2
        self.assertTrue(self.rule.is_changed)
        self.run_job(TUESDAY)
        line.with_user(self.manager).unlink()
        self.assertTrue(self.rule.is_changed)

    def test_what_is_not_found_any_more_is_taken_back(self):
        """FUP-11: more patience, and nobody calls before it is over."""
        followup = self.find()
        self.change(delay_days=60)
        self.assertEqual(followup.state, "cancelled")
        self.assertFalse(followup.activity_ids)
        self.assertEqual(self.get_reason().state, "void")
        self.assertIn("was changed", str(followup.message_ids.mapped("body")))
        self.run_job(date(2026, 4, 3))  # 61 days after the order
        self.assertEqual(self.get_reason().mapped("state"), ["void", "planned"])
        self.assertEqual(len(self.get_followups()), 2)

    def test_filter(self):
        """FUP-11: whom the rule is not about any more is left alone."""
        followup = self.find()
        self.change(partner_domain="[('name', '=', 'Red Mill')]")
        self.assertEqual(
            (followup.state, self.get_reason().state), ("cancelled", "void")
        )
        self.change(partner_domain="[]")
        self.assertEqual(self.get_followups()[-1].state, "planned")

    def test_other_company(self):
        """FUP-11: a rule that moves to another company asks for nothing here."""
        followup = self.find()
        self.change(company_id=self.create_company("West River").id)
        self.assertEqual(followup.state, "cancelled")

    def test_contact_that_others_need_goes_on_without_the_duty(self):
        """FUP-11: nothing that is needed is cancelled; the other duty's days hold."""
        other = self.create_rule("order_lapse", deadline_days=21)
        followup = self.find()
        self.assertEqual(len(followup.reason_ids), 2)
        self.change(delay_days=60)
        self.assertEqual(followup.state, "planned")
        self.assertEqual(self.get_reason().state, "void")
        self.assertEqual(self.get_reason(other).state, "planned")
        self.assertEqual(followup.date_deadline, date(2026, 3, 23))

    def test_strictest_of_two_rules_holds(self):
        """FUP-11: one contact for both, and neither is late."""
        self.create_rule("order_lapse", deadline_days=10)
        self.run_job()
        followup = self.get_followups()
        self.assertEqual(followup.date_deadline, date(2026, 3, 12))
        self.change(deadline_days=3)
        self.assertEqual(followup.date_deadline, date(2026, 3, 5))
        self.change(deadline_days=30)
        self.assertEqual(followup.date_deadline, date(2026, 3, 12))

    def test_day_chosen_by_hand_stays(self):
        """FUP-11: the specialist knows why."""
        followup = self.find()
        followup.date_planned = date(2026, 3, 11)
        self.change(deadline_days=21)
        self.assertEqual(followup.date_planned, date(2026, 3, 11))
        self.assertEqual(followup.date_deadline, date(2026, 3, 23))

    def test_agreed_contact_stays(self):
        """VIS-3: what the customer was promised is kept."""
        followup = self.find()
        followup.with_user(self.specialist).action_schedule(date(2026, 3, 5))
        for vals in ({"deadline_days": 2}, {"method": "on_site"}, {"delay_days": 60}):
            with self.subTest(vals):
                self.change(**vals)
                self.assertRecordValues(
                    followup,
                    [
                        {
                            "state": "scheduled",
                            "method": "phone",
                            "date_deadline": date(2026, 3, 16),
                        }
                    ],
                )
        self.assertEqual(self.get_reason().state, "planned")

    def test_waiting_duty(self):
        """FUP-11: what waits for room takes the new values, and is lost in no way."""
        self.company.customer_unassigned_capacity = 1
        self.specialist.customer_daily_capacity = 1
        first = self.create_customer("Busy Mill")
        self.create_order(first, date(2026, 1, 1))
        self.create_rule("order_lapse", deadline_days=1, delay_days=40)
        self.run_job()
        self.assertEqual(self.get_reason().state, "waiting")
        self.rule.write({"deadline_days": 5, "method": "message"})
        self.specialist.customer_daily_capacity = 1
        self.run_job()  # the same day: still no room
        self.assertRecordValues(
            self.get_reason(),
            [
                {
                    "state": "waiting",
                    "method": "message",
                    "date_deadline": date(2026, 3, 9),
                }
            ],
        )
        self.run_job(TUESDAY)
        self.assertEqual(self.get_followups().method, "message")

    def test_change_starts_the_job(self):
        """FUP-11: it does not take until the night."""
        job = self.env.ref("customer_followup.ir_cron_run_rules")
        triggers = [("cron_id", "=", job.id)]
        before = self.env["ir.cron.trigger"].search_count(triggers)
        self.rule.with_user(self.manager).deadline_days = 3
        self.assertEqual(self.env["ir.cron.trigger"].search_count(triggers), before + 1)

    def test_words_of_a_rule_change_nothing(self):
        """FUP-11: a better name does not move a thousand contacts."""
        self.rule.write({"name": "Lapse", "content": "Ask why", "sequence": 3})
        self.assertFalse(self.rule.is_changed)

    @mute_logger(CHANGE, "odoo.sql_db", *(
        f"odoo.addons.customer_followup.models.customer_followup_rule_{name}"
        for name in ("find", "run")
    ))  # fmt: skip
    def test_rule_that_cannot_be_used_is_tried_again(self):
        """G11: a broken rule takes nothing back, stops no other, is not forgotten."""
        followup = self.find()
        other = self.create_rule("order_lapse", deadline_days=21)
        self.run_job()
        self.rule.deadline_days = 7
        other.deadline_days = 5
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE customer_followup_rule SET partner_domain = %s WHERE id = %s",
            ["[('gone', '=', 1)]", self.rule.id],
        )
        self.env.invalidate_all()
        self.run_job(TUESDAY, has_errors=True)
        self.assertTrue(self.rule.is_changed and self.rule.last_error)
        self.assertEqual(followup.date_deadline, date(2026, 3, 9))  # the other's
        self.rule.partner_domain = "[]"
        self.run_job(TUESDAY)
        self.assertFalse(self.rule.is_changed)
        self.assertEqual(self.get_reason().date_deadline, date(2026, 3, 9))

    def test_each_company_is_planned_anew_in_its_own_run(self):
        """FUP-11: a rule of all companies."""
        other = self.create_company("West River", "America/New_York")
        user = self.create_user("elsewhere", "group_specialist", other)
        other.customer_followup_user_id = user
        self.rule.company_id = False
        self.run_job()
        self.create_order(self.customer, date(2026, 2, 1), company=other)
        self.run_job()
        followups = (
            self.env["customer.followup"]
            .with_context(allowed_company_ids=(self.company | other).ids)
            .search([("partner_id", "=", self.customer.id)])
        )
        self.assertEqual(len(followups), 2)
        self.change(deadline_days=7)
        self.assertEqual(set(followups.mapped("date_deadline")), {date(2026, 3, 9)})

    def test_queries_do_not_follow_the_number_of_duties(self):
        """G17: eighty contacts are planned anew with few more queries than two."""
        counts = []
        for number in (2, 2, 80):
            customers = [self.create_customer(f"Mill {n}") for n in range(number)]
            orders = self.env["sale.order"].create(
                [{"partner_id": c.id, "company_id": self.company.id} for c in customers]
            )
            orders.write({"state": "sale", "date_order": datetime(2026, 2, 1, 4)})
            self.specialist.customer_daily_capacity = 0
            self.run_job()
            self.rule.deadline_days = 20 if self.rule.deadline_days == 7 else 7
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.rule.with_context(lang="en_US")._replan_duties(self.company, MONDAY)
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - before)
            days = {self.get_followups(c).date_deadline for c in customers}
            self.assertEqual(
                days,
                {
                    MONDAY
                    + timedelta(
                        days=self.rule.deadline_days
                        + (-self.rule.deadline_days % 7 and 1)
                    )
                },
            )
        _warm, few, many = counts
        self.assertLessEqual(many, few + 12, counts)

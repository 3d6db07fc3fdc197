"""Whatever happens to follow-ups, the date on the customer is the recount's."""

import random
from collections import Counter
from datetime import date, timedelta
from time import monotonic

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from odoo.addons.customer_followup.tools.bulk_insert import bulk_insert, reserve_ids

from .common import MONDAY, FollowupCase

STEPS = 300
SEED = 20260302


@tagged("post_install", "-at_install")
class TestNextFollowupRandom(FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.create_company("West River Chemicals")
        cls.companies = cls.company | cls.other
        cls.specialist.company_ids = cls.companies
        cls.colleague.company_ids = cls.companies
        cls.env = cls.env(context={"allowed_company_ids": cls.companies.ids})
        cls.customers = cls.env["res.partner"].create(
            [{"name": f"Mill {n}", "customer_rank": 1} for n in range(6)]
        )
        cls.rule = cls.create_rule("order_lapse", company_id=False)
        for customer in cls.customers:
            cls.create_order(customer, date(2026, 2, 1))

    def test_random_operations(self):
        """FUP-11: create, write, every step, bulk, archive, restore, job, delete."""
        dice = random.Random(SEED)
        operations = [
            getattr(self, name) for name in sorted(dir(self)) if name[:3] == "do_"
        ]
        done = Counter()
        for step in range(STEPS):
            operation = dice.choice(operations)
            try:
                with self.env.cr.savepoint():
                    operation(dice)
                done[operation.__name__] += 1
            except (UserError, ValidationError, IndexError):
                self.env.invalidate_all()  # not possible now
            self.assertEqual(self.read(), self.recount(), (step, operation.__name__))
        self.assertEqual(len(done), len(operations), done)

    def read(self):
        """Return what is stored, by customer and company."""
        self.env.invalidate_all()
        return {
            (customer.id, company.id): (
                seen.customer_next_followup_date,
                seen.customer_next_followup_user_id.id,
            )
            for company in self.companies
            for customer in self.customers
            for seen in [customer.with_company(company)]
        }

    def recount(self):
        """Return the same from the follow-ups, one by one."""
        counted = dict.fromkeys(self.read(), (False, False))
        followups = self.env["customer.followup"].search(
            [("partner_id", "in", self.customers.ids)]
        )
        for f in followups.sorted(lambda f: (f.date_planned, f.id), reverse=True):
            if f.state in ("planned", "scheduled"):
                key = (f.partner_id.id, f.company_id.id)
                counted[key] = (f.date_planned, f.user_id.id)
        return counted

    def pick(self, dice, *states):
        """Return a follow-up in one of the states."""
        domain = [("partner_id", "in", self.customers.ids), ("state", "in", states)]
        return dice.choice(self.env["customer.followup"].search(domain, order="id"))

    def day(self, dice):
        return MONDAY + timedelta(days=dice.randrange(60))

    def do_create(self, dice):
        day = self.day(dice)
        self.create_followup(
            dice.choice(self.customers),
            dice.choice(self.specialist | self.colleague),
            company_id=dice.choice(self.companies).id,
            date_planned=day,
            date_deadline=day,
        )

    def do_write_day(self, dice):
        self.pick(dice, "planned", "scheduled").date_planned = self.day(dice)

    def do_write_owner(self, dice):
        users = [self.specialist.id, self.colleague.id, False]
        self.pick(dice, "planned", "scheduled").user_id = dice.choice(users)

    def do_schedule(self, dice):
        self.pick(dice, "planned").action_schedule(self.day(dice))

    def do_postpone(self, dice):
        self.pick(dice, "planned", "scheduled").action_postpone(self.day(dice))

    def do_contact(self, dice):
        self.pick(dice, "planned", "scheduled").action_contact()

    def do_record(self, dice):
        self.pick(dice, "planned", "contacted").action_record({"result": "well"})

    def do_reopen(self, dice):
        self.pick(dice, "recorded", "cancelled").action_reopen()

    def do_cancel(self, dice):
        self.pick(dice, "planned", "scheduled", "contacted").action_cancel("no")

    def do_unlink(self, dice):
        self.pick(dice, "planned").unlink()

    def do_hand_over_many(self, dice):
        followups = self.env["customer.followup"].search(
            [("partner_id", "in", self.customers.ids), ("state", "=", "planned")]
        )
        user = dice.choice(self.specialist | self.colleague)
        followups._hand_over(dict.fromkeys(followups.ids, user.id))

    def do_move_many(self, dice):
        followups = self.env["customer.followup"].search(
            [
                ("partner_id", "in", self.customers.ids),
                ("state", "=", "planned"),
                ("company_id", "=", self.company.id),
            ]
        )
        day = self.day(dice)
        rows = [
            {"id": id_, "method": "phone", "date_planned": day, "date_deadline": day}
            for id_ in followups.ids
        ]
        followups = followups.with_company(self.company)
        followups._move(rows, dict.fromkeys(followups.ids, "as asked."), "a test")

    def do_archive(self, dice):
        dice.choice(self.customers.filtered("active")).active = False

    def do_restore(self, dice):
        dice.choice(self.customers.filtered(lambda c: not c.active)).active = True

    def do_change_rule(self, dice):
        self.rule.deadline_days = dice.randrange(30)

    def do_run_job(self, dice):
        self.run_job(self.day(dice))

    def test_twenty_thousand_customers_in_seconds(self):
        """G17: one statement, however many they are."""
        Partner, Followup = self.env["res.partner"], self.env["customer.followup"]
        partner_ids = reserve_ids(Partner, 20000)
        bulk_insert(
            Partner, [{"id": id_, "name": f"Mill {id_}"} for id_ in partner_ids]
        )
        bulk_insert(
            Followup,
            [{"partner_id": id_} for id_ in partner_ids],
            {
                "company_id": self.company.id,
                "user_id": self.specialist.id,
                "date_planned": MONDAY,
                "date_deadline": MONDAY,
            },
        )
        started = monotonic()
        before = self.cr.sql_log_count
        self.env["res.partner"]._refresh_all_next_followups(self.company)
        self.assertLessEqual(self.cr.sql_log_count - before, 4)
        self.assertLess(monotonic() - started, 20)
        found = self.env["res.partner"].search_count(
            [("customer_next_followup_date", "=", MONDAY)]
        )
        self.assertGreaterEqual(found, 20000)

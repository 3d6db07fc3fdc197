"""The nightly job: nobody's fault stops it for the others, and it can be trusted."""

import time
from contextlib import closing, contextmanager
from datetime import date, datetime
from unittest.mock import patch

from freezegun import freeze_time

from odoo.sql_db import db_connect
from odoo.tests import get_db_name, tagged
from odoo.tools import mute_logger

from .common import MONDAY, FollowupCase

ADDON_MODELS = "odoo.addons.customer_followup.models.customer_followup_"
RUN = f"{ADDON_MODELS}rule_run"
LOCK = "hashtext('customer_followup.run_rules')"


@tagged("post_install", "-at_install")
class TestJob(FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.create_rule("order_lapse")
        cls.after_sale = cls.create_rule("sale_completed")
        cls.create_order(cls.customer, date(2026, 2, 1))
        cls.bad = cls.create_customer("Bad Mill")
        cls.create_order(cls.bad, date(2026, 2, 1))
        cls.buyer = cls.create_customer("Green Mill")
        cls.create_order(cls.buyer, date(2026, 2, 27), cls.service)
        cls.cron = cls.env.ref("customer_followup.ir_cron_run_rules")

    def break_customer(self, customer):
        """Let the database refuse every follow-up of a customer."""
        self.env.cr.execute(
            f"ALTER TABLE customer_followup ADD CONSTRAINT test_refused"
            f" CHECK (partner_id <> {customer.id})"
        )

    def break_domain(self, rule, domain):
        """Leave a domain behind that could be stored once and is wrong now."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE customer_followup_rule SET partner_domain = %s WHERE id = %s",
            [domain, rule.id],
        )
        self.env.invalidate_all()

    @mute_logger(RUN, "odoo.sql_db")
    def test_customer_that_fails_stops_nobody_else(self):
        """G11: all others are served in the same run; the rule says who was not."""
        self.break_customer(self.bad)
        self.run_job(has_errors=True)
        self.assertFalse(self.get_followups(self.bad))
        self.assertEqual(len(self.get_followups(self.customer)), 1)
        self.assertEqual(len(self.get_followups(self.buyer)), 1)
        self.assertIn(str(self.bad.id), self.rule.last_error)

    @mute_logger(RUN, "odoo.sql_db")
    def test_customer_that_failed_is_served_by_the_next_run(self):
        """G11: what was left out is found again, once its reason is gone."""
        self.break_customer(self.bad)
        self.run_job(has_errors=True)
        self.env.cr.execute(
            "ALTER TABLE customer_followup DROP CONSTRAINT test_refused"
        )
        with freeze_time("2026-03-03 02:00:00"):
            self.run_job()
        self.assertEqual(len(self.get_followups(self.bad)), 1)
        self.assertEqual(len(self.get_followups(self.customer)), 1)
        self.assertFalse(self.rule.last_error)

    @mute_logger(RUN, "odoo.sql_db")
    def test_rule_that_fails_stops_no_other_rule(self):
        """G11: a broken filter stops its own rule only, and is shown on it."""
        broken = (
            "[('gone', '=', 1)]",
            "[('city', 'no such operator', 1)]",
            "[('city',",
            "__import__('os')",
            "1",
            "[('id', '=', 'x')]",
        )
        for domain in broken:
            self.break_domain(self.rule, domain)
            with self.subTest(domain):
                self.run_job(has_errors=True)
                self.assertTrue(self.rule.last_error)
                self.assertFalse(self.get_followups(self.customer))
                self.assertEqual(len(self.get_followups(self.buyer)), 1)
                self.assertFalse(self.after_sale.last_error)

    @mute_logger(RUN, "odoo.sql_db")
    def test_rule_that_was_repaired_catches_up(self):
        """G11: nothing is lost while a rule is broken."""
        self.break_domain(self.rule, "[('gone', '=', 1)]")
        self.run_job(has_errors=True)
        self.rule.partner_domain = "[]"
        self.run_job()
        self.assertEqual(len(self.get_followups(self.customer)), 1)
        self.assertFalse(self.rule.last_error)

    def test_night_is_the_company_s(self):
        """FUP-11: at two in the morning, in Shanghai as in New York."""
        for zone, moment in (
            ("Asia/Shanghai", datetime(2026, 3, 2, 18)),
            ("America/New_York", datetime(2026, 3, 2, 7)),
        ):
            self.company.resource_calendar_id.tz = zone
            self.company._plan_nights()
            with self.subTest(zone):
                self.assertEqual(self.cron.nextcall, moment)
        self.company.resource_calendar_id.tz = "UTC"
        self.company._plan_nights()
        self.assertEqual(self.cron.nextcall, moment, "no zone is no reason to move it")

    def test_run_is_noted_on_the_rules_that_were_run(self):
        """G11: a manager sees when each rule ran last."""
        archived = self.create_rule("order_lapse", active=False)
        self.run_job()
        self.assertEqual(self.rule.last_run_at, datetime(2026, 3, 2, 2))
        self.assertFalse(archived.last_run_at)

    def test_job_sends_nothing(self):
        """G9: no mail and no message for each of thousands of follow-ups."""
        # what has ended in the demo company until this day is told in its logs
        for company in self.env["res.company"].search([("id", "!=", self.company.id)]):
            self.env["customer.followup.reason"]._end_over(company, MONDAY)
        models = ("mail.mail", "mail.message", "mail.notification", "mail.followers")
        before = [self.env[model].search_count([]) for model in models]
        self.run_job()
        after = [self.env[model].search_count([]) for model in models]
        self.assertEqual(after, before)

    def test_scheduled_action_runs_the_job(self):
        """FUP-1: every night at two in Shanghai, as a user of its own."""
        self.assertRecordValues(
            self.cron,
            [
                {
                    "active": True,
                    "interval_number": 1,
                    "interval_type": "days",
                    "user_id": self.env.ref("customer_followup.user_service").id,
                }
            ],
        )
        self.assertEqual(self.cron.nextcall.hour, 18)
        with self.enter_registry_test_mode():
            self.cron.method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(len(self.get_followups(self.customer)), 1)
        progress = self.env["ir.cron.progress"].search(
            [("cron_id", "=", self.cron.id)], order="id desc", limit=1
        )
        self.assertGreaterEqual(progress.done, 3)
        self.assertFalse(progress.remaining)

    def test_job_out_of_time_comes_back(self):
        """G10: each run does a batch at least, and what is left has a run of its own.

        Whatever time finding took: with 100,000 customers it may be all there is.
        """
        triggers = self.env["ir.cron.trigger"]
        mine = [("cron_id", "=", self.cron.id)]
        of_company = [("company_id", "=", self.company.id)]
        with (
            patch(f"{RUN}.SESSION_SECONDS", 0),
            patch(f"{ADDON_MODELS}waiting.CUSTOMERS_PER_BATCH", 1),
        ):
            opened = []
            while not opened or triggers.search_count(mine):
                triggers.search(mine).unlink()
                self.run_out_of_time()
                opened.append(self.env["customer.followup"].search_count(of_company))
                self.assertLess(len(opened), 20, "it would go on for ever")
        self.assertGreater(len(opened), 1, opened)
        self.assertEqual(opened, sorted(opened))
        self.assertEqual(opened[-1], 3, opened)

    def run_out_of_time(self):
        progress = self.env["ir.cron.progress"].create({"cron_id": self.cron.id})
        self.run_with_context(
            cron_id=self.cron.id,
            ir_cron_progress_id=progress.id,
            cron_end_time=time.monotonic() - 1,
        )

    @mute_logger(RUN, "odoo.sql_db")
    def test_a_step_that_fails_keeps_nobody_waiting(self):
        """G11: what is done before looking for what is due, too; the run says it."""
        left = self.create_customer("Left Mill", self.colleague)
        followup = self.env["customer.followup"].create(
            {
                "partner_id": left.id,
                "user_id": self.colleague.id,
                "company_id": self.company.id,
            }
        )
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE res_users SET active = FALSE WHERE id = %s", [self.colleague.id]
        )
        self.env.cr.execute(
            f"ALTER TABLE customer_followup ADD CONSTRAINT test_stays CHECK"
            f" (partner_id <> {left.id} OR COALESCE(user_id, 0) = {self.colleague.id})"
        )
        self.env.invalidate_all()
        self.run_job()
        self.assertEqual(len(self.get_followups(self.customer)), 1)
        self.assertEqual(followup.user_id, self.colleague)
        run = self.env["customer.followup.run"].search(
            [("company_id", "=", self.company.id)], limit=1
        )
        self.assertIn("test_stays", run.error)
        self.assertTrue(run.ended_at)

    def run_with_context(self, **context):
        """Run the job as the scheduler does, with its time limit."""
        self.env.flush_all()
        with self.open_cursor() as cr:
            env = self.env(cr=cr, context=context)
            env["customer.followup.rule"]._cron_run_rules(MONDAY)
            cr.commit()
        self.env.invalidate_all()

    def test_job_leaves_a_running_job_alone(self):
        """G8: while another process runs the rules, this one does nothing."""
        with self.lock_elsewhere():
            self.run_job()
            self.assertFalse(self.get_followups(self.customer))
        self.run_job()
        self.assertEqual(len(self.get_followups(self.customer)), 1)

    @contextmanager
    def lock_elsewhere(self):
        """Hold the job's lock in another session of the database."""
        with closing(db_connect(get_db_name()).cursor()) as cr:
            cr.execute(f"SELECT pg_advisory_lock({LOCK})")
            yield
            cr.execute(f"SELECT pg_advisory_unlock({LOCK})")

    @mute_logger(RUN, "odoo.sql_db")
    def test_job_that_fails_gives_its_lock_back(self):
        """G10: a run that ends with an error does not keep the next one out."""
        self.env.flush_all()
        self.env.cr.execute("ALTER TABLE customer_followup_rule RENAME TO moved_away")
        with self.assertRaisesRegex(Exception, "customer_followup_rule"):
            self.run_job()
        self.env.cr.execute("ALTER TABLE moved_away RENAME TO customer_followup_rule")
        with closing(db_connect(get_db_name()).cursor()) as cr:
            cr.execute(f"SELECT pg_try_advisory_lock({LOCK})")
            self.assertTrue(cr.fetchone()[0])
            cr.execute(f"SELECT pg_advisory_unlock({LOCK})")

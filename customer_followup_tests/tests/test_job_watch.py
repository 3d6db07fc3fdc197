"""The job that runs the rules is late or off: screens say so, managers are told."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import FollowupCase

TWO_DAYS = timedelta(days=2)
MINUTE = timedelta(minutes=1)


@tagged("post_install", "-at_install")
class TestJobWatch(FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.create_rule("order_lapse")
        cls.job = cls.env.ref("customer_followup.ir_cron_run_rules")
        cls.subject = "The follow-up rules are not run"

    def setUp(self):
        super().setUp()
        self.run_job()
        self.ended_at = self.get_run().ended_at

    def get_run(self):
        runs = self.env["customer.followup.run"]
        return runs.search([("company_id", "=", self.company.id)], limit=1)

    def get_banner(self, model="customer.followup.run", user=None):
        records = self.env[model].with_user(user or self.manager)
        return [line["text"] for line in records.get_list_banner()]

    def get_problem(self, now):
        return self.env["customer.followup.run"]._get_job_problem(self.company, now)

    def watch(self, now):
        """Run the scheduled action as its service user, commits included."""
        self.env.flush_all()
        service = self.env.ref("customer_followup.user_service")
        with self.open_cursor() as cr:
            env = self.env(cr=cr, user=service.id, context={})
            env["customer.followup.run"]._cron_watch_job(now)
            cr.commit()
        self.env.invalidate_all()

    def get_alerts(self, user=None):
        partner = (user or self.manager).partner_id
        return self.env["mail.message"].search(
            [
                ("subject", "=", self.subject),
                ("notified_partner_ids", "in", partner.ids),
            ]
        )

    def test_job_is_late_after_two_intervals(self):
        """G10: to the minute, counted from the end of the last complete run."""
        self.assertFalse(self.get_problem(self.ended_at + TWO_DAYS))
        self.assertRegex(
            self.get_problem(self.ended_at + TWO_DAYS + MINUTE),
            "are late: .* ended on .*Rule Monitor",
        )

    def test_killed_run_does_not_count(self):
        """G10: a run without an end is no heartbeat."""
        late = self.ended_at + TWO_DAYS + MINUTE
        self.env["customer.followup.run"].create(
            {"company_id": self.company.id, "started_at": late - MINUTE}
        )
        self.assertTrue(self.get_problem(late))

    def test_job_that_is_off_is_said_on_the_screens(self):
        """G10: on the rules, the monitor and the page Go Live."""
        self.assertEqual(self.get_banner(), [])
        self.job.active = False
        for model in ("customer.followup.run", "customer.followup.rule"):
            with self.subTest(model):
                self.assertRegex(self.get_banner(model)[0], "switched off")
        page = self.env["customer.followup.go.live"].with_user(self.manager).create({})
        self.assertIn("switched off", page.job_problem)

    def test_company_without_rules_needs_no_job(self):
        """G10: installing alarms nobody."""
        self.job.active = False
        self.rule.active = False
        self.assertFalse(self.get_problem(self.ended_at))
        shown = self.env["customer.followup.rule"].with_context(active_test=False)
        self.assertEqual(shown.with_user(self.manager).get_list_banner(), [])

    def test_managers_are_told_once_a_day(self):
        """G10: not each hour, and again on the next day."""
        late = self.ended_at + TWO_DAYS + MINUTE
        self.watch(late - 2 * MINUTE)
        self.assertFalse(self.get_alerts())
        for hour in range(3):
            self.watch(late + timedelta(hours=hour))
        self.assertEqual(len(self.get_alerts()), 1)
        self.assertIn("are late", self.get_alerts().body)
        self.watch(late + timedelta(days=1))
        self.assertEqual(len(self.get_alerts()), 2)
        self.assertFalse(self.get_alerts(self.supervisor))
        self.assertFalse(self.get_alerts(self.specialist))

    def test_alert_is_queued_and_not_sent(self):
        """G9: a process that is killed after sending would send it again."""
        self.manager.write({"notification_type": "email"})
        self.job.active = False
        self.watch(self.ended_at)
        mail = self.env["mail.mail"].search(
            [("mail_message_id", "=", self.get_alerts().id)]
        )
        self.assertEqual(mail.state, "outgoing")

    def test_duration_of_a_run(self):
        """G10: in seconds; a run without an end has none."""
        run = self.get_run()
        run.ended_at = run.started_at + timedelta(seconds=95)
        self.assertEqual(run.duration_seconds, 95)
        run.ended_at = False
        self.assertFalse(run.duration_seconds)
        self.assertEqual(run.state, "at_work")
        run.started_at -= timedelta(hours=2)
        run.invalidate_recordset(["state"])
        self.assertEqual(run.state, "interrupted")

    def test_failure_is_tried_again_by_the_manager(self):
        """G11: from the list of those left out, whatever the distance."""
        failure = self.env["customer.followup.failure"].create(
            {
                "rule_id": self.rule.id,
                "company_id": self.company.id,
                "partner_id": self.customer.id,
                "error": "No",
                "tries": 3,
                "retry_at": fields.Datetime.now() + timedelta(days=4),
            }
        )
        rule = self.rule.with_user(self.manager)
        self.assertEqual(rule.failure_count, 1)
        failures = self.env["customer.followup.failure"].with_user(self.manager)
        found = failures.search(rule.action_open_failures()["domain"])
        with self.assertRaises(AccessError):
            found.with_user(self.supervisor).action_try_again()
        found.action_try_again()
        self.assertLessEqual(failure.retry_at, fields.Datetime.now())

    def test_office_that_sees_no_runs_gets_no_banner(self):
        """G5: rules may be read by who reads no runs."""
        office = self.create_user("office", "group_general_manager")
        self.job.active = False
        self.assertEqual(self.get_banner("customer.followup.rule", office), [])
        with self.assertRaises(AccessError):
            self.get_banner(user=office)

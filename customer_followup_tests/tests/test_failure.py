"""A customer that a rule cannot be applied to: noted, skipped, tried again later."""

from datetime import date, datetime, timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import MONDAY, FollowupCase, FollowupHttpCase

RUN = "odoo.addons.customer_followup.models.customer_followup_rule_run"


class FailureMixin:
    """Two lapsed customers, of whom the database refuses one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.create_rule("order_lapse")
        cls.bad = cls.create_customer("Bad Mill")
        for customer in (cls.customer, cls.bad):
            cls.create_order(customer, date(2026, 2, 1))
        cls.env.flush_all()

    def refuse(self, table):
        """Let the database refuse every row of the bad customer in a table."""
        self.env.cr.execute(
            f"ALTER TABLE {table} ADD CONSTRAINT test_refused"
            f" CHECK (partner_id <> {self.bad.id})"
        )

    def accept(self, table):
        """Let the database take the bad customer again."""
        self.env.cr.execute(f"ALTER TABLE {table} DROP CONSTRAINT test_refused")

    def get_failure(self):
        """Return what is noted about the bad customer."""
        return self.env["customer.followup.failure"].search(
            [("partner_id", "=", self.bad.id)]
        )


@tagged("post_install", "-at_install")
class TestFailure(FailureMixin, FollowupCase):
    @mute_logger(RUN, "odoo.sql_db")
    def test_customer_that_cannot_be_registered_is_noted_and_skipped(self):
        """G11: the others are served in the same run; the failure names the id."""
        self.refuse("customer_followup_reason")
        self.run_job(has_errors=True)
        self.assertEqual(len(self.get_followups()), 1)
        failure = self.get_failure()
        self.assertEqual((failure.rule_id, failure.tries), (self.rule, 1))
        self.assertIn("test_refused", failure.error)
        self.assertIn(str(self.bad.id), self.rule.last_error)

    @mute_logger(RUN, "odoo.sql_db")
    def test_customer_that_cannot_be_opened_keeps_waiting(self):
        """G11: what was registered is not lost when its follow-up is refused."""
        self.refuse("customer_followup")
        self.run_job(has_errors=True)
        self.assertEqual(len(self.get_followups()), 1)
        reason = self.env["customer.followup.reason"].search(
            [("partner_id", "=", self.bad.id)]
        )
        self.assertEqual(reason.state, "waiting")
        self.assertEqual(self.get_failure().tries, 1)

    @mute_logger(RUN, "odoo.sql_db")
    def test_it_is_tried_again_after_twice_the_time(self):
        """G11: half a day, a day, two days …, never more than a month."""
        self.refuse("customer_followup")
        moment, distances = datetime(2026, 3, 2, 2), []
        for _try in range(9):
            with freeze_time(moment):
                self.run_job(MONDAY, has_errors=True)
                failure = self.get_failure()
                distances.append((failure.retry_at - moment) / timedelta(hours=12))
                moment = failure.retry_at
        self.assertEqual(distances, [1, 2, 4, 8, 16, 32, 60, 60, 60])
        self.assertEqual(failure.tries, 9)

    @mute_logger(RUN, "odoo.sql_db")
    def test_it_is_left_alone_before_its_time(self):
        """G11: a run in between tries nothing, forgets nothing and opens nothing."""
        for table in ("customer_followup_reason", "customer_followup"):
            with self.subTest(table):
                self.refuse(table)
                self.run_job(has_errors=True)
                tries = self.get_failure().tries
                self.run_job(has_errors=True)
                self.assertEqual(self.get_failure().tries, tries)
                self.assertIn(str(self.bad.id), self.rule.last_error)
                self.accept(table)
                self.get_failure().retry_at = datetime(2026, 3, 2)

    @mute_logger(RUN, "odoo.sql_db")
    def test_what_succeeds_at_last_is_forgotten(self):
        """G11: the follow-up is there once, and the list of failures empty."""
        self.refuse("customer_followup")
        self.run_job(has_errors=True)
        self.accept("customer_followup")
        with freeze_time("2026-03-02 14:00:01"):
            self.run_job()
            self.assertEqual(len(self.get_followups(self.bad)), 1)
            self.run_job()
        self.assertFalse(self.get_failure())

    @mute_logger(RUN, "odoo.sql_db")
    def test_only_the_rule_that_fails_is_left_out(self):
        """G11: another rule's duty for the same customer is done."""
        other = self.create_rule("order_lapse", method="on_site")
        find = type(self.rule)._get_dates

        def get_dates(rule, occasion, today, source, terms):
            if rule == self.rule and source[0] == "sale.order" and today == MONDAY:
                raise ValueError("This rule cannot be counted")
            return find(rule, occasion, today, source, terms)

        with patch.object(type(self.rule), "_get_dates", get_dates):
            self.run_job(has_errors=True)
        self.assertEqual(self.get_followups(self.bad).reason_ids.rule_id, other)
        self.assertEqual(self.get_failure().rule_id, self.rule)


@tagged("post_install", "-at_install")
class TestFailureRights(FailureMixin, FollowupHttpCase):
    def test_only_the_manager_has_it_tried_again(self):
        """G5: a supervisor sees the failure; nobody but the manager can touch it."""
        failure = self.env["customer.followup.failure"].create(
            {
                "rule_id": self.rule.id,
                "company_id": self.company.id,
                "partner_id": self.bad.id,
                "retry_at": "2099-01-01",
            }
        )
        for user in (self.specialist, self.supervisor):
            answer = self.call(user, failure._name, "action_try_again", failure.ids)
            name = answer["error"]["data"]["name"]
            self.assertEqual(name, "odoo.exceptions.AccessError")
        self.env.invalidate_all()
        self.assertEqual(failure.retry_at.year, 2099)
        self.call(self.manager, failure._name, "action_try_again", failure.ids)
        self.env.invalidate_all()
        self.assertLess(failure.retry_at.year, 2099)

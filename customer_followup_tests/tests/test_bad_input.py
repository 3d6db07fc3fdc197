"""What people get wrong: a message that names the way out, and nothing written."""

from datetime import date, datetime

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import MONDAY, FollowupCase


@tagged("post_install", "-at_install")
class TestBadRecord(FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contact = cls.create_contact(cls.customer)
        cls.followup = cls.create_followup().with_user(cls.specialist)

    def assert_refused(self, message, vals):
        """Assert that a record is refused with a message, and nothing is kept."""
        before = self.followup.read()
        with self.refused(message):
            self.followup.action_record(vals)
        self.followup.invalidate_recordset()
        self.assertEqual(self.followup.read(), before)
        self.assertEqual(len(self.followup.activity_ids), 1)

    def test_empty_result_says_what_to_choose(self):
        """VIS-6: without a result nothing is recorded; nobody reached has a button."""
        for vals in (None, {}, {"result": False}, {"customer_opinion": "All well"}):
            with self.subTest(vals=vals):
                self.assert_refused("Choose a Result.*use Not Reached", vals)

    def test_problem_without_words_asks_for_them(self):
        """ISS-3: who solves it knows only what was written down."""
        for result in ("problem", "complaint", "declined"):
            for opinion in (False, "", "  \n"):
                with self.subTest(result=result, opinion=opinion):
                    self.assert_refused(
                        "Write what the customer said",
                        {"result": result, "customer_opinion": opinion},
                    )

    def test_satisfaction_without_contact_asks_who_said_so(self):
        """VIS-6: a satisfaction is somebody's."""
        self.assert_refused(
            "choose the person under Spoken To", {"result": "well", "satisfaction": "5"}
        )

    def test_satisfaction_without_contact_is_refused_on_the_form_too(self):
        """VIS-6: the same when it is typed in and saved."""
        with self.refused("choose the person under Spoken To"):
            self.followup.satisfaction = "5"

    def test_contact_of_another_customer_is_refused(self):
        """VIS-6: one speaks to people of the customer."""
        stranger = self.create_contact(self.create_customer("Green Mill"), "Mr Hu")
        self.assert_refused(
            "Mr Hu does not belong to Blue Mill.*Spoken To",
            {"result": "well", "contact_id": stranger.id},
        )

    def test_contact_of_tomorrow_is_refused(self):
        """VIS-6: a record is of something that happened."""
        self.assert_refused(
            "before it took place",
            {"result": "well", "contacted_at": datetime(2026, 3, 3, 2)},
        )

    def test_other_fields_are_refused_by_name(self):
        """VIS-6: a client learns what it may record."""
        self.assert_refused(
            "date_deadline cannot be recorded.*customer_opinion",
            {"result": "well", "date_deadline": "2026-12-31"},
        )

    def test_closed_record_says_who_can_reopen_it(self):
        """VIS-9: what was recorded stays; the supervisor can take it back."""
        self.followup.action_record({"result": "well"})
        for field, value in (("result", "need"), ("user_id", self.colleague.id)):
            with (
                self.subTest(field),
                self.refused("Ask your supervisor to reopen"),
            ):
                self.followup.write({field: value})

    def test_postponing_to_the_past_is_refused(self):
        """VIS-3: the next attempt is today or later; no day is no attempt."""
        for day in (date(2026, 3, 1), "2026-03-01", False, None):
            with (
                self.subTest(day=day),
                self.refused("today or a later day"),
            ):
                self.followup.action_postpone(day)
        self.followup.action_postpone(MONDAY)
        self.assertEqual(self.followup.postponed_count, 1)

    def test_cancelling_without_a_reason_is_refused(self):
        """VIS-8: giving a customer up needs a reason."""
        for comment in (None, "", " \n"):
            with (
                self.subTest(comment=comment),
                self.refused("Say why"),
            ):
                self.followup.action_cancel(comment)
        self.assertEqual(self.followup.state, "planned")

    def test_user_without_rights_learns_whom_to_ask(self):
        """VIS-9: a refused step names the group that may take it."""
        self.followup.action_record({"result": "well"})
        with self.refused("Service Supervisor", AccessError):
            self.followup.action_review("Well done")


@tagged("post_install", "-at_install")
class TestBadPlan(FollowupCase):
    def test_follow_up_for_an_archived_customer_is_refused(self):
        """VIS-1: restore the customer first; nothing is planned."""
        self.customer.active = False
        with self.refused("Blue Mill is archived.*Unarchive"):
            self.create_followup()
        self.assertFalse(self.get_followups())

    def test_follow_up_for_a_person_of_a_customer_is_refused(self):
        """VIS-1: the customer is planned, the person is spoken to."""
        person = self.create_contact(self.customer, "Ms Lin")
        with self.refused("Plan the follow-up for Blue Mill"):
            self.create_followup(person)

    def test_archived_customer_is_not_called_any_more(self):
        """VIS-1: open follow-ups end with a reason, recorded ones stay."""
        recorded, given_up = self.create_followup(), self.create_followup()
        recorded.with_user(self.specialist).action_record({"result": "well"})
        self.customer.active = False
        self.assertEqual(recorded.state, "recorded")
        self.assertEqual(given_up.state, "cancelled")
        self.assertFalse(given_up.activity_ids)
        self.assertIn("archived", "".join(given_up.message_ids.mapped("body")))

    def test_specialist_who_left_can_still_be_replaced(self):
        """ASG-1: the work of somebody who left is handed over."""
        followup = self.create_followup()
        self.specialist.active = False
        followup.with_user(self.supervisor).user_id = self.colleague
        self.assertEqual(followup.activity_ids.user_id, self.colleague)


@tagged("post_install", "-at_install")
class TestBadRule(FollowupCase):
    @mute_logger("odoo.sql_db")
    def test_days_out_of_range_are_refused(self):
        """FUP-1: days are not negative, and not more than a job can count."""
        rule = self.create_rule("order_lapse")
        for field in ("delay_days", "deadline_days"):
            for days in (-1, 3651, 3_000_000):
                with (
                    self.subTest(field, days=days),
                    self.refused("days_within_ten_years", IntegrityError),
                ):
                    rule.write({field: days})
                    rule.flush_recordset()

    def test_trigger_of_a_rule_in_use_is_refused(self):
        """FUP-1: what a recorded reason says does not change afterwards."""
        rule = self.create_rule("order_lapse")
        self.create_order(self.customer, date(2026, 2, 1))
        self.run_job()
        reason = self.get_followups().reason_summary
        with self.refused("Archive it"):
            rule.trigger = "sale_completed"
        rule.delay_days = 30
        self.assertEqual(self.get_followups().reason_summary, reason)

    def test_broken_customer_filter_is_refused_when_it_is_written(self):
        """FUP-1: the message names the filter, the mistake and the way out."""
        rule = self.create_rule("order_lapse")
        for domain in ("[('gone', '=', 1)]", "[('city',", "x", "1", "[1]", "{}"):
            with (
                self.subTest(domain),
                self.refused("Correct it under Customers"),
            ):
                rule.partner_domain = domain
        self.assertEqual(rule.partner_domain, "[]")

    def test_empty_customer_filter_means_everybody(self):
        """FUP-1: an emptied field is no mistake."""
        rule = self.create_rule("order_lapse", partner_domain=False)
        self.create_order(self.customer, date(2026, 2, 1))
        self.run_job()
        self.assertEqual(self.get_followups().reason_ids.rule_id, rule)

    def test_same_person_without_a_person_is_refused(self):
        """FUP-1: a rule for one person says who that is."""
        with self.refused("say who, under Who"):
            self.create_rule("order_lapse", assign_to="user")

    def test_rule_with_reasons_cannot_be_deleted(self):
        """FUP-11: archive it; why customers were contacted stays known."""
        rule = self.create_rule("order_lapse")
        self.create_order(self.customer, date(2026, 2, 1))
        self.run_job()
        with self.refused("Archive it"):
            rule.unlink()
        self.assertTrue(self.get_followups().reason_summary)


@tagged("post_install", "-at_install")
class TestLostSource(FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.create_rule("order_lapse")
        cls.order = cls.create_order(cls.customer, date(2026, 2, 1))

    def test_deleted_order_behind_a_reason_is_said_so(self):
        """FUP-1: the follow-up stays readable and can be recorded."""
        self.run_job()
        self.order._action_cancel()
        self.order.unlink()
        followup = self.get_followups().with_user(self.specialist)
        self.assertIn("deleted since", followup.reason_summary)
        followup.action_record({"result": "well"})
        self.assertEqual(followup.state, "recorded")

    def test_source_of_an_application_that_is_gone_is_said_so(self):
        """FUP-1: an uninstalled application behind a reason stops nobody."""
        self.run_job()
        followup = self.get_followups()
        self.env.cr.execute(
            "UPDATE customer_followup_reason SET source_model = 'gone.model'"
            " WHERE followup_id = %s",
            [followup.id],
        )
        followup.invalidate_recordset()
        followup.reason_ids.invalidate_recordset()
        self.assertIn("deleted since", followup.reason_summary)

    def test_archived_rule_behind_a_reason_stays_readable(self):
        """FUP-1: switching a rule off does not take the reasons away."""
        self.run_job()
        self.rule.active = False
        followup = self.get_followups().with_user(self.specialist)
        self.assertIn(self.order.name, followup.reason_summary)
        self.assertEqual(followup.reason_ids.rule_id, self.rule)

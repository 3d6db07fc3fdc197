"""Promises: what is refused, which of alternatives holds, and how they read."""

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .deadline_common import DeadlineCase


@tagged("post_install", "-at_install")
class TestDeadlinePolicy(DeadlineCase):
    def check_refused(self, message, *rungs, error=ValidationError, **vals):
        """Assert that a promise is refused when written and when changed."""
        with self.subTest(vals or rungs):
            with self.refused(message, error), self.env.cr.savepoint():
                self.create_policy(*rungs, **vals)
            policy = self.create_policy()
            if rungs:
                vals["rung_ids"] = [(0, 0, rung) for rung in rungs]
            with self.refused(message, error), self.env.cr.savepoint():
                policy.write(vals)
                policy.flush_recordset()

    @mute_logger("odoo.sql_db")
    def test_amount_is_at_least_one_and_at_most_a_year(self):
        """ISS-1: a typing error is refused where it is made."""
        for amount in (0, -1, 8785, 2**31 - 1):
            self.check_refused("amount", error=IntegrityError, amount=amount)
        for amount in (1, 8784):
            self.assertEqual(self.create_policy(amount=amount).amount, amount)

    @mute_logger("odoo.sql_db")
    def test_warning_is_a_part_of_the_time(self):
        """ISS-1: from 0, which is never, to 99 percent."""
        for percent in (-1, 100):
            self.check_refused("warning", error=IntegrityError, warn_percent=percent)

    def test_fixed_calendar_needs_one(self):
        """ISS-1: always by this one: by which?"""
        self.check_refused("say which one", calendar_source="fixed")

    def test_calendar_is_of_the_same_company(self):
        """ISS-1: hours of another company do not count here."""
        other = self.create_company("South River").resource_calendar_id
        self.check_refused(
            "company", error=UserError, calendar_source="fixed", calendar_id=other.id
        )

    def test_events_are_those_of_the_document(self):
        """ISS-1: two different ones, which the document has."""
        self.check_refused("two different events", stop_event="registered")
        self.check_refused("Case registered", start_event="recorded")
        self.check_refused("two different events", start_event="nonsense")

    def test_document_is_one_with_deadlines(self):
        """ISS-1: orders have no events."""
        self.check_refused(
            "no deadlines", model_id=self.env["ir.model"]._get_id("sale.order")
        )

    def test_conditions_that_cannot_be_used(self):
        """ISS-1: no list, no such field, no such operator, a program."""
        for condition in (
            "[('customer_case_type',",
            "nonsense",
            "1",
            "[('gone', '=', 1)]",
            "[('name', 'no such operator', 1)]",
            "__import__('os')",
            "[('team_id.gone', '=', 1)]",
        ):
            self.check_refused("Condition .* cannot be used", domain=condition)
            self.check_refused("Paused While .* cannot", pause_domain=condition)

    def test_empty_conditions_are_fine(self):
        """ISS-1: all documents, and never a pause."""
        policy = self.create_policy(domain=False, pause_domain="")
        case = self.create_case()
        self.assertEqual(self.get_clocks(case).policy_id, policy)
        self.assertEqual(self.get_clocks(case).state, "running")

    @mute_logger("odoo.sql_db")
    def test_rungs_that_cannot_be_climbed(self):
        """ISS-2: an office without a name, a reminder that comes later than it is."""
        self.check_refused("Which office", {"recipient": "office"})
        self.check_refused("turns orange", {"moment": "warning", "delay_hours": 1})
        for hours in (-1, 2001):
            rung = {"delay_hours": hours}
            self.check_refused("delay_within", rung, error=IntegrityError)

    def test_promise_that_was_counted_by_stays(self):
        """RPT-2: archived, not deleted; an unused one can go."""
        policy, unused = self.create_policy(), self.create_policy(code="other")
        unused.unlink()
        self.create_case()
        with self.refused("Archive it"):
            policy.unlink()

    def test_only_managers_write_promises(self):
        """ISS-1: everybody may read what is promised."""
        policy = self.create_policy({"recipient": "owner"})
        policy.with_user(self.manager).amount = 2
        for user in (self.specialist, self.supervisor):
            own = policy.with_user(user)
            self.assertTrue(own.description)
            for deed in (
                lambda p=own: p.write({"amount": 3}),
                lambda p=own: p.rung_ids.write({"delay_hours": 3}),
                lambda p=own: p.copy(),
            ):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    deed()

    def test_changed_promise_holds_for_the_next_document(self):
        """ISS-1: archived, switched on, narrowed: at once, without a restart."""
        policy = self.create_policy(active=False)
        for vals, count in (
            ({}, 0),
            ({"active": True}, 1),
            ({"domain": "[('priority', '=', '3')]"}, 0),
            ({"domain": "[]"}, 1),
            ({"active": False}, 0),
        ):
            policy.write(vals)
            with self.subTest(vals):
                self.assertEqual(len(self.get_clocks(self.create_case())), count)

    def test_first_alternative_that_fits_holds(self):
        """VIS-6: an hour for lapsed customers, two days for sales visits, else 24 h."""
        lapsed, sales, other = self.switch_on("record_lapsed", "record_sales", "record")
        rule = self.create_rule("order_lapse")
        visit = {"method": "on_site", "purpose": "business"}
        for is_lapsed, vals, policy, time in (
            (True, {}, lapsed, (1, "working_hours")),
            (True, visit, lapsed, (1, "working_hours")),
            (False, visit, sales, (2, "days")),
            (False, {"method": "on_site"}, other, (24, "clock_hours")),
            (False, {"method": "phone"}, other, (24, "clock_hours")),
        ):
            followup = self.create_followup(**vals)
            if is_lapsed:
                self.env["customer.followup.reason"].create(
                    {
                        "followup_id": followup.id,
                        "rule_id": rule.id,
                        "partner_id": followup.partner_id.id,
                        "company_id": self.company.id,
                        "occasion_date": f"2026-01-{followup.id % 28 + 1:02d}",
                    }
                )
            followup.with_user(self.specialist).action_contact()
            with self.subTest(vals, is_lapsed=is_lapsed):
                clock = self.get_clocks(followup)
                self.assertEqual(clock.policy_id, policy)
                self.assertEqual((policy.amount, policy.unit), time)

    def test_alternative_of_the_own_company_comes_first(self):
        """ISS-1: by its sequence; the common one holds for the others."""
        own = self.create_policy(sequence=1, amount=2)
        common = self.create_policy(sequence=5, company_id=False)
        other = self.create_company("South River")
        self.assertEqual(self.get_clocks(self.create_case()).policy_id, own)
        case = self.create_case(company_id=other.id)
        self.assertEqual(self.get_clocks(case).policy_id, common)

    def test_promise_reads_as_it_would_be_said(self):
        """ISS-1: amount, events, hours and ladder, one and many."""
        office = self.env.ref("customer_followup.group_general_manager")
        policy = self.create_policy(
            {"moment": "warning", "recipient": "owner"},
            {"recipient": "superior"},
            {"recipient": "office", "group_id": office.id, "delay_hours": 1.5},
            is_same_day=True,
        )
        self.assertEqual(
            policy.description.split("\n"),
            [
                "From “Case registered” to “Case decided” within 1 working hour.",
                "Working hours: Of the responsible team.",
                "Never left to the next day.",
                "Told: due soon → Whoever has to do it, missed → The superior, "
                "1:30 later → General Manager.",
            ],
        )
        policy.write({"amount": 24, "unit": "clock_hours", "rung_ids": [(5,)]})
        self.assertEqual(
            policy.description,
            "From “Case registered” to “Case decided” within 24 hours by the clock.",
        )
        policy.write(
            {
                "amount": 2,
                "unit": "days",
                "calendar_source": "fixed",
                "calendar_id": self.calendar.id,
            }
        )
        self.assertIn(
            "within 2 days.\nWorking hours: Office Hours.", policy.description
        )

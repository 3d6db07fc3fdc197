"""What somebody has goes to somebody else, together (FUP-11, ASG-1)."""

from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .handover_common import FRIDAY, HandoverCase

AWAY = "2026-03-01 16:00:00", "2026-03-06 16:00:00"


@tagged("post_install", "-at_install")
class TestHandoverMoves(HandoverCase):
    def test_customers_follow_ups_and_cases_go_together(self):
        """FUP-11: with their activities; what is closed keeps its owner."""
        theirs = self.create_customer("Red Mill", self.colleague)
        own, of_colleague = self.create_followup(), self.create_followup(theirs)
        done = self.create_followup()
        done.with_user(self.specialist).action_record({"result": "well"})
        case, closed = self.create_case(), self.create_case(stage_id=self.closed.id)
        handover = self.hand_over()
        self.assertEqual(handover.state, "active")
        self.assertEqual(self.customer.customer_specialist_id, self.colleague)
        self.assertEqual((own | of_colleague).user_id, self.colleague)
        self.assertEqual(own.activity_ids.user_id, self.colleague)
        self.assertEqual(done.user_id, self.specialist)
        self.assertEqual(case.user_id, self.colleague)
        self.assertEqual(closed.user_id, self.specialist)
        self.assertEqual(
            self.get_outcomes(handover),
            {
                ("res.partner", self.customer.id): "moved",
                ("customer.followup", own.id): "moved",
                ("customer.followup", of_colleague.id): "moved",
                ("helpdesk.ticket", case.id): "moved",
            },
        )

    def test_only_what_is_chosen_is_moved(self):
        """FUP-11: cases alone, or follow-ups alone."""
        followup, case = self.create_followup(), self.create_case()
        self.hand_over(has_customers=False, has_followups=False)
        self.assertEqual(self.customer.customer_specialist_id, self.specialist)
        self.assertEqual(followup.user_id, self.specialist)
        self.assertEqual(case.user_id, self.colleague)

    def test_follow_ups_go_with_their_customers(self):
        """ASG-1: a customer is never assigned without what is open."""
        theirs = self.create_customer("Red Mill", self.colleague)
        own, of_colleague = self.create_followup(), self.create_followup(theirs)
        self.hand_over(has_followups=False)
        self.assertEqual(own.user_id, self.colleague)
        self.assertEqual(of_colleague.user_id, self.specialist)

    def test_for_good_ends_at_once_and_asks_for_talks(self):
        """ASG-2: a new specialist for good talks to the salesperson."""
        self.customer.user_id = self.salesperson
        reached = self.create_followup()
        reached.with_user(self.specialist).action_contact()
        self.specialist.active = False
        handover = self.hand_over(date_until=False)
        self.assertEqual(handover.state, "done")
        self.assertTrue(handover.ended_at)
        self.assertEqual(self.customer.customer_specialist_id, self.colleague)
        self.assertEqual(reached.user_id, self.colleague)
        self.assertEqual(self.get_talks(self.customer).user_id, self.colleague)

    def test_for_some_days_asks_for_no_talks(self):
        """ASG-2: a stand-in for a week does not look after the customer for good."""
        self.customer.user_id = self.salesperson
        reached = self.create_followup()
        reached.with_user(self.specialist).action_contact()
        self.hand_over()
        self.assertFalse(self.get_talks(self.customer))
        self.assertEqual(reached.user_id, self.specialist)

    def test_stand_in_is_told_once(self):
        """G9: one message with the numbers, none for each record."""
        self.create_case()
        self.create_case()
        before = self.env["mail.message"].search([]).ids
        handover = self.hand_over()
        told = self.env["mail.message"].search(
            [
                ("id", "not in", before),
                ("notified_partner_ids", "in", self.colleague.partner_id.ids),
            ]
        )
        self.assertEqual(told.res_id, handover.id)
        self.assertRegex(str(told.body), "until 2026-03-06")
        self.assertRegex(handover.moved_summary, "Cases: 2")

    def test_confirmed_terms_stay_as_they_are(self):
        """G5: what is handed over, to whom and until when is agreed."""
        handover = self.hand_over()
        for vals in ({"date_until": date(2026, 3, 9)}, {"has_cases": False}):
            with self.refused("is confirmed"):
                handover.write(vals)
        with self.refused("belongs to the log"):
            handover.unlink()
        handover.reason = "Holiday"
        with self.refused("use its buttons"):
            handover.write({"state": "returned"})
        with self.refused("use its buttons"):
            self.create_handover(state="active")

    def test_each_step_starts_from_its_state(self):
        """VIS-6: a handover is confirmed once, and returned once."""
        handover = self.create_handover()
        with self.refused("only be done while"):
            handover.action_return()
        handover.action_confirm()
        for step in (handover.action_confirm, handover.action_cancel):
            with self.refused("only be done while"):
                step()
        handover.action_return()
        with self.refused("only be done while"):
            handover.action_return()


@tagged("post_install", "-at_install")
class TestHandoverChecks(HandoverCase):
    def assert_confirm_refused(self, message, **vals):
        handover = self.create_handover(**vals)
        with self.refused(message):
            handover.action_confirm()
        self.assertEqual(handover.state, "draft")
        self.assertEqual(self.customer.customer_specialist_id, self.specialist)

    def test_nonsense_is_refused_at_once(self):
        """FUP-11: to oneself, days in the wrong order, nothing at all."""
        nothing = dict.fromkeys(("has_customers", "has_followups", "has_cases"), False)
        for error, vals in (
            (IntegrityError, {"to_user_id": self.specialist.id}),
            (IntegrityError, {"date_until": date(2026, 3, 1)}),
            (ValidationError, nothing),
        ):
            with (
                self.subTest(vals),
                mute_logger("odoo.sql_db"),
                self.assertRaises(error),
            ):
                self.create_handover(**vals)

    def test_last_day_that_is_over_is_refused(self):
        """FUP-11: it would come back before it went."""
        past = {"date_from": date(2026, 2, 1), "date_until": date(2026, 3, 1)}
        self.assert_confirm_refused("is over", **past)

    def test_successor_is_an_active_specialist_of_the_company(self):
        """FUP-11: neither archived, nor of another company, nor with other work."""
        elsewhere = self.create_company("West River Chemicals")
        for user in (
            self.create_user("stranger", "group_specialist", elsewhere),
            self.salesperson,
        ):
            with self.subTest(user.login):
                self.assert_confirm_refused("active specialist", to_user_id=user.id)
        self.colleague.active = False
        self.assert_confirm_refused("active specialist")

    def test_successor_is_there_on_the_first_day(self):
        """FUP-11: nobody stands in from a holiday."""
        self.create_leave(self.colleague, *AWAY)
        self.assert_confirm_refused("is absent today")

    def test_who_has_left_gets_nothing_back(self):
        """FUP-11: with a last day, the person has to be there again."""
        self.specialist.active = False
        self.assert_confirm_refused("cannot get anything back")

    def test_overlapping_handovers_are_refused(self):
        """FUP-11: nobody hands over twice, on, or to somebody who is away."""
        self.customer.customer_specialist_id = self.colleague
        self.hand_over(
            from_user_id=self.colleague.id,
            to_user_id=self.supervisor.id,
            date_from=date(2026, 3, 4),
        )
        self.customer.customer_specialist_id = self.specialist
        third = {"to_user_id": self.manager.id}
        for vals in (
            {"from_user_id": self.colleague.id, **third},
            {"from_user_id": self.colleague.id, "date_until": False, **third},
            {"from_user_id": self.supervisor.id, **third},
            {},
        ):
            with self.subTest(vals):
                self.assert_confirm_refused("runs at the same time", **vals)
        before = {"date_until": date(2026, 3, 3)}
        self.assertEqual(self.hand_over(**before).state, "active")

    def test_cancelled_handover_is_in_nobody_s_way(self):
        """FUP-11: a plan that is given up does not overlap."""
        later = self.hand_over(date_from=date(2026, 3, 4))
        later.action_cancel("The trip is off")
        self.assertEqual(later.state, "cancelled")
        self.assertEqual(self.hand_over(date_until=FRIDAY).state, "active")

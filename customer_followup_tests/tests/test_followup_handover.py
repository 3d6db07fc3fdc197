"""Who looks after whom: assigning, handing over, and whose activity is whose."""

from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import FollowupCase


@tagged("post_install", "-at_install")
class TestAssignment(FollowupCase):
    def test_specialist_cannot_take_a_colleague_s_customer(self):
        """ASG-1: the supervisor decides, as the decision opens the follow-ups."""
        theirs = self.create_customer("Red Mill", self.colleague)
        self.create_followup(theirs, self.colleague)
        with self.assertRaisesRegex(AccessError, "Ask your supervisor"):
            theirs.with_user(self.specialist).customer_specialist_id = self.specialist
        self.assertEqual(theirs.customer_specialist_id, self.colleague)

    def test_specialist_keeps_the_customer_they_bring(self):
        """DOS-6: new customers are collected by specialists."""
        Partner = self.env["res.partner"].with_user(self.specialist)
        own = {"name": "Own", "customer_specialist_id": self.specialist.id}
        self.assertTrue(Partner.create(own))
        with self.assertRaises(AccessError):
            Partner.create({**own, "customer_specialist_id": self.colleague.id})

    def test_supervisor_hands_open_follow_ups_over_with_the_customer(self):
        """ASG-1: what is not done yet goes to the next one, with its activity."""
        planned, recorded = self.create_followup(), self.create_followup()
        recorded.with_user(self.specialist).action_record({"result": "well"})
        customer = self.customer.with_user(self.supervisor)
        customer.customer_specialist_id = self.colleague
        self.assertEqual(planned.user_id, self.colleague)
        self.assertEqual(planned.activity_ids.user_id, self.colleague)
        self.assertEqual(recorded.user_id, self.specialist)

    def test_planning_for_a_customer_does_not_open_the_cases(self):
        """G5: a follow-up planned by oneself is no key to other people's cases."""
        theirs = self.create_customer("Red Mill", self.colleague)
        case = self.env["helpdesk.ticket"].create(
            {
                "name": "Leak",
                "description": "Two drums",
                "partner_id": theirs.id,
                "company_id": self.company.id,
                "user_id": self.colleague.id,
            }
        )
        self.create_followup(theirs)
        self.assertFalse(case.with_user(self.specialist)._filtered_access("read"))

    def test_nobody_reviews_oneself(self):
        """VIS-9: the superior reads the record."""
        followup = self.create_followup(user=self.supervisor)
        followup = followup.with_user(self.supervisor)
        followup.action_record({"result": "well"})
        with self.assertRaisesRegex(UserError, "another supervisor"):
            followup.action_review()
        self.assertEqual(followup.state, "recorded")

    def test_plan_for_a_later_day_is_not_late_at_birth(self):
        """VIS-1: without a deadline of its own, a plan is due on its day."""
        followup = self.env["customer.followup"].create(
            {"partner_id": self.customer.id, "date_planned": "2026-03-20"}
        )
        self.assertEqual(followup.date_deadline, date(2026, 3, 20))


@tagged("post_install", "-at_install")
class TestActivityOwnership(FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.followup = cls.create_followup()
        cls.duty = cls.followup.activity_ids
        cls.sample = cls.env["mail.activity"].create(
            {
                "res_model_id": cls.env["ir.model"]._get_id("customer.followup"),
                "res_id": cls.followup.id,
                "activity_type_id": cls.env.ref("mail.mail_activity_data_todo").id,
                "summary": "Send a sample",
                "user_id": cls.supervisor.id,
                "date_deadline": "2026-03-04",
            }
        )

    def test_activity_planned_by_hand_is_its_owner_s(self):
        """VIS-8: what somebody plans besides neither moves nor ends with the call."""
        self.followup.write({"user_id": self.colleague.id})
        self.followup.date_deadline = date(2026, 3, 12)
        self.assertEqual(self.sample.user_id, self.supervisor)
        self.assertEqual(self.sample.date_deadline, date(2026, 3, 4))
        self.followup.with_user(self.supervisor).action_record({"result": "well"})
        self.assertTrue(self.sample.active)
        self.sample.with_user(self.supervisor).action_feedback()
        self.assertFalse(self.sample.active)

    def test_activity_of_the_follow_up_cannot_leave_it(self):
        """FUP-1: it is neither deleted nor moved behind the follow-up's back."""
        duty = self.duty.with_user(self.specialist)
        with self.assertRaisesRegex(UserError, "cancel the follow-up"):
            duty.unlink()
        with self.assertRaisesRegex(UserError, "change the specialist"):
            duty.date_deadline = date(2030, 1, 1)

    def test_archived_owner_s_follow_ups_are_found(self):
        """FUP-11: what somebody left behind is listed as not assigned."""
        self.specialist.active = False
        search = self.env.ref("customer_followup.customer_followup_view_search")
        domain = [
            "|",
            ("user_id", "=", False),
            ("user_id.active", "=", False),
            ("is_open", "=", True),
        ]
        self.assertIn(str(domain).replace("'", ""), search.arch.replace("'", ""))
        self.assertIn(self.followup, self.env["customer.followup"].search(domain))

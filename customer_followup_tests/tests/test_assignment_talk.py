"""The specialist talks to the salesperson within a week (ASG-2)."""

from datetime import date

from odoo.tests import tagged

from .assignment_common import AssignmentCase


@tagged("post_install", "-at_install")
class TestAssignmentTalk(AssignmentCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.user_id = cls.salesperson

    def assign(self, user):
        self.customer.with_user(self.supervisor).customer_specialist_id = user

    def test_assigned_by_hand_asks_for_a_talk_in_a_week(self):
        """ASG-2: due in seven days, and it names the salesperson."""
        self.assign(self.specialist)
        talk = self.get_talks(self.customer)
        self.assertEqual(talk.user_id, self.specialist)
        self.assertEqual(talk.date_deadline, date(2026, 3, 9))
        self.assertIn("Salesperson", talk.summary)
        self.assertEqual(talk.res_name, "Blue Mill")

    def test_assigned_by_the_dialog_asks_for_a_talk_without_a_mail(self):
        """ASG-2, G9: one activity for each customer, and no message about it."""
        customers = self.create_new_customers(3, user_id=self.salesperson.id)
        before = self.env["mail.mail"].search_count([])
        self.preview().action_assign()
        talks = self.get_talks(customers | self.customer)
        self.assertEqual(len(talks), 4)
        for talk in talks:
            customer = self.env["res.partner"].browse(talk.res_id)
            self.assertEqual(talk.user_id, customer.customer_specialist_id)
        self.assertEqual(self.env["mail.mail"].search_count([]), before)

    def test_talk_on_a_day_off_is_moved_to_a_working_day(self):
        """ASG-2: a week from Monday is a holiday, so it is Tuesday."""
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "company_id": self.company.id,
                "calendar_id": self.company.resource_calendar_id.id,
                "date_from": "2026-03-08 16:00:00",
                "date_to": "2026-03-09 16:00:00",
            }
        )
        self.assign(self.specialist)
        talk = self.get_talks(self.customer)
        self.assertEqual(talk.date_deadline, date(2026, 3, 10))

    def test_manager_changes_within_how_many_days(self):
        """ASG-2: the week is the delay of the activity type; archived means never."""
        kind = self.env.ref("customer_followup.mail_activity_type_talk")
        kind.delay_count = 3
        self.assign(self.specialist)
        talk = self.get_talks(self.customer)
        self.assertEqual(talk.date_deadline, date(2026, 3, 5))
        kind.active = False
        self.assign(self.colleague)
        self.assertFalse(self.get_talks(self.customer))

    def test_who_sells_needs_no_talk_with_oneself(self):
        """ASG-2: none if the specialist is the salesperson."""
        self.customer.user_id = self.specialist
        self.assign(self.specialist)
        self.assertFalse(self.get_talks(self.customer))

    def test_next_specialist_has_the_one_talk(self):
        """ASG-2: one open activity, with whoever looks after the customer."""
        self.assign(self.specialist)
        self.assign(self.colleague)
        self.assertEqual(self.get_talks(self.customer).user_id, self.colleague)
        self.assign(self.env["res.users"])
        self.assertFalse(self.get_talks(self.customer))

    def test_last_order_says_who_sells(self):
        """ASG-2: without a named salesperson it is whoever sold last."""
        self.customer.user_id = False
        order = self.create_order(self.customer, date(2026, 2, 2))
        order.user_id = self.salesperson
        self.assign(self.specialist)
        self.assertIn("Salesperson", self.get_talks(self.customer).summary)

    def test_without_a_salesperson_there_is_nobody_to_talk_to(self):
        """ASG-2: no activity that nobody could do."""
        self.customer.user_id = False
        self.assign(self.specialist)
        self.assertFalse(self.get_talks(self.customer))

    def test_customer_entered_with_a_specialist_asks_for_a_talk(self):
        """ASG-2: a new customer is newly assigned, too."""
        customer = (
            self.env["res.partner"]
            .with_user(self.supervisor)
            .create(
                {
                    "name": "Red Mill",
                    "user_id": self.salesperson.id,
                    "customer_specialist_id": self.specialist.id,
                }
            )
        )
        self.assertEqual(self.get_talks(customer).user_id, self.specialist)

    def test_unchanged_specialist_gets_no_second_talk(self):
        """ASG-2: saving the form again is no assignment."""
        self.assign(self.specialist)
        talk = self.get_talks(self.customer)
        talk.with_user(self.specialist).action_feedback()
        self.assign(self.specialist)
        self.assertFalse(self.get_talks(self.customer))

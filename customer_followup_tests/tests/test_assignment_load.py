"""What a specialist has to do, counted as the company says (ASG-1)."""

from datetime import date

from psycopg2 import IntegrityError

from odoo.tests import tagged
from odoo.tools import mute_logger

from .assignment_common import AssignmentCase


@tagged("post_install", "-at_install")
class TestAssignmentLoad(AssignmentCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.customer_specialist_id = cls.specialist
        cls.stage = cls.env["helpdesk.ticket.stage"].search(
            [("closed", "=", False)], limit=1
        )
        cls.closed = cls.env["helpdesk.ticket.stage"].search(
            [("closed", "=", True)], limit=1
        )

    def create_case(self, stage):
        return self.env["helpdesk.ticket"].create(
            {
                "name": "Leak",
                "description": "Two drums",
                "partner_id": self.create_contact(self.customer).id,
                "company_id": self.company.id,
                "stage_id": stage.id,
            }
        )

    def get_load(self):
        """Return the specialist's load, as the supervisor's list shows it."""
        users = self.specialist.with_user(self.supervisor).with_company(self.company)
        users.invalidate_recordset(["customer_load"])
        return users.customer_load

    def test_load_counts_customers_contacts_soon_and_open_cases(self):
        """ASG-1: 1 for the customer, 0.5 for a contact, 2 for a case."""
        self.assertEqual(self.get_load(), 1)
        self.create_followup(date_deadline=date(2026, 4, 1))
        self.create_followup(date_deadline=date(2026, 4, 2))
        self.assertEqual(self.get_load(), 1.5)
        self.create_case(self.stage)
        self.create_case(self.closed)
        self.assertEqual(self.get_load(), 3.5)

    def test_company_says_what_counts(self):
        """ASG-1: each number is a setting of the company."""
        self.create_followup(date_deadline=date(2026, 4, 2))
        self.create_case(self.stage)
        self.company.write(
            {
                "customer_load_per_customer": 10,
                "customer_load_per_contact": 3,
                "customer_load_per_case": 0,
                "customer_load_days": 31,
            }
        )
        self.assertEqual(self.get_load(), 13)

    def test_weight_of_a_customer_can_be_said_by_others(self):
        """ASG-1: what grades will weigh multiplies what a customer counts."""
        Partner = type(self.env["res.partner"])
        self.patch(
            Partner,
            "_get_customer_load_weights",
            lambda self: dict.fromkeys(self.ids, 4),
        )
        self.assertEqual(self.get_load(), 4)

    def test_list_shows_what_a_specialist_has(self):
        """ASG-1: load, load for the ability, customers, follow-ups, absence."""
        self.create_followup()
        self.specialist.customer_ability = 50
        self.create_leave(self.specialist, "2026-03-01 16:00:00", "2026-03-03 16:00:00")
        user = self.specialist.with_user(self.supervisor)
        self.assertEqual(user.customer_strain, 3)
        self.assertEqual(user.customer_looked_after_count, 1)
        self.assertEqual(user.customer_open_followup_count, 1)
        self.assertTrue(user.is_customer_absent)
        self.assertFalse(self.colleague.with_user(self.supervisor).is_customer_absent)

    def test_stand_in_means_absent(self):
        """ASG-1: whoever has named a stand-in is not given customers."""
        self.env["customer.approval.delegation"].create(
            {
                "user_id": self.specialist.id,
                "delegate_id": self.colleague.id,
                "company_id": self.company.id,
                "date_from": "2026-03-02",
                "date_to": "2026-03-04",
            }
        )
        self.assertTrue(self.specialist.with_user(self.supervisor).is_customer_absent)

    def test_absurd_ability_is_refused(self):
        """ASG-1: neither below nothing nor beyond ten people."""
        for vals in (
            {"customer_ability": -1},
            {"customer_ability": 1001},
            {"customer_capacity": -1},
        ):
            with (
                self.subTest(vals),
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
            ):
                self.specialist.write(vals)
                self.env.flush_all()

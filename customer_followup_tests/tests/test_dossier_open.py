"""Opening a dossier: its number, its three days, and whose work it is."""

from datetime import date, datetime

from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import MONDAY
from .dossier_common import DossierCase

COMPLETE = "customer_followup.mail_activity_type_dossier_complete"


@tagged("post_install", "-at_install")
class TestDossierOpen(DossierCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.customer_dossier_check = "open"
        cls.policy = cls.env.ref("customer_followup.customer_deadline_policy_dossier")
        cls.policy.write({"active": True, "company_id": cls.company.id})

    def get_work(self, customer=None):
        """Return the open activities about the dossier."""
        return (customer or self.customer).activity_ids.filtered(
            lambda a: a.activity_type_id == self.env.ref(COMPLETE)
        )

    def test_first_order_opens_the_dossier(self):
        """DOS-1: number, day, keeper, activity and three days, once."""
        self.create_order(self.customer, MONDAY)
        customer = self.customer
        self.assertTrue(customer.customer_dossier_number)
        self.assertEqual(customer.customer_dossier_date, MONDAY)
        self.assertEqual(customer.customer_dossier_company_id, self.company)
        self.assertEqual(customer.customer_dossier_state, "incomplete")
        work = self.get_work()
        self.assertEqual(work.user_id, self.specialist)
        self.assertEqual(work.date_deadline, date(2026, 3, 5))
        self.assertIn("Licence", work.note)
        deadline = customer.customer_deadline_ids
        self.assertEqual(deadline.policy_id, self.policy)
        self.assertEqual(deadline.user_id, self.specialist)
        self.assertEqual(deadline.company_id, self.company)
        # 23:59 of the third day in Shanghai
        self.assertEqual(deadline.due_at, datetime(2026, 3, 5, 15, 59))
        number = customer.customer_dossier_number
        self.create_order(self.customer, MONDAY)
        self.assertEqual(customer.customer_dossier_number, number)
        self.assertEqual(len(self.get_work()), 1)

    def test_complete_dossier_ends_the_work(self):
        """DOS-1: the clock and the activity, when the last paper is verified."""
        self.create_order(self.customer, MONDAY)
        self.file(self.form)
        self.file(self.licence)
        self.assertTrue(self.get_work())
        self.file(self.permit)
        self.assertFalse(self.get_work())
        self.assertEqual(self.customer.customer_deadline_ids.state, "met")

    def test_overdue_dossier_goes_to_the_supervisor(self):
        """DOS-1: the ladder of the promise names the superior."""
        recipients = self.policy.rung_ids.mapped("recipient")
        self.assertEqual(recipients[:2], ["owner", "superior"])

    def test_next_specialist_takes_over_the_work(self):
        """ASG-1: clock and activity follow the customer."""
        self.create_order(self.customer, MONDAY)
        self.customer.with_user(self.supervisor).customer_specialist_id = self.colleague
        self.assertEqual(self.get_work().user_id, self.colleague)
        self.assertEqual(self.customer.customer_deadline_ids.user_id, self.colleague)

    def test_without_specialist_somebody_gets_the_work(self):
        """DOS-1: whom the settings name, else the salesperson."""
        nobody = self.env["res.users"]
        customer = self.create_customer("Red Mill", nobody, user_id=self.salesperson.id)
        customer.action_open_dossier()
        self.assertEqual(self.get_work(customer).user_id, self.salesperson)
        self.company.customer_followup_user_id = self.supervisor
        other = self.create_customer("Green Mill", nobody)
        other.action_open_dossier()
        self.assertEqual(self.get_work(other).user_id, self.supervisor)

    def test_nothing_is_opened_as_installed(self):
        """DOS-1: a company decides that it keeps dossiers."""
        self.assertEqual(self.create_company("New").customer_dossier_check, "off")
        self.company.customer_dossier_check = "off"
        self.create_order(self.customer, MONDAY)
        self.assertFalse(self.customer.customer_dossier_number)
        self.assertFalse(self.customer.customer_deadline_ids)

    def test_order_of_a_contact_opens_the_companys_dossier(self):
        """DOS-1: whoever at the customer ordered."""
        self.create_order(self.create_contact(self.customer), MONDAY)
        self.assertTrue(self.customer.customer_dossier_number)

    def test_each_company_numbers_its_own(self):
        """DOS-1: without gaps from elsewhere, and none twice."""
        elsewhere = self.create_company("West River Chemicals")
        first, second = (self.create_customer(name) for name in ("One", "Two"))
        far = self.create_customer("Far", company_id=elsewhere.id)
        (first + second).action_open_dossier()
        far.action_open_dossier()
        self.assertEqual(far.customer_dossier_number, "D00001")
        numbers = [int(p.customer_dossier_number[1:]) for p in (first, second)]
        self.assertEqual(numbers[1], numbers[0] + 1)
        self.assertEqual(far.customer_dossier_company_id, elsewhere)
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(UniqueViolation),
            self.env.cr.savepoint(),
        ):
            second.customer_dossier_number = first.customer_dossier_number
            second.flush_recordset()

    def test_opened_by_hand(self):
        """DOS-1: by sales and service, not by others."""
        for index, user in enumerate((self.specialist, self.salesperson, self.finance)):
            customer = self.create_customer(f"Mill {index}")
            customer.with_user(user).action_open_dossier()
            self.assertTrue(customer.customer_dossier_number, user.name)
        clerk = self.create_user("clerk", "base.group_user")
        with self.refused("sales and service", AccessError):
            self.customer.with_user(clerk).action_open_dossier()
        self.assertFalse(self.customer.customer_dossier_number)

    def test_numbers_are_imported_by_supervisors(self):
        """DOS-1: a company brings the dossiers it has along."""
        vals = {"name": "Old Mill", "customer_dossier_number": "A-17"}
        partners = self.env["res.partner"]
        with self.refused("Only supervisors", AccessError):
            partners.with_user(self.specialist).create(vals)
        old = partners.with_user(self.supervisor).create(vals)
        old = old.with_env(self.env)
        self.assertEqual(old.customer_dossier_company_id, self.company)
        self.assertEqual(old.customer_dossier_date, MONDAY)
        self.assert_dossier(0, "incomplete", self.form + self.permit, old)
        with self.refused("Only supervisors", AccessError):
            old.with_user(self.specialist).customer_dossier_number = "A-18"

    def test_deleted_customer_stops_its_clock(self):
        """DOS-1: a mistake leaves no promise behind."""
        customer = self.create_customer("Mistake")
        customer.action_open_dossier()
        deadline = customer.customer_deadline_ids
        customer.unlink()
        self.assertEqual(deadline.state, "cancelled")

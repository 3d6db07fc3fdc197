"""What happens to customers, terms and people while a request is open (CRD-2)."""

from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import MONDAY
from .credit_common import CreditCase, CreditHttpCase


@tagged("post_install", "-at_install")
class TestCreditRequestMeanwhile(CreditCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other_company = cls.create_company("West River Chemicals")
        cls.offer = cls.env["account.payment.term"].create({"name": "75 days"})

    def assert_cannot_be_signed(self, request, text):
        """Assert a reason at every signature, and that it can be refused still."""
        terms = self.get_terms(request.partner_id)
        with self.refused(text), self.env.cr.savepoint():
            self.sign(request, self.marketing)
        self.assertEqual(self.get_terms(request.partner_id), terms)
        self.assertEqual(request.state, "submitted")
        self.assertIn("Submission", self.as_user(request, self.finance).figures)
        self.as_user(request, self.marketing).action_refuse("Not any more")
        self.assertEqual(request.state, "refused")

    def test_archived_term_cannot_be_requested_or_signed(self):
        """CRD-2: nobody is given terms that are not used any more."""
        request = self.create_request(requested_term_id=self.offer.id, submit=True)
        self.offer.active = False
        self.assert_cannot_be_signed(request, "75 days is archived.*choose another")
        with self.refused("75 days is archived"):
            self.create_request(requested_term_id=self.offer.id, submit=True)

    def test_archived_term_may_stay(self):
        """CRD-2: only the limit changes, whatever became of the term."""
        self.set_terms(term=self.offer)
        self.offer.active = False
        request = self.create_request(submit=True)
        self.sign(request)
        self.assertEqual(self.get_terms(), (50000.0, self.offer.id))

    def test_another_company_s_term_cannot_be_requested(self):
        """CRD-2: terms belong to a company, or to all."""
        self.offer.company_id = self.other_company
        with self.refused("belongs to another company"):
            self.create_request(requested_term_id=self.offer.id, submit=True)

    def test_term_that_became_another_company_s_cannot_be_signed(self):
        """CRD-2: moved while the request was open."""
        request = self.create_request(requested_term_id=self.offer.id, submit=True)
        self.offer.company_id = self.other_company
        self.assert_cannot_be_signed(request, "belongs to another company")

    def test_customer_with_other_terms_by_now_cannot_be_signed(self):
        """CRD-2: the grounds of the decision are not there any more."""
        request = self.create_request(submit=True)
        self.set_terms(limit=5.0)
        self.assert_cannot_be_signed(request, "have changed since")

    def test_archived_customer_cancels_its_requests(self):
        """CRD-2: drafts and submitted ones, of everybody, and the requester is told."""
        draft = self.create_request(user=self.specialist)
        request = self.create_request(submit=True)
        self.as_user(self.customer, self.manager).active = False
        for each in draft | request:
            self.assertEqual(each.state, "cancelled")
        self.assertEqual(self.get_log(request)[-1], ("cancelled", self.manager))
        self.assertFalse(request.activity_ids)
        self.customer.active = True
        with self.refused("this can only be done while it is"):
            self.sign(request, self.marketing)

    def test_archived_customer_gets_no_request(self):
        """CRD-2: neither opened from the customer nor created."""
        self.customer.active = False
        with self.refused("is archived. Restore"):
            self.customer.action_request_credit_change()
        with self.refused("is archived. Restore"):
            self.create_request()

    def test_archived_customer_s_temporary_terms_end(self):
        """CRD-2: a customer that is restored later does not keep them."""
        request = self.create_request(date_until=MONDAY, submit=True)
        self.sign(request)
        self.customer.active = False
        request._end()
        self.assertEqual(self.get_terms(), (0.0, None))

    def test_customer_of_another_company_cannot_be_signed(self):
        """CRD-2: moved while the request was open."""
        request = self.create_request(submit=True)
        self.customer.company_id = self.other_company
        self.assert_cannot_be_signed(request, "belongs to another company now")
        with self.refused("belongs to another company now"):
            self.create_request()

    def test_customer_that_became_a_contact_cannot_be_signed(self):
        """CRD-2: its limit is the customer's by now."""
        person = self.env["res.partner"].create({"name": "Ms Gu"})
        request = self.create_request(person, submit=True)
        person.parent_id = self.customer
        self.assert_cannot_be_signed(request, "Request the change for Blue Mill")

    def test_draft_for_who_became_a_contact_can_be_opened_and_cancelled(self):
        """CRD-2: the form opens, with the customer's figures."""
        person = self.env["res.partner"].create({"name": "Ms Gu"})
        request = self.create_request(person)
        person.parent_id = self.customer
        self.assertTrue(self.as_user(request, self.finance).figures)
        with self.refused("Request the change for Blue Mill"):
            self.as_user(request, self.salesperson).action_submit()
        self.as_user(request, self.salesperson).action_cancel()
        self.assertEqual(request.state, "cancelled")

    def close_company(self):
        users = self.env["res.users"].search([("company_id", "=", self.company.id)])
        users.company_ids += self.other_company
        users.company_id = self.other_company
        self.company.active = False

    def test_closed_company_cannot_be_signed(self):
        """CRD-2: nobody works in a company that is closed."""
        request = self.create_request(submit=True)
        self.close_company()
        with self.refused("invalid companies", AccessError), self.env.cr.savepoint():
            self.sign(request, self.marketing)
        self.assertEqual(request.state, "submitted")

    def test_approved_change_does_not_begin_in_a_closed_company(self):
        """CRD-2: it is reported instead, for the day the company opens again."""
        request = self.create_request(date_from=date(2026, 3, 6), submit=True)
        self.sign(request)
        self.close_company()
        request._begin()
        self.assertIn("is closed", request.conflict)
        self.assertEqual(self.get_terms(), (0.0, None))

    def test_request_of_who_has_left_is_decided_without(self):
        """CRD-2: signed or refused, but not asked back."""
        request = self.create_request(submit=True)
        self.salesperson.active = False
        with self.refused("has left and cannot change it"):
            self.as_user(request, self.marketing).action_ask_back("Rather less")
        self.sign(request)
        self.assertEqual(self.get_terms(), (50000.0, None))

    def test_request_of_who_has_left_is_cancelled_by_a_supervisor(self):
        """CRD-2: nobody waits for ever for somebody who is gone."""
        request = self.create_request(submit=True)
        self.salesperson.active = False
        with self.refused("Say why"):
            self.as_user(request, self.supervisor).action_cancel()
        self.as_user(request, self.supervisor).action_cancel("She has left")
        self.assertEqual(request.state, "cancelled")

    def test_draft_for_a_customer_is_kept_apart_from_others(self):
        """CRD-2: one open request for each company."""
        for customer in (self.customer, self.create_customer("Green Mill")):
            self.create_request(customer, submit=True)
        waiting = self.env["customer.credit.request"].search(
            [("company_id", "=", self.company.id), ("state", "=", "submitted")]
        )
        self.assertEqual(len(waiting), 2)


@tagged("post_install", "-at_install")
class TestCreditRequestDeletion(CreditHttpCase):
    def setUp(self):
        super().setUp()
        self.enterContext(mute_logger("odoo.http", "odoo.sql_db"))
        self.administrator = self.create_user(
            "deleting_admin",
            "base.group_user,base.group_system,base.group_partner_manager,"
            "account.group_account_manager",
        )

    def assert_not_deleted(self, record):
        """Assert that a message refuses to delete ``record``."""
        with self.undone():
            answer = self.call(self.administrator, record._name, "unlink", record.ids)
            error = answer["error"]["data"]
            self.assertIn("odoo.exceptions.", error["name"], error["debug"])
            self.env.invalidate_all()
            self.assertTrue(record.exists())

    def test_what_a_request_is_about_cannot_be_deleted(self):
        """CRD-2: customer, terms and requester stay as evidence."""
        frozen, offer = self.env["account.payment.term"].create(
            [{"name": "15 days"}, {"name": "75 days"}]
        )
        self.set_terms(term=frozen)
        self.create_request(requested_term_id=offer.id, submit=True)
        self.set_terms(limit=1.0)
        for record in (self.customer, frozen, offer, self.salesperson):
            with self.subTest(record=record.display_name):
                self.assert_not_deleted(record)

    def test_term_of_the_figures_cannot_be_deleted(self):
        """CRD-1: what a signer was shown stays what it was."""
        frozen = self.env["account.payment.term"].create({"name": "15 days"})
        self.set_terms(term=frozen)
        request = self.create_request(requested_term_id=False, submit=True)
        self.sign(request)
        self.assert_not_deleted(frozen)
        self.assertEqual(request.snapshot_ids[0].payment_term_id, frozen)

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .credit_common import CreditCase


@tagged("post_install", "-at_install")
class TestCreditRequest(CreditCase):
    def test_three_signatures_change_limit_and_term(self):
        """CRD-1: marketing director, finance head and general manager, in order."""
        request = self.create_request(requested_term_id=self.term.id, submit=True)
        for signer, rest in zip(self.signers, (2, 1, 0), strict=True):
            self.assertEqual(self.get_terms(), (0.0, None))
            self.assertEqual(request.approval_waiting_for, signer.name)
            self.sign(request, signer)
            states = request._get_steps().mapped("state")
            self.assertEqual(sum(state != "approved" for state in states), rest)
        self.assertEqual(request.state, "approved")
        self.assertEqual(self.get_terms(), (50000.0, self.term.id))
        self.assertEqual(
            self.get_log(request),
            [
                ("submitted", self.salesperson),
                *(("approved", signer) for signer in self.signers),
                ("applied", self.general),
            ],
        )

    def test_levels_sign_in_their_order_only(self):
        """CRD-1: whoever comes later cannot sign before."""
        request = self.create_request(submit=True)
        for early in (self.finance, self.general, self.salesperson):
            with self.refused(".+", AccessError), self.env.cr.savepoint():
                self.sign(request, early)
        self.assertEqual(self.get_log(request), [("submitted", self.salesperson)])

    def test_only_that_company_s_terms_change(self):
        """CRD-2: on the customer and its contacts, in the request's company."""
        subsidiary = self.create_company("West River Chemicals")
        self.set_terms(limit=7.0, term=self.term, company=subsidiary)
        contact = self.create_contact(self.customer)
        request = self.create_request(requested_term_id=self.term.id, submit=True)
        self.sign(request)
        for partner in self.customer | contact:
            self.assertEqual(self.get_terms(partner), (50000.0, self.term.id))
            self.assertEqual(self.get_terms(partner, subsidiary), (7.0, self.term.id))

    def test_terms_are_applied_once(self):
        """CRD-2: no further signature applies them again."""
        request = self.create_request(submit=True)
        self.sign(request)
        applied_at = request.applied_at
        self.set_terms(limit=1.0)
        for signer in self.signers:
            with self.refused("this can only be done while it is"):
                self.as_user(request, signer).action_approve()
        self.assertEqual(self.get_terms(), (1.0, None))
        self.assertEqual(request.applied_at, applied_at)
        actions = [action for action, _user in self.get_log(request)]
        self.assertEqual(actions.count("applied"), 1)

    def test_requester_and_salesperson_are_told(self):
        """CRD-2: whoever asked and whoever sells know the new terms."""
        request = self.create_request(user=self.specialist, submit=True)
        self.sign(request)
        told = request.message_ids[0]
        self.assertIn("the new terms hold now", told.body)
        people = self.specialist.partner_id | self.salesperson.partner_id
        self.assertLessEqual(people, told.notified_partner_ids)
        self.assertIn(request.name, self.customer.message_ids[0].body)

    def test_customer_reads_nothing_of_it(self):
        """CRD-2: not offered as a reader, nor told as a follower of the order."""
        self.customer.email = "buyer@example.com"
        order = self.create_quotation(self.customer)
        order.user_id = self.salesperson
        order.message_subscribe(self.customer.ids)
        request = self.create_request(sale_order_id=order.id, submit=True)
        self.assertFalse(request._message_get_suggested_recipients())
        self.sign(request)
        told = order.message_ids[0]
        self.assertIn("Confirm the order again", told.body)
        self.assertIn(self.salesperson.partner_id, told.notified_partner_ids)
        self.assertNotIn(self.customer, told.notified_partner_ids)
        self.assertTrue(told.subtype_id.internal)

    def test_figures_are_frozen_at_each_decision(self):
        """CRD-1: what each signer saw stays, whatever happens afterwards."""
        self.set_terms(limit=100.0)
        request = self.create_request(submit=True)
        ticket = self.env["helpdesk.ticket"].create(
            {
                "name": "Wet bags",
                "description": "All of them",
                "partner_id": self.customer.id,
                "customer_case_type": "complaint",
                "company_id": self.company.id,
            }
        )
        self.sign(request, self.marketing)
        ticket.unlink()
        self.sign(request, self.finance, self.general)
        shots = request.snapshot_ids
        self.assertEqual(shots.mapped("open_complaint_count"), [0, 1, 0, 0])
        self.assertEqual(shots.mapped("credit_limit"), [100.0] * 4)
        self.assertEqual(
            shots.mapped("moment"), ["Submission", "Level 1", "Level 2", "Level 3"]
        )

    def test_frozen_terms_are_those_of_the_submission(self):
        """CRD-1: not those of the day the draft was begun."""
        request = self.create_request()
        self.set_terms(limit=100.0, term=self.term)
        self.as_user(request, self.salesperson).action_submit()
        self.assertEqual(request.current_limit, 100.0)
        self.assertEqual(request.current_term_id, self.term)
        self.assertEqual(request.snapshot_ids.credit_limit, 100.0)

    def test_limit_in_fractions_can_be_signed(self):
        """CRD-1: an installation finds limits that are no round amounts."""
        self.set_terms(limit=1234.56789)
        request = self.create_request(submit=True)
        self.sign(request)
        self.assertEqual(self.get_terms(), (50000.0, None))

    def test_requester_changes_a_draft_only(self):
        """CRD-1: what was submitted is what is signed."""
        request = self.create_request()
        own = self.as_user(request, self.salesperson)
        own.requested_limit = 60000.0
        own.action_submit()
        for vals in (
            {"requested_limit": 1.0},
            {"requested_term_id": self.term.id},
            {"reason": "Another one"},
            {"date_until": "2026-12-31"},
            {"partner_id": self.create_customer("Green Mill").id},
        ):
            with self.subTest(vals=vals), self.refused("has been submitted"):
                own.write(vals)
        self.as_user(request, self.marketing).action_ask_back("Rather less")
        own.requested_limit = 30000.0
        own.action_submit()
        self.sign(request)
        self.assertEqual(self.get_terms(), (30000.0, None))

    def test_request_that_changes_nothing_is_refused(self):
        """CRD-1: three people do not sign what is there already."""
        self.set_terms(limit=50000.004, term=self.term)
        request = self.create_request(requested_term_id=self.term.id)
        with self.refused("Nothing would change"):
            self.as_user(request, self.salesperson).action_submit()

    def test_request_without_reason_is_refused(self):
        """CRD-1: whoever signs reads it first."""
        for reason in (False, "", "  \n"):
            with self.subTest(reason=reason), self.refused("Say why"):
                self.create_request(reason=reason, submit=True)

    def test_request_is_opened_from_the_customer(self):
        """CRD-1: filled in for the customer, from its contacts as well."""
        self.set_terms(limit=100.0, term=self.term)
        contact = self.create_contact(self.customer)
        for partner in self.customer | contact:
            own = self.as_user(partner, self.salesperson)
            action = own.action_request_credit_change()
            requests = self.env[action["res_model"]].with_user(self.salesperson)
            with Form(requests.with_context(**action["context"])) as form:
                self.assertEqual(form.partner_id, self.customer)
                self.assertEqual(form.requested_limit, 100.0)
                self.assertEqual(form.requested_term_id, self.term)
                form.reason = "Twice the orders since spring"
        self.assertEqual(self.customer.customer_credit_request_count, 2)
        self.assertEqual(contact.customer_credit_request_count, 2)
        opened = contact.action_open_credit_requests()
        requests = self.env[opened["res_model"]].search(opened["domain"])
        self.assertEqual(len(requests), 2)

    def test_request_for_a_contact_names_the_customer(self):
        """CRD-2: contacts have no limit of their own."""
        contact = self.create_contact(self.customer)
        with self.refused("Request the change for Blue Mill"):
            self.create_request(contact)

    def test_figures_are_shown_side_by_side(self):
        """CRD-1: submission, each decision and now, for who may see them."""
        request = self.create_request(submit=True)
        self.sign(request, self.marketing)
        figures = self.as_user(request, self.finance).figures
        for title in ("Submission", "Level 1", "Now"):
            self.assertIn(title, figures)
        self.assertFalse(self.as_user(request, self.salesperson).figures)

"""The credit of the demo company: limits, held orders, and requests in every state."""

from datetime import timedelta

from odoo.fields import Domain
from odoo.tests import tagged

from .demo_common import SALESPERSON, DemoCase

STATES = {"draft", "submitted", "approved", "refused", "cancelled", "reverted"}
SIGNERS = ("demo_marketing_director", "demo_finance_head", "demo_general_manager")


class DemoCreditCase(DemoCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.salesperson = cls.users[SALESPERSON]
        cls.requests = cls.search("customer.credit.request")

    def get_requests(self, state):
        return self.requests.filtered(lambda r: r.state == state)

    def get_signatures(self, request):
        """Return who signed in the last round, in order, by login."""
        entries = request.approval_entry_ids.filtered(lambda e: e.action == "approved")
        return entries.mapped("user_id.login")

    def as_user(self, record, user):
        return record.with_user(user).with_context(allowed_company_ids=self.company.ids)


@tagged("post_install", "-at_install")
class TestDemoCreditCustomers(DemoCreditCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.figures = cls.customers._get_customer_credit_figures(cls.company)
        cls.terms = cls.customers._get_customer_order_terms(cls.company)
        cls.limited = cls.customers.filtered(lambda c: cls.terms[c.id].is_limited)

    def get_use(self, customer):
        """Return the used share of a customer's limit."""
        return self.figures[customer.id].exposure / self.terms[customer.id].limit

    def test_company_puts_orders_on_hold(self):
        """CRD-2: everything is on in the demo company, and nowhere else."""
        self.assertEqual(self.company.customer_credit_check, "hold")
        others = self.env["res.company"].search([("id", "!=", self.company.id)])
        self.assertLessEqual(set(others.mapped("customer_credit_check")), {"off"})

    def test_most_customers_have_a_limit_some_nearly_used_few_exceeded(self):
        """CRD-2: every kind of customer is there, and most can still order."""
        self.assertGreater(len(self.limited), 30)
        self.assertLess(len(self.limited), len(self.customers))
        exceeded = self.limited.filtered(lambda c: self.get_use(c) > 1)
        nearly = self.limited.filtered(lambda c: 0.8 < self.get_use(c) <= 1)
        self.assertTrue(1 <= len(exceeded) <= 4, exceeded.mapped("name"))
        self.assertGreaterEqual(len(nearly), 3)

    def test_two_customers_are_late_beyond_the_tolerance(self):
        """CRD-2: two are stopped for old debts, a third is late but tolerated."""
        late = [f for f in self.figures.values() if f.overdue_amount]
        tolerance = self.company.customer_overdue_tolerance_days
        amount = self.company.customer_overdue_tolerance_amount
        stopped = [
            f for f in late if f.overdue_days > tolerance and f.overdue_amount > amount
        ]
        self.assertGreaterEqual(len(stopped), 2)
        self.assertGreater(len(late), len(stopped))

    def test_salesperson_sees_the_rounded_headroom(self):
        """CRD-2: who has no accounting rights sees what is left in full thousands."""
        customers = self.limited.filtered(lambda c: c.user_id == self.salesperson)
        self.assertGreater(len(customers), 10)
        for customer in self.as_user(customers, self.salesperson):
            self.assertFalse(customer.customer_credit_headroom % 1000)

    def test_terms_agree_with_the_log(self):
        """G1: the nightly reconciliation of the demo company finds no difference."""
        Reconciliation = self.env["customer.credit.reconciliation"]
        evidence = self.search("customer.credit.reconciliation")
        self.assertTrue(evidence)
        self.assertFalse(sum(evidence.mapped("difference_count")))
        again = Reconciliation._reconcile(self.company)
        self.assertEqual((again.difference_count, again.new_count), (0, 0))
        self.assertGreaterEqual(again.customer_count, len(self.customers))


@tagged("post_install", "-at_install")
class TestDemoCreditRequests(DemoCreditCase):
    def test_requests_of_the_salesperson_are_in_every_state(self):
        """CRD-1: a handful of requests, one of each kind at least."""
        self.assertEqual(set(self.requests.mapped("state")), STATES)
        self.assertLessEqual(len(self.requests), 12)
        self.assertEqual(self.requests.requester_id, self.salesperson)
        self.assertTrue(all(self.requests.mapped("reason")))

    def test_each_level_has_one_document_to_sign(self):
        """CRD-1: whoever of the three logs in first has something To Sign."""
        for login in SIGNERS:
            user = self.users[login]
            Step = self.as_user(self.env["customer.approval.step"], user)
            with self.subTest(login):
                requests = Domain("res_model", "=", self.requests._name)
                step = Step.search(Step._get_to_sign_domain() & requests)
                self.assertEqual(len(step), 1)
                # a gift above the ceiling waits for the general manager as well
                self.assertGreaterEqual(Step.get_to_sign_count(), 1)
                request = step._get_document()
                self.assertTrue(request.approval_can_sign)
                self.assertEqual(request.activity_ids.user_id, user)
                self.assertGreater(self.get_age(step.opened_at), 0)

    def test_permanent_request_changed_the_customer(self):
        """CRD-1, CRD-2: three signatures with their words, and the limit is there."""
        request = self.get_requests("approved").filtered(
            lambda r: not (r.date_until or r.approval_entry_ids.on_behalf_of_id)
        )
        entries = request.approval_entry_ids.filtered(lambda e: e.action == "approved")
        self.assertEqual(self.get_signatures(request), list(SIGNERS))
        self.assertTrue(all(entries.mapped("comment")))
        self.assertEqual(
            request.partner_id._get_customer_credit_terms(self.company),
            {
                "credit_limit": request.requested_limit,
                "payment_term_id": request.requested_term_id.id,
            },
        )

    def test_refused_at_level_two_with_reason(self):
        """CRD-2: the marketing director signed, the finance head said why not."""
        request = self.get_requests("refused")
        last = request.approval_entry_ids[-1]
        self.assertEqual(self.get_signatures(request), [SIGNERS[0]])
        self.assertEqual(
            (last.action, last.user_id), ("refused", self.users[SIGNERS[1]])
        )
        self.assertIn("逾期", last.comment)
        self.assertEqual(
            request.approval_step_ids.mapped("state"),
            ["approved", "refused", "cancelled"],
        )

    def test_asked_back_lies_with_the_salesperson(self):
        """CRD-1: a draft with an activity that says what is missing."""
        request = self.get_requests("draft")
        self.assertEqual(request.approval_entry_ids[-1].action, "asked_back")
        self.assertEqual(request.activity_ids.user_id, self.salesperson)
        self.assertLess(request.activity_ids.date_deadline, self.built_on)

    def test_temporary_terms_end_soon_and_have_ended(self):
        """CRD-1: one ends within days and is announced, one has been restored."""
        approved = self.get_requests("approved").filtered("date_until")
        wait = approved.date_until - self.built_on
        self.assertTrue(timedelta() < wait <= timedelta(days=7))
        self.assertTrue(approved.announced_at)
        reverted = self.get_requests("reverted")
        self.assertLess(reverted.date_until, self.built_on)
        terms = reverted.partner_id._get_customer_credit_terms(self.company)
        self.assertEqual(terms, reverted._get_frozen_terms())

    def test_stand_in_signed_with_both_names(self):
        """CRD-2: within the days of the absence, and both names are in the log."""
        entry = self.requests.approval_entry_ids.filtered("on_behalf_of_id")
        delegation = self.search("customer.approval.delegation")
        self.assertEqual(entry.on_behalf_of_id, delegation.user_id)
        self.assertEqual(entry.user_id, delegation.delegate_id)
        day = self.company._get_customer_today(entry.decided_at)
        self.assertTrue(delegation.date_from <= day <= delegation.date_to)
        self.assertLess(delegation.date_to, self.built_on)

    def test_dates_follow_each_other_and_none_is_in_the_future(self):
        """Demo company: submitted, signed and applied in this order, in the past."""
        for request in self.requests:
            moments = request.approval_entry_ids.mapped("decided_at")
            with self.subTest(request.name):
                self.assertEqual(moments, sorted(moments))
                self.assertEqual(moments[0], request.submitted_at)
                self.assertLess(moments[-1], self.company.create_date)
                self.assertGreaterEqual(moments[0], request.create_date)
                shots = request.snapshot_ids.mapped("taken_at")
                steps = request.approval_step_ids.mapped("closed_at")
                self.assertLessEqual({*shots, *filter(None, steps)}, set(moments))

    def test_nobody_finds_old_messages(self):
        """Demo company: what was said about requests has been read."""
        messages = self.requests.message_ids
        self.assertTrue(messages)
        self.assertTrue(all(messages.notification_ids.mapped("is_read")))
        self.assertLess(max(messages.mapped("date")), self.company.create_date)


@tagged("post_install", "-at_install")
class TestDemoCreditOrders(DemoCreditCase):
    def test_orders_of_the_salesperson_are_on_hold(self):
        """CRD-2: one beyond the limit, with a request, and one for old debts."""
        held = self.orders.filtered(lambda o: o._is_held_for_credit())
        self.assertEqual(held.user_id, self.salesperson)
        requested = self.get_requests("submitted").sale_order_id
        self.assertEqual(len(held), 2)
        self.assertLess(requested, held)
        exposure = requested.customer_credit_exposure
        self.assertLess(exposure, requested.customer_credit_limit)
        self.assertGreater(
            exposure + requested.amount_total, requested.customer_credit_limit
        )
        self.assertTrue((held - requested).customer_credit_overdue_days)
        for order in held:
            self.assertTrue(order.customer_credit_warning)
            self.assertGreater(self.get_age(order.customer_credit_held_at), 0)

    def test_quotation_of_the_salesperson_warns(self):
        """CRD-2: the headroom is shown before anybody confirms."""
        quotations = self.orders.filtered(
            lambda o: (
                o.user_id == self.salesperson
                and o._is_quotation()
                and not o.customer_credit_state
            )
        )
        warned = self.as_user(quotations, self.salesperson).filtered(
            "customer_credit_warning"
        )
        self.assertEqual(len(warned), 1)
        self.assertGreater(warned.amount_total, warned.customer_credit_headroom)


@tagged("post_install", "-at_install")
class TestDemoCreditFlows(DemoCreditCase):
    def test_flows_played_again_change_nothing(self):
        """Demo company: demo data that is loaded a second time is not there twice."""
        models = (
            "customer.approval.entry",
            "customer.approval.delegation",
            "customer.credit.request",
            "customer.credit.reconciliation",
            "sale.order",
        )
        before = [len(self.search(model)) for model in models]
        flows = self.env["customer.demo.company"]
        flows._open_credit()
        flows._watch_credit()
        self.assertEqual([len(self.search(model)) for model in models], before)

    def test_clock_of_the_flows_cannot_be_set_from_outside(self):
        """RPC: a date in the context dates neither a day nor a line of the log."""
        company = self.company.with_context(customer_demo_played_at="2020-01-01")
        self.assertEqual(
            company._get_customer_today(), self.company._get_customer_today()
        )
        entry = company.env["customer.approval.entry"]._append(
            company, "opening", company
        )
        self.assertGreater(entry.decided_at.year, 2020)

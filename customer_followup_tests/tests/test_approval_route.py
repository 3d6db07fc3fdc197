"""Which route a document takes, and whom its levels name."""

from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from .approval_common import ApprovalCase

BROKEN_CONDITIONS = (
    "[('gone', '=', 1)]",
    "[('requested_limit',",
    "requested_limit > 5",
    "1",
    "[1]",
    "{}",
    "[('requested_limit', 'is', 5)]",
    "__import__('os')",
    "[" * 500,
)


class RouteCase(ApprovalCase):
    def create_marked_route(self, name, **vals):
        """Return a route that the supervisor signs alone."""
        office = self.env.ref("customer_followup.group_supervisor")
        return self.create_route([{"group_id": office.id}], name=name, **vals)

    def get_route(self, **vals):
        """Return the route a new request takes."""
        request = self.create_request(self.create_customer("Any"), submit=True, **vals)
        return request._get_steps().level_id.route_id


@tagged("post_install", "-at_install")
class TestApprovalRoute(RouteCase):
    def test_service_manager_writes_a_route(self):
        """CRD-1: on the screen, without access to what administrators see."""
        routes = self.env["customer.approval.route"].with_user(self.manager)
        with Form(routes.with_context(allowed_company_ids=self.company.ids)) as form:
            form.name = "Large"
            form.domain = "[('requested_limit', '>', 100000)]"
            with form.level_ids.new() as level:
                level.name = "Finance"
                level.group_id = self.env.ref("customer_followup.group_finance_head")
        self.assertEqual(form.record.model, "customer.credit.request")

    # Which route ----------------------------------------------------------------------

    def test_first_route_that_fits_holds(self):
        """CRD-1: by sequence; a condition decides, then the next one."""
        large = self.create_marked_route(
            "Large", sequence=1, domain="[('requested_limit', '>', 100000)]"
        )
        term = self.create_marked_route(
            "Term", sequence=2, domain="[('requested_term_id', '!=', False)]"
        )
        self.route.sequence = 3
        self.assertEqual(self.get_route(requested_limit=100001.0), large)
        self.assertEqual(self.get_route(requested_limit=100000.0), self.route)
        self.assertEqual(self.get_route(requested_term_id=self.term.id), term)
        large.sequence = 9
        self.assertEqual(self.get_route(requested_limit=100001.0), self.route)

    def test_condition_asks_for_what_the_requester_cannot_see(self):
        """CRD-1: who signs does not depend on who may read the accounts."""
        strict = self.create_marked_route(
            "Known", sequence=1, domain="[('partner_id.credit_limit', '>', 0)]"
        )
        self.assertEqual(self.get_route(), self.route)
        self.set_terms(limit=10.0)
        request = self.create_request(submit=True)
        self.assertEqual(request._get_steps().level_id.route_id, strict)

    def test_route_of_the_company_or_of_all(self):
        """CRD-1: another company's route is not taken; one of all companies is."""
        elsewhere = self.create_company("West River Chemicals")
        self.create_marked_route("Elsewhere", sequence=1, company_id=elsewhere.id)
        self.assertEqual(self.get_route(), self.route)
        everywhere = self.create_marked_route("All", sequence=2, company_id=False)
        self.assertEqual(self.get_route(), everywhere)

    def test_without_a_route_nothing_is_submitted(self):
        """CRD-1: no route means not approved; it says whom to ask."""
        self.route.domain = "[('requested_limit', '>', 1000000000)]"
        request = self.create_request()
        self.assert_refused(
            request, self.salesperson, "action_submit", text="laid down who signs"
        )
        self.route.domain = "[]"
        self.route.active = False
        self.assert_refused(
            request, self.salesperson, "action_submit", text="laid down who signs"
        )
        self.assertFalse(self.get_log(request))

    def test_broken_condition_is_refused_when_it_is_written(self):
        """CRD-1: the message names the route and the way out."""
        for domain in BROKEN_CONDITIONS:
            with (
                self.subTest(domain[:40]),
                self.refused("Credit terms cannot be used", ValidationError),
                self.env.cr.savepoint(),
            ):
                self.route.domain = domain
        for domain in (False, "", "[]", "[('requested_limit', '>', 5)]"):
            self.route.domain = domain

    def test_active_route_needs_a_level_that_names_somebody(self):
        """CRD-1: nothing is approved without a signature."""
        with self.refused("has no level", ValidationError), self.env.cr.savepoint():
            self.create_route([])
        with self.refused("has no level", ValidationError), self.env.cr.savepoint():
            self.route.level_ids = [Command.clear()]
        for level in (
            {"signer_type": "group"},
            {"signer_type": "users"},
            {"signer_type": "users", "user_ids": [Command.clear()]},
        ):
            with self.refused("Who signs", ValidationError), self.env.cr.savepoint():
                self.create_route([level])

    def test_last_level_of_an_active_route_stays(self):
        """CRD-1: a level deleted on its own leaves no route without signatures."""
        levels = self.route.level_ids
        levels[:2].unlink()
        other = self.create_marked_route("Other")
        with self.refused("has no level"), self.env.cr.savepoint():
            levels[2].unlink()
        with self.refused("has no level"), self.env.cr.savepoint():
            levels[2].route_id = other

    # A route while documents wait -----------------------------------------------------

    def test_waiting_document_keeps_what_was_asked_for(self):
        """CRD-1: a route that is edited holds for the next document."""
        request = self.create_request(submit=True)
        first, second, third = self.route.level_ids
        supervisors = self.env.ref("customer_followup.group_supervisor")
        first.write({"group_id": supervisors.id, "required": "all"})
        second.write({"signer_type": "users", "user_ids": self.supervisor.ids})
        third.sequence = 0
        self.route.domain = "[('requested_limit', '<', 1)]"
        self.route.active = False
        request._get_steps()._refresh_signers()
        self.assert_refused(request, self.supervisor, "action_approve", [])
        self.sign(request)
        self.assertEqual(self.get_terms(), (50000.0, None))

    def test_used_routes_and_levels_cannot_be_deleted(self):
        """G4: whom the log names stays known."""
        fresh = self.create_marked_route("Fresh")
        request = self.create_request(submit=True)
        for record in (self.route, self.route.level_ids[1]):
            with self.refused("signed along|signed at"), self.env.cr.savepoint():
                record.unlink()
        self.as_user(request, self.salesperson).action_cancel()
        with self.refused("Archive it"), self.env.cr.savepoint():
            self.route.unlink()
        fresh.unlink()

    # Whom a level names ---------------------------------------------------------------

    def submit_along(self, *levels, **vals):
        """Return a request that waits along a route with these levels."""
        self.route.active = False
        self.create_route(levels)
        return self.create_request(submit=True, **vals)

    def test_one_of_an_office_is_enough(self):
        """CRD-1: whoever of the office signs first."""
        second = self.create_user("second", "group_finance_head")
        office = self.env.ref("customer_followup.group_finance_head")
        request = self.submit_along({"group_id": office.id})
        self.assertEqual(request._get_open_step().signer_ids, self.finance | second)
        self.sign(request, second)
        self.assertEqual(request.state, "approved")

    def test_all_of_an_office_sign(self):
        """CRD-1: each of them once, and nobody for two."""
        second = self.create_user("second", "group_finance_head")
        office = self.env.ref("customer_followup.group_finance_head")
        request = self.submit_along({"group_id": office.id, "required": "all"})
        self.sign(request, second)
        self.assertEqual(request._get_open_step().signer_ids, self.finance)
        self.assert_cannot_sign(request, second, "nobody signs twice")
        self.assertEqual(self.get_terms(), (0.0, None))
        self.sign(request, self.finance)
        self.assertEqual(self.get_terms(), (50000.0, None))

    def test_office_is_that_of_the_company(self):
        """CRD-1: who holds the office elsewhere only does not sign here."""
        elsewhere = self.create_company("West River Chemicals")
        far = self.create_user("far", "group_marketing_director", elsewhere)
        request = self.create_request(submit=True)
        self.assertNotIn(far, request._get_open_step().signer_ids)
        self.assert_refused(request, far, "action_approve", [])

    def test_named_people_are_active_colleagues_of_the_company(self):
        """G3: a level of people who cannot see the document is found blocked."""
        elsewhere = self.create_company("West River Chemicals")
        far = self.create_user("far", "group_marketing_director", elsewhere)
        gone = self.create_user("gone", "group_marketing_director")
        portal = self.create_user("portal", "base.group_portal")
        people = far | gone | portal
        gone.active = False
        request = self.submit_along({"signer_type": "users", "user_ids": people.ids})
        self.assertFalse(request._get_open_step().signer_ids)
        self.assertTrue(request.approval_is_blocked)

    def test_named_people_sign_without_an_office(self):
        """CRD-1: an ordinary colleague who is named can read, sign and finish it."""
        clerk = self.create_user("clerk", "base.group_user")
        helper = self.create_user("helper", "base.group_user")
        request = self.submit_along(
            {
                "signer_type": "users",
                "user_ids": (clerk | helper).ids,
                "required": "all",
            },
            {"signer_type": "users", "user_ids": self.specialist.ids},
        )
        self.env.invalidate_all()
        self.sign(request, clerk)
        self.env.invalidate_all()
        self.assertFalse(request.approval_is_blocked)
        self.sign(request, helper, self.specialist)
        self.assertEqual(self.get_terms(), (50000.0, None))

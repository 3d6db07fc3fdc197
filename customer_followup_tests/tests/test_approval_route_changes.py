"""What a service manager's new or changed route does, and the trace it leaves."""

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .test_approval_route import RouteCase


@tagged("post_install", "-at_install")
class TestApprovalRouteChanges(RouteCase):
    def test_new_route_with_a_condition_goes_before_one_that_fits_all(self):
        """CRD-1: a service manager's new route is taken without being moved."""
        large = self.create_marked_route(
            "Large", domain="[('requested_limit', '>', 100000)]"
        )
        self.assertEqual(large.sequence, self.route.sequence)
        self.assertEqual(self.get_route(requested_limit=100001.0), large)
        self.assertEqual(self.get_route(requested_limit=100000.0), self.route)

    def test_route_behind_one_that_fits_all_says_so(self):
        """CRD-1: on the screen, before the route is saved, until the way is free."""
        routes = self.env["customer.approval.route"].with_user(self.manager)
        with Form(routes.with_context(allowed_company_ids=self.company.ids)) as form:
            form.name = "Second"
            with form.level_ids.new() as level:
                level.name = "Finance"
                level.group_id = self.env.ref("customer_followup.group_finance_head")
            self.assertFalse(form.hidden_reason)
            self.route.company_id = False
            form.reminder_days = 3
            form.domain = "[ ]"
            self.assertIn(self.route.name, form.hidden_reason)
            form.domain = "[('requested_limit', '>', 100000)]"
            self.assertFalse(form.hidden_reason)
        second = form.record.sudo()
        second.sequence = self.route.sequence + 1
        second.invalidate_recordset(["hidden_reason"])
        self.assertIn(self.route.name, second.hidden_reason)
        self.route.active = False
        second.invalidate_recordset(["hidden_reason"])
        self.assertFalse(second.hidden_reason)

    def assert_noted(self, route, *texts):
        """Assert that the last note, by the manager, says all of this."""
        note = self.env["mail.message"].search(
            [("model", "=", route._name), ("res_id", "=", route.id)], limit=1
        )
        self.assertEqual(note.author_id, self.manager.partner_id)
        for text in texts:
            self.assertIn(text, note.body)

    def test_changes_of_levels_are_noted(self):
        """G4: which level, who signs and what is needed, old and new, and by whom."""
        route = self.as_user(self.route, self.manager)
        first, second, _third = route.level_ids
        first.required = "all"
        self.assert_noted(route, first.name, "One of them → All of them")
        people = self.supervisor | self.finance
        first.write({"signer_type": "users", "user_ids": people.ids})
        self.assert_noted(route, "Director → ", *people.mapped("name"))
        route.level_ids = [
            Command.create({"name": "Boss", "signer_type": "superiors", "sequence": 9})
        ]
        self.assert_noted(route, "Level Boss added", "- → The requester", "- → 9")
        route.level_ids = [Command.delete(second.id)]
        self.assert_noted(route, "Level 2 removed", "Head → -")
        notes = len(route.message_ids)
        first.required = "all"
        self.assertEqual(len(route.message_ids), notes, "nothing changed")

    def test_level_that_moves_is_noted_on_both_routes(self):
        """G4: one route lost it, the other one has it now."""
        other = self.as_user(self.create_marked_route("Other"), self.manager)
        route = self.as_user(self.route, self.manager)
        route.level_ids[0].route_id = other
        self.assert_noted(route, "Level 1 removed")
        self.assert_noted(other, "Level 1 added")

    def test_level_is_not_moved_onto_a_route_of_another_company(self):
        """G5: who signs elsewhere is written by whoever writes routes there."""
        elsewhere = self.create_company("West River Chemicals")
        theirs = self.create_marked_route("Theirs", company_id=elsewhere.id)
        mine = self.create_marked_route("Mine", company_id=self.company.id)
        spare = {"route_id": mine.id, "name": "Spare", "signer_type": "superiors"}
        level = self.env["customer.approval.level"].create(spare)
        with self.assertRaises(AccessError):
            self.as_user(level, self.manager).route_id = theirs.id
        self.assertEqual(len(theirs.level_ids), 1)

    def test_step_that_does_not_exist_opens_nothing(self):
        """G7: no step, or one that has gone, is no server error."""
        steps = self.env["customer.approval.step"]
        for ids in ([], [0], [999_999_999]):
            self.assertFalse(steps.browse(ids).action_open_document())

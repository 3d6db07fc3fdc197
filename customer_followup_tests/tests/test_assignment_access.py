"""Who assigns, and who says what a specialist can do, over JSON-RPC (G5)."""

from odoo.tests import tagged

from .assignment_common import AssignmentMixin
from .common import FollowupHttpCase

DIALOG = "customer.assignment"
REFUSALS = ("odoo.exceptions.AccessError", "odoo.exceptions.MissingError")


@tagged("post_install", "-at_install")
class TestAssignmentAccess(AssignmentMixin, FollowupHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.office = cls.create_user("office", "group_general_manager")
        cls.administrator = cls.create_user("administrator", "base.group_system")
        cls.elsewhere = cls.create_company("West River Chemicals")
        cls.stranger = cls.create_user("stranger", "group_supervisor", cls.elsewhere)

    def ask(self, user, model, method, *args, **kwargs):
        answer = self.call(user, model, method, *args, **kwargs)
        self.env.invalidate_all()
        return answer

    def assert_refused(self, user, model, method, *args):
        answer = self.ask(user, model, method, *args)
        self.assertIn(answer.get("error", {}).get("data", {}).get("name"), REFUSALS)

    def test_supervisor_previews_and_assigns(self):
        """ASG-1: the same calls that others are refused go through."""
        dialog = self.ask(self.supervisor, DIALOG, "create", [{}])["result"]
        for method in ("action_preview", "action_assign"):
            self.assertNotIn("error", self.ask(self.supervisor, DIALOG, method, dialog))
        self.assertTrue(self.customer.customer_specialist_id)

    def test_nobody_else_assigns(self):
        """G5: no dialog of one's own, and none of the supervisor's."""
        dialog = self.preview()
        for user in (
            self.specialist,
            self.salesperson,
            self.office,
            self.administrator,
            self.stranger,
            self.manager,
        ):
            for method in ("action_preview", "action_assign"):
                with self.subTest(user=user.login, method=method):
                    self.assert_refused(user, DIALOG, method, dialog.ids)
            if user not in (self.stranger, self.manager):
                self.assert_refused(user, DIALOG, "create", [{}])
        self.assertEqual(dialog.state, "preview")
        self.assertFalse(self.customer.customer_specialist_id)

    def test_dialog_does_not_reach_into_another_company(self):
        """G5: neither its customers nor its specialists."""
        vals = {"company_id": self.company.id, "scope": "new"}
        self.assert_refused(self.stranger, DIALOG, "create", [vals])
        dialog = self.preview()
        foreign = self.create_new_customers(1, company_id=self.elsewhere.id)
        line = {"assignment_id": dialog.id, "specialist_id": self.specialist.id}
        lines = [
            {**line, "partner_id": foreign.id},
            {
                "assignment_id": dialog.id,
                "partner_id": self.create_new_customers(1).id,
                "specialist_id": self.stranger.id,
            },
        ]
        for vals in lines:
            self.ask(self.supervisor, f"{DIALOG}.line", "create", [vals])
        self.ask(self.supervisor, DIALOG, "action_assign", dialog.ids)
        self.assertFalse(foreign.customer_specialist_id)
        partners = self.env["res.partner"].search(
            [("customer_specialist_id", "=", self.stranger.id)]
        )
        self.assertFalse(partners)

    def test_hostile_context_marks_nothing(self):
        """G5: what comes as marked customers may be anything."""
        for ids in (
            "1",
            {"a": 1},
            [None],
            ["x"],
            7,
            [True],
            [-1],
            [2**40],
            [2**31 - 1],
        ):
            context = {"active_model": "res.partner", "active_ids": ids}
            answer = self.ask(
                self.supervisor, DIALOG, "default_get", ["scope"], context=context
            )
            with self.subTest(ids):
                self.assertEqual(answer["result"]["scope"], "unassigned")

    # Ability and capacity -------------------------------------------------------------

    def test_supervisors_write_ability_and_capacity(self):
        """ASG-1: the supervisor weighs each specialist."""
        for user, value in ((self.supervisor, 80), (self.manager, 120)):
            vals = {"customer_ability": value, "customer_capacity": 40}
            answer = self.ask(user, "res.users", "write", self.specialist.ids, vals)
            self.assertTrue(answer.get("result"), answer)
            self.assertEqual(self.specialist.customer_ability, value)

    def test_nobody_else_writes_ability_not_even_for_oneself(self):
        """ASG-1: no specialist decides how much work is enough."""
        for user in (self.specialist, self.colleague, self.office, self.administrator):
            for vals in ({"customer_ability": 1}, {"customer_capacity": 1.0}):
                with self.subTest(user=user.login, vals=vals):
                    self.assert_refused(
                        user, "res.users", "write", self.specialist.ids, vals
                    )
        self.assert_refused(
            self.specialist, "res.users", "read", self.colleague.ids, ["customer_load"]
        )
        self.assertEqual(self.specialist.customer_ability, 100)
        self.assertEqual(self.specialist.customer_capacity, 0)

    def test_ability_opens_nothing_else_of_a_user(self):
        """G5: supervisors write no other field of a user along with it."""
        for vals in (
            {"customer_ability": 80, "login": "taken_over"},
            {"customer_ability": 80, "group_ids": [[4, 1]]},
            {"name": "Somebody"},
        ):
            self.assert_refused(
                self.supervisor, "res.users", "write", self.specialist.ids, vals
            )
        self.assertEqual(self.specialist.login, "test_specialist")
        self.assertEqual(self.specialist.customer_ability, 100)

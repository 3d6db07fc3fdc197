"""Whose visit plans one sees and changes, over JSON-RPC as real people (G5)."""

from odoo.tests import tagged

from .common import MONDAY, FollowupHttpCase
from .visit_plan_common import VisitPlanMixin


@tagged("post_install", "-at_install")
class TestVisitPlanAccess(VisitPlanMixin, FollowupHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        today = cls.company._get_customer_today()
        cls.month = today.replace(day=1)
        cls.plan = cls.create_plan(month=cls.month)
        cls.line = cls.add_visit(cls.plan, day=today)
        cls.outsider = cls.create_user("outsider", "base.group_user")
        cls.stranger = cls.create_user("stranger", "group_supervisor")
        cls.other_head = cls.create_user("other_head", "group_department_head")

    def get_error(self, user, method, record, *args):
        answer = self.call(user, record._name, method, record.ids, *args)
        self.env.invalidate_all()
        return answer.get("error", {}).get("data", {}).get("name", "")

    def sees(self, user):
        found = {
            model: self.call(user, model, "search_count", [("plan_id", "=", plan)])[
                "result"
            ]
            for model, plan in (
                ("customer.followup.plan.line", self.plan.id),
                ("customer.followup.plan.analysis", self.plan.id),
            )
        }
        own = [("id", "=", self.plan.id)]
        found["plan"] = self.call(user, "customer.followup.plan", "search_count", own)[
            "result"
        ]
        self.assertEqual(len(set(found.values())), 1, found)
        return bool(found["plan"])

    def test_plans_are_seen_by_owner_superiors_and_signers(self):
        """G5: the owner, the own superiors and department head, nobody besides."""
        for user, expected in (
            (self.specialist, True),
            (self.supervisor, True),
            (self.head, True),
            (self.manager, True),
            (self.colleague, False),
            (self.stranger, False),
            (self.other_head, False),
            (self.outsider, False),
        ):
            with self.subTest(user.login):
                self.assertEqual(self.sees(user), expected)

    def test_nobody_else_changes_a_plan(self):
        """G5: every method and write with an id that is not one's own is refused."""
        refusals = {"odoo.exceptions.AccessError", "odoo.exceptions.MissingError"}
        steps = {
            self.plan: ("action_submit", "action_fill"),
            self.line: ("action_drop", "action_take_back", "action_open_followup"),
        }
        users = (self.colleague, self.stranger, self.other_head, self.outsider)
        for user in users:
            for record, methods in steps.items():
                for method in (*methods, "unlink"):
                    with self.subTest(user=user.login, method=method):
                        self.assertIn(self.get_error(user, method, record), refusals)
            vals = {"comment": "Mine"}
            self.assertIn(self.get_error(user, "write", self.line, vals), refusals)
            error = self.get_error(user, "action_open_lines", self.plan)
            self.assertIn(error, refusals)
        self.assertEqual(self.plan.state, "draft")
        self.assertFalse(self.line.is_dropped)

    def test_head_reads_and_does_not_write(self):
        """G5: whoever signs changes nothing, or it would be another plan."""
        for record in (self.plan, self.line):
            error = self.get_error(self.head, "write", record, {"company_id": 1})
            self.assertIn("Error", error)

    def test_specialist_makes_no_plan_for_others(self):
        """G5: a plan of a colleague is not the specialist's to make."""
        vals = {"user_id": self.colleague.id, "date_from": str(self.month)}
        answer = self.call(self.specialist, "customer.followup.plan", "create", [vals])
        self.assertIn("AccessError", answer["error"]["data"]["name"])
        answer = self.call(self.supervisor, "customer.followup.plan", "create", [vals])
        self.assertTrue(answer["result"])

    def test_hostile_input_gets_a_message(self):
        """G7: wrong types, dates and texts are refused in words, never a 500."""
        attempts = [
            (self.plan, "action_refuse", [{"a": 1}]),
            (self.plan, "action_cancel", [["x"]]),
            (self.line, "action_drop", [17]),
            (self.line, "write", [{"comment": "a\0b"}]),
            (self.line, "write", [{"date_planned": "2026-02-30"}]),
            (self.line, "write", [{"date_planned": str(MONDAY)}]),
            (self.line, "write", [{"plan_id": 2**31 - 1}]),
            (self.plan, "write", [{"date_from": "soon"}]),
        ]
        for record, method, args in attempts:
            with self.subTest(method=method, args=args):
                self.assertTrue(self.get_error(self.specialist, method, record, *args))
        self.assertEqual(self.plan.state, "draft")

    def test_text_with_tags_is_shown_as_text(self):
        """G7: a reason with a script tag stays a text in the chatter."""
        self.line.comment = "<script>alert(1)</script>"
        self.submit(self.plan)
        followup_log = self.approve_and_read_log()
        self.assertNotIn("<script>", followup_log)

    def approve_and_read_log(self):
        self.plan.with_user(self.head).action_approve()
        self.env.invalidate_all()
        followup = self.line.followup_id
        self.assertTrue(followup)
        bodies = (followup | followup).message_ids.mapped("body")
        return "".join([*bodies, *self.plan.message_ids.mapped("body")])

"""Who hands over, over JSON-RPC (G5)."""

from odoo.tests import tagged

from .assignment_common import AssignmentMixin
from .common import FollowupHttpCase

HANDOVER, LINE = "customer.handover", "customer.handover.line"
REFUSALS = ("odoo.exceptions.AccessError", "odoo.exceptions.MissingError")


@tagged("post_install", "-at_install")
class TestHandoverAccess(AssignmentMixin, FollowupHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.customer_specialist_id = cls.specialist
        cls.office = cls.create_user("office", "group_general_manager")
        cls.elsewhere = cls.create_company("West River Chemicals")
        cls.stranger = cls.create_user("stranger", "group_supervisor", cls.elsewhere)
        cls.vals = {
            "from_user_id": cls.specialist.id,
            "to_user_id": cls.colleague.id,
            "date_until": "2099-03-06",
        }
        cls.draft = cls.env[HANDOVER].create({**cls.vals, "company_id": cls.company.id})

    def ask(self, user, model, method, *args, **kwargs):
        answer = self.call(user, model, method, *args, **kwargs)
        self.env.invalidate_all()
        return answer

    def assert_refused(self, user, model, method, *args):
        answer = self.ask(user, model, method, *args)
        self.assertIn(
            answer.get("error", {}).get("data", {}).get("name"), REFUSALS, answer
        )

    def test_nobody_but_supervisors_of_the_company_hands_over(self):
        """G5: refused, and the database is as it was."""
        before = self.env[HANDOVER].search([])
        for user in (
            self.specialist,
            self.colleague,
            self.salesperson,
            self.office,
            self.stranger,
        ):
            for method, args in (
                ("action_confirm", []),
                ("action_return", []),
                ("action_cancel", ["No"]),
                ("write", [{"reason": "Mine"}]),
                ("unlink", []),
            ):
                with self.subTest(user=user.login, method=method):
                    self.assert_refused(user, HANDOVER, method, self.draft.ids, *args)
            vals = {**self.vals, "company_id": self.company.id}
            self.assert_refused(user, HANDOVER, "create", [vals])
        self.assertEqual(self.draft.state, "draft")
        self.assertEqual(self.customer.customer_specialist_id, self.specialist)
        self.assertEqual(self.env[HANDOVER].search([]), before)

    def test_supervisor_hands_over_and_takes_back(self):
        """FUP-11: the same calls by the supervisor go through."""
        for method, owner in (
            ("action_confirm", self.colleague),
            ("action_return", self.specialist),
        ):
            answer = self.ask(self.supervisor, HANDOVER, method, self.draft.ids)
            self.assertNotIn("error", answer)
            self.assertEqual(self.customer.customer_specialist_id, owner)

    def test_lines_cannot_be_forged(self):
        """G5: a forged line would take a stranger's record at the return."""
        theirs = self.create_customer("Red Mill", self.colleague)
        self.ask(self.supervisor, HANDOVER, "action_confirm", self.draft.ids)
        forged = {
            "handover_id": self.draft.id,
            "company_id": self.company.id,
            "res_model": "res.partner",
            "res_id": theirs.id,
            "kind": "customer",
        }
        line = self.draft.line_ids[:1]
        for user in (self.supervisor, self.manager):
            self.assert_refused(user, LINE, "create", [forged])
            self.assert_refused(user, LINE, "write", line.ids, {"res_id": theirs.id})
            self.assert_refused(
                user,
                HANDOVER,
                "write",
                self.draft.ids,
                {"line_ids": [[0, 0, forged]]},
            )
        self.ask(self.supervisor, HANDOVER, "action_return", self.draft.ids)
        self.assertEqual(theirs.customer_specialist_id, self.colleague)

    def test_line_opens_only_what_one_may_read(self):
        """G5: the button on a line is no key."""
        self.ask(self.supervisor, HANDOVER, "action_confirm", self.draft.ids)
        line = self.draft.line_ids[:1]
        opened = self.ask(self.colleague, LINE, "action_open_record", line.ids)
        self.assertEqual(opened["result"]["res_id"], self.customer.id)
        other = self.create_user("other", "group_specialist")
        for user in (other, self.stranger, self.salesperson):
            self.assert_refused(user, LINE, "action_open_record", line.ids)

    def test_comment_that_is_no_text_is_refused(self):
        """G7: no error 500 for whatever is sent as a reason."""
        for comment in (7, ["a"], {"a": 1}, "\x00"):
            answer = self.ask(
                self.supervisor, HANDOVER, "action_cancel", self.draft.ids, comment
            )
            self.assertEqual(
                answer["error"]["data"]["name"], "odoo.exceptions.UserError"
            )
        self.assertEqual(self.draft.state, "draft")

"""Preparation requests over JSON-RPC: hostile ids, arguments and contexts (G2, G5)."""

from odoo.tests import tagged
from odoo.tools import mute_logger

from .visit_request_common import MODEL, VisitRequestHttpCase

LINE = "customer.visit.request.line"
FORGED = {
    "state": "approved",
    "requester_id": 1,
    "name": "PR99999",
    "partner_id": 1,
    "company_id": 1,
    "submitted_at": "2026-03-02 02:00:00",
    "approval_round": 7,
    "approval_decision_count": 7,
    "approval_editor_ids": [[6, 0, [1]]],
    "approval_entry_ids": [[0, 0, {"action": "approved"}]],
    "approval_step_ids": [[5, 0, 0]],
    "amount_item": 1.0,
    "amount_cost": 1.0,
    "amount_gift": 1.0,
    "amount_entertainment": 1.0,
    "amount_total": 1.0,
    "amount_spent": 1.0,
    "amount_difference": 1.0,
    "is_over_gift_ceiling": True,
    "date_approved": "2025-03-02",
}
CONTEXTS = [
    {},
    {"customer_transition": True},
    {"customer_transition": {}},
    {"uid": 1, "su": True, "module": "customer_followup"},
    {"_force_unlink": True, "install_mode": True},
]


@tagged("post_install", "-at_install")
class TestVisitRequestRpc(VisitRequestHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.employee = cls.create_user("employee", "base.group_user")
        cls.waiting = cls.create_visit_request()
        cls.draft = cls.create_visit_request(("cost", 50), submit=False)
        cls.theirs = cls.create_followup(user=cls.colleague)

    def look(self):
        """Return all that a forged call could change."""
        self.env.invalidate_all()
        both = self.waiting | self.draft
        return (
            both.read([*FORGED, "followup_id", "reason", "line_ids"], load=False),
            both.line_ids.read(load=False),
            both.approval_step_ids.read(["state"]),
        )

    def assert_refused(self, user, model, method, *args, **kwargs):
        """Assert that a call is refused in words and changes nothing."""
        before = self.look()
        with mute_logger("odoo.http", "odoo.sql_db", "odoo.models.unlink"):
            answer = self.call(user, model, method, *args, **kwargs)
        what = (user.login, model, method, args, kwargs)
        self.assertIn("error", answer, what)
        data = answer["error"]["data"]
        self.assertTrue(data["name"].startswith("odoo.exceptions."), data["debug"])
        self.assertEqual(self.look(), before, what)

    def test_every_stamp_is_tried(self):
        """G5: a stamp that this file does not know fails."""
        self.assertEqual(self.env[MODEL]._get_stamp_fields(), set(FORGED))

    def test_stamps_and_totals_cannot_be_written(self):
        """G2: neither on a draft nor on what waits, whatever is sent along."""
        for name, value in FORGED.items():
            for request in (self.waiting, self.draft):
                self.assert_refused(
                    self.specialist, MODEL, "write", request.ids, {name: value}
                )
        for context in CONTEXTS:
            for request in (self.waiting, self.draft):
                self.assert_refused(
                    self.specialist,
                    MODEL,
                    "write",
                    request.ids,
                    {"amount_total": 1.0},
                    context=context,
                )

    def test_no_request_is_born_with_stamps(self):
        """G2: neither by values nor by defaults of a context."""
        vals = {"followup_id": self.visit.id}
        for name, value in FORGED.items():
            self.assert_refused(
                self.specialist, MODEL, "create", [{**vals, name: value}]
            )
        context = {f"default_{name}": value for name, value in FORGED.items()}
        context["default_partner_id"] = self.create_customer("Red Mill").id
        # a company that is not one's own is refused at once
        context.pop("default_company_id")
        line = [0, 0, self.prepare_line("cost", 50)]
        answer = self.call(
            self.specialist,
            MODEL,
            "create",
            [{**vals, "line_ids": [line]}],
            context=context,
        )
        self.env.invalidate_all()
        born = self.env[MODEL].browse(answer["result"])
        self.assertRecordValues(
            born,
            [
                {
                    "state": "draft",
                    "requester_id": self.specialist.id,
                    "partner_id": self.customer.id,
                    "company_id": self.company.id,
                    "amount_total": 50,
                    "amount_spent": 0,
                    "is_over_gift_ceiling": False,
                    "date_approved": False,
                }
            ],
        )
        self.assertEqual(born.line_ids.followup_id, self.visit)
        self.assertEqual(born.line_ids.company_id, self.company)

    def test_nobody_signs_the_own_request(self):
        """G2: nor by a copy that somebody else is said to have made."""
        own_visit = self.create_followup(user=self.supervisor)
        own = self.create_visit_request(
            ("cost", 50), visit=own_visit, user=self.supervisor
        )
        for user, request in (
            (self.specialist, self.waiting),
            (self.supervisor, own),
        ):
            for context in CONTEXTS:
                self.assert_refused(
                    user, MODEL, "action_approve", request.ids, context=context
                )
        self.assertEqual(own.state, "submitted")

    def test_superior_without_any_office_reads_and_signs(self):
        """VIS-7: who leads people need not look after customers."""
        boss = self.env["hr.employee"].create(
            {
                "name": "Boss",
                "user_id": self.employee.id,
                "company_id": self.company.id,
            }
        )
        self.specialist.employee_id.parent_id = boss
        request = self.create_visit_request(("gift", 900, self.lin))
        view = self.env.ref("customer_followup.customer_visit_request_view_form")
        names = ["followup_id", "date_planned", "followup_state", "gift_figures"]
        answer = self.call(
            self.employee,
            MODEL,
            "web_read",
            request.ids,
            {name: {} for name in names}
            | {
                "followup_id": {"fields": {"display_name": {}}},
                "line_ids": {"fields": {"description": {}, "recipient_id": {}}},
            },
        )
        self.assertIn("Ms Lin", answer["result"][0]["gift_figures"])
        name = answer["result"][0]["followup_id"]["display_name"]
        self.assertEqual(name, self.visit.display_name)
        answer = self.call(self.employee, MODEL, "get_view", view.id, "form")
        self.assertIn("arch", answer["result"])
        answer = self.call(self.employee, MODEL, "action_approve", request.ids)
        self.assertNotIn("error", answer)
        self.env.invalidate_all()
        self.assertEqual(request._get_open_step().signer_ids, self.general)

    def test_others_decide_nothing(self):
        """G5: whoever may not sign gets a refusal, and so does every other step."""
        for user in (self.colleague, self.employee, self.general):
            for method, args in (
                ("action_approve", ["Fine"]),
                ("action_refuse", ["No"]),
                ("action_ask_back", ["Why?"]),
                ("action_cancel", ["No"]),
            ):
                self.assert_refused(user, MODEL, method, self.waiting.ids, *args)
            self.assert_refused(user, MODEL, "action_submit", self.draft.ids)
            self.assert_refused(
                user, "customer.followup", "action_request_preparation", self.visit.ids
            )

    def test_lines_of_others_and_of_what_waits_stay(self):
        """G5: written, moved, added or deleted by nobody."""
        line, free = self.waiting.line_ids, self.draft.line_ids
        vals = {"request_id": self.draft.id, "description": "Wine", "kind": "cost"}
        for user in (self.colleague, self.employee, self.supervisor, self.general):
            self.assert_refused(user, LINE, "write", free.ids, {"amount": 1})
            self.assert_refused(user, LINE, "unlink", free.ids)
            self.assert_refused(user, LINE, "create", [vals])
        for context in CONTEXTS:
            for method, args in (
                ("write", [{"amount": 1}]),
                ("write", [{"amount_spent": 1}]),
                ("write", [{"request_id": self.draft.id}]),
                ("unlink", []),
            ):
                self.assert_refused(
                    self.specialist, LINE, method, line.ids, *args, context=context
                )
            self.assert_refused(
                self.specialist,
                LINE,
                "create",
                [{**vals, "request_id": self.waiting.id}],
                context=context,
            )
        for name, value in (
            ("followup_id", self.theirs.id),
            ("company_id", 1),
            ("create_uid", 1),
            ("amount_difference", 1.0),
        ):
            self.assert_refused(self.specialist, LINE, "write", free.ids, {name: value})

    def test_visit_of_a_colleague_is_not_asked_for(self):
        """G5: neither created for it nor moved there."""
        vals = {"followup_id": self.theirs.id}
        self.assert_refused(self.specialist, MODEL, "create", [vals])
        self.assert_refused(self.specialist, MODEL, "write", self.draft.ids, vals)
        for garbage in (True, "x", [1], {}, 2**40, -1):
            self.assert_refused(
                self.specialist, MODEL, "create", [{"followup_id": garbage}]
            )

"""Decisions by who may not decide, and routes that do not hold (G2, G5)."""

from odoo import Command
from odoo.tests import tagged

from .approval_forgery_common import CONTEXTS, ApprovalForgeryCase
from .test_access_methods import SIGNED

REQUEST = "customer.credit.request"
DECISION = "customer.approval.decision"
PRIVATE = {
    REQUEST: (
        "_transition",
        "_in_transition",
        "_apply",
        "_on_approved",
        "_open_next_step",
        "_make_steps",
        "_log_decision",
        "_cron_follow_terms",
    ),
    "customer.approval.step": (
        "_open_step",
        "_close_step",
        "_stamp_signers",
        "_cron_remind_signers",
    ),
    "customer.approval.entry": ("_append", "init"),
    "customer.credit.reconciliation": ("_cron_reconcile",),
    "res.partner": ("_set_customer_credit_terms", "_log_credit_terms"),
}


@tagged("post_install", "-at_install")
class TestApprovalForgeryActions(ApprovalForgeryCase):
    def test_nobody_decides_out_of_turn(self):
        """G2: every decision by everybody, with every context, changes nothing."""
        requesters = self.salesperson | self.supervisor | self.manager
        allowed = {user: {"action_cancel"} for user in requesters | self.administrator}
        allowed[self.marketing] = {"action_approve", "action_refuse", "action_ask_back"}
        for user, context in self.get_attempts():
            for method in SIGNED.keys() - allowed.get(user, set()):
                self.assert_refused(
                    user,
                    REQUEST,
                    method,
                    self.request.ids,
                    *SIGNED[method],
                    context=context,
                )

    def test_nobody_submits_for_somebody_else(self):
        """CRD-1: a draft is its requester's."""
        for user in self.everybody - self.salesperson:
            self.assert_refused(user, REQUEST, "action_submit", self.draft.ids)

    def test_another_company_s_request_is_out_of_reach(self):
        """G5: whoever works elsewhere decides nothing here, whatever is sent along."""
        elsewhere = self.create_company("West River Chemicals")
        strangers = [
            self.create_user(f"far_{name}", groups, elsewhere)
            for name, groups in (
                ("manager", "group_service_manager,base.group_system"),
                ("director", "group_marketing_director"),
                ("sales", "sales_team.group_sale_salesman"),
            )
        ]
        both = [elsewhere.id, self.company.id]
        for user in strangers:
            for context in ({}, {"allowed_company_ids": both}):
                for method, args in SIGNED.items():
                    self.assert_refused(
                        user, REQUEST, method, self.request.ids, *args, context=context
                    )
                self.assert_refused(
                    user, REQUEST, "read", self.request.ids, ["name"], context=context
                )

    def test_archived_route_holds_for_nobody(self):
        """CRD-1: a context that shows archived records finds no weaker route."""
        weak = self.create_route(
            [{"group_id": self.env.ref("customer_followup.group_specialist").id}],
            name="Weak",
            sequence=0,
        )
        weak.active = False
        self.env.flush_all()
        for context in [{"active_test": False}, *CONTEXTS]:
            with self.undone():
                answer = self.call(
                    self.salesperson,
                    REQUEST,
                    "action_submit",
                    self.draft.ids,
                    context=context,
                )
                self.assertNotIn("error", answer)
                self.env.invalidate_all()
                steps = self.draft._get_steps()
                self.assertEqual(steps.level_id, self.route.level_ids)
                self.assertEqual(steps.mapped("state"), ["open", "waiting", "waiting"])
                self.assertFalse(self.draft.approval_entry_ids.on_behalf_of_id)

    def test_signers_are_told_whatever_the_requester_sends_along(self):
        """G3: a context that leaves activities out hides no request, nor a dead end."""
        self.general.active = False
        self.env.cr.flush()
        self.call(
            self.salesperson,
            REQUEST,
            "action_submit",
            self.draft.ids,
            context={"mail_activity_automation_skip": True},
        )
        self.env.invalidate_all()
        told = self.draft.sudo().activity_ids.user_id
        self.assertLessEqual(self.marketing | self.manager, told)

    def test_people_who_left_are_not_asked(self):
        """CRD-1: a context that shows archived users finds no signers among them."""
        self.general.active = False
        self.env.cr.flush()
        self.call(
            self.salesperson,
            REQUEST,
            "action_submit",
            self.draft.ids,
            context={"active_test": False},
        )
        self.env.invalidate_all()
        self.assertNotIn(self.general, self.draft._get_steps().signer_ids)
        self.assertTrue(self.draft.approval_is_blocked)

    def test_routes_are_written_by_the_service_manager(self):
        """CRD-1: nobody else says who signs; the ones asked by now stay."""
        level = self.route.level_ids[0]
        for user, context in self.get_attempts(
            self.everybody - self.manager - self.administrator
        ):
            for model, record in (
                ("customer.approval.route", self.route),
                ("customer.approval.level", level),
            ):
                for method, args in (
                    ("write", [record.ids, {"name": "Mine"}]),
                    ("unlink", [record.ids]),
                    ("copy", [record.ids]),
                ):
                    self.assert_refused(user, model, method, *args, context=context)

    def test_dialog_has_no_more_rights_than_its_user(self):
        """G5: foreign models and documents, through the dialog of the buttons."""
        foreign = [
            ("res.users", self.administrator.id),
            ("res.partner", self.customer.id),
            ("customer.approval.step", self.request._get_open_step().id),
            ("customer.approval.mixin", self.request.id),
            ("customer.followup", self.create_followup().id),
            ("no.such.model", 1),
            (REQUEST, self.request.id),
            (REQUEST, self.draft.id),
            (REQUEST, 0),
            (REQUEST, 999_999_999),
        ]
        self.env.flush_all()
        for user in self.other_sales | self.finance | self.employee:
            for model, id_ in foreign:
                for decision in ("approve", "refuse", "ask_back", "cancel"):
                    self.assert_dialog_refused(user, model, id_, decision)

    def assert_dialog_refused(self, user, model, id_, decision):
        vals = {
            "res_model": model,
            "res_id": id_,
            "decision": decision,
            "comment": "Fine",
        }
        answer = self.try_to(user, DECISION, "create", [vals])
        if "error" not in answer:
            self.assert_refused(user, DECISION, "action_confirm", answer["result"])

    def test_dialog_knows_four_decisions(self):
        """G5: no other method of the document is called through it."""
        for decision in ("submit", "open_document", "cancel(1)", "_apply", ""):
            vals = {
                "res_model": REQUEST,
                "res_id": self.request.id,
                "decision": decision,
            }
            answer = self.try_to(self.marketing, DECISION, "create", [vals])
            self.assertIn("error", answer, decision)

    def test_dialog_of_a_colleague_is_out_of_reach(self):
        """G5: nobody confirms what somebody else is about to decide."""
        vals = {"res_model": REQUEST, "res_id": self.request.id, "decision": "cancel"}
        dialog = self.call(self.salesperson, DECISION, "create", [vals])["result"]
        for user in self.everybody - self.salesperson:
            self.assert_refused(user, DECISION, "action_confirm", dialog)
            self.assert_refused(user, DECISION, "write", dialog, {"comment": "x"})

    def test_private_methods_cannot_be_called(self):
        """G5: what starts with an underscore is not for RPC."""
        for model, names in PRIVATE.items():
            for name in names:
                self.assert_refused(self.administrator, model, name, self.request.ids)

    def test_what_the_buttons_call_works(self):
        """G5: the same calls by who may go through: the refusals mean something."""
        for user in self.signers:
            vals = {
                "res_model": REQUEST,
                "res_id": self.request.id,
                "decision": "approve",
                "comment": "Fine",
            }
            dialog = self.call(user, DECISION, "create", [vals])["result"]
            answer = self.call(user, DECISION, "action_confirm", dialog)
            self.assertNotIn("error", answer)
        self.env.invalidate_all()
        self.assertEqual(self.request.state, "approved")
        self.assertEqual(self.get_terms(), (50000.0, None))

    def test_level_of_a_route_that_waits_cannot_be_weakened(self):
        """CRD-1: the service manager changes the route for the next request only."""
        level = self.route.level_ids[0]
        answer = self.call(
            self.manager,
            "customer.approval.level",
            "write",
            level.ids,
            {
                "signer_type": "users",
                "user_ids": [Command.set(self.manager.ids)],
                "name": "Mine",
            },
        )
        self.assertNotIn("error", answer)
        self.env.invalidate_all()
        self.assert_refused(self.manager, REQUEST, "action_approve", self.request.ids)

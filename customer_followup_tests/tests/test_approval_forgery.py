"""Signatures and what follows from them cannot be forged over JSON-RPC (G2, G5)."""

from odoo.tests import tagged

from .approval_forgery_common import CONTEXTS, ApprovalForgeryCase

REQUEST = "customer.credit.request"
STEP = "customer.approval.step"
FORGED = {
    "state": "approved",
    "requester_id": 1,
    "name": "CR99999",
    "submitted_at": "2026-03-02 02:00:00",
    "approval_round": 7,
    "approval_decision_count": 7,
    "approval_editor_ids": [[6, 0, [1]]],
    "approval_entry_ids": [[0, 0, {"action": "approved"}]],
    "approval_step_ids": [[5, 0, 0]],
    "snapshot_ids": [[0, 0, {"receivable": 1.0}]],
    "current_limit": 50000.0,
    "current_term_id": 1,
    "applied_at": "2026-03-02 02:00:00",
    "announced_at": "2026-03-02 02:00:00",
    "reverted_at": "2026-03-02 02:00:00",
    "conflict": "None",
}
STEP_VALUES = {
    "state": "approved",
    "needs_all": False,
    "is_blocked": False,
    "level_id": 1,
    "round": 9,
    "closed_at": "2026-03-02 02:00:00",
    "signer_ids": [[6, 0, [2]]],
    "user_ids": [[6, 0, [2]]],
    "entry_ids": [[5, 0, 0]],
}


@tagged("post_install", "-at_install")
class TestApprovalForgery(ApprovalForgeryCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.writers = cls.salesperson | cls.marketing | cls.manager | cls.administrator

    def test_every_stamp_is_tried(self):
        """G5: a stamp that this file does not know fails."""
        stamps = self.env[REQUEST]._get_stamp_fields()
        self.assertEqual(stamps, set(FORGED))

    def test_stamps_cannot_be_written(self):
        """G2: neither state nor signatures, on an open and on a waiting request."""
        for user in self.writers:
            for request in (self.request, self.draft):
                for name, value in FORGED.items():
                    self.assert_refused(
                        user, REQUEST, "write", request.ids, {name: value}
                    )

    def test_no_context_opens_the_stamps(self):
        """G2: what tells a decision apart cannot travel over RPC."""
        vals = {"state": "approved"}
        for context in CONTEXTS:
            for method, more in (("write", {}), ("web_save", {"specification": {}})):
                self.assert_refused(
                    self.salesperson,
                    REQUEST,
                    method,
                    self.draft.ids,
                    vals,
                    context=context,
                    **more,
                )

    def test_no_context_opens_what_is_signed(self):
        """CRD-2: the values that were submitted stay, whatever is sent along."""
        for context in [{}, *CONTEXTS]:
            for user in self.writers:
                self.assert_refused(
                    user,
                    REQUEST,
                    "write",
                    self.request.ids,
                    {"requested_limit": 1.0},
                    context=context,
                )

    def test_no_context_deletes_what_was_submitted(self):
        """G4: a request that was submitted once belongs to the log."""
        for context in [{}, *CONTEXTS]:
            for user in self.writers:
                self.assert_refused(
                    user, REQUEST, "unlink", self.request.ids, context=context
                )

    def test_no_request_is_born_with_stamps(self):
        """G2: neither by values nor by a copy."""
        vals = {"partner_id": self.customer.id, "requested_limit": 50000.0}
        for name, value in FORGED.items():
            forged = {**vals, name: value}
            if name != "approval_step_ids":  # there is nothing to remove at birth
                self.assert_refused(self.salesperson, REQUEST, "create", [forged])
                self.assert_refused(
                    self.salesperson,
                    REQUEST,
                    "web_save",
                    [],
                    forged,
                    specification={},
                )
            self.assert_refused(
                self.salesperson, REQUEST, "copy", self.request.ids, {name: value}
            )

    def test_no_default_forges_a_stamp(self):
        """G2: nor by the defaults of a context; an own copy starts as a draft."""
        vals = {"partner_id": self.customer.id, "requested_limit": 50000.0}
        context = {f"default_{name}": value for name, value in FORGED.items()}
        for method, args in (("create", [[vals]]), ("copy", [self.request.ids])):
            for more in [{}, context, *CONTEXTS]:
                with self.undone():
                    answer = self.call(
                        self.salesperson, REQUEST, method, *args, context=more
                    )
                    self.assert_born(answer)

    def assert_born(self, answer):
        """Assert that a new request is as new as any, if there is one."""
        self.env.invalidate_all()
        for request in self.env[REQUEST].browse(answer.get("result", [])):
            self.assertEqual(request.state, "draft")
            self.assertEqual(request.requester_id, self.salesperson)
            self.assertEqual(request.create_uid, self.salesperson)
            self.assertFalse(
                request.approval_step_ids
                | request.approval_entry_ids.step_id
                | request.snapshot_ids.step_id
            )
            self.assertFalse(request.approval_entry_ids or request.snapshot_ids)
            self.assertFalse(request.applied_at or request.submitted_at)

    def test_stamps_cannot_be_imported(self):
        """G2: the import of a file is no way around, for new and known requests."""
        rows = [
            (["partner_id/.id", "state"], [str(self.customer.id), "approved"]),
            ([".id", "state"], [str(self.draft.id), "approved"]),
            ([".id", "requester_id/.id"], [str(self.draft.id), "1"]),
            ([".id", "requested_limit"], [str(self.request.id), "1"]),
            ([".id", "approval_step_ids/state"], [str(self.request.id), "approved"]),
        ]
        for names, row in rows:
            for user in self.writers:
                answer = self.try_to(user, REQUEST, "load", names, [row])
                with self.subTest(names=names):
                    self.assertFalse(answer.get("result", {}).get("ids"))

    def test_author_cannot_be_washed_away(self):
        """G2: who made a request stays its author, whatever is written."""
        for name in ("create_uid", "write_uid"):
            self.try_to(
                self.salesperson,
                REQUEST,
                "write",
                self.draft.ids,
                {name: self.other_sales.id},
            )

    def test_steps_belong_to_the_decisions(self):
        """G2: nobody writes, adds or deletes a step, with no context."""
        step = self.request._get_open_step()
        vals = {
            "res_model": REQUEST,
            "res_id": self.request.id,
            "company_id": self.company.id,
            "requester_id": self.salesperson.id,
            "level_id": step.level_id.id,
            "round": 1,
        }
        for user, context in self.get_attempts():
            for method, args in (
                ("write", [step.ids, {"state": "approved"}]),
                ("create", [[vals]]),
                ("unlink", [step.ids]),
                ("copy", [step.ids]),
            ):
                self.assert_refused(user, STEP, method, *args, context=context)
        for name, value in STEP_VALUES.items():
            self.assert_refused(
                self.administrator, STEP, "write", step.ids, {name: value}
            )

    def test_snapshots_belong_to_the_decisions(self):
        """CRD-1: the figures that were shown stay as they were shown."""
        snapshot = self.request.snapshot_ids[0]
        vals = {"request_id": self.request.id, "taken_at": "2026-03-02 02:00:00"}
        for user, context in self.get_attempts():
            for method, args in (
                ("write", [snapshot.ids, {"receivable": 1.0}]),
                ("create", [[vals]]),
                ("unlink", [snapshot.ids]),
            ):
                self.assert_refused(
                    user,
                    "customer.credit.snapshot",
                    method,
                    *args,
                    context=context,
                )

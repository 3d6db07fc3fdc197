"""Who can never sign a document, and what cannot change while it is signed."""

from odoo import SUPERUSER_ID
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .approval_common import ApprovalCase

# what is signed: another value than the one that was submitted
CHANGES = {
    "requested_limit": 90000.0,
    "requested_term_id": 1,
    "reason": "Because",
    "date_from": "2026-03-01",
    "date_until": "2026-12-31",
    "partner_id": 1,
    "company_id": 1,
}
# the same, past the ORM
SQL_CHANGES = {
    "requested_limit": "90000",
    "requested_term_id": "NULL",
    "reason": "'Because'",
    "date_from": "'2026-03-01'",
    "date_until": "'2026-12-31'",
    "current_limit": "1",
    "current_term_id": "requested_term_id",
}


@tagged("post_install", "-at_install")
class TestApprovalSigner(ApprovalCase):
    def give_office(self, user, name="marketing_director"):
        """Let somebody hold one more office."""
        office = self.env.ref(f"customer_followup.group_{name}")
        office.user_ids += user
        self.settle()

    def test_requester_cannot_sign(self):
        """G2: whoever asks for it holds the office, and cannot sign it."""
        self.give_office(self.salesperson)
        request = self.create_request(submit=True)
        self.assert_cannot_sign(request, self.salesperson, "yourself")
        self.sign(request)

    def test_office_holder_who_requests_cannot_sign(self):
        """G2: a director's own request waits for another director."""
        colleague = self.create_user("second", "group_marketing_director")
        request = self.create_request(user=self.marketing, submit=True)
        self.assert_cannot_sign(request, self.marketing, "yourself")
        self.sign(request, colleague, self.finance, self.general)
        self.assertEqual(request.state, "approved")

    def test_creator_cannot_sign_what_another_submits(self):
        """G2: who wrote it first stays involved, whoever submits it."""
        request = self.create_request(user=self.marketing)
        request.with_user(SUPERUSER_ID).action_submit()
        self.assertEqual(request.requester_id.id, SUPERUSER_ID)
        self.assertEqual(request.create_uid, self.marketing)
        self.assert_cannot_sign(request, self.marketing, "yourself")

    def test_editor_cannot_sign(self):
        """G2: who changed what is signed is involved, in later rounds as well."""
        self.give_office(self.salesperson, "finance_head")
        request = self.create_request()
        request.with_user(self.finance).sudo().reason = "Better words"
        self.assertEqual(request.approval_editor_ids, self.finance)
        self.as_user(request, self.salesperson).action_submit()
        self.sign(request, self.marketing)
        for user in (self.finance, self.salesperson):
            self.assert_cannot_sign(request, user, "yourself")
        self.assertTrue(request.approval_is_blocked)

    def test_administrators_cannot_sign_without_the_office(self):
        """G2: neither the robot nor who may do everything."""
        administrator = new_test_user(
            self.env,
            "test_administrator",
            "base.group_system,customer_followup.group_service_manager",
            company_id=self.company.id,
        )
        request = self.create_request(submit=True)
        for user in (administrator, self.env.ref("base.user_root"), self.manager):
            for action in ("action_approve", "action_refuse", "action_ask_back"):
                with self.subTest(user=user.login, action=action):
                    self.assert_refused(
                        request, user, action, ["Fine"], AccessError, "waits at level"
                    )

    def test_robot_is_no_signer(self):
        """G3: a level that names the robot only is found blocked."""
        robot = self.env.ref("customer_followup.user_service")
        robot.company_ids += self.company
        office = self.env.ref("customer_followup.group_marketing_director")
        office.user_ids = robot
        self.settle()
        for level in (
            {"group_id": office.id},
            {"signer_type": "users", "user_ids": robot.ids},
        ):
            self.route.active = False
            self.route = self.create_route([level])
            request = self.create_request(self.create_customer("Any"), submit=True)
            self.assertFalse(request._get_open_step().signer_ids)
            self.assertTrue(request.approval_is_blocked)

    def test_superuser_mode_is_no_signature(self):
        """G2: code that runs as somebody signs as that person, or not at all."""
        request = self.create_request(submit=True)
        before = self.look(request)
        for user in (self.salesperson, self.supervisor, self.finance):
            with self.refused(".+", AccessError), self.env.cr.savepoint():
                request.with_user(user).sudo().action_approve()
        self.assertEqual(self.look(request), before)

    def test_nobody_signs_two_levels(self):
        """G2: one person in two offices signs once, and the second level waits."""
        self.give_office(self.marketing, "finance_head")
        self.give_office(self.marketing, "general_manager")
        request = self.create_request(submit=True)
        self.sign(request, self.marketing)
        self.assert_cannot_sign(request, self.marketing, "nobody signs twice")
        self.sign(request, self.finance)
        self.assert_cannot_sign(request, self.marketing, "nobody signs twice")
        self.sign(request, self.general)
        signers = [u for a, u in self.get_log(request) if a == "approved"]
        self.assertEqual(len(set(signers)), 3)

    def test_signed_values_are_frozen(self):
        """CRD-2: from the submission on nobody changes what is signed."""
        request = self.create_request(submit=True)
        self.assertLessEqual(
            request._get_signed_fields(), {*CHANGES, "current_limit", "current_term_id"}
        )
        for user in (self.salesperson, self.supervisor, self.manager, self.marketing):
            for name, value in CHANGES.items():
                before = self.look(request)
                with (
                    self.subTest(user=user.login, field=name),
                    self.refused("submitted|not allowed|access", Exception),
                    self.env.cr.savepoint(),
                ):
                    self.as_user(request, user).write({name: value})
                self.assertEqual(self.look(request), before)
        with self.refused("has been submitted"), self.env.cr.savepoint():
            request.sudo().requested_limit = 1.0

    def test_values_changed_in_the_database_are_not_signed(self):
        """G1: the fingerprint of the submission is the one that is signed."""
        request = self.create_request(
            submit=True, requested_term_id=self.term.id, date_until="2026-06-30"
        )
        for name, value in SQL_CHANGES.items():
            with self.subTest(name), self.env.cr.savepoint() as savepoint:
                self.env.flush_all()
                self.env.cr.execute(
                    f"UPDATE customer_credit_request SET {name} = {value}"
                    f" WHERE id = {request.id}"
                )
                self.assert_refused(
                    request, self.marketing, "action_approve", [], text="not what was"
                )
                savepoint.rollback()
            self.env.invalidate_all(flush=False)
        self.sign(request)
        self.assertEqual(self.get_terms(), (50000.0, self.term.id))

    def test_request_of_somebody_who_left_is_refused_not_asked_back(self):
        """CRD-1: nobody would answer; the rest of the route can still decide."""
        request = self.create_request(submit=True)
        self.salesperson.active = False
        self.assert_refused(
            request, self.marketing, "action_ask_back", ["Why?"], text="has left"
        )
        self.sign(request)
        self.assertEqual(self.get_terms(), (50000.0, None))

    def test_signer_who_left_cannot_sign(self):
        """CRD-1: an office is held by who works here."""
        request = self.create_request(submit=True)
        self.marketing.active = False
        self.settle()
        self.assert_cannot_sign(request, self.marketing)
        self.assertTrue(request.approval_is_blocked)

"""Each decision in each state: what it does, and what has to refuse."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .approval_common import ApprovalCase

STATES = ("draft", "submitted", "approved", "refused", "cancelled", "reverted")
# action: its arguments, who would do it, and the states it starts from
DECISIONS = {
    "action_submit": ([], "salesperson", ("draft",)),
    "action_approve": (["All well"], "marketing", ("submitted",)),
    "action_refuse": (["Too much"], "marketing", ("submitted",)),
    "action_ask_back": (["Why?"], "marketing", ("submitted",)),
    "action_cancel": (["Not needed"], "salesperson", ("draft", "submitted")),
}
NO_REASONS = (None, False, "", "  \n\t")


@tagged("post_install", "-at_install")
class TestApprovalDecision(ApprovalCase):
    def create_in_state(self, state):
        """Return a request in ``state``, and come there in the usual way."""
        until = "2026-03-31" if state == "reverted" else False
        request = self.create_request(
            self.create_customer(f"In {state}"),
            submit=state != "draft",
            date_until=until,
        )
        if state in ("approved", "reverted"):
            self.sign(request)
        elif state == "refused":
            self.as_user(request, self.marketing).action_refuse("No")
        elif state == "cancelled":
            self.as_user(request, self.salesperson).action_cancel()
        if state == "reverted":
            request._follow_terms(request.date_until.replace(month=4, day=1))
        self.assertEqual(request.state, state)
        return request

    def test_each_decision_starts_from_its_states_only(self):
        """G3: every state but the ones named refuses, and stays as it is."""
        for state in STATES:
            for action, (args, name, starts) in DECISIONS.items():
                request, user = self.create_in_state(state), getattr(self, name)
                with self.subTest(state=state, action=action):
                    if state not in starts:
                        self.assert_refused(request, user, action, args)
                    else:
                        getattr(self.as_user(request, user), action)(*args)

    def test_refusal_and_asking_back_need_a_reason(self):
        """CRD-1: the requester learns why, in the log and for good."""
        request = self.create_request(submit=True)
        for action in ("action_refuse", "action_ask_back"):
            for reason in NO_REASONS:
                with self.subTest(action, reason=reason):
                    self.assert_refused(
                        request, self.marketing, action, [reason], text="Say why"
                    )

    def test_supervisor_who_cancels_says_why(self):
        """CRD-1: one withdraws one's own request without words, a colleague's not."""
        request = self.create_request(submit=True)
        for reason in NO_REASONS:
            self.assert_refused(
                request, self.supervisor, "action_cancel", [reason], text="Say why"
            )
        self.as_user(request, self.supervisor).action_cancel("Customer closed down")
        self.assertEqual(request.state, "cancelled")
        self.assertEqual(self.get_log(request)[-1], ("cancelled", self.supervisor))

    def test_stranger_cannot_cancel(self):
        """CRD-1: who neither asked nor supervises leaves it alone; offices refuse."""
        request = self.create_request(submit=True)
        for user in (self.marketing, self.finance, self.general):
            self.assert_refused(
                request, user, "action_cancel", ["No"], AccessError, "supervisor"
            )

    def test_refusal_ends_the_document_for_good(self):
        """CRD-2: no later level signs, no activity is left, and terms stay."""
        request = self.create_request(submit=True)
        self.sign(request, self.marketing)
        self.as_user(request, self.finance).action_refuse("Late with 20,000")
        states = request._get_steps().mapped("state")
        self.assertEqual(states, ["approved", "refused", "cancelled"])
        self.assertFalse(request.activity_ids)
        self.assertEqual(self.get_terms(), (0.0, None))
        self.assertIn("Late with 20,000", request.message_ids[0].body)
        self.assertIn(
            self.salesperson.partner_id, request.message_ids[0].notified_partner_ids
        )

    def test_resubmission_ends_what_the_requester_had_to_do(self):
        """CRD-1: asked back, the request is on their list until it is submitted."""
        request = self.create_request(submit=True)
        self.as_user(request, self.marketing).action_ask_back("Why so much?")
        self.assertEqual(request.activity_ids.user_id, self.salesperson)
        self.as_user(request, self.salesperson).action_submit()
        self.assertEqual(request.activity_ids.user_id, self.marketing)

    def test_asked_back_document_is_signed_by_all_again(self):
        """CRD-1: changed and submitted again, it starts at the first level."""
        request = self.create_request(submit=True)
        self.sign(request, self.marketing)
        self.as_user(request, self.finance).action_ask_back("Why so much?")
        self.assertEqual(request.state, "draft")
        self.assertEqual(request.activity_ids.user_id, self.salesperson)
        own = self.as_user(request, self.salesperson)
        own.write({"requested_limit": 30000.0, "reason": "A third more"})
        own.action_submit()
        self.assertEqual(request.approval_round, 2)
        self.assertEqual(len(request.approval_step_ids), 6)
        self.assert_refused(
            request, self.finance, "action_approve", [], AccessError, "Marketing"
        )
        self.sign(request)
        self.assertEqual(self.get_terms(), (30000.0, None))
        self.assertEqual(
            [action for action, _user in self.get_log(request)],
            ["submitted", "approved", "asked_back", "submitted"]
            + ["approved"] * 3
            + ["applied"],
        )

    def test_mass_signing_is_refused(self):
        """CRD-1: each document is read before it is signed."""
        both = self.create_request(submit=True) | self.create_request(
            self.create_customer("Green Mill"), submit=True
        )
        nothing = both.browse()
        for action in ("action_approve", "action_refuse", "action_ask_back"):
            for requests in (both, nothing):
                with (
                    self.subTest(action),
                    self.refused("Open each document"),
                    self.env.cr.savepoint(),
                ):
                    getattr(self.as_user(requests, self.marketing), action)("Fine")
        self.assertEqual(both.mapped("state"), ["submitted"] * 2)

    def test_second_call_of_the_last_signature_changes_nothing(self):
        """G3: the effect comes once."""
        request = self.create_request(submit=True)
        self.sign(request)
        self.set_terms(limit=123.0)
        for user in self.signers:
            self.assert_refused(request, user, "action_approve")
        self.assertEqual(self.get_terms(), (123.0, None))

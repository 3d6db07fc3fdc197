"""What the tests of signatures share: a decision that is refused leaves nothing."""

from odoo.exceptions import UserError

from .credit_common import CreditCase


class ApprovalCase(CreditCase):
    """A test that looks at all that a decision could change."""

    def look(self, request):
        """Return what a refused decision must leave as it was."""
        self.env.flush_all()
        request.invalidate_recordset()
        steps = request._get_steps()
        steps.invalidate_recordset()
        return (
            request.read(load=False)[0] | {"figures": None, "write_date": None},
            steps.read(["state", "signer_ids", "is_blocked"]),
            self.get_log(request),
            request.activity_ids.mapped("user_id"),
            self.get_terms(request.partner_id),
        )

    def assert_refused(
        self, request, user, action, args=(), error=UserError, text=".+"
    ):
        """Assert that a decision is refused and leaves nothing behind."""
        before = self.look(request)
        with self.refused(text, error), self.env.cr.savepoint():
            getattr(self.as_user(request, user), action)(*args)
        self.assertEqual(self.look(request), before)

    def assert_cannot_sign(self, request, user, text=".+"):
        """Assert that a user's signature is refused, and none is asked for."""
        self.assertFalse(self.as_user(request, user).approval_can_sign)
        self.assertNotIn(user, request._get_open_step().signer_ids)
        self.assert_refused(request, user, "action_approve", [], UserError, text)

    def ask_back(self, request, user):
        """Give a request back to who asked for it."""
        self.as_user(request, user).action_ask_back("Say more")
        return request

    def count_to_sign(self, user):
        """Return the number in the user's menu bar."""
        return self.as_user(
            self.env["customer.approval.step"], user
        ).get_to_sign_count()

    def settle(self):
        """Do what happens before a transaction is committed."""
        self.env.cr.flush()

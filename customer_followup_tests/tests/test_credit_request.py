from odoo.exceptions import AccessError
from odoo.tests import tagged

from .credit_common import CreditCase


@tagged("post_install", "-at_install")
class TestCreditRequest(CreditCase):
    def test_three_signatures_change_limit_and_term(self):
        """CRD-1: marketing director, finance head and general manager, in order."""
        request = self.create_request(requested_term_id=self.term.id, submit=True)
        for signer, rest in zip(self.signers, (2, 1, 0), strict=True):
            self.assertEqual(self.get_terms(), (0.0, None))
            self.assertEqual(request.approval_waiting_for, signer.name)
            self.sign(request, signer)
            states = request._get_steps().mapped("state")
            self.assertEqual(sum(state != "approved" for state in states), rest)
        self.assertEqual(request.state, "approved")
        self.assertEqual(self.get_terms(), (50000.0, self.term.id))
        self.assertEqual(
            self.get_log(request),
            [
                ("submitted", self.salesperson),
                *(("approved", signer) for signer in self.signers),
                ("applied", self.general),
            ],
        )

    def test_levels_sign_in_their_order_only(self):
        """CRD-1: whoever comes later cannot sign before."""
        request = self.create_request(submit=True)
        for early in (self.finance, self.general, self.salesperson):
            with self.refused(".+", AccessError), self.env.cr.savepoint():
                self.sign(request, early)
        self.assertEqual(self.get_log(request), [("submitted", self.salesperson)])

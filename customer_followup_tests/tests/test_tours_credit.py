"""A higher credit limit from the request to its effect, in a real browser."""

from odoo.tests import tagged

from .common import FollowupHttpCase
from .credit_order_common import CreditMixin


@tagged("post_install", "-at_install")
class TestToursCredit(CreditMixin, FollowupHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.director = cls.create_user("marketing_director", "group_marketing_director")
        cls.head = cls.create_user("finance_head", "group_finance_head")
        cls.general = cls.create_user("general_manager", "group_general_manager")

    def play(self, tour, user, record=None):
        """Let a user play a tour, beginning at the form of ``record``."""
        path = f"/odoo/{record._name}/{record.id}" if record else "/odoo"
        self.start_tour(path, f"customer_credit_{tour}", login=user.login)

    def get_request(self):
        """Return the request the browser has made."""
        return self.env["customer.credit.request"].search(
            [("partner_id", "=", self.customer.id)]
        )

    def get_limit(self):
        """Return the limit that is in the database."""
        self.env.invalidate_all()
        return self.customer.with_company(self.company).credit_limit

    def get_signers(self):
        """Return who has signed, in order."""
        entries = self.get_request().approval_entry_ids
        return entries.filtered(lambda e: e.action == "approved").user_id.ids

    def test_three_signatures_change_the_limit(self):
        """CRD-1, CRD-2: asked for on the customer; the third signature changes it."""
        self.play("request", self.salesperson, self.customer)
        for user in (self.director, self.head, self.general):
            with self.subTest(user=user.name):
                self.assertEqual(self.get_limit(), 1000)
                self.play("sign", user)
        self.assertEqual(self.get_limit(), 5000)
        self.assertEqual(self.get_request().state, "approved")
        self.assertEqual(
            self.get_signers(), [self.director.id, self.head.id, self.general.id]
        )

    def test_refusal_at_second_level_changes_nothing(self):
        """CRD-2: refused by the finance head; the requester sees who and why."""
        self.play("request", self.salesperson, self.customer)
        self.play("sign", self.director)
        self.play("refuse", self.head)
        self.assertEqual(self.get_limit(), 1000)
        self.assertEqual(self.get_request().state, "refused")
        self.assertFalse(
            self.env["customer.approval.step"]
            .with_user(self.general)
            .get_to_sign_count()
        )
        self.play("see_refusal", self.salesperson, self.get_request())

    def test_held_order_goes_through_with_a_higher_limit(self):
        """CRD-1, CRD-2: held at confirmation, released by three signatures."""
        order = self.create_quote(3000, user_id=self.salesperson.id)
        self.play("hold", self.salesperson, order)
        self.assertRecordValues(
            order, [{"state": "draft", "customer_credit_state": "held"}]
        )
        self.assertEqual(self.get_request().sale_order_id, order)
        for user in (self.director, self.head, self.general):
            self.play("sign", user)
        self.play("release", self.salesperson, order)
        self.assertRecordValues(
            order, [{"state": "sale", "customer_credit_state": "released"}]
        )

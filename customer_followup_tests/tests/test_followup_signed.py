"""What the customer signed stays as it was signed (FUP-8)."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import FollowupCase
from .record_common import BAD_SIGNATURES, REFUSED, SIGNATURE, RecordMixin


@tagged("post_install", "-at_install")
class TestFollowupSigned(RecordMixin, FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.own = cls.visit.with_user(cls.specialist)

    def sign(self):
        self.own.write({"signature": SIGNATURE, "signed_by": "Ms Lin"})

    def test_signed_record_does_not_change_before_it_is_closed_either(self):
        """FUP-8: whoever tries it, and with whatever field of the record."""
        self.sign()
        changes = (
            {"customer_opinion": "Something else"},
            {"result": "need"},
            {"satisfaction": "5"},
            {"contact_id": False},
            {"duration_minutes": 90},
            {"method": "phone"},
            {"contacted_at": False},
            {"signature": False},
            {"signed_by": "Mr Wu"},
            {"promise_ids": [(0, 0, {"description": "One more"})]},
        )
        for user in (self.specialist, self.supervisor, self.manager):
            for vals in changes:
                with (
                    self.subTest(user=user.login, vals=vals),
                    self.refused("has signed this record|closed or signed"),
                ):
                    self.visit.with_user(user).write(vals)
        with self.refused("has signed this record"):
            self.own.action_record({"result": "need"})

    def test_what_was_not_signed_may_change(self):
        """FUP-8: what we do with the record is ours; the same value is no change."""
        self.sign()
        self.own.write({"is_visit_wanted": True, "result": "well"})
        self.own.action_record()
        self.assertEqual(self.visit.state, "recorded")

    def test_promise_comes_with_the_signature(self):
        """VIS-8: what a form saves at once is signed as a whole."""
        vals = {
            "promise_ids": [(0, 0, {"description": "Call back"})],
            "signature": SIGNATURE,
            "signed_by": "Ms Lin",
        }
        self.own.write(vals)
        new = self.create_followup(**vals)
        for followup in self.own, new:
            self.assertEqual(followup.promise_ids.description, "Call back")
            self.assertTrue(followup.signature_fingerprint)

    def test_forgotten_name_is_added_once(self):
        """FUP-8: who signed is known, and stays."""
        self.own.signature = SIGNATURE
        self.own.signed_by = "Ms Lin"
        with self.refused("has signed this record"):
            self.own.signed_by = "Mr Wu"

    def test_contact_that_is_signed_has_taken_place(self):
        """VIS-6: the moment of the visit is known when it is signed."""
        self.assertFalse(self.visit.contacted_at)
        self.sign()
        self.assertTrue(self.visit.contacted_at)
        self.assertTrue(self.visit.signature_fingerprint)

    def test_supervisor_takes_a_signature_back(self):
        """FUP-8: it is void, and the log keeps it."""
        with self.refused(".", AccessError):
            self.own.action_void_signature()
        with self.refused("Nobody has signed"):
            self.visit.with_user(self.supervisor).action_void_signature()
        self.sign()
        self.visit.with_user(self.supervisor).action_void_signature()
        self.assert_void()

    def test_reopening_voids_the_signature(self):
        """FUP-8: the record can be corrected, and is signed again."""
        self.sign()
        self.own.action_record()
        self.visit.with_user(self.supervisor).action_reopen()
        self.assert_void()

    def assert_void(self):
        self.assertFalse(self.visit.signature)
        self.assertFalse(self.visit.signed_by or self.visit.signed_at)
        self.assertFalse(self.visit.signature_fingerprint)
        message = self.visit.message_ids.filtered("attachment_ids")
        self.assertIn("The signature of Ms Lin", message.body)
        self.assertEqual(message.attachment_ids.name, f"{self.visit.name}-void.png")
        self.own.customer_opinion = "Corrected"

    def test_what_is_no_drawn_signature_is_refused(self):
        """G7: with a message, and nothing is stored."""
        for name, value in BAD_SIGNATURES.items():
            with self.subTest(name), self.refused(REFUSED):
                self.own.write({"signature": value, "signed_by": "Ms Lin"})
            with self.subTest(name), self.refused(REFUSED):
                self.own.action_record({"signature": value, "signed_by": "Ms Lin"})
        self.assertEqual(self.visit.state, "planned")

    def test_duration_is_that_of_a_day_at_most(self):
        """G7: minutes of one contact."""
        for minutes in (-1, 1441, 2**40):
            with self.subTest(minutes), self.refused("Correct the Duration"):
                self.own.duration_minutes = minutes

"""The customer signs the record of a visit on site (FUP-8)."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import MONDAY, TEN_O_CLOCK, FollowupCase

SIGNATURE = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    "AABJRU5ErkJggg=="
)


@tagged("post_install", "-at_install")
class TestFollowupSignature(FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.create_rule(
            "order_lapse", method="on_site", is_signature_required=True
        )
        cls.visit = cls.create_followup(method="on_site", is_signature_required=True)

    def record(self, **vals):
        self.visit.with_user(self.specialist).action_record({"result": "well", **vals})

    def test_visit_without_signature_is_not_recorded(self):
        """FUP-8: the message says where it is signed, and what else to do."""
        with self.refused("have it signed under Signature"):
            self.record()
        with self.refused("Write who signed"):
            self.record(signature=SIGNATURE)
        self.record(signature=SIGNATURE, signed_by="Ms Lin")
        self.assertEqual(self.visit.state, "recorded")
        self.assertEqual(str(self.visit.signed_at), TEN_O_CLOCK)

    def test_contact_that_was_no_visit_needs_no_signature(self):
        """FUP-8: who was called instead signs nothing."""
        self.record(method="phone")
        self.assertEqual(self.visit.state, "recorded")

    def test_signature_stays_as_it_was_given(self):
        """FUP-8: neither signature nor moment change afterwards."""
        self.record(signature=SIGNATURE, signed_by="Ms Lin")
        for vals in ({"signature": False}, {"signed_by": "Mr Wu"}):
            with self.subTest(vals), self.refused("is closed and its record stays"):
                self.visit.write(vals)
        with self.refused("follow from what is done"):
            self.visit.signed_at = TEN_O_CLOCK

    def test_file_of_the_signature_is_not_changed_either(self):
        """FUP-8: the file in which it is kept follows the record."""
        self.record(signature=SIGNATURE, signed_by="Ms Lin")
        files = self.env["ir.attachment"].with_user(self.specialist)
        place = {"res_model": "customer.followup", "res_field": "signature"}
        file = files.sudo().search(
            [(name, "=", value) for name, value in place.items()]
            + [("res_id", "=", self.visit.id)]
        )
        for attempt in (
            lambda: file.sudo(False).write({"raw": b"x"}),
            lambda: file.sudo(False).unlink(),
            lambda: files.create({"name": "x", "res_id": self.visit.id, **place}),
        ):
            with self.refused("A signature is part of its follow-up"):
                attempt()

    def test_supervisor_lets_a_customer_go_without(self):
        """FUP-8: not who makes the visit."""
        with self.refused("Ask your supervisor", AccessError):
            self.visit.with_user(self.specialist).is_signature_required = False
        self.visit.with_user(self.supervisor).is_signature_required = False
        self.record()
        self.assertEqual(self.visit.state, "recorded")

    def test_rule_asks_for_it_when_it_opens_or_joins_a_visit(self):
        """FUP-8: the grade's visit is signed, whoever asked for it first."""
        self.visit.with_user(self.supervisor).action_cancel("Other test")
        customers = [self.create_customer(name) for name in ("Opened", "Joined")]
        joined = self.create_followup(customers[1])
        for customer in customers:
            self.create_order(customer, MONDAY.replace(month=1))
        self.run_job()
        opened = self.get_followups(customers[0])
        self.assertTrue(opened.is_signature_required)
        self.assertEqual(self.get_followups(customers[1]), joined)
        self.assertEqual(joined.method, "on_site")
        self.assertTrue(joined.is_signature_required)

    def test_what_is_no_picture_is_refused(self):
        """G7: scripts get a message."""
        for value in (7, "not a picture!", {"a": 1}):
            with self.subTest(value), self.refused("cannot hold this value"):
                self.record(signature=value, signed_by="Ms Lin")

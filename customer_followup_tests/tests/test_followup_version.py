"""Two people write one record, and nobody overwrites the other (VIS-6)."""

from odoo.tests import tagged

from .common import FollowupHttpCase
from .record_common import RecordMixin


@tagged("post_install", "-at_install")
class TestFollowupVersion(RecordMixin, FollowupHttpCase):
    def save(self, user, **vals):
        """Save what a form has read, as the form does."""
        answer = self.call(
            user, "customer.followup", "web_save", self.visit.ids, vals, {}
        )
        self.env.invalidate_all()
        return answer

    def test_second_of_two_is_told_and_overwrites_nothing(self):
        """VIS-6: the words of the first stay; the message names who wrote them."""
        read = self.visit.record_version
        first = self.save(
            self.specialist, customer_opinion="The first", record_version=read
        )
        self.assertNotIn("error", first)
        for vals in (
            {"customer_opinion": "The second"},
            {"satisfaction": "1"},
            {"promise_ids": [[0, 0, {"description": "Call back"}]]},
        ):
            second = self.save(self.supervisor, **vals, record_version=read)
            with self.subTest(vals):
                message = second["error"]["data"]["message"]
                self.assertIn("Specialist has changed the record", message)
        self.assertEqual(self.visit.customer_opinion, "The first")
        self.assertEqual(self.visit.satisfaction, "4")
        self.assertFalse(self.visit.promise_ids)

    def test_second_saves_what_he_has_read(self):
        """VIS-6: after a look at the record as it is now."""
        self.save(self.specialist, customer_opinion="The first", record_version=1)
        answer = self.save(
            self.supervisor,
            customer_opinion="Both",
            record_version=self.visit.record_version,
        )
        self.assertNotIn("error", answer)
        self.assertEqual(self.visit.customer_opinion, "Both")

    def test_what_is_no_part_of_the_record_does_not_collide(self):
        """VIS-6: moving the visit stops nobody who writes."""
        read = self.visit.record_version
        self.save(self.supervisor, date_planned="2099-03-03", record_version=read)
        answer = self.save(
            self.specialist, customer_opinion="As read", record_version=read
        )
        self.assertNotIn("error", answer)

    def test_version_cannot_be_forged(self):
        """G5: neither written nor given at birth."""
        self.save(self.manager, record_version=99)
        self.assertLess(self.visit.record_version, 9)
        vals = {"partner_id": self.customer.id, "record_version": 99}
        answer = self.call(self.manager, "customer.followup", "create", [vals])
        self.assertIn("error", answer)

    def test_record_closed_meanwhile_is_not_written(self):
        """VIS-6: who comes after the record was closed is told so."""
        self.visit.action_record()
        answer = self.save(self.supervisor, customer_opinion="Late", record_version=1)
        self.assertIn("error", answer)
        self.assertNotEqual(self.visit.customer_opinion, "Late")

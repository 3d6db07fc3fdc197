"""What a customer was promised, who keeps it and until when (VIS-8)."""

from datetime import date, timedelta

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import MONDAY, FollowupCase
from .record_common import SIGNATURE, RecordMixin


@tagged("post_install", "-at_install")
class TestPromise(RecordMixin, FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.own = cls.visit.with_user(cls.specialist)

    def promise(self, text="Send the certificate", **vals):
        self.own.write({"promise_ids": [(0, 0, {"description": text, **vals})]})
        return self.visit.promise_ids[-1].with_user(self.specialist)

    def test_promise_has_a_person_a_day_and_an_activity(self):
        """VIS-8: who makes the contact, within the days of the company."""
        self.company.customer_promise_days = 5
        promise = self.promise("Send <i>it</i>\nby post")
        self.assertRecordValues(
            promise,
            [
                {
                    "partner_id": self.customer.id,
                    "user_id": self.specialist.id,
                    "date_deadline": MONDAY + timedelta(days=5),
                    "company_id": self.company.id,
                    "state": "open",
                }
            ],
        )
        self.assertEqual(promise.display_name, "Send <i>it</i>")
        activity = promise.activity_ids
        self.assertEqual(activity.summary, "Blue Mill: Send <i>it</i>")
        promise.write({"user_id": self.colleague.id, "date_deadline": "2026-03-20"})
        self.assertEqual(promise.activity_ids, activity)
        self.assertEqual(activity.user_id, self.colleague)
        self.assertEqual(activity.date_deadline, date(2026, 3, 20))

    def test_promise_ends_kept_or_dropped(self):
        """VIS-8: dropped with a reason only; the activity ends with it."""
        promise = self.promise()
        with self.refused("Say why this promise is not kept"):
            promise.action_drop(" ")
        promise.action_drop("Not wanted any more")
        self.assertEqual(promise.state, "dropped")
        self.assertFalse(promise.activity_ids)
        with self.refused("is Dropped"):
            promise.action_keep()
        with self.refused("This promise is over"):
            promise.date_deadline = "2026-04-01"
        promise.action_reopen()
        self.assertEqual(len(promise.activity_ids), 1)
        promise.action_keep("Sent today")
        self.assertRecordValues(
            promise,
            [
                {
                    "state": "kept",
                    "closed_by_id": self.specialist.id,
                    "comment": "Sent today",
                }
            ],
        )
        with self.refused("cannot be deleted"):
            promise.with_user(self.supervisor).unlink()
        mistake = self.promise().with_user(self.supervisor)
        activity = mistake.activity_ids
        mistake.unlink()
        self.assertFalse(mistake.exists() or activity.exists())

    def test_promise_and_its_activity_are_one(self):
        """VIS-8: done is kept; neither is moved or deleted without the other."""
        promise = self.promise()
        activity = promise.activity_ids
        with self.refused("change the person or the day there"):
            activity.date_deadline = "2026-05-01"
        with self.refused("drop the promise with the reason"):
            activity.unlink()
        activity.action_feedback("Sent by courier")
        self.assertEqual((promise.state, promise.comment), ("kept", "Sent by courier"))
        self.assertFalse(promise.activity_ids)

    def test_promises_of_a_closed_or_signed_record_stay(self):
        """FUP-8: what was said was said; who keeps it and when may change."""
        promise = self.promise()
        self.own.write({"signature": SIGNATURE, "signed_by": "Ms Lin"})
        with self.refused("is closed or signed"):
            promise.description = "Something else"
        with self.refused("is closed or signed"):
            promise.with_user(self.supervisor).unlink()
        with self.refused("is closed or signed"):
            promise.create({"followup_id": self.visit.id, "description": "More"})
        by_default = promise.with_context(default_followup_id=self.visit.id)
        with self.refused("is closed or signed"):
            by_default.create({"description": "More", "partner_id": self.customer.id})
        promise.date_deadline = "2026-03-20"
        self.own.action_record()
        with self.refused("stays with its customer"):
            promise.partner_id = self.create_customer("Green Mill")
        self.assertEqual(promise.state, "open")

    def test_noted_promise_is_never_lost(self):
        """SCR-1: under a closed record it is the customer's alone."""
        first = self.own._note_promise(" Call back ")
        self.assertEqual(first.description, "Call back")
        self.assertEqual(first.followup_id, self.visit)
        self.own.action_record()
        second = self.own._note_promise("Call again")
        self.assertFalse(second.followup_id)
        self.assertEqual(second.partner_id, self.customer)
        self.assertFalse(self.own._note_promise("  "))
        self.assertEqual(self.customer.customer_promise_count, 2)
        found = self.env[self.customer.action_open_customer_promises()["res_model"]]
        self.assertEqual(
            found.search([("partner_id", "=", self.customer.id)]), first | second
        )

    def test_promise_to_a_contact_is_the_customer_s(self):
        """VIS-8, G2: given, or by a default of the context."""
        contact = self.create_contact(self.customer, "Mr Wu")
        promises = self.env["customer.promise"].with_user(self.specialist)
        given = promises.create({"description": "x", "partner_id": contact.id})
        promises = promises.with_context(default_partner_id=contact.id)
        by_default = promises.create({"description": "x"})
        self.assertEqual((given | by_default).partner_id, self.customer)

    def test_promise_is_not_put_into_records_of_others(self):
        """G5: neither created there nor moved there."""
        foreign = self.create_followup(
            self.create_customer("Green Mill", self.colleague), self.colleague
        )
        vals = {"description": "x", "followup_id": foreign.id}
        with self.refused(".", AccessError):
            self.env["customer.promise"].with_user(self.specialist).create(vals)
        for number in (True, str(foreign.id), [foreign.id]):
            with self.subTest(number), self.refused("by its number"):
                self.env["customer.promise"].create({**vals, "followup_id": number})
        promise = self.promise()
        with self.refused("stays with its customer"):
            promise.followup_id = foreign

    def test_promises_of_archived_customers_are_dropped(self):
        """VIS-8: with the reason in the log."""
        promise = self.promise()
        self.own.action_record()
        self.customer.active = False
        self.assertEqual(promise.state, "dropped")
        self.assertEqual(promise.comment, "The customer was archived.")

    def test_promises_of_merged_customers_go_along(self):
        """VIS-8: to the customer that stays."""
        promise = self.promise()
        other = self.create_customer("Blue Mill Ltd")
        self.env["base.partner.merge.automatic.wizard"].create({})._merge(
            (self.customer | other).ids, other
        )
        self.env.invalidate_all()
        self.assertEqual(promise.partner_id, other)
        self.assertEqual(other.customer_promise_count, 1)

    def test_next_specialist_keeps_what_the_former_promised(self):
        """VIS-8: a colleague's promise stays the colleague's."""
        promise, other = self.promise(), self.promise(user_id=self.manager.id)
        self.customer.customer_specialist_id = self.colleague
        self.assertEqual(promise.user_id, self.colleague)
        self.assertEqual(promise.activity_ids.user_id, self.colleague)
        self.assertEqual(other.user_id, self.manager)

    def test_promises_of_who_leaves_go_to_the_customer_s_specialist(self):
        """VIS-8: or to nobody, where the supervisors see them."""
        promise = self.promise(user_id=self.colleague.id)
        self.colleague.action_archive()
        self.assertEqual(promise.user_id, self.specialist)
        self.specialist.action_archive()
        self.assertFalse(promise.user_id or promise.activity_ids)
        self.assertEqual(promise.state, "open")

    def test_promise_is_in_the_timeline(self):
        """DOS-5: with what became of it."""
        promise = self.promise()
        promise.action_drop("Sold out")
        self.env.flush_all()
        entry = self.env["customer.timeline"].search(
            [("res_model", "=", "customer.promise"), ("res_id", "=", promise.id)]
        )
        self.assertEqual(
            (entry.title, entry.status), (promise.description, "cancelled")
        )

    def test_dialog_closes_promises(self):
        """VIS-8: the buttons of the screen."""
        promise = self.promise()
        step = self.env["customer.promise.step"].with_user(self.specialist)
        step = step.with_context(active_ids=promise.ids)
        step.create({"action": "keep", "comment": "Sent"}).action_confirm()
        self.assertEqual(promise.state, "kept")

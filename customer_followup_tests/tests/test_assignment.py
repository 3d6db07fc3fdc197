"""Customers are shared out by load and ability, after a preview (ASG-1, DOS-6)."""

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .assignment_common import AssignmentCase

AWAY = "2026-03-01 16:00:00", "2026-03-06 16:00:00"


@tagged("post_install", "-at_install")
class TestAssignmentPreview(AssignmentCase):
    def test_preview_writes_nothing_on_customers(self):
        """ASG-1: before it is told to, the dialog only proposes."""
        customers = self.create_new_customers(4) | self.customer
        dialog = self.preview()
        self.assertEqual(dialog.line_ids.partner_id, customers)
        self.assertTrue(all(dialog.line_ids.mapped("specialist_id")))
        self.assertFalse(customers.customer_specialist_id)
        self.assertFalse(self.get_talks(customers))

    def test_preview_gives_the_reason_in_words(self):
        """ASG-1: who, why, and who would have been next."""
        line = self.preview().line_ids
        self.assertEqual(line.specialist_id, self.specialist)
        self.assertRegex(line.reason, "lowest load.*Next would be Colleague with 0.0")

    def test_preview_says_why_nobody_can_be_given_a_customer(self):
        """ASG-1: everybody is absent, or has as much as they can do."""
        dialog = self.open_dialog(specialist_ids=[Command.set(self.specialist.ids)])
        self.specialist.customer_capacity = 0.5
        dialog.action_preview()
        self.assertRegex(dialog.line_ids.reason, "as much as they can do")
        self.create_leave(self.specialist, *AWAY)
        dialog.action_preview()
        self.assertRegex(dialog.line_ids.reason, "absent")
        self.assertEqual((dialog.line_count, dialog.left_count), (1, 1))

    def test_superiors_take_part_only_when_chosen(self):
        """ASG-1: a supervisor is a specialist by right, not by work."""
        dialog = self.open_dialog()
        self.assertEqual(dialog.specialist_ids, self.specialist | self.colleague)
        dialog.specialist_ids = self.supervisor
        dialog.action_preview()
        self.assertEqual(dialog.line_ids.specialist_id, self.supervisor)

    def test_scope_finds_new_and_orphaned_customers(self):
        """DOS-6: nobody looks after them, or somebody who has left."""
        orphaned = self.create_new_customers(
            1, customer_specialist_id=self.colleague.id, name="Orphan"
        )
        kept = self.create_new_customers(
            1, customer_specialist_id=self.specialist.id, name="Kept"
        )
        self.leave_service(self.colleague)
        found = {
            scope: self.preview(scope=scope).line_ids.partner_id
            for scope in ("new", "orphaned", "unassigned")
        }
        self.assertEqual(found["new"], self.customer)
        self.assertEqual(found["orphaned"], orphaned)
        self.assertEqual(found["unassigned"], self.customer | orphaned)
        self.assertNotIn(kept, found["unassigned"])

    def test_archived_specialist_leaves_orphans(self):
        """DOS-6: whoever is archived looks after nobody."""
        orphaned = self.create_new_customers(
            1, customer_specialist_id=self.colleague.id
        )
        self.colleague.active = False
        dialog = self.preview(scope="orphaned")
        self.assertEqual(dialog.line_ids.partner_id, orphaned)
        self.assertEqual(dialog.line_ids.specialist_id, self.specialist)

    def test_marked_customers_are_shared_out_anew(self):
        """ASG-1: what is marked does not count for who has it now."""
        marked = self.create_new_customers(4, customer_specialist_id=self.specialist.id)
        contact = self.create_contact(marked[0])
        dialog = self.preview(customers=marked | contact)
        self.assertEqual(dialog.scope, "selected")
        self.assertEqual(dialog.line_ids.partner_id, marked)
        shares = {s.user_id: s for s in dialog.share_ids}
        self.assertEqual(shares[self.specialist].load_before, 4)
        self.assertEqual(shares[self.specialist].load_after, 2)
        self.assertEqual(shares[self.colleague].load_after, 2)

    def test_customer_of_another_company_is_not_offered(self):
        """G5: each company shares out its own customers."""
        elsewhere = self.create_company("West River Chemicals")
        foreign = self.create_new_customers(1, company_id=elsewhere.id)
        self.assertNotIn(foreign, self.preview().line_ids.partner_id)

    def test_same_facts_give_the_same_preview(self):
        """ASG-1: twice the same question, twice the same answer."""
        self.create_new_customers(25)
        first, second = self.preview(), self.preview()
        self.assertEqual(
            first.line_ids.mapped(lambda r: (r.partner_id, r.specialist_id, r.reason)),
            second.line_ids.mapped(lambda r: (r.partner_id, r.specialist_id, r.reason)),
        )


@tagged("post_install", "-at_install")
class TestAssignmentAssign(AssignmentCase):
    def test_assign_gives_customers_away_with_what_is_open(self):
        """ASG-1: customer, open follow-ups with their activities, and the log."""
        self.customer.customer_specialist_id = self.colleague
        planned = self.create_followup(user=self.colleague)
        recorded = self.create_followup(user=self.colleague)
        recorded.with_user(self.colleague).action_record({"result": "well"})
        self.leave_service(self.colleague)
        dialog = self.preview()
        dialog.action_assign()
        self.assertEqual(self.customer.customer_specialist_id, self.specialist)
        self.assertEqual(planned.user_id, self.specialist)
        self.assertEqual(planned.activity_ids.user_id, self.specialist)
        self.assertEqual(recorded.user_id, self.colleague)
        message = self.customer.message_ids[:1]
        self.assertEqual(message.author_id, self.supervisor.partner_id)
        self.assertEqual(message.tracking_value_ids.new_value_char, "Specialist")
        self.assertEqual(dialog.state, "done")
        self.assertEqual((dialog.assigned_count, dialog.skipped_count), (1, 0))

    def test_line_chosen_by_hand_is_assigned_as_chosen(self):
        """ASG-1: the supervisor has the last word."""
        others = self.create_new_customers(2)
        dialog = self.preview()
        dialog.line_ids.filtered(
            lambda r: r.partner_id == self.customer
        ).specialist_id = self.supervisor
        dialog.line_ids.filtered(lambda r: r.partner_id == others[0]).unlink()
        dialog.action_assign()
        self.assertEqual(self.customer.customer_specialist_id, self.supervisor)
        self.assertFalse(others[0].customer_specialist_id)
        self.assertTrue(others[1].customer_specialist_id)

    def test_what_changed_since_the_preview_is_skipped_and_said(self):
        """ASG-1: a stale preview overwrites nobody's decision."""
        taken, archived, left, fine = customers = self.create_new_customers(4)
        self.customer.active = False
        dialog = self.preview()
        lines = {line.partner_id: line for line in dialog.line_ids}
        self.assertEqual(set(lines), set(customers))
        lines[left].specialist_id = self.colleague
        lines[taken].specialist_id = lines[fine].specialist_id = self.specialist
        taken.customer_specialist_id = self.supervisor
        archived.active = False
        self.leave_service(self.colleague)
        dialog.action_assign()
        self.assertEqual(taken.customer_specialist_id, self.supervisor)
        self.assertFalse(archived.customer_specialist_id)
        self.assertFalse(left.customer_specialist_id)
        self.assertEqual(fine.customer_specialist_id, self.specialist)
        self.assertRegex(lines[taken].note, "meanwhile")
        self.assertRegex(lines[archived].note, "archived")
        self.assertRegex(lines[left].note, "has left")
        self.assertEqual(dialog.skipped_count, 3)

    def test_dialog_assigns_once_and_not_before_the_preview(self):
        """ASG-1: each step says what comes first."""
        with self.refused("preview first"):
            self.open_dialog().action_assign()
        dialog = self.preview()
        dialog.action_assign()
        for action in (dialog.action_assign, dialog.action_preview):
            with self.refused("are assigned"):
                action()

    def test_preview_without_specialists_is_refused(self):
        """ASG-1: the message says who can be chosen."""
        dialog = self.open_dialog(specialist_ids=[Command.clear()])
        with self.refused("Choose at least one", UserError):
            dialog.action_preview()

    def test_clock_of_a_follow_up_goes_to_its_next_owner(self):
        """VIS-6: the promise is kept by whoever has the follow-up."""
        self.customer.customer_specialist_id = self.colleague
        self.env["customer.deadline.policy"].create(
            {
                "name": "Contact made",
                "code": "made",
                "model_id": self.env["ir.model"]._get_id("customer.followup"),
                "start_event": "planned",
                "stop_event": "contacted",
                "unit": "document",
            }
        )
        followup = self.create_followup(user=self.colleague)
        self.leave_service(self.colleague)
        self.preview().action_assign()
        self.assertEqual(followup.customer_deadline_ids.user_id, self.specialist)

    def test_specialist_cannot_assign(self):
        """G5: the dialog is the supervisor's."""
        with self.assertRaises(AccessError):
            self.open_dialog(self.specialist)

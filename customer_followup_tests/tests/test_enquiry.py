"""An enquirer is registered: who, what, from where, why, and how soon they buy."""

from datetime import date

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import FollowupCase
from .enquiry_common import EnquiryMixin

FACTS = {
    "contact_name": "name",
    "phone": "phone",
    "description": "content",
    "source_id": "where from",
    "customer_enquiry_reason": "why",
}


@tagged("post_install", "-at_install")
class TestEnquiry(EnquiryMixin, FollowupCase):
    def test_points_are_checked_with_name_and_moment(self):
        """INQ-1: the main points are repeated, and it is kept who did so."""
        lead = self.create_lead()
        lead.with_user(self.salesperson).action_check_customer_points()
        self.assertEqual(lead.customer_points_checked_by_id, self.salesperson)
        self.assertEqual(str(lead.customer_points_checked_at), "2026-03-02 02:00:00")

    def test_points_that_are_missing_are_named(self):
        """INQ-1: name, content, where from, why and phone: none may be left out."""
        for name, words in FACTS.items():
            lead = self.create_lead(**{name: False}, partner_name=False)
            with self.subTest(name), self.refused(words):
                lead.action_check_customer_points()
            self.assertFalse(lead.customer_points_checked_at)

    def test_points_without_text_are_missing(self):
        """INQ-1: an empty paragraph of the editor is no content."""
        lead = self.create_lead(description="<p><br></p>")
        with self.refused("content"):
            lead.action_check_customer_points()

    def test_points_that_change_are_to_be_repeated_again(self):
        """INQ-1: what was repeated is not what is written any more."""
        for vals in (
            {"phone": "+86 120 0000 0999"},
            {"description": "<p>Two tons</p>"},
            {"customer_enquiry_reason": "They only compare"},
        ):
            lead = self.create_lead()
            lead.action_check_customer_points()
            with self.subTest(vals):
                lead.write(vals)
                self.assertFalse(lead.customer_points_checked_at)
                self.assertFalse(lead.customer_points_checked_by_id)

    def test_points_stay_repeated_when_something_else_changes(self):
        """INQ-1: a rating or a tag is nothing the enquirer said."""
        lead = self.create_lead()
        lead.action_check_customer_points()
        lead.write({"customer_urgency": "month", "priority": "2"})
        self.assertTrue(lead.customer_points_checked_at)

    def test_stamp_is_not_written_by_hand(self):
        """INQ-1, G5: neither created with it, nor written, nor copied."""
        lead = self.create_lead()
        forged = {"customer_points_checked_by_id": self.colleague.id}
        with self.refused("Main Points Repeated", UserError):
            lead.with_user(self.salesperson).write(forged)
        with self.refused("Main Points Repeated", UserError):
            self.create_lead(customer_points_checked_at="2026-03-01 00:00:00")
        lead.action_check_customer_points()
        self.assertFalse(lead.copy().customer_points_checked_at)

    def test_urgency_sets_the_day_of_the_contact(self):
        """INQ-2: by the days of the company, moved off days nobody works."""
        self.company.write(
            {
                "customer_urgency_now_days": 0,
                "customer_urgency_month_days": 2,
                "customer_urgency_quarter_days": 5,
                "customer_urgency_later_days": 30,
            }
        )
        lead = self.create_lead()
        self.assertFalse(lead.customer_contact_by)
        for urgency, day in [
            ("now", date(2026, 3, 2)),
            ("month", date(2026, 3, 4)),
            ("quarter", date(2026, 3, 9)),  # the fifth day is a Saturday
            ("later", date(2026, 4, 1)),
        ]:
            with self.subTest(urgency):
                lead.customer_urgency = urgency
                self.assertEqual(lead.customer_contact_by, day)
        lead.customer_urgency = False
        self.assertFalse(lead.customer_contact_by)

    def test_another_day_can_be_chosen(self):
        """INQ-2: what was agreed with the enquirer is stronger than the rule."""
        lead = self.create_lead(customer_urgency="now")
        lead.customer_contact_by = date(2026, 3, 20)
        lead.priority = "1"
        self.assertEqual(lead.customer_contact_by, date(2026, 3, 20))

    def test_urgency_is_logged(self):
        """INQ-2: the rating is tracked."""
        lead = self.create_lead(customer_urgency="later")
        self.env.cr.precommit.clear()
        lead.customer_urgency = "now"
        lead.flush_recordset()
        self.env.cr.precommit.run()
        tracked = lead.message_ids.sudo().tracking_value_ids
        self.assertIn("customer_urgency", tracked.field_id.mapped("name"))

    def test_merged_enquiries_keep_the_most_urgent(self):
        """INQ-2: two calls of one enquirer; both reasons stay."""
        first = self.create_lead(customer_urgency="later", type="opportunity")
        second = self.create_lead(
            customer_urgency="month",
            customer_enquiry_reason="New hall",
            type="opportunity",
        )
        merged = (first + second).merge_opportunity()
        self.assertEqual(merged.customer_urgency, "month")
        self.assertIn("New hall", merged.customer_enquiry_reason)
        self.assertIn("Their supplier has closed", merged.customer_enquiry_reason)

    def test_days_out_of_a_year_are_refused(self):
        """INQ-2: a setting is a number of days somebody can mean."""
        for days in (-1, 367):
            with (
                self.subTest(days),
                self.assertRaises(Exception) as caught,
                self.env.cr.savepoint(),
            ):
                self.company.customer_urgency_month_days = days
                self.company.flush_recordset()
            self.assertIn("customer_urgency_days_range", str(caught.exception))

    def test_list_makes_as_many_queries_for_one_as_for_eighty(self):
        """G17: the columns of the list of enquiries."""
        names = ("customer_contact_by", "customer_dossier_number", "customer_urgency")
        leads = self.env["crm.lead"].browse()
        for number in range(80):
            customer = self.create_customer(f"Customer {number}")
            leads |= self.create_lead(partner_id=customer.id, customer_urgency="now")
        counts = []
        for size in (80, 1, 80):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            leads[:size].read(names)
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2], counts)

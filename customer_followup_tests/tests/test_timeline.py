"""The timeline: every kind of record of a customer, once, as it is (DOS-5)."""

from datetime import date, datetime

from odoo import Command
from odoo.tests import tagged

from .common import MONDAY, FollowupCase
from .timeline_common import TEN, TimelineMixin

NOON = datetime(2026, 3, 2, 12)
KINDS = {
    "transaction": {"order", "delivery", "invoice", "payment"},
    "visit": {"followup", "promise", "visit_request"},
    "reception": {"reception"},
    "complaint": {"case"},
    "other": {
        "assessment",
        "credit_request",
        "document",
        "enquiry",
        "meeting",
        "waiver",
    },
}


@tagged("post_install", "-at_install")
class TestTimeline(TimelineMixin, FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.records = cls.create_everything(cls.customer)

    def get_entry(self, source):
        """Return the entry of the record of a source."""
        record = self.records[source]
        return self.get_entries().filtered(
            lambda entry: (entry.res_model, entry.res_id) == (record._name, record.id)
        )

    def test_every_source_is_there_once_in_its_class(self):
        """DOS-5: transactions, visits, receptions, complaints and other together."""
        found = {
            kind: {
                source
                for source in self.records
                if self.get_entry(source).mapped("kind") == [kind]
            }
            for kind in KINDS
        }
        self.assertEqual(found, KINDS)
        self.assertEqual(len(self.get_entries()), len(self.records))

    def test_every_source_is_tried_here(self):
        """DOS-5: who adds a source adds it to the tests of rights and numbers."""
        ours = {
            name
            for name in self.env["customer.timeline"]._get_sources()
            if name not in self.records
        }
        self.assertEqual(ours, set())

    def test_numbers_of_sources_are_their_own(self):
        """DOS-5: ids are the same for ever, and two records never share one."""
        numbers = [
            number
            for number, _model in self.env["customer.timeline"]._get_sources().values()
        ]
        self.assertEqual(len(numbers), len(set(numbers)))
        self.assertTrue(all(0 < number < 100 for number in numbers))
        entry = self.get_entry("reception")
        self.assertEqual(entry.id, self.records["reception"].id * 100 + 20)

    def test_entry_says_what_its_record_says(self):
        """DOS-5: number, day, person and amount are those of the record."""
        order, invoice = self.records["order"], self.records["invoice"]
        followup = self.records["followup"]
        expected = {
            "order": (order.name, order.date_order, order.amount_total),
            "invoice": (invoice.name, NOON, invoice.amount_total),
            "payment": (self.records["payment"].name, NOON, 100.0),
            "followup": (followup.name, NOON, 0.0),
            "reception": ("Mr. Wang", TEN, 0.0),
            "case": (self.records["case"].number, TEN, 0.0),
            "credit_request": (self.records["credit_request"].name, None, 50000.0),
            "document": ("L-1", TEN, 0.0),
            "waiver": (self.records["waiver"].name, None, 0.0),
            "promise": (False, None, 0.0),
            "visit_request": (self.records["visit_request"].name, None, 0.0),
            "meeting": (False, TEN, 0.0),
        }
        for source, (number, moment, amount) in expected.items():
            entry = self.get_entry(source)
            with self.subTest(source):
                self.assertEqual(entry.name, number)
                self.assertAlmostEqual(entry.amount, amount)
                if moment and source != "case":
                    self.assertEqual(entry.happened_at, moment)
                owner = self.env.user if source == "payment" else self.specialist
                self.assertEqual(entry.user_id, owner)

    def test_credit_note_counts_the_other_way(self):
        """DOS-5: what goes back to the customer is negative."""
        refund = self.records["invoice"]._reverse_moves()
        refund.invoice_date = MONDAY
        refund.action_post()
        entry = self.get_entries().filtered(lambda e: e.res_id == refund.id)
        self.assertEqual(entry.mapped("amount"), [-refund.amount_total])

    def test_drafts_of_the_books_and_planned_deliveries_are_left_out(self):
        """DOS-5: what has not happened is no transaction; a quotation is one."""
        before = self.get_entries()
        order = self.create_order(self.customer, MONDAY)
        quotation = self.create_quotation(self.customer)
        self.records["invoice"].copy()
        new = self.get_entries() - before
        self.assertEqual(new.mapped("res_model"), ["sale.order"] * 2)
        words = {entry.res_id: entry.document for entry in new}
        self.assertEqual(words, {order.id: "Sales Order", quotation.id: "Quotation"})

    def test_state_in_words_follows_the_record(self):
        """DOS-5: words, not keys; and what is still going on."""
        entry = self.get_entry("followup")
        self.assertEqual((entry.state, entry.status), ("Planned", "open"))
        followup = self.records["followup"].with_user(self.specialist)
        followup.action_record({"result": "well"})
        entry.invalidate_recordset()
        self.assertEqual((entry.state, entry.status), ("Recorded", "done"))
        self.assertEqual(entry.title, "All well")

    def test_words_are_in_the_language_of_the_reader(self):
        """DOS-5: labels of records and of ours, in each language."""
        self.env["res.lang"]._activate_lang("zh_CN")
        stage = self.records["case"].stage_id
        stage.with_context(lang="zh_CN").name = "处理中"
        Timeline = self.env["customer.timeline"].with_context(lang="zh_CN")
        groups = Timeline._read_group(
            [("partner_id", "=", self.customer.id), ("kind", "=", "complaint")],
            ["state"],
            ["__count"],
        )
        self.assertEqual(groups, [("处理中", 1)])

    def test_records_of_contacts_belong_to_the_customer(self):
        """DOS-5: customer facts live on the commercial partner."""
        contact = self.create_contact(self.customer)
        before = self.get_entries()
        self.create_quotation(contact)
        self.create_reception(self.customer, contact_id=contact.id)
        self.create_meeting(contact, self.specialist)
        new = self.get_entries() - before
        self.assertEqual(len(new), 3)
        self.assertEqual(new.partner_id, self.customer)

    def test_customer_that_moves_takes_its_timeline_along(self):
        """DOS-5: no copies: the entries follow the record at once."""
        group = self.create_customer("Blue Mill Group")
        count = len(self.get_entries())
        self.customer.write({"is_company": False, "parent_id": group.id})
        self.assertEqual(len(self.get_entries(group)), count)
        self.assertFalse(self.get_entries())

    def test_meeting_is_there_once_for_each_customer(self):
        """DOS-5: however many of a customer take part, and never for colleagues."""
        other = self.create_customer("Red Mill")
        guests = [self.create_contact(self.customer, name) for name in ("Lin", "Wu")]
        meeting = self.create_meeting(*guests, other, self.colleague)
        Timeline = self.env["customer.timeline"]
        entries = Timeline.search(
            [("res_model", "=", "calendar.event"), ("res_id", "=", meeting.id)]
        )
        self.assertEqual(entries.partner_id, self.customer | other)
        self.assertEqual(len(entries), 2)

    def test_archived_record_stays(self):
        """DOS-9: what was put away is found again."""
        self.records["case"].active = False
        self.records["enquiry"].action_set_lost()
        self.assertTrue(self.get_entry("case"))
        self.assertEqual(self.get_entry("enquiry").status, "cancelled")

    def test_deleted_record_is_gone(self):
        """DOS-5: no copies: nothing stays of what is deleted."""
        entry = self.get_entry("reception")
        self.records["reception"].unlink()
        self.assertFalse(entry.exists())
        self.assertFalse(self.get_entries().filtered(lambda e: e.kind == "reception"))

    def test_what_is_not_written_yet_is_found(self):
        """DOS-5: values that wait to be written count, whatever is asked about."""
        reception = self.records["reception"]
        reception.received_at = datetime(2026, 1, 2)
        found = self.env["customer.timeline"].search(
            [("kind", "=", "reception"), ("happened_at", "<", date(2026, 2, 1))]
        )
        self.assertEqual(found.mapped("res_id"), reception.ids)

    def test_latest_comes_first(self):
        """DOS-5: one line of time."""
        moments = self.get_entries().mapped("happened_at")
        self.assertEqual(moments, sorted(moments, reverse=True))

    def test_entry_opens_its_record(self):
        """DOS-5: from the timeline to the document; of none, nothing."""
        for source, record in self.records.items():
            action = self.get_entry(source).action_open_document()
            with self.subTest(source):
                self.assertEqual(
                    (action["res_model"], action["res_id"]), (record._name, record.id)
                )
        nobody = self.env["customer.timeline"].browse(999_999_999_901)
        self.assertFalse(nobody.action_open_document())

    def test_form_of_a_contact_opens_the_customers_timeline(self):
        """DOS-5: the button shows what the customer has, from any of its contacts."""
        contact = self.create_contact(self.customer)
        action = contact.action_open_customer_timeline()
        found = self.env["customer.timeline"].search(action["domain"])
        self.assertEqual(found, self.get_entries())

    def test_ids_are_found_by_any_condition(self):
        """DOS-5: conditions on ids mean what they mean elsewhere."""
        entries = self.get_entries()
        Timeline = self.env["customer.timeline"]
        first, rest = entries[0], entries[1:]
        of_customer = [("partner_id", "=", self.customer.id)]
        for domain, expected in (
            ([("id", "=", first.id)], first),
            ([("id", "in", rest.ids)], rest),
            ([*of_customer, ("id", "!=", first.id)], rest),
            ([*of_customer, ("id", "not in", rest.ids)], first),
            ([*of_customer, "!", ("id", "in", rest.ids)], first),
            (["|", ("id", "=", first.id), ("id", "in", rest.ids)], entries),
            ([("id", "in", Timeline._search(of_customer))], entries),
            ([("id", "in", [])], Timeline),
            ([("id", "=", False)], Timeline),
        ):
            with self.subTest(domain):
                self.assertEqual(Timeline.search(domain), expected)

    def test_archive_is_searched_and_grouped_by_customer_class(self):
        """DOS-9: tags, industry, country, kind, and who looks after the customer."""
        tag = self.env["res.partner.category"].create({"name": "Key account"})
        industry = self.env["res.partner.industry"].create({"name": "Textiles"})
        country = self.env.ref("base.cn")
        self.customer.write(
            {
                "category_id": [Command.link(tag.id)],
                "industry_id": industry.id,
                "country_id": country.id,
                "user_id": self.colleague.id,
            }
        )
        other = self.create_customer("Red Mill", self.colleague)
        self.create_reception(other)
        mine = [("partner_id", "in", (self.customer | other).ids)]
        count = len(self.get_entries())
        Timeline = self.env["customer.timeline"]
        for field, value in (
            ("customer_tag_ids", tag),
            ("customer_industry_id", industry),
            ("customer_country_id", country),
            ("customer_specialist_id", self.specialist),
            ("customer_salesperson_id", self.colleague),
        ):
            with self.subTest(field):
                groups = dict(Timeline._read_group(mine, [field], ["__count"]))
                self.assertEqual(groups[value], count)
                found = Timeline.search_count([*mine, (field, "in", value.ids)])
                self.assertEqual(found, count)

"""What a visit shows of its requests, and what of them was spent (VIS-7)."""

from odoo import Command
from odoo.tests import tagged

from .timeline_common import TimelineMixin
from .visit_request_common import VisitRequestCase

SCRIPT = "<script>alert(1)</script>"


@tagged("post_install", "-at_install")
class TestVisitRequestVisit(TimelineMixin, VisitRequestCase):
    def setUp(self):
        super().setUp()
        self.own = self.as_user(self.visit, self.specialist)

    def brief(self, user=None):
        """Return the lines about requests in the briefing."""
        visit = self.as_user(self.visit, user or self.specialist)
        sections = visit.with_context(lang="en_US")._get_briefing()
        return {section.name: section.lines for section in sections}["requests"]

    def test_what_was_spent_is_written_with_the_record(self):
        """VIS-7: beside what was approved, and the difference."""
        request = self.create_visit_request(("cost", 100), ("gift", 200, self.lin))
        line = request.line_ids[0]
        spend = {"visit_line_ids": [Command.update(line.id, {"amount_spent": 130})]}
        with self.refused("when the request is approved"):
            self.own.write(spend)
        self.sign(request, self.supervisor)
        self.assertEqual(self.own.visit_line_ids, request.line_ids)
        self.own.write(spend)
        self.own.action_record({"result": "well"})
        gift = self.as_user(request, self.specialist).spent_line_ids[1]
        gift.amount_spent = 180
        self.assertEqual(line.amount_difference, 30)
        self.assertEqual(gift.amount_difference, -20)
        self.assertEqual(
            (request.amount_total, request.amount_spent, request.amount_difference),
            (300, 310, 10),
        )
        self.visit.with_user(self.supervisor).action_review()
        with self.refused("is accepted"):
            gift.amount_spent = 0
        self.assertEqual(request.amount_spent, 310)

    def test_spent_above_the_ceiling_is_told_beside_the_record(self):
        """VIS-7, VIS-9: once, to whoever reviews the record; a dear taxi is not."""
        request = self.create_visit_request(
            ("cost", 100), ("gift", 200, self.lin), is_signed=True
        )
        cost, gift = self.as_user(request, self.specialist).spent_line_ids
        cost.amount_spent = 900
        gift.amount_spent = 450
        logs = self.visit.message_ids + request.message_ids
        self.assertFalse(logs.filtered(lambda m: "above the ceiling" in m.body))
        for _again in range(2):
            gift.amount_spent = 700
        for document in (self.visit, request):
            told = document.message_ids.filtered(lambda m: "Ms Lin" in m.body)
            told = told.filtered(lambda m: "above the ceiling" in m.body)
            self.assertEqual(len(told), 1)
            self.assertIn("200.00 above the ceiling", told.body)

    def test_amount_spent_is_no_default(self):
        """G2: neither given, nor by the context, nor on a draft."""
        vals = self.prepare_line("cost", 5)
        draft = self.create_visit_request(("cost", 5), submit=False)
        lines = draft.line_ids.with_context(default_amount_spent=7)
        line = lines.create({"request_id": draft.id, **vals})
        self.assertEqual(line.amount_spent, 0)
        with self.refused("when the request is approved"):
            line.create({"request_id": draft.id, "amount_spent": 7, **vals})
        with self.refused("when the request is approved"):
            line.write({"amount_spent": 7, "amount": 7})

    def test_record_warns_of_what_is_undecided(self):
        """VIS-7: before and after it is recorded, and blocks nothing."""
        self.assertFalse(self.own.visit_request_warning)
        waiting = self.create_visit_request(("cost", 5))
        decided = self.create_visit_request(("cost", 5), is_signed=True)
        self.assertIn(waiting.name, self.own.visit_request_warning)
        self.assertNotIn(decided.name, self.own.visit_request_warning)
        self.own.action_record({"result": "well"})
        self.assertEqual(self.visit.state, "recorded")
        log = " ".join(self.visit.message_ids.mapped("body"))
        self.assertIn(waiting.name, log)
        self.as_user(waiting, self.supervisor).action_refuse("Too late")
        self.assertFalse(self.own.visit_request_warning)

    def test_briefing_names_what_was_approved(self):
        """VIS-4, VIS-7: and what is not yet; neither drafts nor what was refused."""
        self.assertEqual(self.brief(), [])
        self.create_visit_request(("cost", 5), submit=False)
        approved = self.create_visit_request(is_signed=True)
        self.create_visit_request(("item", 0))
        refused = self.create_visit_request(("cost", 5))
        self.as_user(refused, self.supervisor).action_refuse("No")
        gift, item = self.brief()
        self.assertEqual(gift.title, "Gift")
        self.assertEqual(gift.detail, "Gift · Ms Lin")
        self.assertIn("200", gift.value)
        self.assertFalse(gift.is_urgent)
        self.assertEqual(item.detail, "Item to Carry · 1 · not approved yet")
        self.assertTrue(item.is_urgent)
        self.as_user(approved, self.specialist).action_cancel()
        self.assertEqual([line.title for line in self.brief()], ["Item"])

    def test_texts_are_shown_as_texts(self):
        """VIS-7: HTML and script tags of people stay what they typed."""
        request = self.create_visit_request(("item", 0), submit=False, reason=SCRIPT)
        request.line_ids.description = SCRIPT
        self.as_user(request, self.specialist).action_submit()
        page = str(self.own.briefing)
        self.assertIn("&lt;script&gt;alert(1)", page)
        self.assertNotIn("<script", page)

    def test_timeline_has_the_request(self):
        """DOS-5, VIS-7: with its amount and its state in words."""
        request = self.create_visit_request()
        entry = self.get_entries().filtered(lambda e: e.res_id == request.id)
        entry = entry.filtered(lambda e: e.res_model == request._name)
        self.assertRecordValues(
            entry,
            [
                {
                    "kind": "visit",
                    "name": request.name,
                    "amount": 200,
                    "user_id": self.specialist.id,
                    "status": "open",
                    "state": "Waiting for Signatures",
                }
            ],
        )

    def test_button_asks_for_this_visit(self):
        """VIS-7: the form that opens is filled in."""
        action = self.own.action_request_preparation()
        requests = self.as_user(self.env[action["res_model"]], self.specialist)
        request = requests.with_context(**action["context"]).create({})
        self.assertEqual(request.followup_id, self.visit)
        self.assertEqual(request.partner_id, self.customer)
        self.assertRegex(request.name, r"^PR\d+$")

    def test_archived_customer_needs_nothing(self):
        """VIS-7: visits and what was asked for them end together."""
        request = self.create_visit_request()
        self.customer.active = False
        self.assertEqual(self.visit.state, "cancelled")
        self.assertEqual(request.state, "cancelled")

    def test_opening_a_visit_does_not_follow_the_number_of_earlier_ones(self):
        """G17: what the form shows of requests is read for this visit alone."""
        counts = []
        names = ("visit_request_ids", "visit_line_ids", "visit_request_warning")
        for number in (0, 0, 5):
            for _ in range(number):
                self.create_visit_request(
                    ("cost", 5), visit=self.create_followup(), is_signed=True
                )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.own.read(names)
            counts.append(self.cr.sql_log_count - before)
        _warm, none, many = counts
        self.assertLessEqual(many, none, counts)

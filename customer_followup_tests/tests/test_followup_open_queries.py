"""Opening a follow-up costs the same, whatever the customer's history (VIS-4, G17)."""

from odoo import Command
from odoo.tests import tagged

from ..benchmarks.visit.history import add_earlier_visits, add_reasons
from ..benchmarks.visit.opening import get_screens, read_screen
from .visit_request_common import VisitRequestCase

MORE_QUERIES = 15
VISITS = (0, 20, 200)


@tagged("post_install", "-at_install")
class TestFollowupOpenQueries(VisitRequestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for trigger in ("order_lapse", "sales_idle"):
            cls.create_rule(trigger)
        cls.env["customer.deadline.policy"].create(
            {
                "name": "Contact in time",
                "code": "contact",
                "model_id": cls.env["ir.model"]._get_id("customer.followup"),
                "start_event": "planned",
                "stop_event": "contacted",
                "unit": "document",
                "rung_ids": [Command.create({"recipient": "superior"})],
            }
        )
        cls.followups = {count: cls.plan_visit_after(count) for count in VISITS}
        cls.screens = get_screens(cls.followups[0])

    @classmethod
    def plan_visit_after(cls, count):
        """Return a planned visit to a customer that was visited ``count`` times."""
        customer = cls.create_customer(f"Mill {count}")
        cls.create_contact(customer)
        cls.create_order(customer, cls.visit.date_planned)
        add_earlier_visits(customer, cls.specialist, count)
        followup = cls.create_followup(customer, method="on_site")
        add_reasons(followup, followup.date_planned)
        return followup.with_user(cls.specialist)

    def count_reading(self, followup, specification):
        """Return the queries of a screen that was opened before."""
        read_screen(followup, specification)
        before = self.cr.sql_log_count
        read_screen(followup, specification)
        return self.cr.sql_log_count - before

    def test_history_is_there(self):
        """VIS-4: each visit has all that may hang on one."""
        followup = self.followups[200].with_env(self.env)
        earlier = self.env["customer.followup"].search(
            [("partner_id", "=", followup.partner_id.id), ("id", "!=", followup.id)]
        )
        self.assertEqual(len(earlier), 200)
        self.assertEqual(set(earlier.mapped("state")), {"recorded"})
        for name, count in {
            "reason_ids": 2,
            "answer_ids": 2,
            "promise_ids": 1,
            "ticket_ids": 1,
            "visit_request_ids": 1,
            "visit_line_ids": 2,
            "meeting_ids": 1,
            "customer_deadline_ids": 1,
        }.items():
            with self.subTest(name):
                self.assertEqual({len(visit[name]) for visit in earlier}, {count})

    def test_screens_are_read_as_a_whole(self):
        """VIS-4: what is counted is what the specialist gets to see."""
        self.assertLessEqual(
            {"reason_ids", "answer_ids", "promise_ids", "visit_request_ids"}
            | {"visit_line_ids", "open_ticket_ids", "recent_order_ids"},
            self.screens["form"].keys(),
        )
        form = read_screen(self.followups[200], self.screens["form"])
        self.assertEqual(len(form["open_ticket_ids"]), 200)
        self.assertTrue(form["open_ticket_ids"][0]["name"])
        briefing = read_screen(self.followups[200], self.screens["briefing"])
        self.assertEqual(briefing["briefing"].count("Send the certificate"), 200)
        self.assertEqual(briefing["briefing"].count("Twelve bags"), 200 + 5)

    def test_two_hundred_visits_cost_fifteen_queries_at_most(self):
        """VIS-4: form and briefing together, beside those of a new customer."""
        counts = {
            visits: {
                screen: self.count_reading(followup, specification)
                for screen, specification in self.screens.items()
            }
            for visits, followup in self.followups.items()
        }
        none, some, many = (sum(counts[visits].values()) for visits in VISITS)
        self.assertLessEqual(many - none, MORE_QUERIES, counts)
        self.assertEqual(many, some, counts)

    def test_no_list_is_read_line_by_line(self):
        """G17: each field alone, so that nothing else has read for it."""
        for name, specification in self.screens["form"].items():
            counts = [
                self.count_reading(followup, {name: specification})
                for followup in self.followups.values()
            ]
            with self.subTest(name):
                self.assertEqual(counts[1], counts[2])
                self.assertLessEqual(counts[2] - counts[0], MORE_QUERIES)

"""A contact relaxes when its strictest duty has ended (FUP-9, FUP-11)."""

from datetime import date

from odoo.tests import tagged

from .common import MONDAY, FollowupCase


@tagged("post_install", "-at_install")
class TestReasonEnd(FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.partner_id.lang = "en_US"
        cls.create_rule("order_lapse")
        cls.create_order(cls.customer, date(2026, 2, 1))
        cls.create_rule(
            "good_suggestion", method="on_site", delay_days=30, deadline_days=2
        )
        cls.source = cls.create_followup()
        cls.source.action_record(
            {
                "result": "well",
                "contacted_at": cls.get_moment(date(2026, 2, 20)),
                "suggestion": "Smaller bags",
                "is_suggestion_pertinent": True,
            }
        )

    def plan(self):
        """Return the visit that serves both rules."""
        self.run_job()
        visit = self.get_followups() - self.source
        self.assertRecordValues(
            visit, [{"method": "on_site", "date_deadline": date(2026, 3, 4)}]
        )
        return visit

    def take_back(self):
        """Correct the record: the suggestion was not to the point."""
        self.source.action_reopen()
        self.source.action_record({"is_suggestion_pertinent": False})
        self.run_job()

    def test_visit_becomes_the_call_that_is_left(self):
        """FUP-9: method, day and activity are those of the other duty; the log says."""
        visit = self.plan()
        self.take_back()
        self.assertRecordValues(
            visit,
            [
                {
                    "state": "planned",
                    "method": "phone",
                    "date_planned": MONDAY,
                    "date_deadline": date(2026, 3, 9),
                }
            ],
        )
        self.assertEqual(visit.activity_ids.date_deadline, date(2026, 3, 9))
        bodies = str(visit.message_ids.mapped("body"))
        self.assertIn("Good suggestion does not ask for it now", bodies)

    def test_day_that_was_chosen_by_hand_stays(self):
        """VIS-3: only what the duty asked for follows it."""
        visit = self.plan()
        visit.write({"date_deadline": date(2026, 3, 6), "method": "email"})
        self.take_back()
        self.assertRecordValues(
            visit, [{"method": "email", "date_deadline": date(2026, 3, 6)}]
        )

"""Who made a good suggestion is visited on site (FUP-9)."""

from datetime import date, datetime, timedelta

from odoo.tests import tagged

from .common import MONDAY, FollowupCase


@tagged("post_install", "-at_install")
class TestRuleSuggestion(FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.create_rule("good_suggestion", method="on_site", delay_days=30)

    def suggest(self, day, **vals):
        """Return a follow-up of a day, recorded with a good suggestion."""
        followup = self.create_followup(self.customer)
        followup.action_record(
            {
                "result": "well",
                "contacted_at": datetime.combine(day, datetime.min.time()),
                "suggestion": "Smaller bags",
                "is_suggestion_pertinent": True,
                **vals,
            }
        )
        return followup

    def get_visits(self):
        return self.get_followups().filtered("reason_ids")

    def test_good_suggestion_is_followed_by_a_visit(self):
        """FUP-9: one visit about it, found once however often the job runs."""
        source = self.suggest(date(2026, 2, 20))
        self.run_job()
        self.run_job()
        visit = self.get_visits()
        self.assertRecordValues(
            visit, [{"method": "on_site", "state": "planned", "date_planned": MONDAY}]
        )
        self.assertRecordValues(
            visit.reason_ids,
            [
                {
                    "occasion_date": date(2026, 2, 20),
                    "source_model": "customer.followup",
                    "source_id": source.id,
                }
            ],
        )
        self.assertIn(source.name, visit.reason_summary)

    def test_suggestions_of_the_last_days_count(self):
        """FUP-9: the thirtieth day still does, the one before it does not."""
        for days, is_due in ((30, True), (31, False)):
            with self.subTest(days):
                self.customer = self.create_customer(f"{days} days ago")
                self.suggest(MONDAY - timedelta(days=days))
                self.run_job()
                self.assertEqual(bool(self.get_visits()), is_due)

    def test_what_is_no_good_suggestion_asks_for_nothing(self):
        """FUP-9: neither one that is not to the point, nor one not recorded yet."""
        self.suggest(MONDAY, is_suggestion_pertinent=False)
        self.create_followup(suggestion="Bags", is_suggestion_pertinent=True)
        self.run_job()
        self.assertFalse(self.get_visits())

    def test_suggestion_to_another_company_is_its_own(self):
        """FUP-9: each company visits for what was said to it."""
        elsewhere = self.create_company("West River Chemicals")
        source = self.suggest(MONDAY)
        self.env.cr.execute(
            "UPDATE customer_followup SET company_id = %s WHERE id = %s",
            [elsewhere.id, source.id],
        )
        self.run_job()
        self.assertFalse(self.get_visits())

    def test_record_that_is_corrected_ends_the_visit(self):
        """FUP-9: what was not to the point after all needs no visit."""
        source = self.suggest(MONDAY)
        self.run_job()
        source.action_reopen()
        source.action_record({"is_suggestion_pertinent": False})
        self.run_job()
        self.assertEqual(self.get_visits().state, "cancelled")
        self.assertEqual(self.get_visits().reason_ids.state, "over")

    def test_mark_without_a_suggestion_is_refused(self):
        """FUP-9: nobody visits for what nobody wrote down."""
        with self.refused("Write the suggestion"):
            self.suggest(MONDAY, suggestion="  ")

    def test_recorded_suggestion_stays_as_it_is(self):
        """FUP-9: a suggestion is part of the record."""
        source = self.suggest(MONDAY)
        with self.refused("is closed and its record stays"):
            source.suggestion = "Larger bags"

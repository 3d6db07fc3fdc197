"""Stories with the exact moments: what follows from the promises about follow-ups."""

from datetime import date

from odoo.tests import tagged

from .deadline_common import DeadlineCase, shanghai

FRIDAY, MONDAY = "2026-03-06", "2026-03-09"


@tagged("post_install", "-at_install")
class TestDeadlineStoryRecord(DeadlineCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.switch_on("made", "record_lapsed", "record_sales", "record")

    def test_lapsed_customer_s_record_within_an_hour(self):
        """VIS-6: called before lunch, recorded after it, within one working hour."""
        self.create_rule("order_lapse")
        self.create_order(self.customer, date(2026, 2, 1))
        self.run_job()
        followup = self.get_followups().with_user(self.specialist)
        with self.at("2026-03-02 11:30"):
            followup.action_contact()
        self.check_clocks(followup, record=("running", "2026-03-02 13:30"))
        with self.at("2026-03-02 13:20"):
            followup.action_record({"result": "well"})
        self.check_clocks(followup, record=("met", "2026-03-02 13:30"))

    def test_record_of_any_other_contact_within_a_day(self):
        """VIS-6: 24 hours by the clock, over the weekend too."""
        followup = self.create_followup().with_user(self.specialist)
        with self.at(f"{FRIDAY} 16:00"):
            followup.action_contact()
        self.check_clocks(followup, record=("running", "2026-03-07 16:00"))
        self.run_watch("2026-03-07 16:05")
        self.check_clocks(followup, record=("missed", "2026-03-07 16:00"))
        self.assertFalse(self.get_told())  # on Saturday
        self.run_watch(f"{MONDAY} 08:00")
        self.assertEqual(
            self.get_told().notified_partner_ids, self.specialist.partner_id
        )
        self.run_watch(f"{MONDAY} 13:00")
        self.assertIn(self.supervisor.partner_id, self.get_told().notified_partner_ids)
        with self.at(f"{MONDAY} 13:30"):
            followup.action_record({"result": "well"})
        self.check_clocks(followup, record=("missed", "2026-03-07 16:00"))

    def test_report_of_a_sales_visit_within_two_days(self):
        """VIS-6: the second day ends the deadline, whatever the hour of the visit."""
        followup = self.create_followup(method="on_site", purpose="business")
        with self.at("2026-03-03 09:00"):
            followup.with_user(self.specialist).action_contact()
        self.check_clocks(followup, record=("running", "2026-03-05 23:59"))

    def test_contact_that_is_recorded_at_once(self):
        """VIS-6: talked at nine, recorded at ten, without pressing Contacted before."""
        followup = self.create_followup().with_user(self.specialist)
        vals = {"result": "well", "contacted_at": shanghai("2026-03-02 09:00")}
        followup.action_record(vals)
        self.check_clocks(followup, record=("met", "2026-03-03 09:00"))

    def test_corrected_record_is_promised_once(self):
        """VIS-6: taken back a week later, with another hour of the call: still kept."""
        followup = self.create_followup().with_user(self.specialist)
        followup.action_record({"result": "well"})
        with self.at(f"{MONDAY} 10:00"):
            followup.with_user(self.supervisor).action_reopen()
            followup.action_record(
                {"result": "well", "contacted_at": shanghai("2026-03-02 08:30")}
            )
        self.check_clocks(followup, record=("met", "2026-03-03 10:00"))
        self.assertEqual(len(self.get_clocks(followup)), 2)  # made and recorded

    def test_contact_until_the_day_that_the_follow_up_names(self):
        """FUP-1: within the week of its rule; put off by a supervisor, it moves."""
        followup = self.create_followup(date_deadline=date(2026, 3, 9))
        self.check_clocks(followup, made=("running", f"{MONDAY} 23:59"))
        followup.date_deadline = date(2026, 3, 7)  # a Saturday
        self.check_clocks(followup, made=("running", f"{MONDAY} 23:59"))
        followup.date_deadline = date(2026, 3, 11)
        self.check_clocks(followup, made=("running", "2026-03-11 23:59"))
        self.assertEqual(self.get_log(followup), ["started", "moved"])
        self.run_watch("2026-03-12 08:00")
        self.check_clocks(followup, made=("missed", "2026-03-11 23:59"))
        with self.at("2026-03-12 09:00"):
            followup.with_user(self.specialist).action_record({"result": "well"})
        self.check_clocks(
            followup,
            made=("missed", "2026-03-11 23:59"),
            record=("met", "2026-03-13 09:00"),
        )

    def test_contact_that_the_nightly_job_planned(self):
        """FUP-1: the job plans a thousand at once, each with its clock."""
        self.create_rule("order_lapse")
        self.create_order(self.customer, date(2026, 2, 1))
        self.run_job()
        followup = self.get_followups()
        day = followup.date_deadline
        self.check_clocks(followup, made=("running", f"{day} 23:59"))
        followup.with_user(self.specialist).action_cancel("Closed down")
        self.check_clocks(followup, made=("cancelled", f"{day} 23:59"))

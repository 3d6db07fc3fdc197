"""Blue Mill through a year: four rules, two grades, three people, and the holidays."""

from contextlib import contextmanager
from datetime import date, timedelta

from freezegun import freeze_time

from odoo.tests import tagged

from .grade_use_common import GradeUseCase

HOLIDAYS = {
    "Tomb-Sweeping Day": (date(2026, 4, 4), date(2026, 4, 6)),
    "National Day": (date(2026, 10, 1), date(2026, 10, 7)),
}


@tagged("post_install", "-at_install")
class TestStoryCustomerYear(GradeUseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.partner_id.lang = "en_US"
        cls.lapse = cls.create_rule("order_lapse", name="Lapsed", delay_days=30)
        cls.after_sale = cls.create_rule(
            "sale_completed", name="After each sale", deadline_from="occasion"
        )
        cls.cadence = cls.create_rule("grade_cadence", name="By grade", delay_days=0)
        cls.on_site = cls.create_rule(
            "grade_onsite",
            name="On site",
            method="on_site",
            delay_days=0,
            deadline_days=14,
        )
        employees = cls.env["hr.employee"]
        boss = employees.create({"name": "Boss", "user_id": cls.supervisor.id})
        employees.create(
            {"name": "Ms Wang", "user_id": cls.specialist.id, "parent_id": boss.id}
        )
        for name, days in HOLIDAYS.items():
            begin, end = cls.company._get_customer_span(*days)
            cls.env["resource.calendar.leaves"].create(
                {
                    "name": name,
                    "company_id": cls.company.id,
                    "calendar_id": False,
                    "date_from": begin,
                    "date_to": end - timedelta(seconds=1),
                }
            )

    @contextmanager
    def on(self, day):
        """Live the block on ``day``, at ten in the morning, after the nightly job."""
        with freeze_time(f"{day} 02:00:00"):
            self.run_job(None)
            yield self.get_open()

    def get_open(self):
        """Return what is planned or agreed with the customer, the next one first."""
        open_ones = self.get_followups().filtered(
            lambda f: f.state in ("planned", "scheduled")
        )
        return open_ones.sorted("date_planned")

    def assert_planned(self, day, until, user, *rules):
        """Assert when the customer is contacted next, by whom, until when, and why."""
        followup = self.get_open()[:1]
        self.assertEqual(str(followup.date_planned), day)
        self.assertEqual(str(followup.date_deadline), until)
        self.assertEqual(followup.user_id, user)
        self.assertEqual(followup.activity_ids.user_id, user)
        needed = followup.reason_ids.filtered(lambda r: r.state == "planned")
        self.assertEqual(set(needed.rule_id), set(rules))
        self.assert_customer_says(day, user)
        return followup.with_user(user)

    def assert_customer_says(self, day, user=None):
        """Assert what the list of customers shows under Next Follow-up."""
        customer = self.customer.with_company(self.company)
        shown = customer.customer_next_followup_date
        self.assertEqual(shown and str(shown), day)
        users = user or self.env["res.users"]
        self.assertEqual(customer.customer_next_followup_user_id, users)

    def assert_log_says(self, followup, words):
        """Assert what the log of a contact tells."""
        self.assertIn(words, str(followup.message_ids.mapped("body")))

    def sell(self, ordered, delivered):
        """Sell and deliver something to the customer, on two days."""
        with freeze_time(f"{ordered} 03:00:00"):
            order = self.create_order(self.customer, date.fromisoformat(ordered))
        with freeze_time(f"{delivered} 03:00:00"):
            self.deliver(order, date.fromisoformat(delivered))

    def test_year(self):
        """FUP-1, FUP-5, FUP-8, FUP-11, FUP-12, GRD-4, VIS-3: March to March."""
        self.live_spring()
        self.live_early_summer()
        self.live_the_change_of_people()
        self.live_autumn_and_winter()
        self.look_back()

    def live_spring(self):
        # On the first Monday of March Blue Mill orders; the goods come on Wednesday.
        self.sell("2026-03-02", "2026-03-04")
        with self.on("2026-03-05"):
            call = self.assert_planned(
                "2026-03-05", "2026-03-11", self.specialist, self.after_sale
            )
            call.action_record({"result": "well"})
            self.assert_customer_says(False)
        # The supervisor finds the customer important: a contact every 30 days.
        with self.on("2026-03-09"):
            self.assertFalse(self.get_open())
            self.grade("A")
        # 30 days after the call is in the Tomb-Sweeping holiday: until Tuesday then.
        with self.on("2026-03-30"):
            self.assert_planned(
                "2026-03-30", "2026-04-07", self.specialist, self.cadence
            )
        # On 2 April the last order is more than 30 days old: the same call does.
        with self.on("2026-04-02"):
            call = self.assert_planned(
                "2026-03-30", "2026-04-07", self.specialist, self.cadence, self.lapse
            )
        # Nobody answers; "try tomorrow" would be in the holiday.
        with self.on("2026-04-03"):
            call.action_postpone("2026-04-04", "nobody answers")
            self.assert_log_says(call, "rest day")
            self.assert_customer_says("2026-04-07", self.specialist)
        with self.on("2026-04-07"):
            call.action_record({"result": "need"})
            self.assertEqual(call.sudo().reason_ids.mapped("state"), ["done"] * 2)
            self.assert_customer_says(False)

    def live_early_summer(self):
        # Won back: an order on 20 April. The call after it is agreed for Friday.
        self.sell("2026-04-20", "2026-04-21")
        with self.on("2026-04-22"):
            call = self.assert_planned(
                "2026-04-22", "2026-04-28", self.specialist, self.after_sale
            )
            call.action_schedule("2026-04-24")
            self.assert_customer_says("2026-04-24", self.specialist)
        with self.on("2026-04-24"):
            call.action_record({"result": "well"})
        with self.on("2026-05-18"):
            self.assert_planned(
                "2026-05-18", "2026-05-25", self.specialist, self.cadence
            )
        # The customer falls to grade B, every 60 days: the call moves, and says why.
        with self.on("2026-05-19"):
            self.grade("B")
            call = self.assert_planned(
                "2026-06-16", "2026-06-23", self.specialist, self.cadence
            )
            self.assert_log_says(call, "Grade B")
        # Lapsed again, too long before that call: one of its own.
        with self.on("2026-05-21"):
            lapsed = self.assert_planned(
                "2026-05-21", "2026-05-28", self.specialist, self.lapse
            )
        # The manager finds 30 days too impatient; the call is not made.
        with self.on("2026-05-22"):
            self.lapse.with_user(self.manager).delay_days = 45
            self.run_job(None)
            self.assertEqual(lapsed.state, "cancelled")
            self.assert_log_says(lapsed, "was changed")
            self.assert_customer_says("2026-06-16", self.specialist)
        with self.on("2026-06-04") as open_ones:
            self.assertEqual(len(open_ones), 1)
        # After 46 days it is made.
        with self.on("2026-06-05"):
            lapsed = self.assert_planned(
                "2026-06-05", "2026-06-12", self.specialist, self.lapse
            )
            lapsed.action_record({"result": "need"})
            self.assert_customer_says("2026-06-16", self.specialist)

    def live_the_change_of_people(self):
        # Won back once more; the call of the grade does for the sale as well.
        self.sell("2026-06-08", "2026-06-09")
        with self.on("2026-06-10"):
            self.assert_planned(
                "2026-06-16",
                "2026-06-16",
                self.specialist,
                self.cadence,
                self.after_sale,
            )
        # Ms Wang leaves the company: her superior has the call on the next morning.
        self.specialist.action_archive()
        with self.on("2026-06-12"):
            call = self.assert_planned(
                "2026-06-16",
                "2026-06-16",
                self.supervisor,
                self.cadence,
                self.after_sale,
            )
            self.assert_log_says(call, "does not look after")
        with self.on("2026-06-16"):
            call.action_record({"result": "well"})
            customer = self.customer.with_user(self.supervisor)
            customer.customer_specialist_id = self.colleague
        # 46 days after the order the new specialist is the one to call.
        with self.on("2026-07-24"):
            call = self.assert_planned(
                "2026-07-24", "2026-07-31", self.colleague, self.lapse
            )
        with self.on("2026-07-27"):
            call.action_record({"result": "need"})
        self.sell("2026-07-28", "2026-07-29")
        with self.on("2026-07-30"):
            call = self.assert_planned(
                "2026-07-30", "2026-08-05", self.colleague, self.after_sale
            )
        with self.on("2026-08-03"):
            call.action_record({"result": "well"})

    def live_autumn_and_winter(self):
        # Lapsed since Saturday: called on Monday. But the manager archives the rule.
        with self.on("2026-09-14"):
            lapsed = self.assert_planned(
                "2026-09-14", "2026-09-21", self.colleague, self.lapse
            )
            self.lapse.with_user(self.manager).action_archive()
        with self.on("2026-09-15"):
            self.assertEqual(lapsed.state, "cancelled")
            self.assert_log_says(lapsed, "was archived")
            self.assert_customer_says(False)
        # 60 days after the last call is in the National Day holiday.
        with self.on("2026-09-28"):
            call = self.assert_planned(
                "2026-09-28", "2026-10-08", self.colleague, self.cadence
            )
        with self.on("2026-09-30"):
            call.action_record({"result": "well"})
        with self.on("2026-11-23"):
            call = self.assert_planned(
                "2026-11-23", "2026-11-30", self.colleague, self.cadence
            )
        with self.on("2026-11-30"):
            call.action_record({"result": "well"})
        # Over the year change: 60 days are 60 days.
        with self.on("2027-01-22"):
            call = self.assert_planned(
                "2027-01-22", "2027-01-29", self.colleague, self.cadence
            )
        with self.on("2027-01-25"):
            call.action_record({"result": "well"})
        # Twelve months after the first grade somebody has to go there.
        with self.on("2027-02-22") as open_ones:
            self.assertFalse(open_ones)
        with self.on("2027-02-23"):
            visit = self.assert_planned(
                "2027-02-23", "2027-03-09", self.colleague, self.on_site
            )
            self.assertEqual(visit.method, "on_site")
            visit.action_schedule("2027-03-02")
        with self.on("2027-03-02") as open_ones:
            self.assertEqual(open_ones, visit)
            self.assert_customer_says("2027-03-02", self.colleague)

    def look_back(self):
        """Read the year as the sales director does."""
        followups = self.get_followups()
        states = followups.mapped("state")
        self.assertEqual(
            {state: states.count(state) for state in set(states)},
            {"recorded": 10, "cancelled": 2, "scheduled": 1},
        )
        made = followups.filtered(lambda f: f.state == "recorded")
        for contact in made:
            day = self.company._get_customer_today(contact.contacted_at)
            self.assertLessEqual(day, contact.date_deadline, contact.display_name)
        done = made.reason_ids
        self.assertEqual(set(done.mapped("state")), {"done"})
        self.assertEqual(
            {rule.name: len(done.filtered(lambda r, x=rule: r.rule_id == x))
             for rule in done.rule_id},
            {"After each sale": 4, "By grade": 5, "Lapsed": 3},
        )  # fmt: skip
        cancelled = followups.filtered(lambda f: f.state == "cancelled")
        self.assertEqual(set(cancelled.reason_ids.mapped("state")), {"void"})
        self.assertFalse(cancelled.activity_ids)

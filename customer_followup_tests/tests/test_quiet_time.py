"""Nobody is contacted in the rest time, wherever the customer lives (FUP-12)."""

from datetime import date, datetime, timedelta

from odoo import Command
from odoo.tests import tagged
from odoo.tests.common import Form

from .common import MONDAY, FollowupCase

SATURDAY = date(2026, 3, 7)
NEXT_MONDAY = date(2026, 3, 9)
WEEKDAYS = "12345"  # Tuesday to Saturday


@tagged("post_install", "-at_install")
class TestQuietTime(FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.partner_id.lang = "en_US"
        cls.shop = cls.create_hours("Shop", WEEKDAYS)
        cls.rule = cls.create_rule("order_lapse")
        cls.west = cls.create_customer("West Mill", tz="Asia/Urumqi")
        cls.shopkeeper = cls.create_customer(
            "Corner Shop", customer_contact_calendar_id=cls.shop.id
        )
        for customer in cls.customer | cls.west | cls.shopkeeper:
            cls.create_order(customer, date(2026, 2, 1))

    @classmethod
    def create_hours(cls, name, weekdays):
        """Return hours from 10:00 to 18:00 on the clock of whoever has them."""
        return cls.env["resource.calendar"].create(
            {
                "name": name,
                "company_id": cls.company.id,
                "tz": "Asia/Shanghai",
                "attendance_ids": [
                    Command.clear(),
                    *(
                        Command.create(
                            {
                                "name": "Open",
                                "dayofweek": day,
                                "hour_from": 10,
                                "hour_to": 18,
                                "day_period": "full_day",
                            }
                        )
                        for day in weekdays
                    ),
                ],
            }
        )

    def close(self, first, last):
        """Give everybody of the company a holiday."""
        begin, end = self.company._get_customer_span(first, last)
        self.env["resource.calendar.leaves"].with_company(self.company).create(
            {
                "name": "Holiday",
                "calendar_id": False,
                "date_from": begin,
                "date_to": end - timedelta(seconds=1),
            }
        )

    def test_job_plans_in_the_hours_of_each_customer(self):
        """FUP-12: the company's hours, on the customer's clock, or its own hours."""
        self.run_job()
        first_moments = {
            self.customer: datetime(2026, 3, 2, 0, 0),  # 8:00 in Shanghai
            self.west: datetime(2026, 3, 2, 2, 0),  # 8:00 in Urumqi
            self.shopkeeper: datetime(2026, 3, 3, 2, 0),  # 10:00 on Tuesday
        }
        for customer, moment in first_moments.items():
            with self.subTest(customer.name):
                followup = self.get_followups(customer)
                self.assertEqual(followup.planned_at, moment)
                self.assertEqual(
                    followup.date_planned, date(2026, 3, moment.date().day)
                )

    def test_planned_day_moves_over_a_holiday(self):
        """FUP-12: no call on a public holiday, also where the shop has other hours."""
        self.close(MONDAY, date(2026, 3, 4))
        self.run_job()
        for customer in self.customer | self.west | self.shopkeeper:
            followup = self.get_followups(customer)
            self.assertEqual(followup.date_planned, date(2026, 3, 5), customer.name)

    def test_holiday_of_another_company_means_nothing(self):
        """FUP-12: whose holiday it is."""
        self.company, company = self.create_company("West River"), self.company
        self.close(MONDAY, date(2026, 3, 4))
        self.company = company
        self.run_job()
        self.assertEqual(self.get_followups().date_planned, MONDAY)

    def test_letters_arrive_on_any_day(self):
        """FUP-12: a letter disturbs nobody, so its day does not move."""
        self.rule.method = "letter"
        self.run_job(SATURDAY)
        self.assertEqual(self.get_followups().date_planned, SATURDAY)
        self.assertIn("any day", self.get_followups().contact_hours_note)

    def test_form_says_from_when_on(self):
        """FUP-12: in words, on the customer's clock."""
        self.run_job()
        notes = {
            self.customer: "May be contacted from Mon, Mar 2, 08:00 (Asia/Shanghai).",
            self.west: "May be contacted from Mon, Mar 2, 08:00 (Asia/Urumqi).",
            self.shopkeeper: "May be contacted from Tue, Mar 3, 10:00 (Asia/Shanghai).",
        }
        for customer, note in notes.items():
            followup = self.get_followups(customer).with_context(lang="en_US")
            self.assertEqual(followup.contact_hours_note, note)

    def test_form_says_that_a_day_is_a_rest_day_and_does_not_forbid_it(self):
        """FUP-12: the customer may have agreed to it."""
        form = Form(self.env["customer.followup"].with_user(self.specialist))
        form.partner_id = self.customer
        form.date_planned = SATURDAY
        self.assertEqual(
            form.contact_hours_note,
            "Sat, Mar 7 is a rest day of the customer. May be contacted from Mon, "
            "Mar 9, 08:00 (Asia/Shanghai).",
        )
        followup = form.save()
        self.assertEqual(followup.date_planned, SATURDAY)
        self.assertEqual(followup.planned_at, datetime(2026, 3, 9))

    def test_form_says_it_in_chinese(self):
        """FUP-12: days as people there write them."""
        followup = self.create_followup().with_context(lang="zh_CN")
        self.assertIn("3月2日周一", followup.contact_hours_note)

    def test_moment_follows_day_method_and_hours(self):
        """FUP-12: whatever of it is changed, as long as the contact is open."""
        followup = self.create_followup()
        self.assertEqual(followup.planned_at, datetime(2026, 3, 2))
        followup.date_planned = SATURDAY
        self.assertEqual(followup.planned_at, datetime(2026, 3, 9))
        followup.method = "letter"
        self.assertEqual(followup.planned_at, datetime(2026, 3, 6, 16))
        followup.method = "phone"
        self.customer.customer_contact_calendar_id = self.shop
        self.assertEqual(followup.planned_at, datetime(2026, 3, 7, 2))
        self.customer.tz = "Asia/Urumqi"
        self.assertEqual(followup.planned_at, datetime(2026, 3, 7, 4))
        followup.action_cancel("not now")
        self.customer.customer_contact_calendar_id = False
        self.assertEqual(followup.planned_at, datetime(2026, 3, 7, 4))

    def test_not_reached_on_a_rest_day_moves_and_says_so(self):
        """FUP-12: the next attempt is on a day on which it can succeed."""
        followup = self.create_followup()
        followup.with_user(self.specialist).action_postpone(SATURDAY, "nobody there")
        self.assertRecordValues(
            followup, [{"date_planned": NEXT_MONDAY, "postponed_count": 1}]
        )
        self.assertIn(
            "Sat, Mar 7 is a rest day", str(followup.message_ids.mapped("body"))
        )
        count = len(followup.message_ids)
        followup.with_user(self.specialist).action_postpone(date(2026, 3, 10))
        self.assertEqual(followup.date_planned, date(2026, 3, 10))
        self.assertNotIn("rest day", str(followup.message_ids[:-count].mapped("body")))

    def test_not_reached_for_customers_with_other_hours(self):
        """FUP-12: each is tried again when it may be, in one step."""
        followups = self.create_followup() | self.create_followup(self.shopkeeper)
        followups.with_user(self.specialist).action_postpone(SATURDAY)
        self.assertEqual(followups.mapped("date_planned"), [NEXT_MONDAY, SATURDAY])

    def test_company_without_a_calendar_may_call_at_any_time(self):
        """FUP-12: who has said nothing about hours is not stopped by them."""
        self.company.resource_calendar_id = False
        self.run_job(SATURDAY)
        followup = self.get_followups()
        self.assertEqual(followup.date_planned, SATURDAY)
        self.assertFalse(followup.contact_hours_note)

    def test_server_company_user_and_customer_in_four_zones(self):
        """FUP-12: only the customer's clock says when it may be called."""
        self.company.resource_calendar_id.tz = "America/New_York"
        self.specialist.tz = "Europe/Berlin"
        self.customer.tz = "Asia/Shanghai"
        followup = self.create_followup().with_user(self.specialist)
        self.assertEqual(followup.planned_at, datetime(2026, 3, 2))
        self.assertIn("08:00 (Asia/Shanghai)", followup.contact_hours_note)
        self.customer.tz = False
        followup.invalidate_recordset()
        self.assertEqual(followup.planned_at, datetime(2026, 3, 2, 13))
        self.assertIn("08:00 (America/New_York)", followup.contact_hours_note)

    def test_queries_do_not_follow_the_number_of_customers(self):
        """G17: eighty customers are asked for with as many queries as two."""
        counts = []
        for number in (2, 2, 80):
            customers = self.env["res.partner"].create(
                [
                    {
                        "name": f"Mill {n}",
                        "tz": "Asia/Urumqi" if n % 2 else "Asia/Shanghai",
                        "customer_contact_calendar_id": n % 2 and self.shop.id,
                    }
                    for n in range(number)
                ]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            rows = [
                {"partner_id": c.id, "method": "phone", "date_planned": MONDAY}
                for c in customers
            ]
            self.env["customer.followup"]._add_moments(rows, customers)
            counts.append(self.cr.sql_log_count - before)
            self.assertTrue(all(row["planned_at"] for row in rows))
        _warm, few, many = counts
        self.assertLessEqual(many, few, counts)

    def test_days_that_cannot_be_are_refused_in_words(self):
        """G7: the last day of the calendar is no error of the server."""
        followup = self.create_followup().with_user(self.specialist)
        followup.action_postpone(date(9999, 12, 31))
        self.assertEqual(followup.date_planned, date(9999, 12, 31))
        self.assertFalse(followup.planned_at)

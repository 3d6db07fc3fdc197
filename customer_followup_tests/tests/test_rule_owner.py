"""Who gets the follow-up of a rule, and until when the company's calendar lets them."""

from datetime import date, datetime

from odoo.tests import tagged

from .common import SHANGHAI, FollowupCase


@tagged("post_install", "-at_install")
class TestRuleOwner(FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.create_rule("order_lapse")
        cls.salesperson = cls.create_user(
            "salesperson", "sales_team.group_sale_salesman,group_specialist"
        )
        cls.customer.user_id = cls.salesperson
        cls.create_order(cls.customer, date(2026, 2, 1))

    def get_owner(self):
        """Return who got the customer's follow-up from tonight's run."""
        self.run_job()
        followup = self.get_followups()
        self.assertEqual(len(followup), 1)
        self.assertEqual(followup.activity_ids.user_id, followup.user_id)
        return followup.user_id

    def test_specialist_comes_first(self):
        """FUP-1: the customer's specialist makes the contact."""
        self.assertEqual(self.get_owner(), self.specialist)

    def test_salesperson_comes_first_when_the_rule_says_so(self):
        """FUP-5: a rule may leave the contact with sales."""
        self.rule.assign_to = "salesperson"
        self.assertEqual(self.get_owner(), self.salesperson)

    def test_salesperson_without_the_application_gets_no_work(self):
        """FUP-11: work goes to people who can open it, and is not lost otherwise."""
        self.rule.assign_to = "salesperson"
        self.customer.user_id = self.create_user(
            "seller", "sales_team.group_sale_salesman"
        )
        self.assertEqual(self.get_owner(), self.specialist)

    def test_salesperson_stands_in_for_a_missing_specialist(self):
        """FUP-11: nobody is left out for want of a specialist."""
        self.customer.customer_specialist_id = False
        self.assertEqual(self.get_owner(), self.salesperson)

    def test_archived_specialist_gets_no_work(self):
        """FUP-11: somebody who left the company is nobody's specialist."""
        self.specialist.active = False
        self.assertEqual(self.get_owner(), self.salesperson)

    def test_specialist_of_another_company_gets_no_work(self):
        """FUP-1: work goes to people who work for the company."""
        elsewhere = self.create_company("West River Chemicals")
        self.customer.customer_specialist_id = self.create_user(
            "elsewhere", "group_specialist", elsewhere
        )
        self.assertEqual(self.get_owner(), self.salesperson)

    def test_same_person_gets_it_when_the_rule_says_so(self):
        """FUP-1: a rule may name one person for all customers."""
        self.rule.write({"assign_to": "user", "user_id": self.colleague.id})
        self.assertEqual(self.get_owner(), self.colleague)

    def test_otherwise_gets_it_when_nobody_looks_after_the_customer(self):
        """FUP-11: the rule's stand-in comes before the company's."""
        self.customer.write({"user_id": False, "customer_specialist_id": False})
        self.company.customer_followup_user_id = self.supervisor
        self.rule.user_id = self.colleague
        self.assertEqual(self.get_owner(), self.colleague)

    def test_setting_gets_it_at_last(self):
        """FUP-11: the person in the settings gets what nobody else does."""
        self.customer.write({"user_id": False, "customer_specialist_id": False})
        self.company.customer_followup_user_id = self.supervisor
        self.assertEqual(self.get_owner(), self.supervisor)

    def test_nobody_means_not_assigned_and_not_lost(self):
        """FUP-11: without anybody the follow-up waits, visible, without activity."""
        self.customer.write({"user_id": False, "customer_specialist_id": False})
        self.assertFalse(self.get_owner())
        unassigned = self.env["customer.followup"].search(
            [("user_id", "=", False), ("is_open", "=", True)]
        )
        self.assertIn(self.get_followups(), unassigned)

    def test_summary_is_in_the_owner_s_language(self):
        """FUP-1: the activity list speaks the language of whom it belongs to."""
        self.rule.with_context(lang="zh_CN").name = "流失客户回访"
        self.specialist.lang = "zh_CN"
        self.run_job()
        self.assertEqual(self.get_followups().activity_ids.summary, "流失客户回访")


@tagged("post_install", "-at_install")
class TestRuleCalendar(FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.create_rule("order_lapse", deadline_days=3)
        cls.create_order(cls.customer, date(2026, 2, 1))

    def close_company(self, first, last):
        """Close the company from one moment to another, in UTC."""
        # in the time zone of who enters it, the application for time off moves it
        self.env.user.tz = SHANGHAI
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "calendar_id": self.company.resource_calendar_id.id,
                "company_id": self.company.id,
                "date_from": first,
                "date_to": last,
            }
        )

    def get_deadline(self, today):
        """Return the deadline that a run on ``today`` gives."""
        self.run_job(today)
        return self.get_followups().date_deadline

    def test_deadline_on_a_working_day_stays(self):
        """FUP-1: three days from Monday are Thursday."""
        self.assertEqual(self.get_deadline(date(2026, 3, 2)), date(2026, 3, 5))

    def test_deadline_on_a_weekend_moves_to_monday(self):
        """FUP-12: three days from Thursday are Sunday; nobody is called then."""
        self.assertEqual(self.get_deadline(date(2026, 3, 5)), date(2026, 3, 9))

    def test_deadline_on_a_holiday_moves_behind_it(self):
        """FUP-12: a holiday of the company from 5 to 6 March, in its time zone."""
        self.close_company(datetime(2026, 3, 4, 16), datetime(2026, 3, 6, 16))
        self.assertEqual(self.get_deadline(date(2026, 3, 2)), date(2026, 3, 9))

    def test_company_that_never_opens_has_deadlines_all_the_same(self):
        """FUP-1: an unusable calendar stops nobody's follow-up."""
        self.company.resource_calendar_id.attendance_ids.unlink()
        self.assertEqual(self.get_deadline(date(2026, 3, 5)), date(2026, 3, 8))

    def test_company_without_calendar_has_deadlines_all_the_same(self):
        """FUP-1: a missing calendar stops nobody's follow-up."""
        self.company.resource_calendar_id = False
        self.assertEqual(self.get_deadline(date(2026, 3, 5)), date(2026, 3, 8))

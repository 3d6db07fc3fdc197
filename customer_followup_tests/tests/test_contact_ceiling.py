"""A customer is not contacted more often than the company wants (FUP-12)."""

from datetime import date, datetime, time, timedelta

from odoo.tests import tagged

from .common import MONDAY, FollowupCase


@tagged("post_install", "-at_install")
class TestContactCeiling(FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write(
            {"customer_contact_ceiling": 2, "customer_contact_ceiling_days": 30}
        )
        cls.rule = cls.create_rule("order_lapse", method="on_site")
        cls.create_order(cls.customer, date(2026, 2, 1))

    def hold(self, day, company=None):
        """Let a contact have been made on a day, or at a moment in UTC."""
        followup = self.create_followup(company_id=(company or self.company).id)
        if not isinstance(day, datetime):
            day = datetime.combine(day, time(1))  # 9:00 in Shanghai
        followup.contacted_at = day
        followup.action_record({"result": "well"})
        return followup

    def count_new(self):
        """Return how many contacts the job has opened, and how many duties wait."""
        self.run_job()
        reasons = self.env["customer.followup.reason"].search(
            [("partner_id", "=", self.customer.id)]
        )
        states = reasons.mapped("state")
        return states.count("planned"), states.count("waiting")

    def test_below_at_and_above_the_ceiling(self):
        """FUP-12: one of two leaves room for one; two and three leave none."""
        for held, expected in ((0, (1, 0)), (1, (1, 0)), (2, (0, 1)), (3, (0, 1))):
            with self.subTest(held=held), self.env.cr.savepoint() as savepoint:
                for number in range(held):
                    self.hold(MONDAY - timedelta(days=number))
                self.assertEqual(self.count_new(), expected)
                self.env.flush_all()
                savepoint.rollback()
            self.env.invalidate_all()

    def test_period_begins_with_its_first_day(self):
        """FUP-12: the day in the company's time zone, from its midnight on."""
        self.hold(MONDAY - timedelta(days=1))
        midnight = datetime(2026, 1, 30, 16)  # 31 January, 30 days before, in Shanghai
        for moment, expected in (
            (midnight - timedelta(minutes=1), (1, 0)),
            (midnight, (0, 1)),
        ):
            with self.subTest(moment), self.env.cr.savepoint() as savepoint:
                self.hold(moment)
                self.assertEqual(self.count_new(), expected)
                self.env.flush_all()
                savepoint.rollback()
            self.env.invalidate_all()

    def test_no_ceiling(self):
        """FUP-12: 0 means as often as the rules say."""
        self.company.customer_contact_ceiling = 0
        for number in range(3):
            self.hold(MONDAY - timedelta(days=number))
        self.assertEqual(self.count_new(), (1, 0))

    def test_joining_takes_nothing(self):
        """FUP-12: what one contact does for as well is no contact more."""
        self.hold(MONDAY - timedelta(days=1))
        planned = self.create_followup(method="on_site")
        self.assertEqual(self.count_new(), (1, 0))
        self.assertEqual(planned.reason_ids.rule_id, self.rule)

    def test_planned_contacts_count(self):
        """FUP-12: what will be made counts as well, and what was cancelled does not."""
        planned = [
            # letters, which no visit joins
            self.create_followup(method="letter", date_planned=MONDAY + timedelta(40))
            for _number in range(2)
        ]
        self.assertEqual(self.count_new(), (0, 1))
        planned[0].action_cancel("not needed")
        self.assertEqual(self.count_new(), (1, 0))

    def test_contacts_of_another_company_take_nothing(self):
        """FUP-12: each company has a ceiling of its own."""
        other = self.create_company("West River Chemicals")
        self.customer.company_id = False
        for number in range(2):
            self.hold(MONDAY - timedelta(days=number), other)
        self.assertEqual(self.count_new(), (1, 0))

    def test_what_waits_is_opened_when_there_is_room(self):
        """FUP-11: nothing that waits is lost."""
        for number in range(2):
            self.hold(MONDAY - timedelta(days=number))
        self.assertEqual(self.count_new(), (0, 1))
        self.company.customer_contact_ceiling = 3
        self.assertEqual(self.count_new(), (1, 0))

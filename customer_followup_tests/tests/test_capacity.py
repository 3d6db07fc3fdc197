"""How many follow-ups are opened a day, who is next, and that nothing is lost."""

from datetime import date, timedelta

from odoo.tests import tagged

from .common import MONDAY, FollowupCase, FollowupHttpCase

LONG_AGO = date(2026, 2, 1)
FRIDAY, SATURDAY, SUNDAY = date(2026, 3, 6), date(2026, 3, 7), date(2026, 3, 8)


class CapacityMixin:
    """Ten lapsed customers of one specialist, and room for three a day."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.create_rule("order_lapse")
        cls.customer.active = False
        cls.customers = cls.env["res.partner"].create(
            [
                {
                    "name": f"Mill {number}",
                    "is_company": True,
                    "customer_rank": 1,
                    "customer_specialist_id": cls.specialist.id,
                }
                for number in range(10)
            ]
        )
        for customer in cls.customers:
            cls.create_order(customer, LONG_AGO)
        cls.specialist.customer_daily_capacity = 3

    def get_reasons(self, *states):
        """Return the reasons of the company in these states, in the order of ids."""
        return self.env["customer.followup.reason"].search(
            [("company_id", "=", self.company.id), ("state", "in", states)], order="id"
        )

    def get_opened(self):
        """Return all follow-ups of the company, the oldest first."""
        return self.env["customer.followup"].search(
            [("company_id", "=", self.company.id)], order="id"
        )


@tagged("post_install", "-at_install")
class TestCapacity(CapacityMixin, FollowupCase):
    def test_a_run_opens_as_much_as_there_is_room_for(self):
        """FUP-11: what is due beyond the capacity is registered and waits."""
        self.run_job()
        self.assertEqual(len(self.get_opened()), 3)
        waiting = self.get_reasons("waiting")
        self.assertEqual(len(waiting), 7)
        self.assertEqual(waiting.user_id, self.specialist)
        self.assertFalse(waiting.followup_id)
        self.assertEqual(set(waiting.mapped("date_found")), {MONDAY})

    def test_a_second_run_on_the_same_day_opens_nothing(self):
        """FUP-11: the capacity is that of a day, however often the job runs."""
        self.run_job()
        self.run_job()
        self.assertEqual(len(self.get_opened()), 3)
        self.assertEqual(len(self.get_reasons("waiting")), 7)

    def test_the_backlog_is_opened_day_by_day_and_each_once(self):
        """G8: ten customers at three a day are opened on four days, none twice."""
        opened = []
        for day in range(5):
            self.run_job(MONDAY + timedelta(days=day))
            opened.append(len(self.get_opened()))
        self.assertEqual(opened, [3, 6, 9, 10, 10])
        self.assertEqual(self.get_opened().partner_id, self.customers)
        self.assertFalse(self.get_reasons("waiting"))

    def test_a_weekend_counts_with_the_next_working_day(self):
        """FUP-12: nobody finds three days' work on a Monday morning."""
        for day in (SATURDAY, SUNDAY, SUNDAY + timedelta(days=1)):
            self.run_job(day)
        self.assertEqual(len(self.get_opened()), 3)
        self.assertEqual(
            set(self.get_opened().mapped("opened_for")), {date(2026, 3, 9)}
        )

    def test_no_ceiling_opens_all(self):
        """FUP-11: 0 means no ceiling."""
        self.specialist.customer_daily_capacity = 0
        self.run_job()
        self.assertEqual(len(self.get_opened()), 10)

    def test_each_person_has_a_capacity(self):
        """FUP-11: one person's backlog takes no room of another one's."""
        self.customers[:5].customer_specialist_id = self.colleague
        self.colleague.customer_daily_capacity = 1
        self.run_job()
        owners = [followup.user_id for followup in self.get_opened()]
        self.assertEqual(owners.count(self.specialist), 3)
        self.assertEqual(owners.count(self.colleague), 1)

    def test_what_nobody_can_be_found_for_has_a_ceiling_too(self):
        """FUP-11: a rule over years of history floods nobody's list of unassigned."""
        self.customers.customer_specialist_id = False
        self.company.customer_unassigned_capacity = 2
        self.run_job()
        self.assertEqual(len(self.get_opened()), 2)
        self.assertEqual(len(self.get_reasons("waiting")), 8)

    def test_the_earliest_deadline_comes_first(self):
        """FUP-11: ranked by deadline, whatever else is at stake."""
        soon = self.create_rule(
            "order_lapse", partner_domain=[("id", "=", self.customers[7].id)]
        )
        soon.write({"deadline_days": 1, "sequence": 99})
        self.specialist.customer_daily_capacity = 1
        self.run_job()
        self.assertEqual(self.get_opened().partner_id, self.customers[7])

    def test_the_best_grade_comes_next(self):
        """FUP-11, GRD-4: of one deadline, the customer of the better grade."""
        scheme = self.env["customer.grading.scheme"].create(
            {
                "name": "Two Grades",
                "company_id": self.company.id,
                "grade_ids": [
                    [0, 0, {"name": "Key", "min_score": 50}],
                    [0, 0, {"name": "Small", "min_score": 0}],
                ],
            }
        )
        key, small = scheme.grade_ids.sorted("min_score", reverse=True)
        self.env.flush_all()
        for customer, grade in ((self.customers[2], small), (self.customers[6], key)):
            self.env.cr.execute(
                "UPDATE res_partner SET customer_grade_id = jsonb_build_object(%s, %s)"
                " WHERE id = %s",
                [str(self.company.id), grade.id, customer.id],
            )
        self.env.invalidate_all()
        self.specialist.customer_daily_capacity = 2
        self.run_job()
        self.assertEqual(
            self.get_opened().mapped("partner_id"),
            self.customers[6] + self.customers[2],
        )

    def test_the_largest_customer_comes_last_of_all(self):
        """FUP-11: of one deadline and grade, where most money is at risk."""
        self.goods.list_price = 900
        self.create_order(self.customers[5], date(2026, 1, 15), quantity=50)
        self.specialist.customer_daily_capacity = 1
        self.run_job()
        self.assertEqual(self.get_opened().partner_id, self.customers[5])
        reason = self.get_opened().reason_ids
        self.assertGreater(reason.money_at_risk, 45000)

    def test_what_joins_a_planned_contact_takes_no_room(self):
        """FUP-5: one call for two duties is one call."""
        self.specialist.customer_daily_capacity = 1
        self.create_followup(self.customers[9])
        self.run_job()
        self.assertEqual(len(self.get_opened()), 2)
        joined = self.get_opened()[0]
        self.assertEqual(joined.reason_ids.partner_id, self.customers[9])

    def test_what_has_waited_too_long_gets_its_days_anew(self):
        """FUP-11: who gets a contact late is not late from the first minute."""
        self.specialist.customer_daily_capacity = 1
        self.run_job()
        later = date(2026, 3, 23)
        self.specialist.customer_daily_capacity = 0
        self.run_job(later)
        last = self.get_opened()[-1]
        self.assertEqual(last.date_planned, later)
        self.assertEqual(last.date_deadline, date(2026, 3, 30))
        self.assertEqual(last.reason_ids.date_found, MONDAY)

    def test_waiting_work_follows_the_customer_s_specialist(self):
        """FUP-11, ASG-1: what waits is the next specialist's."""
        self.run_job()
        waiting = self.get_reasons("waiting")
        waiting.partner_id.customer_specialist_id = self.colleague
        waiting.invalidate_recordset()
        self.assertEqual(waiting.user_id, self.colleague)

    def test_archived_customer_waits_for_nothing(self):
        """FUP-11: nobody is planned for who is a customer no more."""
        self.run_job()
        waiting = self.get_reasons("waiting")
        gone = waiting[0].partner_id
        gone.active = False
        self.run_job(MONDAY + timedelta(days=1))
        self.assertNotIn(gone, self.get_opened().partner_id)
        self.assertEqual(waiting[0].state, "void")

    def test_run_says_what_it_did(self):
        """G10: a run is noted with what it found, opened and left waiting."""
        self.run_job()
        run = self.env["customer.followup.run"].search(
            [("company_id", "=", self.company.id)], limit=1
        )
        self.assertRecordValues(
            run,
            [
                {
                    "found_count": 10,
                    "opened_count": 3,
                    "waiting_count": 7,
                    "failed_count": 0,
                    "oldest_due": date(2026, 3, 9),
                }
            ],
        )
        self.assertTrue(run.ended_at)


@tagged("post_install", "-at_install")
class TestTakeNext(CapacityMixin, FollowupHttpCase):
    def setUp(self):
        super().setUp()
        self.run_job(self.company._get_customer_today())

    def take_next(self, user):
        """Press the button as somebody, and return what is opened."""
        answer = self.call(user, "customer.followup", "action_take_next")
        self.env.invalidate_all()
        return answer

    def test_whoever_has_finished_takes_the_next(self):
        """FUP-11: one click opens the next one, beyond the capacity."""
        before = len(self.get_opened())
        answer = self.take_next(self.specialist)
        opened = self.get_opened()
        self.assertEqual(len(opened), before + 1)
        self.assertEqual(answer["result"]["res_id"], opened[-1].id)
        self.assertEqual(opened[-1].user_id, self.specialist)
        self.assertEqual(len(opened[-1].activity_ids), 1)

    def test_until_nothing_is_left(self):
        """FUP-11: each is opened once, and then there is a message."""
        for _number in range(7):
            self.take_next(self.specialist)
        self.assertEqual(self.get_opened().partner_id, self.customers)
        answer = self.take_next(self.specialist)
        self.assertEqual(answer["result"]["tag"], "display_notification")
        self.assertEqual(len(self.get_opened()), 10)

    def test_nobody_takes_what_waits_for_others(self):
        """G5: a colleague, a supervisor and an employee get nothing of it."""
        for user in (self.colleague, self.supervisor):
            answer = self.take_next(user)
            self.assertEqual(answer["result"]["tag"], "display_notification")
        outsider = self.create_user("outsider", "base.group_user")
        answer = self.take_next(outsider)
        name = answer["error"]["data"]["name"]
        self.assertEqual(name, "odoo.exceptions.AccessError")
        self.assertEqual(len(self.get_opened()), 3)

"""A change of hours or promises is noted in one row; the job counts what it moves."""

from datetime import datetime, timedelta
from functools import partial

from odoo.tests import tagged

from .common import FollowupCase

# five o'clock on Monday in Shanghai, by clocks in UTC
CLOSING = datetime(2026, 3, 2, 9)
NEXT_CLOSING = datetime(2026, 3, 3, 9)
NOW = datetime(2026, 3, 2, 2, 1)


@tagged("post_install", "-at_install")
class TestDeadlineRecount(FollowupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["customer.deadline.policy"].search([]).active = False
        cls.calendar = cls.company.resource_calendar_id
        cls.calendar.attendance_ids = [(5, 0, 0)] + [
            (0, 0, {"name": day, "dayofweek": day, "hour_from": 8, "hour_to": 17})
            for day in "01234"
        ]
        cls.policy = cls.env["customer.deadline.policy"].create(
            {
                "name": "Decided",
                "code": "test_decide",
                "model_id": cls.env["ir.model"]._get_id("helpdesk.ticket"),
                "start_event": "registered",
                "stop_event": "decided",
                "amount": 7,
                "company_id": cls.company.id,
            }
        )
        cls.recounts = cls.env["customer.deadline.recount"]
        cls.run_watch()
        cls.recounts.search([]).unlink()
        cls.clock = cls.create_clock()

    @classmethod
    def create_clock(cls, **vals):
        """Return the clock of a new case: seven hours from ten o'clock."""
        case = cls.env["helpdesk.ticket"].create(
            {
                "name": "Wet bags",
                "description": "Twelve of forty bags were wet.",
                "partner_id": cls.customer.id,
                "company_id": cls.company.id,
                **vals,
            }
        )
        return case.customer_deadline_ids

    @classmethod
    def run_watch(cls):
        """Do what the job does, without its commits."""
        cls.env.flush_all()
        cls.recounts._number()
        condition = cls.recounts._get_owed_condition()
        ids = cls.env["customer.deadline"]._lock_batch(condition, 0)
        cls.env["customer.deadline"].browse(ids)._count_again(NOW)
        cls.recounts._drop_done()
        cls.env.invalidate_all()
        return ids

    def enter_holiday(self, **vals):
        """Close the company on Monday."""
        return self.env["resource.calendar.leaves"].create(
            {
                "name": "Closed",
                "company_id": self.company.id,
                "calendar_id": False,
                "date_from": datetime(2026, 3, 1, 16),
                "date_to": datetime(2026, 3, 2, 16),
                **vals,
            }
        )

    def count_queries(self, work):
        """Return the number of queries that ``work`` makes with nothing read before."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        work()
        self.env.flush_all()
        return self.cr.sql_log_count - before

    def forget(self, clock):
        """Let a clock be as a transaction leaves it that began before the change."""
        self.env.cr.execute(
            "UPDATE customer_deadline SET due_at = %s, counted_number = 0"
            " WHERE id = %s RETURNING id",
            [CLOSING, clock.id],
        )
        self.env.invalidate_all()

    def test_holiday_writes_one_row_however_many_deadlines_it_moves(self):
        """G17: as many queries with thirty clocks as with one, and no clock locked."""
        self.enter_holiday().unlink()  # reads what is read once
        few = self.count_queries(lambda: self.enter_holiday())
        clocks = self.clock
        for _number in range(29):
            clocks |= self.create_clock()
        self.run_watch()
        stamps = clocks.mapped("counted_number")
        many = self.count_queries(lambda: self.enter_holiday())
        self.assertEqual(few, many)
        self.env.invalidate_all()
        self.assertEqual(clocks.mapped("counted_number"), stamps)
        self.assertEqual(self.run_watch(), clocks.ids)

    def test_deadline_is_counted_again_once(self):
        """ISS-1: the second run finds nothing to count, the log has one line."""
        self.assertEqual(self.clock.due_at, CLOSING)
        self.enter_holiday()
        self.assertEqual(self.run_watch(), self.clock.ids)
        self.assertEqual(self.clock.due_at, NEXT_CLOSING.replace(hour=7))
        self.assertEqual(self.run_watch(), [])
        self.assertEqual(self.clock.event_ids.mapped("kind").count("moved"), 1)

    def test_deadline_that_starts_afterwards_is_not_counted_again(self):
        """ISS-1: it knows of the holiday, and of the recount."""
        self.enter_holiday()
        self.run_watch()
        clock = self.create_clock()
        self.assertEqual(clock.counted_number, self.recounts._get_last_number())
        self.assertEqual(self.run_watch(), [])

    def test_deadline_that_was_started_meanwhile_is_counted_again(self):
        """ISS-1: it comes into sight after the job, not knowing of the holiday."""
        clock = self.create_clock()
        self.enter_holiday()
        self.run_watch()
        due_at = clock.due_at
        self.forget(clock)
        self.assertEqual(self.run_watch(), clock.ids)
        self.assertEqual(clock.due_at, due_at)

    def test_row_stays_for_an_hour_and_until_the_last_is_counted(self):
        """ISS-1: as long as a transaction may last that began before the change."""
        self.enter_holiday()
        self.run_watch()
        self.assertEqual(len(self.recounts.search([])), 1)
        self.env.cr.execute(
            "UPDATE customer_deadline_recount SET create_date = %s RETURNING id",
            [self.env.cr.now() - timedelta(minutes=61)],
        )
        self.forget(self.clock)
        self.recounts._drop_done()
        self.assertEqual(len(self.recounts.search([])), 1)
        self.run_watch()
        self.assertFalse(self.recounts.search([]))

    def test_last_row_of_each_scope_is_enough(self):
        """ISS-1: ten shifts of a calendar are one recount, a promise another."""
        self.run_watch()
        self.recounts.search([]).unlink()
        for shift in self.calendar.attendance_ids:
            shift.hour_to = 18
        self.policy.amount = 2
        self.run_watch()
        rows = self.recounts.search([])
        self.assertEqual(rows.calendar_id, self.calendar)
        self.assertEqual(rows.policy_id, self.policy)
        self.assertEqual(len(rows), 2)

    def test_defaults_of_a_form_change_nothing(self):
        """G5: neither what is counted again, nor that it is."""
        defaults = {"default_number": 1, "default_res_model": "x"}
        self.env = self.env(context={**self.env.context, **defaults})
        self.enter_holiday()
        self.assertEqual(self.run_watch(), self.clock.ids)

    def test_recount_reaches_no_other_deadline(self):
        """ISS-1: neither those of another calendar nor those of another promise."""
        other = self.calendar.copy()
        other.attendance_ids.hour_from = 9
        other_policy = self.policy.copy({"active": False})
        other_policy.amount = 2
        self.assertEqual(self.run_watch(), [])

    def test_deadlines_of_more_teams_need_no_more_queries(self):
        """G17: each team has hours of its own; they are read together."""
        clocks, counts = self.clock, []
        for _number in range(5):
            calendar = self.calendar.copy()
            vals = {"name": "Team", "alias_name": False}
            vals |= {"company_id": self.company.id, "customer_calendar_id": calendar.id}
            team = self.env["helpdesk.ticket.team"].create(vals)
            clocks |= self.create_clock(team_id=team.id)
            counts.append(self.count_queries(partial(clocks._count_again, NOW)))
        self.assertEqual(len(clocks.calendar_id), 6)
        self.assertEqual(counts[1:], counts[1:2] * 4)

"""The job finds what is missed and climbs the ladder, whatever is wrong with one."""

from contextlib import contextmanager

from odoo.tests import tagged

from .deadline_common import ADDON, DeadlineCase, clock_in_shanghai, shanghai

WATCH = f"{ADDON}.models.customer_deadline_watch"


@tagged("post_install", "-at_install")
class TestDeadlineWatch(DeadlineCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.office = cls.env.ref("customer_followup.group_quality_head")
        cls.quality = cls.create_user("quality", "group_quality_head")
        cls.policy = cls.create_policy(
            {"moment": "warning", "recipient": "owner"},
            {"recipient": "owner"},
            {"recipient": "superior", "delay_hours": 1},
            {"recipient": "next_superior", "delay_hours": 2},
            {"recipient": "office", "group_id": cls.office.id, "delay_hours": 2.5},
        )
        cls.case = cls.create_case()

    def get_raised(self, case=None):
        """Return who is to be told and since when, rung by rung."""
        return [
            (notice.user_id, clock_in_shanghai(notice.raised_at)[-5:])
            for notice in self.get_notices(case or self.case)
        ]

    def test_missed_after_its_last_minute(self):
        """ISS-1: at 11:00 it can still be kept, at 11:01 it is missed for good."""
        clock = self.get_clocks(self.case)
        self.run_watch("2026-03-02 11:00")
        self.assertEqual(clock.state, "running")
        self.run_watch("2026-03-02 11:01")
        self.assertEqual(clock.state, "missed")
        self.assertTrue(clock.is_open)
        missed = clock.event_ids.filtered(lambda event: event.kind == "missed")
        self.assertEqual(missed.happened_at, shanghai("2026-03-02 11:01"))
        self.run_watch("2026-03-02 11:06")
        self.assertEqual(self.get_log(self.case), ["started", "missed"])

    def test_urgency_does_not_wait_for_the_job(self):
        """ISS-1: the screen says late as soon as it is late."""
        clock = self.get_clocks(self.case)
        for now, urgency in (
            ("10:44", "running"),
            ("10:45", "soon"),
            ("11:00", "soon"),
            ("11:01", "late"),
        ):
            with self.subTest(now), self.at(f"2026-03-02 {now}"):
                clock.invalidate_recordset()
                self.assertEqual(clock.urgency, urgency)

    def test_ladder_is_climbed_rung_by_rung(self):
        """ISS-2: owner, superior, next superior, office, in working hours."""
        ladder = [
            (self.specialist, "10:45"),
            (self.specialist, "11:01"),
            (self.supervisor, "13:01"),
            (self.manager, "14:01"),
            (self.quality, "14:31"),
        ]
        self.run_watch("2026-03-02 10:44")
        self.assertEqual(self.get_raised(), [])
        for number, (_user, time) in enumerate(ladder, 1):
            self.run_watch(f"2026-03-02 {time}")
            with self.subTest(time):
                self.assertEqual(self.get_raised(), ladder[:number])
        clock = self.get_clocks(self.case)
        self.assertFalse(clock.next_rung_at)

    def test_run_that_comes_late_climbs_all_rungs_at_once(self):
        """G10: the server stood still over noon; nobody is forgotten, or told twice."""
        for _time in range(2):
            self.run_watch("2026-03-02 15:00")
            self.assertEqual(
                [user for user, _moment in self.get_raised()],
                [self.specialist, self.specialist]
                + [self.supervisor, self.manager, self.quality],
            )

    def test_each_rung_is_climbed_once(self):
        """G9: run again and again, by another owner too."""
        for now in ("10:50", "10:55", "11:05", "11:10"):
            self.run_watch(f"2026-03-02 {now}")
        self.case.user_id = self.colleague
        self.run_watch("2026-03-02 11:15")
        self.assertEqual(
            self.get_raised(),
            [(self.specialist, "10:45"), (self.specialist, "11:01")],
        )

    def test_rungs_after_the_handover_are_the_new_owner_s(self):
        """ISS-2: whoever has the case now, and the superior of that person."""
        self.run_watch("2026-03-02 10:50")
        self.case.user_id = self.colleague
        self.run_watch("2026-03-02 11:05")
        self.assertEqual(self.get_raised()[1:], [(self.colleague, "11:01")])

    def test_done_case_climbs_no_further(self):
        """ISS-2: late, but done: no superior has to look at it any more."""
        self.run_watch("2026-03-02 11:05")
        with self.at("2026-03-02 11:10"):
            self.case.action_customer_decide()
        self.run_watch("2026-03-02 15:00")
        self.assertEqual(len(self.get_raised()), 2)

    def test_who_has_left_is_passed_over(self):
        """ISS-2: the rung goes up to the next who is there, and no rung further."""
        self.supervisor.active = False
        self.run_watch("2026-03-02 15:00")
        self.assertEqual(
            [user for user, _moment in self.get_raised()],
            [self.specialist] * 2 + [self.manager] * 2 + [self.quality],
        )

    def test_owner_who_has_left_is_represented_by_the_superior(self):
        """ISS-2: the superior hears it as owner and as superior, not the next one."""
        self.case.user_id = self.colleague
        self.colleague.active = False
        self.run_watch("2026-03-02 13:05")
        self.assertEqual(
            [user for user, _moment in self.get_raised()],
            [self.supervisor, self.supervisor, self.supervisor],
        )

    def test_end_of_the_line_goes_to_the_supervisors(self):
        """ISS-2: no owner, nobody above, an office without holder: not to nobody."""
        self.quality.active = False
        case = self.create_case(user=self.env["res.users"])
        self.run_watch("2026-03-02 15:00")
        users = {user for user, _moment in self.get_raised(case)}
        self.assertEqual(users, set(self.get_office("group_supervisor")))

    def test_without_supervisors_it_goes_to_the_general_manager(self):
        """ISS-2: and where there is none, the deadline is missed in silence."""
        group = self.env.ref("customer_followup.group_supervisor")
        case = self.create_case(user=self.env["res.users"])
        for user in self.get_office("group_supervisor"):
            user.group_ids -= group
        managers = self.get_office("group_supervisor") - self.supervisor
        managers.active = False
        self.run_watch("2026-03-02 11:05")
        self.assertEqual(self.get_notices(case).user_id, self.director)

    def get_office(self, name):
        """Return who holds an office in the company."""
        return self.env["res.users"]._get_office_holders(
            f"customer_followup.{name}", self.company
        )

    def test_ladder_that_is_changed_meanwhile(self):
        """ISS-2: rungs to come are added and taken away for running ones as well."""
        self.run_watch("2026-03-02 11:05")
        superior = self.policy.rung_ids.filtered(lambda r: r.recipient == "superior")
        superior.delay_hours = 0.5
        self.policy.rung_ids.filtered(lambda r: r.delay_hours > 1).unlink()
        self.run_watch("2026-03-02 11:06")
        self.assertEqual(
            self.get_clocks(self.case).next_rung_at, shanghai("2026-03-02 11:31")
        )
        self.run_watch("2026-03-02 15:00")
        self.assertEqual(self.get_raised()[2:], [(self.supervisor, "11:31")])

    def test_ladder_without_rungs_tells_nobody(self):
        """ISS-1: missed, and shown on the board; that is all the manager wanted."""
        self.policy.rung_ids.unlink()
        self.run_watch("2026-03-02 15:00")
        self.assertEqual(self.get_clocks(self.case).state, "missed")
        self.assertFalse(self.get_notices(self.case))

    def test_no_warning_where_none_is_wanted(self):
        """ISS-1: due soon at 0 percent: never."""
        self.policy.warn_percent = 0
        self.run_watch("2026-03-02 11:00")
        self.assertFalse(self.get_raised())

    @contextmanager
    def refused_by_database(self, clock, table, condition):
        """Let the database refuse what the job writes about one deadline."""
        self.env.flush_all()
        self.env.cr.execute(
            f"ALTER TABLE {table} ADD CONSTRAINT test_refused"
            f" CHECK (deadline_id <> {clock.id} OR NOT ({condition})) NOT VALID"
        )
        with self.assertLogs(WATCH, "ERROR"), self.assertLogs("odoo.sql_db", "ERROR"):
            yield
        self.env.cr.execute(f"ALTER TABLE {table} DROP CONSTRAINT test_refused")

    def test_bad_deadline_stops_no_other(self):
        """G11: all others are counted, missed and told; the bad one says why, and
        is tried again an hour later."""
        others = [self.create_case() for _number in range(5)]
        clock = self.get_clocks(self.case)
        for table, condition in (
            ("customer_deadline_event", "kind = 'moved'"),
            ("customer_deadline_event", "kind = 'missed'"),
            ("customer_deadline_notice", "moment = 'missed'"),
        ):
            with self.subTest(condition), self.env.cr.savepoint() as savepoint:
                self.policy.amount = 2
                with self.refused_by_database(clock, table, condition):
                    self.run_watch("2026-03-02 13:05")
                for case in others:
                    self.assertEqual(self.get_log(case), ["started", "moved", "missed"])
                    self.assertEqual(self.get_notices(case).user_id, self.specialist)
                self.assertIn("test_refused", clock.last_error)
                self.assertNotIn(self.specialist, self.get_notices(self.case).user_id)
                self.run_watch("2026-03-02 14:00")
                self.assertTrue(clock.last_error)
                self.run_watch("2026-03-02 14:06")
                self.assertFalse(clock.last_error)
                self.assertEqual(self.get_log(self.case)[-2:], ["moved", "missed"])
                self.assertEqual(clock_in_shanghai(clock.due_at), "2026-03-02 12:00")
                self.assertIn(self.specialist, self.get_notices(self.case).user_id)
                savepoint.rollback()
                self.env.invalidate_all()

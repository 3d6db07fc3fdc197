"""When a promise is due and what becomes of it: tables, and logs that are replayed."""

import doctest
from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.customer_followup.policy import clock, deadline, schedule
from odoo.addons.customer_followup.policy.clock import (
    cancel_clock,
    look_at_clock,
    pause_clock,
    replay,
    resume_clock,
    start_clock,
    stop_clock,
)
from odoo.addons.customer_followup.policy.deadline import (
    UNITS,
    Due,
    Promise,
    count_paused,
    get_due,
)
from odoo.addons.customer_followup.policy.working_time import Schedule, WorkingTime

FIRST, LAST = datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59, 59)
OFFICE = ((((540, 720), (780, 1080)),) * 5 + ((), ()),)


def at(text):
    return datetime.fromisoformat(f"2026-{text}")


def make_time(zone, weeks=OFFICE, *absences):
    return WorkingTime(Schedule(zone, weeks, absences))


UTC = make_time("UTC")
# with the Tomb-Sweeping holiday of 2026, Saturday to Monday
CHINA = make_time("Asia/Shanghai", OFFICE, (at("04-03 16:00"), at("04-06 15:59:59")))
NEW_YORK = make_time("America/New_York")
EMPTY = make_time("Asia/Shanghai", (((),) * 7,))
CLOSED = make_time("Asia/Shanghai", OFFICE, (at("01-01 00:00"), datetime(2031, 1, 1)))

HOUR = Promise(1, "working_hours")
THIRD = Promise(1, "working_hours", 33)
UNWARNED = Promise(1, "working_hours", 0)
UNTIL_DUE = Promise(1, "working_hours", 100)
TODAY = Promise(24, "working_hours", is_same_day=True)
HOUR_TODAY = Promise(1, "working_hours", is_same_day=True)
CLOCK = Promise(24, "clock_hours")
THREE = Promise(3, "days", 50)

# what it shows, promise, working time, start, minutes paused, due, warned
DUES = [
    ("an hour", HOUR, UTC, "03-02 09:00", 0, "03-02 10:00", "03-02 09:45"),
    ("seconds", HOUR, UTC, "03-02 09:00:01", 0, "03-02 10:01", "03-02 09:46"),
    ("weekend", HOUR, CHINA, "03-06 09:40", 0, "03-09 01:40", "03-09 01:25"),
    ("holiday", HOUR, CHINA, "04-03 09:40", 0, "04-07 01:40", "04-07 01:25"),
    ("paused", HOUR, UTC, "03-02 09:00", 30, "03-02 10:30", "03-02 10:15"),
    ("past lunch", HOUR, UTC, "03-02 11:30", 60, "03-02 14:30", "03-02 14:15"),
    ("a third", THIRD, UTC, "03-02 09:00", 0, "03-02 10:00", "03-02 09:20"),
    ("warned at 0", UNWARNED, UTC, "03-02 09:00", 0, "03-02 10:00", "03-02 10:00"),
    ("warned at 100", UNTIL_DUE, UTC, "03-02 09:00", 0, "03-02 10:00", "03-02 10:00"),
    # seven hours are left of the day, and the warning is for them
    ("same day", TODAY, UTC, "03-02 10:00", 0, "03-02 18:00", "03-02 16:15"),
    ("in an hour", HOUR_TODAY, UTC, "03-02 10:00", 0, "03-02 11:00", "03-02 10:45"),
    ("after closing", TODAY, UTC, "03-02 18:00", 0, "03-03 18:00", "03-03 16:00"),
    ("Friday night", TODAY, UTC, "03-06 18:00", 0, "03-09 18:00", "03-09 16:00"),
    ("paused all day", TODAY, UTC, "03-02 10:00", 420, "03-03 18:00", "03-03 16:00"),
    ("but a minute", TODAY, UTC, "03-02 10:00", 419, "03-02 18:00", "03-02 18:00"),
    ("by the clock", CLOCK, UTC, "03-06 17:40", 0, "03-07 17:40", "03-07 11:40"),
    ("clock paused", CLOCK, UTC, "03-06 17:40", 60, "03-07 18:40", "03-07 12:40"),
    ("clock, closed", CLOCK, EMPTY, "03-06 17:40", 0, "03-07 17:40", "03-07 11:40"),
    ("three days", THREE, CHINA, "03-02 02:00", 0, "03-05 15:59", "03-03 21:00"),
    # half past midnight on Tuesday
    ("local day", THREE, CHINA, "03-02 16:30", 0, "03-06 15:59", "03-04 16:15"),
    ("onto Saturday", THREE, CHINA, "03-04 02:00", 0, "03-09 15:59", "03-06 21:00"),
    ("onto a holiday", THREE, CHINA, "04-01 02:00", 0, "04-07 15:59", "04-04 09:00"),
    # from winter to summer time
    ("to summer", THREE, NEW_YORK, "03-05 15:00", 0, "03-10 03:59", "03-07 21:30"),
    ("days paused", THREE, CHINA, "03-02 02:00", 1440, "03-06 15:59", "03-04 21:00"),
]
# the same where nobody works: by the clock, and days stay where they are
DUES_BY_CLOCK = [
    ("no hours", HOUR, EMPTY, "03-07 02:00", 30, "03-07 03:30", "03-07 03:15"),
    ("closed for years", HOUR, CLOSED, "03-07 02:00", 30, "03-07 03:30", "03-07 03:15"),
    ("closed days", THREE, CLOSED, "03-04 02:00", 0, "03-07 15:59", "03-05 21:00"),
]
# promise, working time, from, until, minutes
PAUSES = [
    (HOUR, UTC, "03-06 17:40", "03-09 09:10", 30),
    (HOUR, UTC, "03-02 09:00:30", "03-02 09:10:30", 10),
    (HOUR, UTC, "03-02 09:10", "03-02 09:00", 0),
    (HOUR, EMPTY, "03-07 09:00", "03-07 10:00", 60),
    (HOUR, CLOSED, "03-07 09:00", "03-07 10:00", 60),
    (CLOCK, UTC, "03-07 09:00", "03-07 10:00:01", 61),
]
# What happens to an hour from 9:00 on a Monday: steps, state, due, ended.
CLOCKS = [
    ("", "running", "10:00", None),
    ("stopped 10:00:59", "met", "10:00", "10:00:59"),
    ("stopped 10:01", "missed", "10:00", "10:01"),
    ("stopped 09:30, stopped 11:00", "met", "10:00", "09:30"),
    ("stopped 09:30, paused 09:40", "met", "10:00", "09:30"),
    ("cancelled 09:30", "cancelled", "10:00", "09:30"),
    ("cancelled 10:01", "missed", "10:00", "10:01"),
    ("paused 10:00:59", "paused", "10:00", None),
    ("paused 10:01", "missed", "10:00", None),
    ("paused 11:00, resumed 11:30, stopped 12:00", "missed", "10:00", "12:00"),
    ("resumed 09:30", "running", "10:00", None),
    ("paused 09:30, resumed 10:00", "running", "10:30", None),
    ("paused 09:30, paused 09:40, resumed 09:50", "running", "10:20", None),
    ("paused 09:30, stopped 17:00", "met", "10:00", "17:00"),
    ("paused 09:30, cancelled 17:00", "cancelled", "10:00", "17:00"),
    ("started 09:30", "running", "10:00", None),
    # the clock of a server is behind
    ("stopped 08:00", "met", "10:00", "09:00"),
    ("paused 09:30, resumed 09:10, stopped 09:20", "met", "10:00", "09:30"),
]

thorough = settings(max_examples=500, deadline=None, derandomize=True, database=None)
teams = st.sampled_from([UTC, CHINA, NEW_YORK, EMPTY, CLOSED])
promises = st.builds(
    Promise, st.integers(0, 60), st.sampled_from(UNITS), st.integers(), st.booleans()
)
moments = st.datetimes(at("01-01 00:00"), at("12-31 00:00"))
kinds = st.sampled_from(["paused", "paused", "resumed", "resumed", "stopped"])
# seconds after the step before, some of them in the past
steps = st.lists(st.tuples(kinds | st.just("cancelled"), st.integers(-600, 90000)))


@tagged("post_install", "-at_install")
class TestPolicyDue(BaseCase):
    def test_examples_in_the_docstrings_hold(self):
        """G13: what the code says about itself is so."""
        for module in (clock, deadline, schedule):
            self.assertFalse(doctest.testmod(module).failed)

    def test_due_is_what_the_table_says(self):
        """G13: when a promise is due, and when its owner is warned."""
        self.check_dues(DUES, is_by_clock=False)

    def test_due_without_working_hours_is_what_the_table_says(self):
        """G14: a calendar nobody works by gives a deadline, and says so."""
        self.check_dues(DUES_BY_CLOCK, is_by_clock=True)

    def check_dues(self, table, is_by_clock):
        for title, promise, team, start, paused, due, warned in table:
            with self.subTest(title):
                expected = Due(at(due), at(warned), is_by_clock)
                self.assertEqual(get_due(promise, at(start), paused, team), expected)

    def test_pause_is_counted_as_its_promise_is(self):
        """G13: a weekend does not make a pause longer, unless the clock counts."""
        for promise, team, start, stop, minutes in PAUSES:
            with self.subTest(promise=promise, start=start):
                paused = count_paused(promise, at(start), at(stop), team)
                self.assertEqual(paused, minutes)

    @thorough
    @given(
        st.builds(Promise, st.integers(), st.sampled_from(UNITS), st.integers()),
        st.datetimes() | st.sampled_from([FIRST, LAST]),
        st.integers(),
        teams,
    )
    def test_due_exists_whatever_is_asked(self, promise, start, paused, team):
        """G14: no amount, year or pause stops a record from being stored."""
        due = get_due(promise, start, paused, team)
        self.assertLessEqual(due.warn_at, due.due_at)
        if start.year < 9900:
            self.assertLessEqual(start, due.due_at + timedelta(minutes=1))

    @thorough
    @given(promises, moments, st.integers(0, 6000), st.integers(1, 99), teams)
    def test_due_never_comes_earlier_for_more(self, promise, start, paused, more, team):
        """G13: who starts later, promises more or pauses longer is not due earlier."""
        due = get_due(promise, start, paused, team)
        longer = replace(promise, amount=promise.amount + more)
        for other in [
            get_due(promise, start + timedelta(minutes=more), paused, team),
            get_due(promise, start, paused + more, team),
            get_due(longer, start, paused, team),
        ]:
            self.assertLessEqual(due.due_at, other.due_at)


@tagged("post_install", "-at_install")
class TestPolicyClock(BaseCase):
    def test_clock_becomes_what_the_table_says(self):
        """G13: kept, missed, paused or cancelled, and what does not apply."""
        for events, state, due, ended in CLOCKS:
            with self.subTest(events):
                log = [("started", at("03-02 09:00"))]
                for event in filter(None, events.split(", ")):
                    kind, moment = event.split()
                    log.append((kind, at(f"03-02 {moment}")))
                clock = replay(log, HOUR, UTC)
                self.assertEqual(clock.state, state)
                self.assertEqual(clock.start_at, at("03-02 09:00"))
                self.assertEqual(clock.due_at, at(f"03-02 {due}"))
                self.assertEqual(clock.ended_at, ended and at(f"03-02 {ended}"))
                self.assertEqual(clock.is_open, not ended)

    def test_what_ends_with_the_day_goes_on_the_day_it_is_resumed(self):
        """ISS-1: who waited for the customer over night is not late at once."""
        promise = Promise(8, "working_hours", is_same_day=True)
        started = start_clock(promise, at("03-02 10:00"), UTC)
        self.assertEqual(started.due_at, at("03-02 18:00"))
        paused = pause_clock(started, at("03-02 17:00"))
        resumed = resume_clock(paused, at("03-03 10:00"), promise, UTC)
        self.assertEqual(resumed.due_at, at("03-03 12:00"))

    def test_clock_is_missed_after_its_last_minute(self):
        """G13: the job marks it a minute later, once and for all."""
        clock = start_clock(HOUR, at("03-02 09:00"), UTC)
        self.assertEqual(look_at_clock(clock, at("03-02 10:00:59")), clock)
        missed = look_at_clock(clock, at("03-02 10:01"))
        self.assertEqual((missed.state, missed.is_open), ("missed", True))
        self.assertEqual(look_at_clock(missed, at("03-02 09:00")), missed)

    def test_clock_that_stands_still_is_not_missed(self):
        """G13: nobody is late for what waits for the customer."""
        clock = start_clock(HOUR, at("03-02 09:00"), UTC)
        paused = pause_clock(clock, at("03-02 09:30"))
        self.assertEqual(look_at_clock(paused, at("03-09 09:30")), paused)

    def test_replay_by_another_calendar_moves_due_and_pause(self):
        """G13: an open clock is recomputed from its log; the start stays."""
        log = [
            ("started", at("04-03 09:00")),
            ("paused", at("04-03 09:30")),
            ("resumed", at("04-06 01:40")),
        ]
        clock = replay(log, HOUR, CHINA)
        self.assertEqual((clock.paused_minutes, clock.due_at), (30, at("04-07 01:30")))
        moved = replay(log, HOUR, make_time("Asia/Shanghai"))
        self.assertEqual((moved.paused_minutes, moved.due_at), (70, at("04-06 02:10")))
        self.assertEqual(moved.start_at, clock.start_at)

    @thorough
    @given(promises, moments, steps, teams)
    def test_replay_is_what_happened_step_by_step(self, promise, start, steps, team):
        """G13: the log alone gives the clock, whenever the job looked at it."""
        clock, log, now = start_clock(promise, start, team), [("started", start)], start
        for kind, seconds in steps:
            moment = now + timedelta(seconds=seconds)
            now = max(now, moment)
            log.append((kind, moment))
            if kind == "resumed":
                clock = resume_clock(clock, moment, promise, team)
            else:
                step = {"paused": pause_clock, "stopped": stop_clock}
                clock = step.get(kind, cancel_clock)(clock, moment)
            clock = look_at_clock(clock, moment)
        self.assertEqual(look_at_clock(replay(log, promise, team), now), clock)

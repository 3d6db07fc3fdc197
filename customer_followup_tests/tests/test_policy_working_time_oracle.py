"""Deadlines and working time, compared with an oracle that walks every minute."""

from datetime import date, timedelta
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.customer_followup.policy.clock import replay, stop_clock
from odoo.addons.customer_followup.policy.deadline import Promise, get_due
from odoo.addons.customer_followup.policy.working_time import CHUNK, WorkingTime

from .working_time_oracle import (
    MINUTE,
    WINDOW_MINUTES,
    WINDOWS,
    Oracle,
    get_log,
    get_moment,
    get_pauses,
    schedules,
)

BAR = 100_000
WEEK_MINUTES = 7 * 24 * 60
YEAR_MINUTES = 365 * 24 * 60


def examples(number):
    return settings(
        max_examples=number,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=[HealthCheck.too_slow],
    )


class OracleCase(BaseCase):
    def start(self, case, seed):
        """Build both sides; the policy has been asked about another time before.

        So the edge of what it has unrolled may lie anywhere in the window.
        """
        schedule, first = case
        self.rnd = Random(seed)
        self.oracle = Oracle(schedule, first)
        self.working_time = WorkingTime(schedule)
        asked_before = get_moment(self.rnd, first)
        asked_before += self.rnd.choice([-CHUNK, 0, CHUNK]) * MINUTE
        self.working_time.is_working(asked_before)

    def get_start(self):
        """Return a moment, and the index of the minute that counting starts with.

        It leaves a week, because what ends after the window is no case.
        """
        moment = get_moment(self.rnd, self.oracle.first, WINDOW_MINUTES - WEEK_MINUTES)
        return moment, self.oracle.ceil(moment)


@tagged("post_install", "-at_install")
class TestDeadlineOracle(OracleCase):
    def test_deadline_is_that_of_the_oracle(self):
        """G13: to the minute in 100,000 cases: zones, leaves, nights, 24/7, pauses."""
        self.cases, self.zones = 0, set()
        self.compare_deadlines()
        self.assertGreaterEqual(self.cases, BAR)
        self.assertEqual(self.zones, {zone for zone, _first in WINDOWS})

    @examples(600)
    @given(schedules(), st.integers(0, 2**32))
    def compare_deadlines(self, case, seed):
        self.start(case, seed)
        checks = [self.check_clock] * 6 + [self.check_same_day, self.check_days]
        for check in checks * 30:
            self.cases += check()
        self.zones.add(case[0].zone)

    def check_clock(self):
        """Compare a clock with pauses; return whether the oracle knows its end."""
        amount, percent = self.rnd.randrange(40), self.rnd.randrange(101)
        start_at, start = self.get_start()
        pauses = get_pauses(self.rnd, self.oracle, start, amount * 60)
        due = self.oracle.add_unpaused(start, amount * 60, pauses)
        if due is None:
            return False
        promise = Promise(amount, "working_hours", percent)
        log = get_log(self.rnd, self.oracle, start_at, pauses)
        clock = replay(log, promise, self.working_time)
        self.assertEqual(clock.due_at, self.oracle.moment(due), (promise, log))
        paused = sum(self.oracle.count(*pause) for pause in pauses)
        self.assertEqual(clock.paused_minutes, paused, (promise, log))
        used = -(-amount * 60 * (percent or 100) // 100)
        warned = self.oracle.moment(self.oracle.add(start, paused + used))
        self.assertEqual(clock.warn_at, warned, (promise, log))
        self.check_stop(clock)
        return True

    def check_stop(self, clock):
        """Stop a clock within two minutes of its end."""
        at = clock.due_at + timedelta(seconds=self.rnd.randrange(-120, 120))
        is_late = at >= clock.due_at + MINUTE
        state = stop_clock(clock, at).state
        self.assertEqual(state, "missed" if is_late else "met", (clock, at))

    def check_same_day(self):
        """Compare working hours that end with the day the first of them is in."""
        amount, paused = self.rnd.randrange(1, 24), self.rnd.choice([0, 0, 60, 480])
        start_at, start = self.get_start()
        due = self.oracle.add(start, amount * 60 + paused)
        begin = self.oracle.add(start, paused)
        closing = None if due is None else self.oracle.end_of_day(begin)
        if closing is None:
            return False
        promise = Promise(amount, "working_hours", is_same_day=True)
        due_at = get_due(promise, start_at, paused, self.working_time).due_at
        expected = self.oracle.moment(min(due, closing))
        self.assertEqual(due_at, expected, (promise, start_at, paused))
        return True

    def check_days(self):
        """Compare calendar days that are moved to a working day."""
        amount, paused = self.rnd.randrange(10), self.rnd.choice([0, 0, 600, 3000])
        start_at, start = self.get_start()
        if start + paused >= WINDOW_MINUTES:
            return False
        due = self.oracle.end_of_promised_day(start + paused, amount)
        if due is None:
            return False
        promise = Promise(amount, "days")
        due_at = get_due(promise, start_at, paused, self.working_time).due_at
        expected = self.oracle.moment(due)
        self.assertEqual(due_at, expected, (promise, start_at, paused))
        return True


@tagged("post_install", "-at_install")
class TestWorkingTimeOracle(OracleCase):
    @examples(100)
    @given(schedules(), st.integers(0, 2**32))
    def test_answers_are_those_of_the_oracle(self, case, seed):
        """G13: what works, how long, from when and until when, minute by minute."""
        self.start(case, seed)
        for _number in range(100):
            self.check_minutes_between()
            self.check_moment()
            self.check_day()

    def check_minutes_between(self):
        (start_at, start), (stop_at, stop) = self.get_start(), self.get_start()
        minutes = self.working_time.minutes_between(start_at, stop_at)
        self.assertEqual(minutes, self.oracle.count(start, stop), (start_at, stop_at))

    def check_moment(self):
        moment = get_moment(self.rnd, self.oracle.first)
        index = self.oracle.floor(moment)
        works = bool(self.oracle.works[index])
        self.assertEqual(self.working_time.is_working(moment), works, moment)
        following = self.oracle.next_working(index)
        if following is not None:
            expected = moment if works else self.oracle.moment(following)
            self.assertEqual(self.working_time.next_working(moment), expected, moment)
        closing = self.oracle.end_of_day(self.oracle.ceil(moment))
        if closing is not None:
            expected = self.oracle.moment(closing)
            self.assertEqual(self.working_time.end_of_day(moment), expected, moment)

    def check_day(self):
        """Compare a whole local day; those at the edges of the window are not whole."""
        number = self.rnd.randrange(self.oracle.days[0] + 1, self.oracle.days[-1])
        day = date.fromordinal(number)
        works = self.working_time.is_working_day(day)
        self.assertEqual(works, number in self.oracle.closing, day)
        last = self.oracle.last_of_day.get(number)
        if last is None:  # a day that was skipped is over with the one before
            last = self.oracle.last_of_day[number - 1]
        end = self.working_time.to_utc_end_of_day(day)
        self.assertEqual(end, self.oracle.moment(last), day)


@tagged("post_install", "-at_install")
class TestWorkingTimeProperties(OracleCase):
    @examples(60)
    @given(schedules(), st.integers(0, 2**32))
    def test_arithmetic_is_consistent_over_years(self, case, seed):
        """G13: additive, monotone, and adding is the inverse of counting."""
        self.start(case, seed)
        for _number in range(100):
            moments = [
                get_moment(self.rnd, self.oracle.first, 3 * YEAR_MINUTES)
                for _each in range(3)
            ]
            self.check_counting(*sorted(moments))
            self.check_adding(*sorted(moments)[:2], self.rnd.randrange(1, 6000))

    def check_counting(self, first, second, third):
        count = self.working_time.minutes_between
        total = count(first, second) + count(second, third)
        self.assertEqual(count(first, third), total)
        self.assertEqual(count(third, first), 0)

    def check_adding(self, start, later, minutes):
        add, count = self.working_time.add, self.working_time.minutes_between
        due = add(start, minutes)
        if due is None:
            return
        self.assertEqual(count(start, due), minutes)
        self.assertEqual(count(start, due - MINUTE), minutes - 1)
        self.assertLessEqual(add(start, minutes - 1), due)
        if (due_later := add(later, minutes)) is not None:
            self.assertLessEqual(due, due_later)
        if worked := count(start, later):
            self.assertLess(add(start, worked), later + MINUTE)

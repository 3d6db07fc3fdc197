"""When a contact is due and which duties it serves: the tables of the decision."""

import doctest
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.customer_followup.policy import planning
from odoo.addons.customer_followup.policy.planning import (
    Contact,
    Duty,
    get_deadline,
    plan_contacts,
)

MONDAY = date(2026, 3, 2)
SPRING_FESTIVAL = {date(2026, 2, 16) + timedelta(days=count) for count in range(8)}

# (what it says, counted from, days, found on, deadline)
DEADLINES = [
    ("a week", MONDAY, 7, MONDAY, date(2026, 3, 9)),
    ("the same day", MONDAY, 0, MONDAY, MONDAY),
    ("exactly today", date(2026, 2, 23), 7, MONDAY, MONDAY),
    ("over by one day", date(2026, 2, 22), 7, MONDAY, MONDAY),
    ("over for a year", date(2025, 3, 2), 7, MONDAY, MONDAY),
    ("over the end of a month", date(2026, 4, 27), 7, MONDAY, date(2026, 5, 4)),
    ("over the end of February", date(2026, 2, 26), 5, MONDAY, date(2026, 3, 3)),
    ("onto 29 February", date(2028, 2, 22), 7, date(2028, 2, 22), date(2028, 2, 29)),
    ("past 29 February", date(2028, 2, 28), 2, date(2028, 2, 28), date(2028, 3, 1)),
    ("over the new year", date(2026, 12, 28), 7, MONDAY, date(2027, 1, 4)),
    ("onto a Saturday", MONDAY, 5, MONDAY, date(2026, 3, 9)),
    ("onto a Sunday", MONDAY, 6, MONDAY, date(2026, 3, 9)),
    ("onto a Friday", MONDAY, 4, MONDAY, date(2026, 3, 6)),
    ("found on a Sunday", MONDAY, 0, date(2026, 3, 8), date(2026, 3, 9)),
    ("into a holiday", date(2026, 2, 10), 7, date(2026, 2, 10), date(2026, 2, 24)),
    ("the day before it", date(2026, 2, 6), 7, date(2026, 2, 6), date(2026, 2, 13)),
]


def is_working_day(day: date) -> bool:
    """Is this a day from Monday to Friday outside of the Spring Festival of 2026?"""
    return day.weekday() < 5 and day not in SPRING_FESTIVAL


def get_duty(rule_id=1, method="phone", deadline=MONDAY, occasion=date(2026, 2, 1)):
    """Return a duty with what does not matter filled in."""
    return Duty(rule_id, occasion, method, deadline, ("sale.order", rule_id))


def get_contact(followup_id=50, method="phone", planned=MONDAY, deadline=None):
    """Return a follow-up that is open already."""
    return Contact(followup_id, method, planned, deadline or date(2026, 3, 9))


days = st.dates(date(2026, 1, 1), date(2028, 12, 31))
methods = st.sampled_from(["phone", "message", "on_site"])
duties = st.builds(
    get_duty, rule_id=st.integers(1, 5), method=methods, deadline=days, occasion=days
)
contacts = st.builds(
    get_contact, st.integers(1, 99), methods, planned=days, deadline=days
)
thorough = settings(max_examples=200, deadline=None, derandomize=True, database=None)


@tagged("post_install", "-at_install")
class TestPolicyDeadline(BaseCase):
    def test_deadline_follows_the_table(self):
        """FUP-1, FUP-5: the last day of a promise, moved off days nobody works."""
        for title, counted_from, count, today, deadline in DEADLINES:
            with self.subTest(title):
                result = get_deadline(counted_from, count, today, is_working_day)
                self.assertEqual(result, deadline)

    def test_deadline_without_calendar_stays_on_its_day(self):
        """FUP-1: who never closes has a deadline on a Sunday as well."""
        self.assertEqual(get_deadline(MONDAY, 6, MONDAY), date(2026, 3, 8))

    def test_deadline_in_a_calendar_that_never_opens_stays_on_its_day(self):
        """FUP-1: an unusable calendar gives a defined deadline and no endless loop."""
        result = get_deadline(MONDAY, 6, MONDAY, lambda day: False)
        self.assertEqual(result, date(2026, 3, 8))

    @thorough
    @given(counted_from=days, count=st.integers(0, 400), today=days)
    def test_deadline_is_a_working_day_from_today_on(self, counted_from, count, today):
        """FUP-1: never before today, never on a day off, never early, never skipped."""
        result = get_deadline(counted_from, count, today, is_working_day)
        earliest = max(counted_from + timedelta(days=count), today)
        self.assertGreaterEqual(result, earliest)
        self.assertTrue(is_working_day(result))
        skipped = (result - earliest).days
        self.assertFalse(
            [n for n in range(skipped) if is_working_day(earliest + timedelta(days=n))]
        )


@tagged("post_install", "-at_install")
class TestPolicyPlanning(BaseCase):
    def test_one_duty_opens_one_contact_from_today(self):
        """FUP-1: one duty, one contact, planned for the day it was found."""
        duty = get_duty(deadline=date(2026, 3, 9))
        expected = Contact(None, "phone", MONDAY, date(2026, 3, 9), (duty,))
        self.assertEqual(plan_contacts([duty], [], MONDAY), [expected])

    def test_no_duty_opens_nothing(self):
        """FUP-1: an open contact that nothing is added to is left alone."""
        self.assertEqual(plan_contacts([], [get_contact()], MONDAY), [])

    def test_two_duties_by_one_method_share_a_contact(self):
        """FUP-5: one call serves two duties, and the stricter deadline holds."""
        early = get_duty(1, deadline=date(2026, 3, 4))
        late = get_duty(2, deadline=date(2026, 3, 9))
        expected = Contact(None, "phone", MONDAY, date(2026, 3, 4), (early, late))
        self.assertEqual(plan_contacts([late, early], [], MONDAY), [expected])

    def test_duties_by_two_methods_have_a_contact_each(self):
        """FUP-5: a visit is not made by phone."""
        result = plan_contacts(
            [get_duty(1, "phone"), get_duty(2, "on_site")], [], MONDAY
        )
        self.assertEqual([contact.method for contact in result], ["phone", "on_site"])

    def test_duty_joins_an_open_contact_that_is_in_time(self):
        """FUP-5: the customer is not called twice; the stricter deadline holds."""
        duty = get_duty(deadline=date(2026, 3, 4))
        expected = Contact(50, "phone", MONDAY, date(2026, 3, 4), (duty,))
        self.assertEqual(plan_contacts([duty], [get_contact()], MONDAY), [expected])

    def test_duty_joins_an_open_contact_with_a_stricter_deadline(self):
        """FUP-5: a later duty does not give an earlier one more time."""
        duty = get_duty(deadline=date(2026, 3, 20))
        (result,) = plan_contacts([duty], [get_contact()], MONDAY)
        self.assertEqual(result.deadline, date(2026, 3, 9))

    def test_duty_joins_a_contact_planned_for_its_last_day(self):
        """FUP-5: exactly on the last day is in time."""
        contact = get_contact(planned=date(2026, 3, 4))
        (result,) = plan_contacts(
            [get_duty(deadline=date(2026, 3, 4))], [contact], MONDAY
        )
        self.assertEqual(result.followup_id, 50)

    def test_duty_does_not_join_a_contact_planned_too_late(self):
        """FUP-5: one day after the last day is too late."""
        contact = get_contact(planned=date(2026, 3, 5))
        (result,) = plan_contacts(
            [get_duty(deadline=date(2026, 3, 4))], [contact], MONDAY
        )
        self.assertIsNone(result.followup_id)

    @thorough
    @given(st.lists(duties, max_size=8), st.lists(contacts, max_size=4), days)
    def test_every_duty_is_served_once_and_in_time(self, new, existing, today):
        """FUP-11: nobody is forgotten, nobody is contacted twice for one duty."""
        result = plan_contacts(new, existing, today)
        served = [duty for contact in result for duty in contact.duties]
        self.assertCountEqual(served, new)
        for contact in result:
            self.assertTrue(contact.duties)
            for duty in contact.duties:
                self.assertEqual(contact.method, duty.method)
                self.assertLessEqual(contact.deadline, duty.deadline)
                if contact.followup_id:
                    self.assertLessEqual(contact.planned, duty.deadline)

    def test_examples_in_docstrings_hold(self):
        """FUP-1: what the documentation of the decision says is what it does."""
        result = doctest.testmod(planning)
        self.assertGreater(result.attempted, 0)
        self.assertFalse(result.failed)

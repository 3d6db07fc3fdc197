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


def get_duty(number=1, method="phone", deadline=MONDAY, planned=MONDAY, window=7):
    """Return a duty with what does not matter filled in."""
    occasion = date(2026, 2, 1) + timedelta(days=number)
    return Duty(number, number, occasion, method, planned, deadline, window)


def get_contact(followup_id=50, method="phone", planned=MONDAY, deadline=None, **facts):
    """Return a follow-up that is open already."""
    deadline = deadline or date(2026, 3, 9)
    return Contact(followup_id, method, planned, deadline, **facts)


days = st.dates(date(2026, 1, 1), date(2026, 3, 31))
methods = st.sampled_from(["phone", "message", "email", "letter", "on_site"])


@st.composite
def spans(draw):
    """Return a first day and a last day."""
    first = draw(days)
    return {
        "planned": first,
        "deadline": first + timedelta(days=draw(st.integers(0, 30))),
    }


duties = st.lists(st.tuples(methods, spans(), st.integers(0, 14)), max_size=8).map(
    lambda facts: [
        get_duty(number, method, window=window, **span)
        for number, (method, span, window) in enumerate(facts, 1)
    ]
)
contacts = st.lists(st.tuples(methods, spans(), st.booleans()), max_size=4).map(
    lambda facts: [
        get_contact(number, method, **span, is_agreed=is_agreed)
        for number, (method, span, is_agreed) in enumerate(facts, 1)
    ]
)
thorough = settings(max_examples=300, deadline=None, derandomize=True, database=None)


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


# (what it says, the contact there is, the new duty, what becomes of the contact: its
# method, planned day and deadline; nothing if the duty gets a contact of its own)
MEETINGS = [
    (
        "the same method",
        get_contact(),
        get_duty(deadline=date(2026, 3, 4)),
        ("phone", MONDAY, date(2026, 3, 4)),
    ),
    (
        "a later duty gives an earlier one no more time",
        get_contact(),
        get_duty(deadline=date(2026, 3, 20)),
        ("phone", MONDAY, date(2026, 3, 9)),
    ),
    (
        "a call does for a message",
        get_contact(),
        get_duty(method="message"),
        ("phone", MONDAY, MONDAY),
    ),
    (
        "a message becomes a call",
        get_contact(method="message"),
        get_duty(method="phone"),
        ("phone", MONDAY, MONDAY),
    ),
    (
        "a call becomes a visit",
        get_contact(),
        get_duty(method="on_site", deadline=date(2026, 3, 20)),
        ("on_site", MONDAY, date(2026, 3, 9)),
    ),
    (
        "a message and a mail",
        get_contact(method="email"),
        get_duty(method="message"),
        ("email", MONDAY, MONDAY),
    ),
    ("no call replaces a letter", get_contact(), get_duty(method="letter"), None),
    (
        "no letter replaces a call",
        get_contact(method="letter"),
        get_duty(),
        None,
    ),
    (
        "planned for the last day",
        get_contact(planned=date(2026, 3, 4)),
        get_duty(deadline=date(2026, 3, 4)),
        ("phone", date(2026, 3, 4), date(2026, 3, 4)),
    ),
    (
        "planned a day too late",
        get_contact(planned=date(2026, 3, 5)),
        get_duty(deadline=date(2026, 3, 4)),
        None,
    ),
    (
        "a call waits for the birthday that is in time for it",
        get_contact(),
        get_duty(planned=date(2026, 3, 6), deadline=date(2026, 3, 6)),
        ("phone", date(2026, 3, 6), date(2026, 3, 6)),
    ),
    (
        "no call waits for a birthday after its deadline",
        get_contact(deadline=date(2026, 3, 5)),
        get_duty(planned=date(2026, 3, 6), deadline=date(2026, 3, 6)),
        None,
    ),
    (
        "at the edge of the window",
        get_contact(planned=date(2026, 3, 9), deadline=date(2026, 3, 31)),
        get_duty(deadline=date(2026, 3, 31)),
        ("phone", date(2026, 3, 9), date(2026, 3, 31)),
    ),
    (
        "a day out of the window",
        get_contact(planned=date(2026, 3, 10), deadline=date(2026, 3, 31)),
        get_duty(deadline=date(2026, 3, 31)),
        None,
    ),
    (
        "no window but the same day",
        get_contact(),
        get_duty(window=0),
        ("phone", MONDAY, MONDAY),
    ),
    (
        "no window and another day",
        get_contact(),
        get_duty(window=0, planned=date(2026, 3, 3), deadline=date(2026, 3, 9)),
        None,
    ),
    (
        "an agreed day stays",
        get_contact(is_agreed=True, planned=date(2026, 3, 4)),
        get_duty(deadline=date(2026, 3, 9)),
        ("phone", date(2026, 3, 4), date(2026, 3, 9)),
    ),
    (
        "an agreed call does not wait for a birthday",
        get_contact(is_agreed=True),
        get_duty(planned=date(2026, 3, 6), deadline=date(2026, 3, 6)),
        None,
    ),
    (
        "an agreed call does not become a visit",
        get_contact(is_agreed=True),
        get_duty(method="on_site"),
        None,
    ),
    (
        "what is late already is made today for both",
        get_contact(deadline=date(2026, 2, 20)),
        get_duty(deadline=date(2026, 3, 9)),
        ("phone", MONDAY, date(2026, 2, 20)),
    ),
]


@tagged("post_install", "-at_install")
class TestPolicyPlanning(BaseCase):
    def test_one_duty_opens_one_contact(self):
        """FUP-1: one duty, one contact, planned for its first day."""
        duty = get_duty(deadline=date(2026, 3, 9))
        expected = Contact(None, "phone", MONDAY, date(2026, 3, 9), (duty,))
        self.assertEqual(plan_contacts([duty], []), [expected])

    def test_no_duty_opens_nothing(self):
        """FUP-1: an open contact that nothing is added to is left alone."""
        self.assertEqual(plan_contacts([], [get_contact()]), [])

    def test_two_new_duties_share_a_contact(self):
        """FUP-5: one call serves two duties, and the stricter deadline holds."""
        early = get_duty(1, deadline=date(2026, 3, 4))
        late = get_duty(2, deadline=date(2026, 3, 9))
        expected = Contact(None, "phone", MONDAY, date(2026, 3, 4), (early, late))
        self.assertEqual(plan_contacts([late, early], []), [expected])

    def test_a_duty_meets_a_contact_by_the_table(self):
        """FUP-5: one call, many duties: who joins, and what holds then."""
        for title, contact, duty, expected in MEETINGS:
            with self.subTest(title):
                (result,) = plan_contacts([duty], [contact])
                if expected:
                    found = result.method, result.planned, result.deadline
                    self.assertEqual((result.followup_id, *found), (50, *expected))
                else:
                    self.assertIsNone(result.followup_id)

    @thorough
    @given(duties, contacts)
    def test_every_duty_is_served_once_and_in_time(self, new, existing):
        """FUP-11: nobody is forgotten, nobody is contacted twice for one duty."""
        result = plan_contacts(new, existing)
        served = [duty for contact in result for duty in contact.duties]
        self.assertCountEqual(served, new)
        before = {contact.followup_id: contact for contact in existing}
        for contact in result:
            self.assertTrue(contact.duties)
            known = before.get(contact.followup_id)
            if known and known.is_agreed:
                self.assertEqual(
                    (contact.method, contact.planned), (known.method, known.planned)
                )
            for duty in contact.duties:
                self.assertLessEqual(duty.planned, contact.planned)
                self.assertLessEqual(contact.planned, duty.deadline)
                self.assertLessEqual(contact.deadline, duty.deadline)
                self.assertGreaterEqual(
                    planning.LADDER.get(contact.method, 0),
                    planning.LADDER.get(duty.method, 0),
                )

    @thorough
    @given(duties)
    def test_the_order_of_the_duties_does_not_matter(self, new):
        """G8: two runs that see the same duties plan the same contacts."""
        self.assertEqual(plan_contacts(new, []), plan_contacts(new[::-1], []))

    def test_examples_in_docstrings_hold(self):
        """FUP-1: what the documentation of the decision says is what it does."""
        result = doctest.testmod(planning)
        self.assertGreater(result.attempted, 0)
        self.assertFalse(result.failed)

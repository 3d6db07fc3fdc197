"""When a contact is due, and which duties one contact can serve.

Pure functions: facts in, a decision with its reasons out. Nothing here reads a
database, a clock or a setting.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

LONGEST_CLOSURE_DAYS = 366
# what serves what: a visit does for a call, a call does for a message. A letter is a
# thing in the hand, which no talk replaces.
LADDER = {"message": 1, "email": 1, "phone": 2, "on_site": 3}


@dataclass(frozen=True, slots=True)
class Duty:
    """One reason to contact a customer.

    :param reason_id: what the duty is kept as
    :param rule_id: the rule that asks for the contact
    :param occasion: the date that makes the duty unique
    :param method: how the rule wants the customer contacted
    :param planned: the first day the contact makes sense
    :param deadline: the last day for it
    :param window_days: by how many days another contact may be planned apart from
        ``planned`` and still serve the duty
    """

    reason_id: int
    rule_id: int
    occasion: date
    method: str
    planned: date
    deadline: date
    window_days: int = 7


@dataclass(frozen=True, slots=True)
class Contact:
    """One planned contact and the duties it serves.

    :param followup_id: the follow-up that exists already, ``None`` for a new one
    :param is_agreed: the customer agreed to day and method, which stay
    """

    followup_id: int | None
    method: str
    planned: date
    deadline: date
    duties: tuple[Duty, ...] = field(default=())
    is_agreed: bool = False

    @property
    def oldest_duty(self) -> Duty:
        """The duty whose occasion is the longest ago: the first reason shown."""
        return min(self.duties, key=lambda duty: (duty.occasion, duty.reason_id))


def get_deadline(
    counted_from: date,
    days: int,
    today: date,
    is_working_day: Callable[[date], bool] = lambda day: True,
) -> date:
    """Return the last day for a contact that is promised within ``days``.

    The promise is counted in calendar days. A deadline that is over already when
    the duty is found becomes today, and one on a day off the next working day. A
    calendar without a working day for a year leaves the day as it is.

    :param counted_from: the day the promise starts
    :param days: length of the promise in calendar days
    :param today: the day the duty is found

    >>> get_deadline(date(2026, 3, 2), 7, date(2026, 3, 3))
    datetime.date(2026, 3, 9)
    >>> get_deadline(date(2026, 2, 2), 7, date(2026, 3, 3))
    datetime.date(2026, 3, 3)
    >>> get_deadline(date(2026, 3, 1), 6, date(2026, 3, 3), lambda d: d.weekday() < 5)
    datetime.date(2026, 3, 9)
    """
    promised = max(counted_from + timedelta(days=days), today)
    for shift in range(LONGEST_CLOSURE_DAYS):
        day = promised + timedelta(days=shift)
        if is_working_day(day):
            return day
    return promised


def fit_day(
    wanted: date, deadline: date, today: date, is_allowed: Callable[[date], bool]
) -> date:
    """Return the day for a contact on which the customer may be contacted (FUP-12).

    The first such day from ``wanted`` to ``deadline``; without one, the last such day
    before ``wanted``, as congratulations come early and never late; without that, the
    first one after the deadline, or ``wanted`` if there is none for a year.

    :param today: the first day there is

    >>> def is_allowed(day):
    ...     return day.weekday() < 5
    >>> fit_day(date(2026, 3, 7), date(2026, 3, 12), date(2026, 3, 2), is_allowed)
    datetime.date(2026, 3, 9)
    >>> fit_day(date(2026, 3, 7), date(2026, 3, 8), date(2026, 3, 2), is_allowed)
    datetime.date(2026, 3, 6)
    >>> fit_day(date(2026, 3, 7), date(2026, 3, 8), date(2026, 3, 7), is_allowed)
    datetime.date(2026, 3, 9)
    """
    wanted = max(wanted, today)
    in_time = range((deadline - wanted).days + 1)
    before = range(-1, (today - wanted).days - 1, -1)
    after = range(max(len(in_time), 0), LONGEST_CLOSURE_DAYS)
    for shifts in (in_time, before, after):
        for shift in shifts:
            day = wanted + timedelta(days=shift)
            if is_allowed(day):
                return day
    return wanted


def plan_contacts(
    duties: Sequence[Duty], open_contacts: Sequence[Contact]
) -> list[Contact]:
    """Return the contacts that have to be opened or extended for ``duties``.

    A duty joins a contact by a method that does for both, and on a day that serves
    both; then the strictest deadline, the later first day and the highest method hold.
    Otherwise it opens a contact of its own, which the duties after it may join.
    Contacts that no duty joined are left out.

    :param duties: all new duties of one customer
    :param open_contacts: the customer's contacts that are not carried out yet
    """
    contacts = [replace(contact, duties=()) for contact in open_contacts]
    for duty in sorted(duties, key=lambda d: (d.deadline, d.rule_id, d.reason_id)):
        for index, contact in enumerate(contacts):
            if joined := _join(contact, duty):
                contacts[index] = joined
                break
        else:
            contacts.append(
                Contact(None, duty.method, duty.planned, duty.deadline, (duty,))
            )
    return [contact for contact in contacts if contact.duties]


def _join(contact: Contact, duty: Duty) -> Contact | None:
    """Return the contact as it serves the duty as well; ``None`` if it cannot."""
    method = _get_method_for_both(contact.method, duty.method)
    distance = abs((contact.planned - duty.planned).days)
    if not method or contact.planned > duty.deadline or distance > duty.window_days:
        return None
    planned = max(contact.planned, duty.planned)
    is_changed = (method, planned) != (contact.method, contact.planned)
    if is_changed and contact.is_agreed:
        return None
    deadline = min(contact.deadline, duty.deadline)
    # what is late already is made today, for whatever joins it
    if planned > deadline and planned != contact.planned:
        return None
    return replace(
        contact,
        method=method,
        planned=planned,
        deadline=deadline,
        duties=(*contact.duties, duty),
    )


def _get_method_for_both(one: str, other: str) -> str | None:
    """Return the higher of two methods; ``None`` where one cannot stand for the other.

    >>> _get_method_for_both("phone", "on_site")
    'on_site'
    >>> _get_method_for_both("letter", "phone")
    """
    if one == other:
        return one
    if one not in LADDER or other not in LADDER:
        return None
    return one if LADDER[one] >= LADDER[other] else other

"""When a contact is due, and which duties one contact can serve.

Pure functions: facts in, a decision with its reasons out. Nothing here reads a
database, a clock or a setting.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

LONGEST_CLOSURE_DAYS = 366


@dataclass(frozen=True, slots=True)
class Duty:
    """One reason to contact a customer.

    :param rule_id: the rule that asks for the contact
    :param occasion: the date that makes the duty unique
    :param method: how the rule wants the customer contacted
    :param deadline: the last day for the contact
    :param source: the record behind the duty, as ``(model, id)``
    """

    rule_id: int
    occasion: date
    method: str
    deadline: date
    source: tuple[str, int]


@dataclass(frozen=True, slots=True)
class Contact:
    """One planned contact and the duties it serves.

    :param followup_id: the follow-up that exists already, ``None`` for a new one
    """

    followup_id: int | None
    method: str
    planned: date
    deadline: date
    duties: tuple[Duty, ...] = field(default=())

    @property
    def oldest_duty(self) -> Duty:
        """The duty whose occasion is the longest ago: the first reason shown."""
        return min(self.duties, key=lambda duty: duty.occasion)


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


def plan_contacts(
    duties: Sequence[Duty], open_contacts: Sequence[Contact], today: date
) -> list[Contact]:
    """Return the contacts that have to be opened or extended for ``duties``.

    A duty joins the contact that is planned by the same method and in time for it;
    the strictest deadline wins. Otherwise it opens a contact of its own, which the
    duties after it may join. Contacts that no duty joined are left out.

    :param duties: all new duties of one customer
    :param open_contacts: the customer's contacts that are not carried out yet
    :param today: the day a new contact may be made from
    """
    contacts = [replace(contact, duties=()) for contact in open_contacts]
    for duty in sorted(duties, key=lambda duty: (duty.deadline, duty.rule_id)):
        for index, contact in enumerate(contacts):
            if _serves(contact, duty):
                contacts[index] = replace(
                    contact,
                    deadline=min(contact.deadline, duty.deadline),
                    duties=(*contact.duties, duty),
                )
                break
        else:
            contacts.append(Contact(None, duty.method, today, duty.deadline, (duty,)))
    return [contact for contact in contacts if contact.duties]


def _serves(contact: Contact, duty: Duty) -> bool:
    return contact.method == duty.method and contact.planned <= duty.deadline

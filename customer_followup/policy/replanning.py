"""What becomes of a planned contact when its duties are planned anew.

Pure functions: how the contact is planned, what its duties asked for before, and what
they ask for now.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from .planning import LADDER, get_deadline


@dataclass(frozen=True, slots=True)
class Plan:
    """How and when a customer is to be contacted.

    :param planned: the first day the contact makes sense
    :param deadline: the last day for it
    """

    method: str
    planned: date
    deadline: date


def get_strictest(plans: Sequence[Plan]) -> Plan | None:
    """Return the plan that does for all: highest method, last start, first deadline.

    >>> call = Plan("phone", date(2026, 3, 2), date(2026, 3, 9))
    >>> visit = Plan("on_site", date(2026, 3, 4), date(2026, 3, 20))
    >>> get_strictest([call, visit]) == Plan(
    ...     "on_site", date(2026, 3, 4), date(2026, 3, 9))
    True
    """
    if not plans:
        return None
    deadline = min(plan.deadline for plan in plans)
    return Plan(
        max((plan.method for plan in plans), key=lambda name: LADDER.get(name, 0)),
        min(max(plan.planned for plan in plans), max(deadline, plans[0].planned)),
        deadline,
    )


def replan(current: Plan, before: Sequence[Plan], after: Sequence[Plan]) -> Plan:
    """Return how a contact is planned when its duties ask for something else.

    What people chose by hand stays: only what was as the duties asked for follows
    them. A day that the new deadline leaves behind comes forward to it.

    :param before: what its duties asked for so far
    :param after: what they ask for now
    """
    old, new = get_strictest(before), get_strictest(after)
    if not new:
        return current
    if not old:
        return new
    method, planned, deadline = (
        asked if given == was or not given else given
        for given, was, asked in zip(
            _to_tuple(current), _to_tuple(old), _to_tuple(new), strict=True
        )
    )
    if new.deadline < old.deadline:
        planned = min(planned, max(deadline, new.planned))
    return Plan(method, planned, deadline)


def soften(
    deadline: date,
    before: date | None,
    today: date,
    is_working_day: Callable[[date], bool] = lambda day: True,
) -> date:
    """Return a new deadline that does not make anybody late overnight.

    What was in time until now, and would be over by the new values, is due today.

    :param before: the deadline so far

    >>> soften(date(2026, 3, 9), date(2026, 4, 1), date(2026, 3, 20))
    datetime.date(2026, 3, 20)
    >>> soften(date(2026, 3, 9), date(2026, 3, 12), date(2026, 3, 20))
    datetime.date(2026, 3, 9)
    """
    if deadline >= today or not before or before < today:
        return deadline
    return get_deadline(today, 0, today, is_working_day)


def _to_tuple(plan: Plan) -> tuple[str, date, date]:
    return plan.method, plan.planned, plan.deadline

"""On which days of a month the visits of one person are proposed.

Pure functions: facts in, a decision out. Nothing here reads a database or a clock.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Proposal:
    """A visit that will be due in the month.

    :param key: what the caller knows it by
    :param wanted: the first day the visit makes sense
    :param deadline: the last day for it
    :param rank: among visits of the same deadline the smaller one goes first
    """

    key: int
    wanted: date
    deadline: date
    rank: tuple = ()


def get_month(day: date) -> tuple[date, date]:
    """Return the first and the last day of the month of ``day``.

    >>> get_month(date(2026, 2, 14))
    (datetime.date(2026, 2, 1), datetime.date(2026, 2, 28))
    """
    first = day.replace(day=1)
    return first, get_next_month(day) - timedelta(days=1)


def get_next_month(day: date) -> date:
    """Return the first day of the month after the one of ``day``.

    >>> get_next_month(date(2026, 12, 25))
    datetime.date(2027, 1, 1)
    """
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def is_time_to_plan(today: date, plan_day: int) -> bool:
    """Are the plans of next month due to be drafted?

    From the day on until the month ends, so that a job that was down on the day does
    it later; in a short month on its last day at the latest.

    >>> is_time_to_plan(date(2026, 3, 24), 25), is_time_to_plan(date(2026, 3, 31), 25)
    (False, True)
    >>> is_time_to_plan(date(2026, 2, 28), 31)
    True
    """
    _first, last = get_month(today)
    return today.day >= min(plan_day, last.day)


def spread(
    proposals: Sequence[Proposal],
    last: date,
    capacity: int,
    get_check: Callable[[int], Callable[[date], bool]],
    fixed: Iterable[date] = (),
) -> tuple[dict[int, date], int]:
    """Return the day of each visit that has room, and how many have none.

    The most urgent ones choose first: each takes the first day from the wanted one on
    that its customer can be contacted on and that has room. Without a capacity every
    visit stays on the day that is wanted.

    :param last: the last day of the month
    :param capacity: visits a day; 0 for no ceiling
    :param get_check: a function of a proposal's key to the function that says whether
        the customer can be contacted on a day
    :param fixed: the days of the visits that are planned already

    >>> monday = date(2026, 3, 2)
    >>> def get_check(key):
    ...     return lambda day: day.weekday() < 5
    >>> due = [Proposal(key, monday, monday) for key in (1, 2, 3)]
    >>> days, left = spread(due, date(2026, 3, 3), 1, get_check)
    >>> days == {1: date(2026, 3, 2), 2: date(2026, 3, 3)}, left
    (True, 1)
    """
    if not capacity:
        return {proposal.key: proposal.wanted for proposal in proposals}, 0
    taken = Counter(fixed)
    days = {}
    for proposal in sorted(proposals, key=lambda p: (p.deadline, p.rank, p.key)):
        is_allowed = get_check(proposal.key)
        span = range((last - proposal.wanted).days + 1)
        candidates = (proposal.wanted + timedelta(days=shift) for shift in span)
        # the room first, as it is the cheaper question
        day = next(
            (d for d in candidates if taken[d] < capacity and is_allowed(d)), None
        )
        if day:
            taken[day] += 1
            days[proposal.key] = day
    return days, len(proposals) - len(days)

"""What the answers given to a script ask for (SCR-1, SCR-2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

# the graver first
CASE_TYPES = ("complaint", "issue")


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that was chosen, with what it is there for.

    :param action: what the answer does; empty for nothing
    :param words: what the customer said about it
    :param satisfaction: from ``1`` to ``5``, of an answer that sets it
    :param days: until when, if the customer named no day
    :param day: the day the customer named
    """

    action: str
    words: str = ""
    satisfaction: str = ""
    days: int = 0
    day: date | None = None

    def get_day(self, today: date) -> date:
        """Return the day that is meant; one that is over meanwhile means today.

        >>> monday = date(2026, 3, 2)
        >>> Given("visit", days=7).get_day(monday)
        datetime.date(2026, 3, 9)
        >>> Given("visit", day=date(2026, 2, 27)).get_day(monday)
        datetime.date(2026, 3, 2)
        """
        return max(today, self.day or today + timedelta(days=self.days))


@dataclass(frozen=True, slots=True)
class Effects:
    """What is done when a script is finished.

    :param satisfaction: the lowest that was given; ``None`` if nobody asked
    :param cases: pairs of the type of a case and the customer's words
    :param opinion: what is only noted, and opens no case
    :param next_time: the day to try again and why, as it was not convenient
    :param visits: pairs of the day of a visit on site and what it is for
    """

    satisfaction: str | None = None
    cases: tuple[tuple[str, str], ...] = ()
    opinion: str = ""
    suggestion: str = ""
    promises: tuple[str, ...] = ()
    next_time: tuple[date, str] | None = None
    visits: tuple[tuple[date, str], ...] = ()


def find_effects(answers: Iterable[Given], today: date) -> Effects:
    """Decide what follows from the answers.

    One case of a type, however many answers ask for it: the customer tells it once.

    >>> find_effects([Given("issue", "Damp."), Given("issue", "Late.")], date.today())
    Effects(satisfaction=None, cases=(('issue', 'Damp.\\nLate.'),), opinion='', \
suggestion='', promises=(), next_time=None, visits=())
    """
    given = tuple(answers)

    def of(action: str) -> tuple[Given, ...]:
        return tuple(answer for answer in given if answer.action == action)

    def say(action: str) -> str:
        return "\n".join(dict.fromkeys(answer.words for answer in of(action)))

    later = min(of("another_time"), key=lambda a: a.get_day(today), default=None)
    return Effects(
        satisfaction=min((a.satisfaction for a in of("satisfaction")), default=None),
        cases=tuple((kind, say(kind)) for kind in CASE_TYPES if of(kind)),
        opinion=say("opinion"),
        suggestion=say("suggestion"),
        promises=tuple(answer.words for answer in of("promise")),
        next_time=later and (later.get_day(today), later.words),
        visits=tuple((a.get_day(today), a.words) for a in of("visit")),
    )

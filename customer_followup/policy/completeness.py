"""How complete a customer's dossier is, what is missing, and until when that holds.

Pure functions: facts in, a decision with its reasons out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

FOREVER = date.max
"""The last day of what does not expire."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A kind of document that this customer's dossier needs, or may hold.

    :param weight: its part of the whole, relative to the other papers
    :param is_required: whether the dossier is incomplete without it
    """

    type_id: int
    weight: int
    is_required: bool = True


@dataclass(frozen=True, slots=True)
class Completeness:
    """How complete a dossier is.

    :param percent: 0 to 100; 100 only when nothing required is missing
    :param missing: ids of the required papers that are not on file, in their order
    :param is_waived: whether all that is missing is missing by permission
    :param valid_until: the last day all this holds if nobody does anything
    """

    percent: int
    missing: tuple[int, ...] = ()
    is_waived: bool = False
    valid_until: date = FOREVER

    @property
    def is_complete(self) -> bool:
        """Is every required paper on file?"""
        return not self.missing


def assess_dossier(
    papers: Iterable[Paper],
    on_file: Mapping[int, date],
    waived: Mapping[int, date],
    today: date,
) -> Completeness:
    """Return how complete a dossier is on a day (DOS-2, DOS-3).

    Only required papers count, each by its weight, so that 100 % and *complete* are
    the same; the percentage is rounded down for the same reason.

    :param papers: what applies to the customer
    :param on_file: last valid day of verified papers by type
    :param waived: last day that each type may be missing
    :param today: the day that is looked at

    >>> licence, contract = Paper(1, 3), Paper(2, 1)
    >>> today = date(2026, 3, 2)
    >>> assess_dossier([licence, contract], {1: FOREVER}, {}, today).percent
    75
    >>> assess_dossier([licence], {1: date(2026, 3, 1)}, {}, today).missing
    (1,)
    >>> assess_dossier([], {}, {}, today).percent
    100
    """
    required = [paper for paper in papers if paper.is_required]
    held = [paper for paper in required if _holds(on_file, paper, today)]
    missing = [paper for paper in required if not _holds(on_file, paper, today)]
    permitted = [paper for paper in missing if _holds(waived, paper, today)]
    ends = [on_file[paper.type_id] for paper in held]
    ends += [waived[paper.type_id] for paper in permitted]
    return Completeness(
        percent=_get_percent(_weigh(held), _weigh(required)),
        missing=tuple(paper.type_id for paper in missing),
        is_waived=bool(missing) and len(permitted) == len(missing),
        valid_until=min(ends, default=FOREVER),
    )


def _holds(valid_until: Mapping[int, date], paper: Paper, today: date) -> bool:
    return valid_until.get(paper.type_id, date.min) >= today


def _weigh(papers: Iterable[Paper]) -> int:
    return sum(paper.weight for paper in papers)


def _get_percent(part: int, whole: int) -> int:
    return 100 * part // whole if whole else 100

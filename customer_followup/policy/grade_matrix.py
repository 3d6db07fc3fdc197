"""How many customers went from which grade to which, between two days (GRD-3).

Pure functions. A grade is its code, as each version of a scheme has grades of its own
and the code says which ones are the same. ``NOT_GRADED`` stands beside the grades.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

NOT_GRADED = ""


class Direction(Enum):
    """Which way a customer went."""

    SAME = "same"
    UP = "up"
    DOWN = "down"
    FIRST = "first"  # graded, and was not before
    LOST = "lost"  # not graded any more


def order_codes(*scales: Mapping[str, float]) -> tuple[str, ...]:
    """Return the codes of several schemes, the highest grade first.

    Scores of two schemes say little about each other, so a code that the first one has
    not stands below the one that was above it in its own scheme.

    :param scales: lowest score by code, of each scheme; the first one's order holds

    >>> order_codes({"A": 20, "Z": 0}, {"A": 70, "B": 40, "C": 0})
    ('A', 'B', 'C', 'Z')
    >>> order_codes({"A": 70, "C": 0}, {"B": 40, "A": 10})
    ('B', 'A', 'C')
    """
    order: list[str] = []
    lowest: dict[str, float] = {}
    for scale in scales:
        lowest = {**scale, **lowest}
        place = 0
        for code in sorted(scale, key=lambda code: (-scale[code], code)):
            if code in order:
                place = max(place, order.index(code))
            else:
                place = _find_place(order, place, code, scale, lowest)
                order.insert(place, code)
            place += 1
    return tuple(order)


def _find_place(order, place, code, scale, lowest) -> int:
    """Return where a code stands among those of other schemes, by its score."""
    while (
        place < len(order)
        and order[place] not in scale
        and (-lowest[order[place]], order[place]) < (-lowest[code], code)
    ):
        place += 1
    return place


@dataclass(frozen=True)
class Matrix:
    """Customers by the grade before, in rows, and after, in columns.

    :param rows: codes, the highest first, and ``NOT_GRADED`` last; so are columns
    :param directions: which way each cell goes, by row and column
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: Mapping[tuple[str, str], int]
    directions: Mapping[tuple[str, str], Direction]

    @property
    def total(self) -> int:
        """All customers."""
        return sum(self.counts.values())

    def count_before(self, code: str) -> int:
        """Return how many had a grade."""
        return sum(self.counts.get((code, after), 0) for after in self.columns)

    def count_after(self, code: str) -> int:
        """Return how many have a grade."""
        return sum(self.counts.get((before, code), 0) for before in self.rows)

    def count_by_direction(self) -> Counter[Direction]:
        """Return how many went which way; who is graded neither time went nowhere."""
        numbers: Counter[Direction] = Counter()
        for cell, count in self.counts.items():
            if cell != (NOT_GRADED, NOT_GRADED):
                numbers[self.directions[cell]] += count
        return numbers


def get_direction(order: Sequence[str], before: str, after: str) -> Direction:
    """Return which way it is from one grade to another.

    :param order: the codes, the highest first

    >>> get_direction("ABC", "C", "A"), get_direction("ABC", "C", "")
    (<Direction.UP: 'up'>, <Direction.LOST: 'lost'>)
    """
    if before == after:
        return Direction.SAME
    if before == NOT_GRADED:
        return Direction.FIRST
    if after == NOT_GRADED:
        return Direction.LOST
    is_higher = order.index(after) < order.index(before)
    return Direction.UP if is_higher else Direction.DOWN


def build_matrix(
    order: Sequence[str],
    counts: Mapping[tuple[str, str], int],
    shown_before: Iterable[str] = (),
    shown_after: Iterable[str] = (),
) -> Matrix:
    """Return the table of who went from which grade to which.

    :param order: all codes, the highest first
    :param counts: customers by code before and code after
    :param shown_before: what has a row even if nobody had it
    :param shown_after: what has a column even if nobody has it
    """
    befores = {before for before, _after in counts} | {*shown_before, NOT_GRADED}
    afters = {after for _before, after in counts} | {*shown_after, NOT_GRADED}
    rows = tuple(code for code in (*order, NOT_GRADED) if code in befores)
    columns = tuple(code for code in (*order, NOT_GRADED) if code in afters)
    return Matrix(
        rows=rows,
        columns=columns,
        counts=counts,
        directions={
            (before, after): get_direction(order, before, after)
            for before in rows
            for after in columns
        },
    )

"""What a customer is worth to the company: facts → points → score → grade (GRD-2).

Pure functions: facts in, a decision with its reasons out. Points, weights and scores
are whole numbers (a score in hundredths), so that everybody who calculates them again
gets the same, by hand or by SQL.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import pairwise

MOST_POINTS = 100


class Outcome(Enum):
    """What an assessment came to, and why."""

    GRADED = "graded"  # the grade of the score
    HELD = "held"  # the score is just below the grade, which is kept
    TOO_NEW = "too_new"  # not yet graded: too short a customer
    TOO_LITTLE = "too_little"  # not yet graded: too little is known


class Problem(Enum):
    """Why nobody can be graded by a scheme."""

    NO_CRITERIA = "no_criteria"
    NO_WEIGHT = "no_weight"
    NO_METHOD = "no_method"  # neither bands nor a target to compare with
    SAME_BAND = "same_band"  # two bands begin at the same value
    NO_GRADES = "no_grades"
    SAME_GRADE = "same_grade"  # two grades begin at the same score
    NO_LOWEST_GRADE = "no_lowest_grade"  # the lowest does not begin at 0


@dataclass(frozen=True, slots=True)
class Measure:
    """What can be measured about a customer.

    :param unit: ``money``, ``percent``, ``days``, ``months``, ``number`` or ``points``
    :param is_higher_better: whether more of it is better
    :param default: what holds for a customer of whom there is no fact; ``None``: the
        criterion does not count for this customer
    :param is_improvable: whether somebody can do something about it
    :param step: the smallest difference that is spoken of, in its unit
    """

    unit: str
    is_higher_better: bool = True
    default: float | None = None
    is_improvable: bool = True
    step: float = 1.0


@dataclass(frozen=True)
class Criterion:
    """One line of a scheme.

    :param weight: its part of the score, relative to the other criteria
    :param target: what the company wants, in the measure's unit
    :param bands: ``(from_value, points)``, ascending; the lowest also holds for all
        that is below it. Without bands the points are the part of the target that is
        reached.
    """

    criterion_id: int
    measure: Measure
    weight: int
    target: float | None = None
    bands: tuple[tuple[float, int], ...] = ()

    @cached_property
    def _froms(self) -> list[float]:
        return [from_value for from_value, _points in self.bands]

    def get_points(self, value: float) -> int:
        """Return the points for a value, 0 to 100.

        >>> revenue = Criterion(1, Measure("money"), 1, bands=((0, 10), (5000, 60)))
        >>> revenue.get_points(-100), revenue.get_points(4999.99)
        (10, 10)
        >>> revenue.get_points(5000)
        60
        >>> Criterion(1, Measure("money"), 1, target=2000).get_points(500)
        25
        >>> Criterion(1, Measure("money"), 1, target=1).get_points(0.29)
        29
        >>> Criterion(1, Measure("days", False), 1, target=10).get_points(40)
        25
        """
        if self.bands:
            return self.bands[max(bisect_right(self._froms, value) - 1, 0)][1]
        # in hundredths, as a float makes 28 points of 0.29 for 1
        value, target = round(100 * value), round(100 * (self.target or 0))
        if self.measure.is_higher_better:
            if value >= target:
                return MOST_POINTS
            points = MOST_POINTS * value // target if target > 0 else 0
        else:
            if value <= target:
                return MOST_POINTS
            points = MOST_POINTS * target // value if value > 0 else 0
        return max(points, 0)

    def get_gap(self, value: float | None) -> float | None:
        """Return how much is missing to the target, in the measure's unit.

        :return: 0 when it is reached; ``None`` when there is no value or no target
        """
        if value is None or self.target is None:
            return None
        missing = self.target - value
        if not self.measure.is_higher_better:
            missing = -missing
        return round(missing, 2) if missing > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade: what a score must at least be for it.

    :param min_score: 0 to 100
    """

    grade_id: int
    min_score: float


@dataclass(frozen=True)
class Scheme:
    """How customers are graded.

    :param hysteresis: a customer keeps the grade until the score is lower than the
        grade's by more than so many points
    :param min_tenure_months: nobody is graded who has been a customer for less
    :param min_data_percent: nobody is graded of whom less is known, by weight
    """

    criteria: tuple[Criterion, ...]
    grades: tuple[Grade, ...]
    hysteresis: float = 0.0
    min_tenure_months: float = 0.0
    min_data_percent: float = 0.0

    @cached_property
    def ascending_grades(self) -> tuple[Grade, ...]:
        """The grades from the lowest to the highest."""
        return tuple(sorted(self.grades, key=lambda grade: grade.min_score))

    @cached_property
    def _min_scores(self) -> list[float]:
        return [grade.min_score for grade in self.ascending_grades]

    @cached_property
    def rank_by_grade(self) -> dict[int, int]:
        """The place of each grade, 0 for the lowest."""
        return {g.grade_id: rank for rank, g in enumerate(self.ascending_grades)}

    @cached_property
    def weight(self) -> int:
        """The weight of all criteria together."""
        return sum(criterion.weight for criterion in self.criteria)

    def find_grade(self, score: float) -> Grade:
        """Return the highest grade that a score is enough for."""
        rank = max(bisect_right(self._min_scores, score) - 1, 0)
        return self.ascending_grades[rank]

    def find_next_grade(self, grade_id: int | None) -> Grade | None:
        """Return the grade above another; the lowest for none, none for the highest."""
        rank = self.rank_by_grade.get(grade_id, -1) + 1
        return self.ascending_grades[rank] if rank < len(self.grades) else None


@dataclass(frozen=True, slots=True)
class Result:
    """What an assessment came to.

    :param points: by criterion, in their order; ``None`` where there is no fact
    :param score: 0 to 100 with two decimals; ``None`` where nothing is known
    :param grade_id: the proposed grade; ``None``: not yet graded
    """

    outcome: Outcome
    points: tuple[int | None, ...]
    score: float | None
    grade_id: int | None


def assess_customer(
    scheme: Scheme,
    values: Sequence[float | None],
    tenure_months: float | None,
    current_grade_id: int | None = None,
) -> Result:
    """Return the grade that a customer's facts come to (GRD-2).

    :param values: by criterion, in the order of the scheme's; ``None``: no fact
    :param tenure_months: since when it buys; ``None``: never bought
    :param current_grade_id: the grade it has, one of the scheme's
    """
    weighted, known, points = 0, 0, []
    for criterion, value in zip(scheme.criteria, values, strict=True):
        if value is None:
            value = criterion.measure.default
        if value is None:
            points.append(None)
            continue
        point = criterion.get_points(value)
        points.append(point)
        weighted += criterion.weight * point
        known += criterion.weight
    score = to_score(weighted, known)
    outcome, grade_id = _decide_grade(
        scheme, score, known, tenure_months, current_grade_id
    )
    return Result(outcome, tuple(points), score, grade_id)


def to_score(weighted: int, known: int) -> float | None:
    """Return points per weight, rounded half up to hundredths.

    >>> to_score(1, 3), to_score(1, 8), to_score(5, 0)
    (0.33, 0.13, None)
    """
    return (200 * weighted + known) // (2 * known) / 100 if known else None


def _decide_grade(scheme, score, known, tenure_months, current_grade_id):
    is_graded = current_grade_id in scheme.rank_by_grade
    kept = current_grade_id if is_graded else None
    if not is_graded and (tenure_months or 0) < scheme.min_tenure_months:
        return Outcome.TOO_NEW, None
    if score is None or 100 * known < scheme.min_data_percent * scheme.weight:
        return Outcome.TOO_LITTLE, kept
    grade = scheme.find_grade(score)
    if is_graded:
        rank = scheme.rank_by_grade[kept]
        is_lower = scheme.rank_by_grade[grade.grade_id] < rank
        limit = scheme.ascending_grades[rank].min_score - scheme.hysteresis
        if is_lower and score >= round(limit, 2):
            return Outcome.HELD, kept
    return Outcome.GRADED, grade.grade_id


# The way to the next grade ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Improvement:
    """One fact that would have to be better.

    :param difference: by how much, in the measure's unit, always positive
    :param gain: points of the score
    """

    criterion_id: int
    difference: float
    gain: float


@dataclass(frozen=True, slots=True)
class Way:
    """How a customer would reach the next grade.

    :param missing_score: how many points of the score are missing
    :param is_either: whether one of the improvements is enough; else it needs all
    """

    grade_id: int
    missing_score: float
    improvements: tuple[Improvement, ...]
    is_either: bool = True


def find_way(
    scheme: Scheme,
    values: Sequence[float | None],
    result: Result,
    most: int = 2,
) -> Way | None:
    """Return what is missing to the next grade, the smallest differences first.

    :param values: as given to :func:`assess_customer`
    :param most: how many alternatives are named
    :return: ``None`` for the highest grade, and for who cannot be graded yet
    """
    if result.outcome in (Outcome.TOO_NEW, Outcome.TOO_LITTLE):
        return None
    grade = scheme.find_next_grade(result.grade_id)
    if result.score is None or grade is None:
        return None
    facts = _get_improvable(scheme, values, result)
    known = sum(
        criterion.weight
        for criterion, point in zip(scheme.criteria, result.points, strict=True)
        if point is not None
    )
    missing = max(grade.min_score - result.score, 0.0)
    enough = [
        found
        for criterion, value, point in facts
        if (found := _improve(criterion, value, point, missing, known))
    ]
    if enough or not missing:
        sizes = {c.criterion_id: _get_size(c, value) for c, value, _point in facts}
        enough.sort(key=lambda i: i.difference / sizes[i.criterion_id])
        return Way(grade.grade_id, missing, tuple(enough[:most]))
    return Way(
        grade.grade_id, missing, _combine(facts, missing, known), is_either=False
    )


def _get_improvable(scheme, values, result) -> list[tuple[Criterion, float, int]]:
    facts = []
    for criterion, value, point in zip(
        scheme.criteria, values, result.points, strict=True
    ):
        if point is None or not criterion.measure.is_improvable or not criterion.weight:
            continue
        value = criterion.measure.default if value is None else value
        facts.append((criterion, value, point))
    return facts


def _get_size(criterion: Criterion, value: float) -> float:
    """Return what a difference is compared with, to tell small ones from large ones."""
    return max(abs(value), abs(criterion.target or 0), criterion.measure.step)


def _improve(criterion, value, point, missing, known) -> Improvement | None:
    """Return the smallest improvement of one fact that brings ``missing`` points."""
    for better in _list_better(criterion, point):
        gain = criterion.weight * (better - point) / known
        if gain >= missing:
            difference = _get_difference(criterion, value, better)
            return Improvement(criterion.criterion_id, difference, gain)
    return None


def _list_better(criterion: Criterion, point: int) -> list[int]:
    if criterion.bands:
        return sorted({p for _from, p in criterion.bands if p > point})
    return list(range(point + 1, MOST_POINTS + 1))


def _get_difference(criterion: Criterion, value: float, better: int) -> float:
    """Return by how much a value has to change to bring ``better`` points at least."""
    step = criterion.measure.step
    if not criterion.bands:
        part = better / MOST_POINTS
        target = criterion.target or 0
        is_higher = criterion.measure.is_higher_better
        wanted = target * part if is_higher else target / part
        return _round_up(abs(wanted - value), step)
    distances = []
    ends = [from_value for from_value, _points in criterion.bands[1:]]
    for (from_value, points), end in zip(criterion.bands, [*ends, None], strict=True):
        if points < better:
            continue
        if from_value > value:
            distances.append(_round_up(from_value - value, step))
        elif end is not None:  # a band ends just below where the next one begins
            distances.append(_round_up(value - end + step, step))
    return min(distances)


def _round_up(difference: float, step: float) -> float:
    steps = -(-round(difference / step, 6) // 1)
    return steps * step


def _combine(facts, missing: float, known: int) -> tuple[Improvement, ...]:
    """Return the improvements that bring most, as few as are needed together."""
    best = []
    for criterion, value, point in facts:
        if better := _list_better(criterion, point):
            gain = criterion.weight * (better[-1] - point) / known
            difference = _get_difference(criterion, value, better[-1])
            best.append(Improvement(criterion.criterion_id, difference, gain))
    best.sort(key=lambda improvement: -improvement.gain)
    chosen = []
    for improvement in best:
        if missing <= 0:
            break
        chosen.append(improvement)
        missing -= improvement.gain
    return tuple(chosen) if missing <= 0 else ()


# Bad schemes --------------------------------------------------------------------------


def find_problems(scheme: Scheme) -> Mapping[Problem, tuple[int, ...]]:
    """Return why a scheme cannot be used, with the ids of its lines concerned."""
    problems: dict[Problem, tuple[int, ...]] = {}
    if not scheme.criteria:
        problems[Problem.NO_CRITERIA] = ()
    elif scheme.weight <= 0:
        problems[Problem.NO_WEIGHT] = ()
    if bad := [c.criterion_id for c in scheme.criteria if not _has_method(c)]:
        problems[Problem.NO_METHOD] = tuple(bad)
    if bad := [c.criterion_id for c in scheme.criteria if _has_same_band(c)]:
        problems[Problem.SAME_BAND] = tuple(bad)
    return problems | _find_grade_problems(scheme.ascending_grades)


def _has_method(criterion: Criterion) -> bool:
    if criterion.bands:
        return True
    target = criterion.target
    return target is not None and (target > 0 or not criterion.measure.is_higher_better)


def _has_same_band(criterion: Criterion) -> bool:
    froms = [from_value for from_value, _points in criterion.bands]
    return len(set(froms)) < len(froms)


def _find_grade_problems(grades: Sequence[Grade]) -> dict[Problem, tuple[int, ...]]:
    if not grades:
        return {Problem.NO_GRADES: ()}
    problems: dict[Problem, tuple[int, ...]] = {}
    if grades[0].min_score > 0:
        problems[Problem.NO_LOWEST_GRADE] = (grades[0].grade_id,)
    same = [
        grade.grade_id
        for before, grade in pairwise(grades)
        if before.min_score == grade.min_score
    ]
    if same:
        problems[Problem.SAME_GRADE] = tuple(same)
    return problems

"""Who makes a contact, and who looks after a customer.

Pure functions: facts in, a decision with its reasons out.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush

ROUNDING = 1e-9  # loads are sums of fractions


def choose_owner(
    candidates: Iterable[int | None], available: Collection[int]
) -> int | None:
    """Return the first of ``candidates`` who can do the work, else ``None``.

    :param candidates: user ids in the order the rule prefers them
    :param available: ids of the users who work for the company today

    >>> choose_owner([None, 7, 8], {7, 8})
    7
    >>> choose_owner([7, 8], {8})
    8
    >>> choose_owner([7], set())
    """
    return next((user for user in candidates if user in available), None)


@dataclass(frozen=True, slots=True)
class Customer:
    """Somebody who has to be looked after.

    :param company_id: only its people can look after the customer; ``None``: anybody
    :param weight: how much work it is
    """

    id: int
    weight: float = 1.0
    company_id: int | None = None


@dataclass(frozen=True, slots=True)
class Specialist:
    """Somebody who can look after customers.

    :param ability: percent, 100 is what is normal; 0: takes no customers
    :param capacity: the most weight the specialist can bear; 0: no ceiling
    :param load: weight of the customers that are looked after already
    :param company_ids: the companies the specialist works for
    """

    id: int
    ability: int = 100
    capacity: float = 0.0
    load: float = 0.0
    is_absent: bool = False
    company_ids: frozenset[int] = field(default=frozenset())

    def get_strain(self, load: float) -> float:
        """Return what ``load`` is for somebody of this ability.

        >>> Specialist(7, ability=50).get_strain(3)
        6.0
        """
        return load * 100 / self.ability

    def serves(self, customer: Customer) -> bool:
        """Does the specialist work for the customer's company?"""
        return customer.company_id is None or customer.company_id in self.company_ids

    def has_room(self, load: float, weight: float) -> bool:
        """Can the specialist bear ``weight`` beside ``load``?"""
        return not self.capacity or load + weight <= self.capacity + ROUNDING


@dataclass(frozen=True, slots=True)
class Choice:
    """Who is to look after a customer, and why.

    :param specialist_id: ``None`` if there is nobody
    :param reason: ``lightest`` (the lowest load for the ability) or ``only`` (nobody
        else can); or why there is nobody: ``none`` takes part, all are ``absent``,
        all are ``unable``, all are ``full``
    :param strain: of the specialist before, as the load of somebody of ability 100
    :param next_id: who would have been next
    :param next_strain: of the next one
    """

    customer_id: int
    specialist_id: int | None
    reason: str
    strain: float = 0.0
    next_id: int | None = None
    next_strain: float = 0.0


def assign_customers(
    customers: Iterable[Customer], specialists: Sequence[Specialist]
) -> list[Choice]:
    """Return a specialist for each customer, so that loads suit abilities (ASG-1).

    The heaviest customer comes first and goes to whoever has the lowest load for the
    ability; equal ones by their id. So the same facts give the same result, in
    whatever order they come, and no two specialists without a ceiling differ, beyond
    what they differed by before, by more than the heaviest customer.

    >>> two = [Specialist(7, company_ids={1}), Specialist(8, ability=50, load=1)]
    >>> [c.specialist_id for c in assign_customers(map(Customer, range(4)), two)]
    [7, 7, 7, 8]
    >>> assign_customers([Customer(1, weight=2)], [Specialist(7, capacity=1)])[0].reason
    'full'
    """
    people = {s.id: s for s in specialists}
    loads = {s.id: s.load for s in specialists}
    heap = [(s.get_strain(s.load), s.id) for s in specialists if _can_take(s)]
    heapify(heap)
    return [
        _choose(customer, people, loads, heap)
        for customer in sorted(customers, key=lambda c: (-c.weight, c.id))
    ]


def _can_take(specialist: Specialist) -> bool:
    return specialist.ability > 0 and not specialist.is_absent


def _choose(
    customer: Customer,
    people: dict[int, Specialist],
    loads: dict[int, float],
    heap: list[tuple[float, int]],
) -> Choice:
    """Return who is to look after ``customer``, and let ``loads`` and ``heap`` know."""
    passed, found = [], []
    while heap and len(found) < 2:
        entry = heappop(heap)
        specialist = people[entry[1]]
        is_fit = specialist.serves(customer) and specialist.has_room(
            loads[specialist.id], customer.weight
        )
        (found if is_fit else passed).append(entry)
    if not found:
        for entry in passed:
            heappush(heap, entry)
        return Choice(customer.id, None, _explain_nobody(customer, people.values()))
    strain, chosen_id = found[0]
    loads[chosen_id] += customer.weight
    entry = people[chosen_id].get_strain(loads[chosen_id]), chosen_id
    for entry_ in (*passed, *found[1:], entry):
        heappush(heap, entry_)
    if len(found) == 1:
        return Choice(customer.id, chosen_id, "only", strain)
    next_strain, next_id = found[1]
    return Choice(customer.id, chosen_id, "lightest", strain, next_id, next_strain)


def _explain_nobody(customer: Customer, specialists: Iterable[Specialist]) -> str:
    serving = [s for s in specialists if s.serves(customer)]
    if not serving:
        return "none"
    present = [s for s in serving if not s.is_absent]
    if not present:
        return "absent"
    return "full" if any(s.ability > 0 for s in present) else "unable"

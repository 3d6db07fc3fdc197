"""Whether what one complaint costs those responsible stays within the range.

Pure functions: facts in, a decision out. All amounts are in the company's currency.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CasePenalty:
    """A penalty, beside the others that were imposed for the same complaint.

    :param amount: of this penalty
    :param others: what the others for this complaint come to
    :param minimum: what all of one complaint come to at least
    :param maximum: what all of one complaint come to at most
    :param smallest_unit: of the currency; half of it is no difference

    >>> CasePenalty(amount=800, others=0, minimum=200, maximum=1500).is_within
    True
    >>> halves = CasePenalty(amount=800, others=800, minimum=200, maximum=1500)
    >>> halves.total, halves.is_within
    (1600, False)
    """

    amount: float
    others: float
    minimum: float
    maximum: float
    smallest_unit: float = 0.01

    @property
    def total(self) -> float:
        """What the complaint costs in all, so that splitting goes around nothing."""
        return self.amount + self.others

    @property
    def is_within(self) -> bool:
        """Is the total within the range? What cannot be compared is not."""
        tolerance = self.smallest_unit / 2
        return self.minimum - tolerance < self.total < self.maximum + tolerance

"""Whether what one person is to get stays within what a year permits.

Pure functions: facts in, a decision out. All amounts are in the company's currency.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GiftClaim:
    """What one recipient is to get, beside what was approved for the year already.

    :param ceiling: what gifts and entertainment may cost in a calendar year
    :param used: approved for the recipient this year
    :param asked: what is asked for now
    :param smallest_unit: of the currency; half of it is no excess

    >>> GiftClaim(ceiling=1000, used=800, asked=200).is_over
    False
    >>> claim = GiftClaim(ceiling=1000, used=800, asked=300)
    >>> claim.is_over, claim.excess, claim.left
    (True, 100, 200)
    """

    ceiling: float
    used: float
    asked: float
    smallest_unit: float = 0.01

    @property
    def left(self) -> float:
        """What the year still permits, before what is asked for."""
        return max(self.ceiling - self.used, 0)

    @property
    def excess(self) -> float:
        """By how much the ceiling would be exceeded; negative where it is not."""
        return self.used + self.asked - self.ceiling

    @property
    def is_over(self) -> bool:
        """Is it too much? What cannot be compared, as no number, is."""
        return self.asked != 0 and not self.excess <= self.smallest_unit / 2

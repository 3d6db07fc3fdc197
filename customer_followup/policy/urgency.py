"""How soon an enquirer buys, from the most to the least urgent.

One list for the lead and the customer; the days behind each are company settings.
"""

from collections.abc import Iterable

URGENCIES = ("now", "month", "quarter", "later")


def get_most_urgent(urgencies: Iterable[str | None]) -> str | None:
    """Return the most urgent of several ratings; those not rated do not count.

    >>> get_most_urgent(["later", None, "month"]), get_most_urgent([None])
    ('month', None)
    """
    rated = {urgency for urgency in urgencies if urgency}
    return min(rated, key=URGENCIES.index, default=None)

"""Who makes a contact."""

from collections.abc import Collection, Iterable


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

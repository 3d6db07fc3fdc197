"""How long it takes until everybody's turn has come.

Pure functions: facts in, a decision out. Nothing here reads a database or a clock.
"""

from math import ceil


def count_backlog_days(count: int, ceiling: int) -> int:
    """Return the working days until so many contacts are opened.

    :param ceiling: contacts that are opened a day; 0 for all at once

    >>> count_backlog_days(40, 20), count_backlog_days(41, 20)
    (2, 3)
    >>> count_backlog_days(5, 0), count_backlog_days(0, 20)
    (1, 0)
    """
    return ceil(count / ceiling) if ceiling else min(count, 1)


def count_first_day(count: int, ceiling: int) -> int:
    """Return how many of so many contacts are opened on the first day.

    >>> count_first_day(41, 20), count_first_day(5, 20), count_first_day(41, 0)
    (20, 5, 41)
    """
    return min(count, ceiling) if ceiling else count

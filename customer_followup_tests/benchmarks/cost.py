"""What something cost: the queries it sent, and the time it took with them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter

from odoo import api


@dataclass
class Cost:
    """Queries sent to PostgreSQL, and seconds of wall time."""

    queries: int = 0
    seconds: float = 0.0


@contextmanager
def measure_cost(env: api.Environment) -> Iterator[Cost]:
    """Measure the block and its commit, with no record read before.

    As a request finds it: what is read once per process is there, records are not.
    """
    env.cr.commit()
    cost = Cost()
    before = env.cr.sql_log_count
    start = perf_counter()
    yield cost
    env.cr.commit()
    cost.seconds = perf_counter() - start
    cost.queries = env.cr.sql_log_count - before

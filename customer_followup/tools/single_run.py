"""Let one process at a time do a job, on whichever server it runs."""

from collections.abc import Iterator
from contextlib import contextmanager

from odoo.sql_db import BaseCursor


@contextmanager
def single_run(cr: BaseCursor, name: str) -> Iterator[bool]:
    """Hold the database-wide lock ``name`` while the block runs.

    A lock of the database session and not of a transaction, because the job commits
    in between, and because PostgreSQL gives it back by itself when the process or
    its connection dies.

    :return: whether the lock was free; if not, another process does the job
    """
    cr.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [name])
    is_free = cr.fetchone()[0]
    try:
        yield is_free
    except BaseException:
        cr.rollback()  # a failed transaction could not give the lock back
        raise
    finally:
        if is_free:
            cr.execute("SELECT pg_advisory_unlock(hashtext(%s))", [name])

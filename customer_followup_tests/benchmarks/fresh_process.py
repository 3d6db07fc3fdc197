"""The database under test, and fresh processes that work in it and are measured."""

import gc
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import Any

import psycopg2

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.sql_db import connection_info_for
from odoo.tools import config


@dataclass(frozen=True)
class Site:
    """One Odoo database.

    :param config: path of the Odoo configuration file
    :param database: name of the database
    """

    config: str
    database: str

    @contextmanager
    def open_env(self) -> Iterator[api.Environment]:
        """Load Odoo in this process and yield its environment; commit at the end."""
        config.parse_config(["-c", self.config], setup_logging=False)
        with Registry(self.database).cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})

    @contextmanager
    def connect(self) -> Iterator[Any]:
        """Yield a bare PostgreSQL cursor; each statement is its own transaction."""
        config.parse_config(["-c", self.config], setup_logging=False)
        _name, parameters = connection_info_for(self.database)
        with closing(psycopg2.connect(**parameters)) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                yield cursor


def in_fresh_process(function: Callable, *args):
    """Return ``function(*args)``, computed in a new Python process.

    What one measurement leaves behind, in caches and in memory, is not there for
    the next.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(function, *args).result()


@dataclass
class Usage:
    """What a block of code took: wall time, and memory of this process in bytes."""

    seconds: float = 0.0
    peak: int = 0
    growth: int = 0


@contextmanager
def measure() -> Iterator[Usage]:
    """Measure the block; the values are there when it has ended."""
    gc.collect()
    _reset_peak()
    before = _read_memory("VmRSS")
    usage = Usage()
    start = perf_counter()
    yield usage
    usage.seconds = perf_counter() - start
    usage.peak = _read_memory("VmHWM")
    usage.growth = usage.peak - before


def _reset_peak():
    """Let the kernel count the peak from now on, where it allows that.

    Where it does not, loading Odoo counts as well: peaks come out higher, never
    lower.
    """
    try:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    except OSError:
        return


def _read_memory(name: str) -> int:
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * 1024
    raise LookupError(name)

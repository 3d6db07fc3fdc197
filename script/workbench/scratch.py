"""A database for one run, gone afterwards."""

import os
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .layout import short_hash
from .workspace import Workspace


def scratch_name(prefix: str) -> str:
    """Return a name no other run has: it tells machine and process.

    A server named by PGHOST may serve several machines.
    """
    return f"{prefix}{_machine()}_{os.getpid()}"


def _machine() -> str:
    return short_hash(socket.gethostname())[:4]


@contextmanager
def scratch_database(space: Workspace, template: str, prefix: str) -> Iterator[str]:
    """Yield the name of a copy of a template; clear up after killed runs as well.

    A run may add databases of its own, their names longer than the one yielded.
    """
    ours = f"{prefix}{_machine()}_"
    for name in space.databases.names(ours):
        pid = re.match(r"\d+", name.removeprefix(ours))
        if pid and not Path("/proc", pid[0]).exists():
            space.databases.drop(name)
    name = scratch_name(prefix)
    try:
        space.databases.copy(template, name)
        yield name
    finally:
        space.databases.drop(name)

"""A database for one run, gone afterwards."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .layout import short_hash
from .workspace import Workspace


@contextmanager
def scratch_database(space: Workspace, template: str, prefix: str) -> Iterator[str]:
    """Yield the name of a copy of a template; clear up after killed runs as well.

    The name tells machine and process, because a server named by PGHOST may serve
    several machines.
    """
    prefix = f"{prefix}{short_hash(socket.gethostname())[:4]}_"
    for name in space.databases.names(prefix):
        pid = name.removeprefix(prefix).partition("-")[0]
        if not (pid.isdigit() and Path("/proc", pid).exists()):
            space.databases.drop(name)
    name = f"{prefix}{os.getpid()}"
    try:
        space.databases.copy(template, name)
        yield name
    finally:
        space.databases.drop(name)

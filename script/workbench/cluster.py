"""The private PostgreSQL, started by the first command and stopped by the last.

They do not count each other: each holds the *users* lock shared for as long as it
lives; whoever can take it alone when leaving is the last and stops PostgreSQL. The
kernel releases the lock of a killed command, so a PostgreSQL it left running is taken
over, and stopped, by the next one.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from .connection import Connection
from .layout import Layout
from .locking import exclusive, try_lock
from .postgresql import PORT, PostgreSQL

ROLE = "odoo"
ADMINISTRATOR = "postgres"


class Cluster:
    """The shared PostgreSQL of one state folder."""

    def __init__(self, layout: Layout):
        self.layout = layout
        self.postgresql = PostgreSQL(layout)
        self.users: IO[str] | None = None

    @property
    def connection(self) -> Connection:
        """How Odoo and the tools connect to it."""
        return self._connection(ROLE)

    @contextmanager
    def used(self) -> Iterator[None]:
        """Use it inside the block."""
        try:
            self.acquire()
            yield
        finally:
            self.release()

    def acquire(self) -> None:
        """Start it unless it runs, and keep it from being stopped."""
        with exclusive(self._lock("control"), "starting PostgreSQL"):
            self.users = self._lock("users").open("a+", encoding="utf-8")
            fcntl.flock(self.users, fcntl.LOCK_SH)
            if not self.postgresql.is_running():
                self.postgresql.start()
            self._create_role()

    def release(self) -> None:
        """Let it go, and stop it if nobody else uses it."""
        if self.users is None:
            return
        with exclusive(self._lock("control"), "stopping PostgreSQL"):
            fcntl.flock(self.users, fcntl.LOCK_UN)
            if try_lock(self.users, fcntl.LOCK_EX):
                self.postgresql.stop()
            self.users.close()
            self.users = None

    def _lock(self, name: str) -> Path:
        return self.layout.state / f"postgresql-{name}.lock"

    def _connection(self, user: str) -> Connection:
        binaries = self.postgresql.binaries
        return Connection(
            str(self.postgresql.socket_folder), PORT, user, binaries=binaries
        )

    def _create_role(self) -> None:
        """Create the role of Odoo, which refuses to connect as ``postgres``."""
        ask = self._connection(ADMINISTRATOR).ask
        if not ask(f"SELECT 1 FROM pg_roles WHERE rolname = '{ROLE}'"):
            ask(f"CREATE ROLE {ROLE} LOGIN CREATEDB")

"""The private PostgreSQL: shared by every command, started by the first, stopped by
the last.

It listens on a Unix socket only, in a folder only its user (and root) can enter.
As root it runs as ``postgres`` (or ``nobody``), because PostgreSQL refuses root.

``fsync`` is off: a ``kill -9`` of PostgreSQL, Odoo or the script loses nothing that
was committed (the kernel has it), a power cut may cost the demo company, which
``script/server --reset`` builds again. ``synchronous_commit`` stays on, so that tests
which kill processes tell the truth.

Commands share it without counting each other: each holds the *users* lock shared for
as long as it lives; whoever can take it alone when leaving is the last and stops
PostgreSQL. The kernel releases the lock of a killed command, so a PostgreSQL it left
running is taken over, and stopped, by the next one.
"""

import fcntl
import os
import pwd
import subprocess
import tempfile
import time
from pathlib import Path
from typing import IO

from .atomic import built
from .connection import Connection
from .failure import Failure
from .layout import Layout, short_hash
from .locking import exclusive, try_lock
from .machine import postgresql_folder
from .processes import run, tail

PORT = 5432
ROLE = "odoo"
SOCKET_PATH_LIMIT = 107
"""Bytes of a Unix socket's whole path, its terminating zero not counted."""
START_TRIES, START_PAUSE_SECONDS = 20, 0.5
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0777",
    "fsync": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "30min",
    "shared_buffers": "512MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "256MB",
    "max_connections": "200",
    "log_min_messages": "fatal",
}


class Cluster:
    """The PostgreSQL of one state folder."""

    def __init__(self, layout: Layout):
        self.layout = layout
        self.binaries = postgresql_folder()
        major = self.binaries.parent.name
        self.folder = layout.state / f"postgresql-{major}"
        self.socket_folder = _socket_folder(layout)
        self.log = self.folder / "postgresql.log"
        self.users: IO[str] | None = None
        self.owner = _owner()

    @property
    def connection(self) -> Connection:
        """How Odoo and the tools connect to it."""
        return Connection(str(self.socket_folder), PORT, ROLE, binaries=self.binaries)

    def is_built(self) -> bool:
        """Has its data folder been created?"""
        return self.folder.exists()

    def is_running(self) -> bool:
        """Does it accept connections?"""
        host = ["-h", self.socket_folder, "-p", str(PORT)]
        command = [self.binaries / "pg_isready", "-q", *host]
        return subprocess.run(command, check=False).returncode == 0

    def acquire(self) -> None:
        """Use the cluster: start it unless it runs, and keep it from being stopped."""
        with exclusive(self._lock("control"), "starting PostgreSQL"):
            self.users = self._lock("users").open("a+", encoding="utf-8")
            fcntl.flock(self.users, fcntl.LOCK_SH)
            if not self.is_built():
                self._create()
            if not self.is_running():
                self._start()
            self._create_role()

    def release(self) -> None:
        """Stop using the cluster, and stop it if nobody else uses it."""
        if self.users is None:
            return
        with exclusive(self._lock("control"), "stopping PostgreSQL"):
            fcntl.flock(self.users, fcntl.LOCK_UN)
            if try_lock(self.users, fcntl.LOCK_EX):
                self._control("stop", "-m", "fast")
            self.users.close()
            self.users = None

    def _lock(self, name: str) -> Path:
        return self.layout.state / f"postgresql-{name}.lock"

    def _create(self) -> None:
        """Create the data folder."""
        with built(self.folder) as folder:
            folder.chmod(0o700)
            if self.owner:
                os.chown(folder, self.owner.pw_uid, self.owner.pw_gid)
            options = ["--auth=trust", "--username=postgres", "--no-sync"]
            locale = ["--encoding=UTF8", "--locale=C.UTF-8"]
            command = [self.binaries / "initdb", "-D", folder, *options, *locale]
            log = self.layout.logs / "initdb.log"
            hint = "PostgreSQL's data folder could not be created."
            run(command, log=log, hint=hint, **self._as_owner())

    def _start(self) -> None:
        """Start the server; wait for what a killed one left in memory to go away."""
        self.socket_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.owner:
            os.chown(self.socket_folder, self.owner.pw_uid, self.owner.pw_gid)
        settings = SETTINGS | {"unix_socket_directories": self.socket_folder}
        options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        for _ in range(START_TRIES):
            self._remove_stale_pid_file()
            if self._control("start", "-l", self.log, "-o", options):
                return
            time.sleep(START_PAUSE_SECONDS)
        raise Failure(f"PostgreSQL did not start. Its log: {self.log}", tail(self.log))

    def _remove_stale_pid_file(self) -> None:
        """Remove a pid file whose process is gone, or is no PostgreSQL of ours.

        PostgreSQL does so itself, except where the number now belongs to another
        process, which is usual after a container was started again.
        """
        file = self.folder / "postmaster.pid"
        if not file.exists():
            return
        pid = file.read_text(encoding="utf-8").split("\n", 1)[0]
        try:
            command = Path("/proc", pid, "cmdline").read_bytes()
        except OSError:
            command = b""
        if bytes(self.folder) not in command.split(b"\0"):
            file.unlink()

    def _control(self, action: str, *options: object) -> bool:
        """Run ``pg_ctl``, which waits until the server has started or ended."""
        command = [self.binaries / "pg_ctl", action, "-w", "-D", self.folder]
        result = subprocess.run(
            [*command, "-t", "60", *options],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
            **self._as_owner(),
        )
        return result.returncode == 0

    def _create_role(self) -> None:
        """Create the role of Odoo, which refuses to connect as ``postgres``."""
        admin = Connection(
            str(self.socket_folder), PORT, "postgres", binaries=self.binaries
        )
        exists = f"SELECT 1 FROM pg_roles WHERE rolname = '{ROLE}'"
        if not admin.ask(exists):
            admin.ask(f"CREATE ROLE {ROLE} LOGIN CREATEDB")

    def _as_owner(self) -> dict:
        """Return the options that run a program as the cluster's user."""
        options: dict = {"cwd": self.layout.state}
        if self.owner:
            uid, gid = self.owner.pw_uid, self.owner.pw_gid
            options.update(user=uid, group=gid, extra_groups=[gid])
        return options


def _owner() -> pwd.struct_passwd | None:
    """Return whom the server runs as when we are root."""
    if os.geteuid():
        return None
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]


def _socket_folder(layout: Layout) -> Path:
    """Return a folder for the socket whose path is not too long."""
    folder = layout.state / "socket"
    if len(bytes(folder / f".s.PGSQL.{PORT}")) <= SOCKET_PATH_LIMIT:
        return folder
    name = f"customer-followup-{os.geteuid()}-{short_hash(layout.state)}"
    return Path(tempfile.gettempdir()) / name

"""A PostgreSQL server of our own: its data folder, its start and its end.

It listens on a Unix socket only, in a folder only its user (and root) can enter.
As root it runs as ``postgres`` (or ``nobody``), because PostgreSQL refuses root.

``fsync`` is off: a ``kill -9`` of PostgreSQL, Odoo or the script loses nothing that
was committed (the kernel has it), a power cut may cost the demo company, which
``script/server --reset`` builds again. ``synchronous_commit`` stays on, so that tests
which kill processes tell the truth.
"""

import os
import pwd
import subprocess
import tempfile
import time
from pathlib import Path

from .atomic import built
from .failure import Failure
from .layout import Layout, short_hash
from .machine import postgresql_folder
from .processes import run, tail
from .progress import Report
from .steps import Step

PORT = 5432
SOCKET_PATH_LIMIT = 107
"""Bytes of a Unix socket's whole path, its terminating zero not counted."""
START_TRIES, START_PAUSE_SECONDS = 20, 0.5
SETTINGS = {
    "listen_addresses": "",
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


class PostgreSQL:
    """The server of one state folder."""

    def __init__(self, layout: Layout):
        self.layout = layout
        self.binaries = postgresql_folder()
        self.folder = layout.state / f"postgresql-{self.binaries.parent.name}"
        self.socket_folder = _socket_folder(layout)
        self.log = self.folder / "postgresql.log"
        self.owner = _owner()

    def step(self) -> Step:
        """Return the step that creates its data folder."""

        def is_needed() -> bool:
            return not self.folder.exists()

        return Step("PostgreSQL", self.folder.name, is_needed, self._create)

    def is_running(self) -> bool:
        """Does it accept connections?"""
        host = ["-h", self.socket_folder, "-p", str(PORT)]
        command = [self.binaries / "pg_isready", "-q", *host]
        return subprocess.run(command, check=False).returncode == 0

    def start(self) -> None:
        """Start it; wait for what a killed one left in memory to go away."""
        self.socket_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._give(self.socket_folder)
        settings = SETTINGS | {"unix_socket_directories": self.socket_folder}
        options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        for _ in range(START_TRIES):
            self._remove_stale_pid_file()
            if self._control("start", "-l", self.log, "-o", options):
                return
            time.sleep(START_PAUSE_SECONDS)
        raise Failure(f"PostgreSQL did not start. Its log: {self.log}", tail(self.log))

    def stop(self) -> None:
        """Stop it, ending what is still connected."""
        self._control("stop", "-m", "fast")

    def _create(self, _report: Report) -> None:
        """Create the data folder."""
        with built(self.folder) as folder:
            folder.chmod(0o700)
            self._give(folder)
            options = ["--auth=trust", "--username=postgres", "--no-sync"]
            locale = ["--encoding=UTF8", "--locale=C.UTF-8"]
            command = [self.binaries / "initdb", "-D", folder, *options, *locale]
            log = self.layout.logs / "initdb.log"
            hint = "PostgreSQL's data folder could not be created."
            run(command, log=log, hint=hint, **self._as_owner())

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

    def _as_owner(self) -> dict:
        """Return the options that run a program as the server's user."""
        options: dict = {"cwd": self.layout.state}
        if self.owner:
            uid, gid = self.owner.pw_uid, self.owner.pw_gid
            options.update(user=uid, group=gid, extra_groups=[gid])
        return options

    def _give(self, folder: Path) -> None:
        """Let a folder belong to the server's user."""
        if self.owner:
            os.chown(folder, self.owner.pw_uid, self.owner.pw_gid)


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

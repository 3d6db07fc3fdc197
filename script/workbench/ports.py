"""Who listens on a TCP port of this machine."""

import os
import re
import socket
from dataclasses import dataclass
from pathlib import Path

HOST = "127.0.0.1"
LISTENING = "0A"
TABLES = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))


@dataclass(frozen=True)
class Listener:
    """A process that listens on a port."""

    pid: int

    @property
    def command(self) -> str:
        """Its command line; empty if it has ended."""
        try:
            text = Path("/proc", str(self.pid), "cmdline").read_bytes()
        except OSError:
            return ""
        return text.replace(b"\0", b" ").decode(errors="replace").strip()

    @property
    def parent(self) -> int:
        """The process that started it, 1 if that one has died."""
        try:
            status = Path("/proc", str(self.pid), "status").read_text(encoding="utf-8")
        except OSError:
            return 0
        return int(re.search(r"(?m)^PPid:\s+(\d+)", status)[1])

    def __str__(self) -> str:
        return f"process {self.pid} ({self.command[:100]})"


def is_free(port: int) -> bool:
    """Could a server listen on this port?"""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def listener(port: int) -> Listener | None:
    """Return who listens on a port; None where another user's process hides."""
    sockets = {f"socket:[{inode}]" for inode in _inodes(port)}
    if not sockets:
        return None
    for descriptors in Path("/proc").glob("[0-9]*/fd"):
        try:
            links = {os.readlink(link) for link in descriptors.iterdir()}
        except OSError:
            continue
        if sockets & links:
            return Listener(int(descriptors.parent.name))
    return None


def _inodes(port: int) -> set[str]:
    """Return the sockets listening on a port."""
    found = set()
    for table in filter(Path.exists, TABLES):
        for line in table.read_text(encoding="utf-8").splitlines()[1:]:
            columns = line.split()
            local, state, inode = columns[1], columns[3], columns[9]
            if state == LISTENING and int(local.rpartition(":")[2], 16) == port:
                found.add(inode)
    return found

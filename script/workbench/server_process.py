"""An Odoo that serves: started, waited for, ended."""

import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from . import ports
from .failure import Failure
from .layout import Layout
from .processes import die_with_parent, tail

POLL_SECONDS = 0.25
STOP_SECONDS = 30
ORPHAN_SECONDS = 15
HIDDEN_SECONDS = 1
"""A listener that cannot be seen is another user's, or has just ended."""


def claim_port(layout: Layout, port: int) -> None:
    """Make sure the port is free; wait for an Odoo of ours whose script was killed.

    :raises Failure: naming who has it and the way out
    """
    started = time.monotonic()
    while not ports.is_free(port):
        found = ports.listener(port)
        if time.monotonic() - started > _patience(layout, found):
            who = found or "a process of another user"
            raise Failure(
                f"Port {port} is in use by {who}. Take another one, for example:"
                f"\n\n  script/server --port {port + 1}"
            )
        time.sleep(POLL_SECONDS)


def _patience(layout: Layout, found: ports.Listener | None) -> float:
    """Return for how many seconds a listener may still go away by itself."""
    if found is None:
        return HIDDEN_SECONDS
    return ORPHAN_SECONDS if _is_orphan(layout, found) else 0


def _is_orphan(layout: Layout, found: ports.Listener) -> bool:
    """Is this an Odoo of this checkout that is ending because its script died?"""
    script = ports.Listener(found.parent)
    return str(layout.odoo_config) in found.command and (
        "script/workbench" not in script.command
    )


class ServerProcess:
    """An Odoo in a session of its own: Ctrl-C reaches the script, which ends it."""

    def __init__(self, command: list[str], environment: dict[str, str], log: Path):
        """Start it; the folder it runs in is no part of Python's path to modules."""
        self.log = log
        with log.open("w", encoding="utf-8") as file:
            self.process = subprocess.Popen(
                command,
                env=environment,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=file,
                start_new_session=True,
                preexec_fn=die_with_parent,
            )

    def __enter__(self) -> "ServerProcess":
        return self

    def __exit__(self, *_exception: object) -> None:
        """End Odoo: politely, then not."""
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def wait_until_answering(self, url: str) -> None:
        """Return when a page is served.

        :raises Failure: if Odoo ends instead
        """
        while not _answers(url):
            self._check_alive()
            time.sleep(POLL_SECONDS)

    def wait(self) -> None:
        """Wait until Odoo ends by itself, which is a failure."""
        self.process.wait()
        self._check_alive()

    def _check_alive(self) -> None:
        if self.process.poll() is not None:
            message = f"Odoo ended by itself. Its log: {self.log}"
            raise Failure(message, tail(self.log))


def _answers(url: str) -> bool:
    """Does this address answer 200?"""
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return answer.status == 200
    except (OSError, urllib.error.URLError):
        return False

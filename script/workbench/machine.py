"""What the machine itself must offer, and what to install where it does not.

As root missing Debian packages are installed. A normal user gets one line to give
to whoever is root, before anything that takes long has begun.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from .failure import Failure
from .layout import Layout
from .processes import run
from .progress import Report
from .steps import Step

POSTGRESQL_ROOT = Path("/usr/lib/postgresql")


@dataclass(frozen=True)
class Need:
    """One thing a command needs from the machine."""

    package: str
    is_there: Callable[[], bool]


def postgresql_folder() -> Path | None:
    """Return the server binaries of the newest PostgreSQL on this machine."""
    found = [
        path.parent
        for path in POSTGRESQL_ROOT.glob("*/bin/postgres")
        if path.parent.parent.name.isdigit()
    ]
    return max(found, key=lambda path: int(path.parent.name), default=None)


def _has_postgresql() -> bool:
    """Is there a server to start, or one named by PGHOST and a client for it?"""
    if os.environ.get("PGHOST"):
        return bool(postgresql_folder() or shutil.which("psql"))
    return postgresql_folder() is not None


def _has_venv() -> bool:
    """Can this Python make a virtual environment with pip in it?"""
    probe = [sys.executable, "-c", "import ensurepip, venv"]
    return not subprocess.run(probe, capture_output=True, check=False).returncode


def _has_chinese_font() -> bool:
    """Is there a font for Chinese, so that tours and PDFs show no boxes instead?"""
    if not shutil.which("fc-list"):
        return False
    listed = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=False)
    return bool(listed.stdout.strip())


def _finds(*programs: str) -> Callable[[], bool]:
    """Is one of these programs on the path?"""
    return lambda: any(shutil.which(program) for program in programs)


POSTGRESQL = Need("postgresql", _has_postgresql)
VENV = Need("python3-venv", _has_venv)
CHROMIUM = Need("chromium", _finds("chromium", "google-chrome"))
CHINESE_FONT = Need("fonts-noto-cjk", _has_chinese_font)
WKHTMLTOPDF = Need("wkhtmltopdf", _finds("wkhtmltopdf"))
GIT = Need("git", _finds("git"))
NODE = Need("nodejs", _finds("node"))
NPM = Need("npm", _finds("npm"))
FOR_ODOO = (POSTGRESQL, VENV)
FOR_PRINTING = (WKHTMLTOPDF, CHINESE_FONT)
FOR_SERVER = (*FOR_ODOO, *FOR_PRINTING)
FOR_TESTS = (*FOR_SERVER, CHROMIUM, GIT)
FOR_LINT = (VENV, GIT, NODE, NPM)


def missing(needs: Iterable[Need]) -> list[str]:
    """Return the Debian packages that are missing.

    :raises Failure: for a normal user, with the whole line that installs them
    """
    packages = [need.package for need in needs if not need.is_there()]
    if packages and os.geteuid():
        line = f"apt-get install -y {' '.join(packages)}"
        raise Failure(f"This machine lacks some packages. As root, run:\n\n  {line}")
    return packages


def installation(layout: Layout, packages: list[str], needs: Iterable[Need]) -> Step:
    """Return the step that installs packages the machine lacks."""

    def is_needed() -> bool:
        return bool(packages and missing(needs))

    def work(report: Report) -> None:
        _install(layout, packages, report)

    return Step(f"Installing {' '.join(packages)}", "packages", is_needed, work)


def _install(layout: Layout, packages: list[str], report: Report) -> None:
    """Install Debian packages, as root; refresh the package lists only if needed."""
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    log = layout.logs / "apt-install.log"
    hint = f"Installing {' '.join(packages)} failed. Is there a network?"

    def follow(line: str) -> None:
        report(detail=line.strip()[:60])

    try:
        run(command, log=log, hint=hint, on_line=follow, env=environment)
    except Failure:
        report(detail="refreshing the package lists")
        update = ["apt-get", "update"]
        run(update, log=log, hint="apt-get update failed. Is there a network?")
        run(command, log=log, hint=hint, on_line=follow, env=environment)

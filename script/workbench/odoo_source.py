"""Which Odoo 19 is used: the one from Debian, or the one in ODOO_SOURCE."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from . import debian
from .failure import Failure
from .layout import ODOO_SERIES, Layout
from .progress import Report
from .steps import Step


@dataclass(frozen=True)
class OdooSource:
    """A folder with Odoo's Python code and addons.

    :param given: the folder named by ODOO_SOURCE (a git checkout of Odoo, or an
        unpacked package), None for Debian's
    """

    layout: Layout
    given: Path | None

    @classmethod
    def of_machine(cls, layout: Layout) -> "OdooSource":
        """Return the source this environment asks for."""
        value = os.environ.get("ODOO_SOURCE")
        given = Path(value).expanduser().absolute() if value else None
        return cls(layout, given)

    @property
    def python_path(self) -> Path:
        """The folder to put on Python's path: it contains ``odoo/release.py``.

        :raises Failure: if ODOO_SOURCE is no Odoo 19
        """
        if self.given is None:
            return debian.unpacked_folder(self.layout) / debian.PYTHON_PATH
        for folder in (self.given, self.given / debian.PYTHON_PATH):
            release = folder / "odoo" / "release.py"
            if release.exists():
                self._check_series(release)
                return folder
        raise Failure(f"ODOO_SOURCE={self.given} holds no odoo/release.py.")

    @property
    def addons_paths(self) -> list[Path]:
        """The folders with Odoo's own addons."""
        candidates = (self.python_path / "odoo" / "addons", self.python_path / "addons")
        return [path for path in candidates if any(path.glob("*/__manifest__.py"))]

    @property
    def version(self) -> str:
        """What the databases built with it are keyed by."""
        if self.given:
            return f"{ODOO_SERIES} {self.given}"
        return (debian.unpacked_folder(self.layout) / "packages.txt").read_text()

    def is_ready(self) -> bool:
        """Is it on this machine?"""
        return bool(self.given) or self.python_path.exists()

    def step(self) -> Step:
        """Return the step that brings it to this machine."""

        def work(report: Report) -> None:
            debian.download(self.layout, report)

        return Step("Odoo 19 from Debian", "odoo", lambda: not self.is_ready(), work)

    def _check_series(self, release: Path) -> None:
        """Refuse another series of Odoo."""
        pattern = r"version_info = \((\d+), (\d+)"
        found = re.search(pattern, release.read_text(encoding="utf-8"))
        series = ".".join(found.groups()) if found else "unknown"
        if series != ODOO_SERIES:
            raise Failure(
                f"ODOO_SOURCE={self.given} is Odoo {series}, {ODOO_SERIES} is needed."
            )

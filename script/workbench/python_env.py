"""The virtual environment: pinned packages, Odoo on the path, the OCA wheels."""

import os
import sys
from pathlib import Path
from shutil import which

from .atomic import built, note_use, remove_unused
from .failure import Failure
from .layout import Layout, short_hash
from .odoo_source import OdooSource
from .processes import run
from .progress import Report
from .steps import Step

SUPPORTED = ((3, 11), (3, 12), (3, 10))
"""The Pythons the pinned packages have wheels for, the best first."""
HINT = "The Python packages could not be installed. Is there a network?"


def interpreter() -> str:
    """Return the Python to build environments with: this one if it is supported.

    :raises Failure: if there is none
    """
    if sys.version_info[:2] in SUPPORTED:
        return os.path.realpath(sys._base_executable)
    for major, minor in SUPPORTED:
        found = which(f"python{major}.{minor}")
        if found:
            return os.path.realpath(found)
    raise Failure("Python 3.11 (or 3.10, 3.12) is needed; it was not found.")


class PythonEnv:
    """A virtual environment keyed by everything that went into it."""

    def __init__(self, layout: Layout, source: OdooSource):
        self.layout = layout
        self.source = source
        scripts = layout.root / "script"
        self.requirements = scripts / "requirements.txt"
        self.without_dependencies = scripts / "requirements-odoo.txt"

    @property
    def folder(self) -> Path:
        """The environment; another pin or another Odoo is another folder."""
        files = (
            self.requirements,
            self.without_dependencies,
            self.layout.constraints,
        )
        contents = [path.read_text(encoding="utf-8") for path in files]
        key = short_hash(interpreter(), self.source.python_path, *contents)
        return self.layout.cache / f"venv-{key}"

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.folder / "bin" / "python"

    @property
    def addons_path(self) -> Path:
        """The folder the OCA wheels put their addons into."""
        return next(self.folder.glob("lib/python3*/site-packages")) / "odoo" / "addons"

    def is_ready(self) -> bool:
        """Has it been built? Asking is using it."""
        is_built = self.python.exists()
        if is_built:
            note_use(self.folder)
        return is_built

    def step(self) -> Step:
        """Return the step that builds it."""
        name = self.folder.name
        return Step("Python packages", name, lambda: not self.is_ready(), self._build)

    def _build(self, report: Report) -> None:
        """Create the environment and install everything into it."""
        with built(self.folder) as folder:
            report(0.02, "creating the environment")
            create(folder, self.layout.logs / "venv.log")
            self._install(folder, report)
            self._add_odoo(folder)
            wheels = ["--no-deps", "-r", self.without_dependencies]
            pip_install(folder, wheels, self.layout.logs / "pip-odoo.log")
            correct_shebangs(folder, self.folder)
        remove_unused(self.folder, "venv-*")

    def _install(self, folder: Path, report: Report) -> None:
        """Install the requirements; pip names each package as it collects it."""
        pins = self.layout.constraints.read_text(encoding="utf-8").count("==")
        seen: set[str] = set()

        def follow(line: str) -> None:
            word, _, rest = line.partition(" ")
            if word == "Collecting":
                seen.add(rest.split("=")[0])
                report(0.1 + 0.6 * len(seen) / pins, f"pip: {rest.strip()[:40]}")
            elif word in ("Installing", "Building"):
                report(0.75, f"pip: {line.strip()[:40]} …")

        arguments = ["-r", self.requirements, "-c", self.layout.constraints]
        pip_install(folder, arguments, self.layout.logs / "pip.log", follow)
        report(0.95, "OCA addons")

    def _add_odoo(self, folder: Path) -> None:
        """Put Odoo on the environment's path."""
        site = next(folder.glob("lib/python3*/site-packages"))
        (site / "odoo.pth").write_text(f"{self.source.python_path}\n")


def create(folder: Path, log: Path) -> None:
    """Create an empty virtual environment with pip in an existing folder."""
    command = [interpreter(), "-m", "venv", folder]
    run(command, log=log, hint="The virtual environment could not be created.")


def pip_install(
    folder: Path, arguments: list, log: Path, on_line=lambda line: None
) -> None:
    """Run pip in the virtual environment of a folder."""
    pip = [folder / "bin" / "python", "-m", "pip"]
    options = ["--no-input", "--disable-pip-version-check"]
    command = [*pip, "install", *options, *arguments]
    run(command, log=log, hint=HINT, on_line=on_line)


def correct_shebangs(folder: Path, final: Path) -> None:
    """Let the scripts of an environment name the folder it is renamed to."""
    for script in (folder / "bin").iterdir():
        if script.is_file() and not script.is_symlink():
            text = script.read_bytes()
            script.write_bytes(text.replace(bytes(folder), bytes(final)))

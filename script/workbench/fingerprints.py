"""What a database was built from, as short keys: equal key, nothing to rebuild."""

import ast
import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from .layout import ADDON, EXTRA_MODULES, LANGUAGES, TESTS_ADDON, Layout, short_hash
from .odoo_source import OdooSource

SERVED_FROM_DISK = ("static/src", "static/tests", "static/description")
"""Odoo reads these when a page is opened; a database need not know of a change."""
NOT_IN_DATABASE = (*SERVED_FROM_DISK, "readme", "i18n/*.pot")
TESTS_NOT_IN_DATABASE = ("tests", "static", "benchmarks", "conftest.py")
RECIPE = 1
"""Raised when the workbench builds databases in another way than before."""
IGNORED_SUFFIXES = {".pyc", ".md", ".rst", ".swp", ".orig"}


def addon(layout: Layout) -> str:
    """Return the key of everything of the addon that an update writes to a database."""
    return _files_key(layout.root / ADDON, NOT_IN_DATABASE)


def demo(layout: Layout) -> str:
    """Return the key of the demo data, which Odoo loads once and never updates."""
    return _files_key(layout.root / ADDON / "demo", ())


def tests_addon(layout: Layout) -> str:
    """Return the key of the test addon without the tests themselves."""
    return _files_key(layout.root / TESTS_ADDON, TESTS_NOT_IN_DATABASE)


def base(layout: Layout, source: OdooSource) -> str:
    """Return the key of the base database: Odoo, its modules, the OCA wheels."""
    wheels = (layout.root / "script" / "requirements-odoo.txt").read_text("utf-8")
    return short_hash(RECIPE, source.version, base_modules(layout), LANGUAGES, wheels)


def base_modules(layout: Layout) -> list[str]:
    """Return the modules the addon depends on, from its manifest."""
    return sorted({*_dependencies(layout, ADDON), *EXTRA_MODULES})


def test_modules(layout: Layout) -> list[str]:
    """Return what the test addon needs beyond the addon and its modules."""
    ours = {ADDON, *base_modules(layout)}
    return sorted(set(_dependencies(layout, TESTS_ADDON)) - ours)


def _dependencies(layout: Layout, module: str) -> list[str]:
    manifest = layout.root / module / "__manifest__.py"
    return ast.literal_eval(manifest.read_text(encoding="utf-8"))["depends"]


def _files_key(folder: Path, excluded: Iterable[str]) -> str:
    """Return a key of the names and contents of the files below a folder."""
    digest = hashlib.sha256()
    for path in _files(folder, tuple(excluded)):
        digest.update(f"{path.relative_to(folder)}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def _files(folder: Path, excluded: tuple[str, ...]) -> Iterator[Path]:
    """Yield the files below a folder in a fixed order."""
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        names = (relative, *relative.parents)
        if any(name.match(pattern) for pattern in excluded for name in names):
            continue
        if path.is_file() and path.suffix not in IGNORED_SUFFIXES:
            yield path

"""Databases and the attachments that belong to them, copied and replaced as one.

What a database was built from, and by whom, is written as a comment *on* the
database before it gets its name. A copy does not inherit it and a build that was
killed does not have the name, so a database with a comment is complete, and one
without is not ours to replace.
"""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from .connection import Connection, literal
from .layout import Layout

BUILDING = "_building"


@dataclass(frozen=True)
class Databases:
    """The databases of one PostgreSQL."""

    layout: Layout
    connection: Connection

    @property
    def owner(self) -> str:
        """Who we are on a server that others use as well: where attachments are."""
        return str(self.layout.data_dir)

    def origin(self, name: str) -> dict[str, str]:
        """Return what a database was built from; empty if it is not complete."""
        comment = self._comment(name)
        is_ours = comment.pop("owner", None) == self.owner
        return comment if is_ours and self.layout.filestore(name).exists() else {}

    def set_origin(self, name: str, origin: dict[str, str]) -> None:
        """Note what a database was built from: it is complete now."""
        comment = literal(json.dumps(origin | {"owner": self.owner}))
        self.connection.ask(f'COMMENT ON DATABASE "{name}" IS {comment}')

    def is_foreign(self, name: str) -> bool:
        """Is there such a database, and did somebody else make it?"""
        is_ours = self._comment(name).get("owner") == self.owner
        return self.connection.exists(name) and not is_ours

    def _comment(self, name: str) -> dict[str, str]:
        """Return our note on a database; empty if there is none."""
        sql = (
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database"
            f" WHERE datname = {literal(name)}"
        )
        try:
            return dict(json.loads(self.connection.ask(sql)))
        except (TypeError, ValueError):
            return {}

    @contextmanager
    def built(self, name: str, origin: dict[str, str]) -> Iterator[str]:
        """Yield the name of a database to create; it takes ``name``'s place at the end.

        The caller holds the lock of the database.
        """
        building = f"{name}{BUILDING}"
        self.drop(building)
        yield building
        self.layout.filestore(building).mkdir(parents=True, exist_ok=True)
        self.set_origin(building, origin)
        self.drop(name)
        self.layout.filestore(building).rename(self.layout.filestore(name))
        self.connection.rename(building, name)

    def copy(self, template: str, name: str) -> None:
        """Create a database as a copy of another, attachments included.

        Attachments are named by their content and never written twice, so the copy
        shares them by hard links.
        """
        target = self.layout.filestore(name)
        shutil.rmtree(target, ignore_errors=True)
        source = self.layout.filestore(template)
        shutil.copytree(source, target, copy_function=_link)
        self.connection.create(name, template)

    def drop(self, name: str) -> None:
        """Remove a database and its attachments, if they exist."""
        self.connection.drop(name)
        shutil.rmtree(self.layout.filestore(name), ignore_errors=True)

    def names(self, prefix: str) -> list[str]:
        """Return the databases whose names begin with a prefix."""
        begins = f"starts_with(datname, {literal(prefix)})"
        sql = f"SELECT datname FROM pg_database WHERE {begins}"
        return self.connection.ask(sql).splitlines()


def _link(source: str, target: str) -> None:
    """Hard-link a file, or copy it where the file system cannot."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)

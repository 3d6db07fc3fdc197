"""Databases and the attachments that belong to them, copied and replaced as one.

What a database was built from is written as a comment *on* the database, last of
all. A copy does not inherit it and a build that was killed does not have it, so a
database with a comment is complete.
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

    def origin(self, name: str) -> dict[str, str]:
        """Return what a database was built from; empty if it is not complete."""
        sql = (
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database"
            f" WHERE datname = {literal(name)}"
        )
        comment = self.connection.ask(sql)
        if not comment or not self.layout.filestore(name).exists():
            return {}
        try:
            return json.loads(comment)
        except ValueError:
            return {}

    def set_origin(self, name: str, origin: dict[str, str]) -> None:
        """Note what a database was built from: it is complete now."""
        comment = literal(json.dumps(origin))
        self.connection.ask(f'COMMENT ON DATABASE "{name}" IS {comment}')

    @contextmanager
    def built(self, name: str, origin: dict[str, str]) -> Iterator[str]:
        """Yield the name of a database to create; it takes ``name``'s place at the end.

        The caller holds the lock of the database.
        """
        building = f"{name}{BUILDING}"
        self.drop(building)
        yield building
        self.drop(name)
        self.layout.filestore(building).mkdir(parents=True, exist_ok=True)
        self.layout.filestore(building).rename(self.layout.filestore(name))
        self.connection.rename(building, name)
        self.set_origin(name, origin)

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

"""A PostgreSQL server and who we are on it."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .failure import Failure
from .processes import output

ADMIN_DATABASE = "postgres"


@dataclass(frozen=True)
class Connection:
    """Where the databases are. The private cluster trusts its socket; a server named
    by PGHOST may want PGPASSWORD."""

    host: str
    port: int
    user: str
    password: str = ""
    binaries: Path | None = None

    @classmethod
    def of_environment(cls, binaries: Path | None) -> "Connection | None":
        """Return the server named by PGHOST, if there is one."""
        host = os.environ.get("PGHOST")
        if not host:
            return None
        port = int(os.environ.get("PGPORT") or 5432)
        user = os.environ.get("PGUSER") or "odoo"
        password = os.environ.get("PGPASSWORD", "")
        return cls(host, port, user, password, binaries)

    def environment(self, base: Mapping[str, str] = os.environ) -> dict[str, str]:
        """Return an environment in which PostgreSQL's programs find this server."""
        result = {**base, "PGHOST": self.host, "PGPORT": str(self.port)}
        result["PGUSER"] = self.user
        if self.password:
            result["PGPASSWORD"] = self.password
        if self.binaries:
            result["PATH"] = f"{self.binaries}{os.pathsep}{base.get('PATH', '')}"
        return result

    def ask(self, sql: str, database: str = ADMIN_DATABASE) -> str:
        """Run SQL; return the answer, columns separated by ``|``."""
        options = ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"]
        command = [*options, "-d", database, "-c", sql]
        return self._client("psql", *command).strip()

    def exists(self, database: str) -> bool:
        """Is there such a database?"""
        sql = f"SELECT 1 FROM pg_database WHERE datname = {literal(database)}"
        return bool(self.ask(sql))

    def create(self, database: str, template: str) -> None:
        """Create a database as a copy of another."""
        self._client("createdb", "-T", template, database)

    def drop(self, database: str) -> None:
        """Drop a database if it exists, sending away who is connected to it."""
        self._client("dropdb", "--if-exists", "--force", database)

    def rename(self, database: str, name: str) -> None:
        """Rename a database nobody is connected to."""
        self.ask(f'ALTER DATABASE "{database}" RENAME TO "{name}"')

    def _client(self, program: str, *arguments: str) -> str:
        """Run one of PostgreSQL's client programs."""
        found = self.binaries / program if self.binaries else shutil.which(program)
        if not found:
            raise Failure(f"{program} was not found; install postgresql-client.")
        return output([found, *arguments], env=self.environment())

    def is_reachable(self) -> bool:
        """Does the server answer?"""
        try:
            self.ask("SELECT 1")
        except (Failure, subprocess.SubprocessError):
            return False
        return True


def literal(text: str) -> str:
    """Return a text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"

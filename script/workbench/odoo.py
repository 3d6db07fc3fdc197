"""Odoo as a program: its configuration, installing modules, running Python in it."""

import configparser
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from .connection import Connection
from .failure import Failure
from .layout import Layout
from .odoo_source import OdooSource
from .processes import run, tail
from .progress import Report
from .python_env import PythonEnv

LOADING = re.compile(r"Loading module (\S+) \((\d+)/(\d+)\)")
LOADING_FILE = re.compile(r"odoo\.modules\.loading: loading (\S+/\S+)")
DEMO_FAILED = "demo data failed to install"


@dataclass(frozen=True)
class Odoo:
    """One Odoo, one virtual environment, one PostgreSQL."""

    layout: Layout
    source: OdooSource
    python_env: PythonEnv
    connection: Connection

    @property
    def addons_paths(self) -> list[Path]:
        """Where modules are looked for; the checkout comes last."""
        oca = self.python_env.addons_path
        return [*self.source.addons_paths, oca, self.layout.root]

    def write_config(self, path: Path | None = None, **options: object) -> Path:
        """Write a configuration file and return its path.

        The file is replaced at once: another command may be reading it.
        """
        path = path or self.layout.odoo_config
        parser = configparser.RawConfigParser()
        settings = {
            "db_host": self.connection.host,
            "db_port": self.connection.port,
            "db_user": self.connection.user,
            "data_dir": self.layout.data_dir,
            "addons_path": ",".join(map(str, self.addons_paths)),
            "http_interface": "127.0.0.1",
            "list_db": False,
            "workers": 0,
        }
        if self.connection.password:
            settings["db_password"] = self.connection.password
        parser["options"] = {k: str(v) for k, v in (settings | options).items()}
        temporary = path.with_name(f"{path.name}.{os.getpid()}")
        temporary.touch(mode=0o600)
        with temporary.open("w", encoding="utf-8") as file:
            parser.write(file)
        temporary.rename(path)
        return path

    def command(self, *arguments: object, config: Path | None = None) -> list[str]:
        """Return the command line of an Odoo subcommand or server."""
        odoo = [self.python_env.python, "-m", "odoo"]
        sub = [arguments[0]] if str(arguments[0])[0] != "-" else []
        options = ["-c", config or self.layout.odoo_config, *arguments[len(sub) :]]
        return [str(part) for part in (*odoo, *sub, *options)]

    def change_modules(
        self, database: str, arguments: Sequence[str], report: Report
    ) -> None:
        """Install or update modules (``-i …``, ``-u …``) and end.

        :raises Failure: if that fails, also if only demo data failed, which Odoo
            itself passes over with a warning
        """
        log = self.layout.logs / f"odoo-{database}.log"
        options = ["-d", database, "--stop-after-init", "--no-http", *arguments]
        hint = f"Odoo could not install or update its modules in {database}."
        run(
            self.command("server", *options),
            log=log,
            hint=hint,
            on_line=module_follower(report),
            env=self.environment(),
        )
        if DEMO_FAILED in log.read_text(encoding="utf-8", errors="replace"):
            raise Failure(f"Demo data failed to install: {log}", _demo_error(log))

    def run_code(self, database: str, code: str, *, log_name: str) -> None:
        """Run Python code with ``env`` in a database, as ``odoo shell`` does."""
        path = self.layout.logs / f"{log_name}.py"
        path.write_text(code, encoding="utf-8")
        with path.open(encoding="utf-8") as stdin:
            run(
                self.command("shell", "-d", database, "--no-http"),
                log=self.layout.logs / f"{log_name}.log",
                hint=f"Odoo failed in {database}.",
                stdin=stdin,
                env=self.environment(),
            )

    def environment(self) -> dict[str, str]:
        """Return the environment of an Odoo process: ours, without stray settings."""
        base = {k: v for k, v in os.environ.items() if not _is_stray(k)}
        return self.connection.environment(base)


def _is_stray(name: str) -> bool:
    """Would this variable make Odoo or Python take something from elsewhere?"""
    return name in ("ODOO_RC", "OPENERP_SERVER", "PYTHONPATH", "PYTHONHOME")


def module_follower(report: Report) -> Callable[[str], None]:
    """Return a reader of Odoo's log that tells how far it is.

    The log names a module when it begins to install or update it, numbered among all
    modules of the database; those before the first one are only loaded, at once.
    """
    first: list[int] = []

    def follow(line: str) -> None:
        if found := LOADING.search(line):
            name, number, total = found[1], int(found[2]), int(found[3])
            if total > 1:  # base comes alone, before the others are known
                first.append(number)
                done, all_of_them = number - first[0] + 0.5, total - first[0] + 1
                report(0.98 * done / all_of_them, f"{name} ({number} of {total})")
        elif found := LOADING_FILE.search(line):
            report(detail=found[1])

    return follow


def _demo_error(log: Path) -> str:
    """Return the part of a log that tells why demo data failed."""
    text = log.read_text(encoding="utf-8", errors="replace")
    _before, found, after = text.partition(DEMO_FAILED)
    return "\n".join((found + after).splitlines()[:40]) or tail(log)

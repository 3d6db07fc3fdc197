"""The database of the demo company: built once, updated when the addon changed."""

import argparse
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from . import fingerprints
from .connection import literal
from .failure import Failure
from .layout import ADDON
from .locking import holder, shared, try_exclusive
from .progress import Report, say
from .steps import Step
from .templates import install
from .workspace import Workspace

NAME = "customer_followup"
PERMITTED_NAME = re.compile(r"[a-z][a-z0-9_]{0,50}")
NAME_WITHOUT_DEMO = "customer_followup_nodemo"


def database_name(text: str) -> str:
    """Return the name of a database given on the command line.

    It becomes part of SQL, of a pattern and of file names.
    """
    if not PERMITTED_NAME.fullmatch(text):
        raise argparse.ArgumentTypeError(
            f"{text!r}: only small letters, digits and underscores, at most 51"
        )
    return text


@dataclass(frozen=True)
class Company:
    """One company's database.

    It is *used* by servers and shells, which share a lock, and *changed* (built,
    updated) by whoever can have that lock alone.
    """

    name: str
    has_demo: bool
    reset: bool = False

    def step(self, space: Workspace, *, if_used: str = "fail") -> Step:
        """Return the step that brings the database up to date.

        :param if_used: ``fail`` or ``skip``, where another command is using it
        """

        def work(report: Report) -> None:
            with try_exclusive(self._lock(space)) as is_alone:
                if is_alone:
                    self._bring_up_to_date(space, report)
                elif if_used == "fail":
                    raise Failure(self._in_use(space))
                else:
                    say("The addon changed; the running server does not know it yet.")

        title = "Demo company" if self.has_demo else "Company without demo data"
        name = f"company-{self.name}"
        return Step(title, name, lambda: not self._is_current(space), work)

    @contextmanager
    def used(self, space: Workspace) -> Iterator[None]:
        """Keep the database from being rebuilt while a server or shell uses it."""
        with shared(self._lock(space), f"it is changing {self.name}"):
            yield

    def staff(self, space: Workspace) -> list[str]:
        """Return the logins of the demo company's staff."""
        sql = (
            "SELECT login FROM res_users"
            r" WHERE active AND login LIKE 'demo\_%' ORDER BY login"
        )
        return space.databases.connection.ask(sql, self.name).splitlines()

    def set_language(self, space: Workspace, language: str) -> None:
        """Let admin work in another of the installed languages."""
        sql = (
            f"UPDATE res_partner SET lang = {literal(language)} WHERE id ="
            " (SELECT partner_id FROM res_users WHERE login = 'admin')"
        )
        space.databases.connection.ask(sql, self.name)

    def _lock(self, space: Workspace) -> Path:
        return space.layout.state / f"company-{self.name}.lock"

    def _in_use(self, space: Workspace) -> str:
        who = holder(self._lock(space)) or "another command"
        change = "built anew" if self.reset else "updated, because the addon changed"
        return (
            f"The database {self.name} has to be {change}, but {who} is using it. "
            "End that first, or take another one with --database."
        )

    def get_wanted(self, space: Workspace) -> dict[str, str]:
        """Return what an up-to-date database is made from."""
        layout = space.layout
        origin = {"base": space.templates.base_key}
        origin["addon"] = fingerprints.addon(layout)
        origin["demo"] = fingerprints.demo(layout) if self.has_demo else ""
        return origin

    def _is_current(self, space: Workspace) -> bool:
        """Is there nothing to do?"""
        return not self.reset and (
            space.databases.origin(self.name) == self.get_wanted(space)
        )

    def _bring_up_to_date(self, space: Workspace, report: Report) -> None:
        """Build the database, or update it where it stands."""
        origin = space.databases.origin(self.name)
        if self.reset or not origin:
            self._build(space, report)
        else:
            self._update(space, origin, report)

    def _build(self, space: Workspace, report: Report) -> None:
        """Copy the base template and install the addon."""
        if space.databases.is_foreign(self.name):
            raise Failure(
                f"There is a database {self.name} that script/server did not make. "
                "It stays as it is; take another name with --database."
            )
        wanted = self.get_wanted(space)
        with space.databases.built(self.name, wanted) as name:
            space.databases.copy(space.templates.base, name)
            install(space.templates, name, (ADDON,), self.has_demo, report)
            space.templates.prepare_assets(name, report)

    def _update(self, space: Workspace, origin: dict[str, str], report: Report) -> None:
        """Update the addon, or everything where Odoo itself changed.

        Demo data is what people work on by now: a change of it waits for --reset.
        """
        wanted = self.get_wanted(space)
        is_same_base = origin["base"] == wanted["base"]
        modules = ADDON if is_same_base else "all"
        say(f"      The addon changed: updating the database {self.name}.")
        if origin["demo"] != wanted["demo"]:
            say("      Its demo data changed too: --reset builds the company anew.")
        space.odoo.change_modules(self.name, ["-u", modules], report)
        space.databases.set_origin(self.name, wanted)

"""``script/test``: the whole test suite, in a database of its own.

The database is copied from a template that holds the addon, the demo company and the
test addon; the template is built again only when one of them changed. Arguments go to
pytest: ``script/test -k lapse -x``. Without arguments the whole suite is shared out
among the processors, each with a copy of the database.
"""

import os
import sys

from .. import browser, machine
from ..processes import attend
from ..scratch import scratch_database
from ..workspace import Workspace, opened

PREFIX = "cf_test_"


def main(argv: list[str]) -> int:
    """Set everything up and run pytest; its exit code is ours."""
    with (
        opened(machine.FOR_TESTS, lambda s: s.templates.addon_step("test")) as space,
        scratch_database(space, space.templates.addon("test"), PREFIX) as database,
    ):
        return attend(
            _command(space, database, argv),
            cwd=space.layout.root,
            env=_environment(space),
        )


def _command(space: Workspace, database: str, argv: list[str]) -> list[str]:
    """Return pytest's command line."""
    odoo = space.odoo
    return [
        str(odoo.python_env.python),
        "-m",
        "pytest",
        f"--odoo-config={space.layout.odoo_config}",
        f"--odoo-database={database}",
        f"--odoo-extra=db-filter=^{database}(-gw[0-9]+)?$",
        "--odoo-http",
        "-o",
        f"cache_dir={space.layout.cache / 'pytest'}",
        *(argv or _share_out(os.cpu_count() or 1)),
    ]


def _share_out(processors: int) -> list[str]:
    """Return pytest's options for the whole suite.

    Class by class, because what a class sets up takes long; in their order, because the
    longest come early in it and would otherwise be left to one processor at the end.
    """
    if processors == 1:
        return []
    return [f"-n{processors}", "--dist=loadscope", "--no-loadscope-reorder"]


def _environment(space: Workspace) -> dict[str, str]:
    """Return pytest's environment: PostgreSQL, the browser, unbuffered output."""
    environment = space.odoo.environment()
    browser.prepare(space.layout, environment)
    environment["PYTHONUNBUFFERED"] = "1"
    environment["CUSTOMER_FOLLOWUP_CACHE"] = str(space.layout.cache)
    sys.stdout.flush()
    return environment

"""``script/test``: the whole test suite, in a database of its own.

The database is copied from a template that holds the addon, the demo company and the
test addon; the template is built again only when one of them changed. Arguments go to
pytest: ``script/test -k lapse -x``, ``script/test -n 2``.
"""

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
        *argv,
    ]


def _environment(space: Workspace) -> dict[str, str]:
    """Return pytest's environment: PostgreSQL, the browser, unbuffered output."""
    environment = space.odoo.environment()
    browser.prepare(space.layout, environment)
    environment["PYTHONUNBUFFERED"] = "1"
    environment["CUSTOMER_FOLLOWUP_CACHE"] = str(space.layout.cache)
    sys.stdout.flush()
    return environment

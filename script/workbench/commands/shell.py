"""``script/shell``: Odoo's Python shell on the demo company.

Interactive, or with a file: ``script/shell < file.py``. ``env`` is there; what is not
committed with ``env.cr.commit()`` is forgotten.
"""

import argparse
from functools import partial

from .. import machine
from ..company import NAME, Company, database_name
from ..processes import attend
from ..workspace import opened


def main(argv: list[str]) -> int:
    """Run the shell; its exit code is ours."""
    parser = argparse.ArgumentParser("script/shell", description=__doc__)
    parser.add_argument("--database", metavar="NAME", default=NAME, type=database_name)
    options = parser.parse_args(argv)
    company = Company(options.database, has_demo=True)
    step = partial(company.step, if_used="skip")
    with opened(machine.FOR_ODOO, step) as space, company.used(space):
        arguments = ["shell", f"--database={company.name}", "--no-http"]
        quiet = ["--log-level=warn", "--shell-interface=python"]
        command = space.odoo.command(*arguments, *quiet)
        return attend(command, env=space.odoo.environment())

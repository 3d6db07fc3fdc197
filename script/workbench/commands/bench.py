"""``script/bench``: the benchmarks, in fresh databases without demo data.

Arguments go to the benchmarks: ``job``, ``credit``, ``deadline``, … for one of them,
``--customers 100000``, ``--json``. They are told by ``CUSTOMER_FOLLOWUP_ODOO_CONFIG``
where Odoo is, and by ``CUSTOMER_FOLLOWUP_BENCH_…`` which databases they get: one for
each, and one without the addon.
"""

import os
from contextlib import ExitStack
from pathlib import Path

from .. import machine
from ..layout import TESTS_ADDON
from ..processes import attend
from ..scratch import scratch_database
from ..workspace import opened

PREFIX = "cf_bench_"
PROGRAM = Path(TESTS_ADDON) / "benchmarks" / "run.py"


def main(argv: list[str]) -> int:
    """Set everything up and run the benchmarks; their exit code is ours."""
    with ExitStack() as stack:
        opening = opened(machine.FOR_ODOO, lambda s: s.templates.addon_step("bench"))
        space = stack.enter_context(opening)
        with_addon, without = space.templates.addon("bench"), space.templates.base
        environment = space.odoo.environment() | {
            "CUSTOMER_FOLLOWUP_ODOO_CONFIG": str(space.layout.odoo_config),
        }
        for purpose, template in (
            ("DB", with_addon),
            ("CREDIT_DB", with_addon),
            ("DEADLINE_DB", with_addon),
            ("DOSSIER_DB", with_addon),
            ("TIMELINE_DB", with_addon),
            ("ASSIGNMENT_DB", with_addon),
            ("GRADING_DB", with_addon),
            ("VISIT_DB", with_addon),
            ("CASE_DB", with_addon),
            ("PLAIN_DB", without),
        ):
            copy = scratch_database(space, template, f"{PREFIX}{purpose.lower()}_")
            database = stack.enter_context(copy)
            environment[f"CUSTOMER_FOLLOWUP_BENCH_{purpose}"] = database
        command = [space.odoo.python_env.python, space.layout.root / PROGRAM, *argv]
        return attend(command, cwd=os.getcwd(), env=environment)

"""``script/bench``: the benchmarks, in a fresh database without demo data.

Arguments go to the benchmarks: ``--customers 100000``, ``--json``. They are told where
Odoo is by ``CUSTOMER_FOLLOWUP_ODOO_CONFIG`` and ``CUSTOMER_FOLLOWUP_BENCH_DB``.
"""

import os
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
    with (
        opened(machine.FOR_ODOO, lambda s: s.templates.addon_step("bench")) as space,
        scratch_database(space, space.templates.addon("bench"), PREFIX) as database,
    ):
        environment = space.odoo.environment() | {
            "CUSTOMER_FOLLOWUP_ODOO_CONFIG": str(space.layout.odoo_config),
            "CUSTOMER_FOLLOWUP_BENCH_DB": database,
        }
        command = [space.odoo.python_env.python, space.layout.root / PROGRAM, *argv]
        return attend(command, cwd=os.getcwd(), env=environment)

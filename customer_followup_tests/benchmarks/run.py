"""Run the benchmarks; ``script/bench`` calls this. Usage: ``run.py --help``.

:env CUSTOMER_FOLLOWUP_ODOO_CONFIG: path of an Odoo configuration file
:env CUSTOMER_FOLLOWUP_BENCH_DB: a database with ``customer_followup`` and without
    demo data, which is filled and not cleared afterwards
"""

import os
import sys
from pathlib import Path

# Not by way of Odoo's addons path: fresh processes look for it before Odoo is loaded.
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from customer_followup_tests.benchmarks.command import main

if __name__ == "__main__":
    sys.exit(
        main(
            sys.argv[1:],
            config=os.environ["CUSTOMER_FOLLOWUP_ODOO_CONFIG"],
            database=os.environ["CUSTOMER_FOLLOWUP_BENCH_DB"],
        )
    )

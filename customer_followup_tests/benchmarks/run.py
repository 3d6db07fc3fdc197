"""Run the benchmarks; ``script/bench`` calls this. Usage: ``run.py --help``.

All databases are without demo data; they are filled and not cleared afterwards.

:env CUSTOMER_FOLLOWUP_ODOO_CONFIG: path of an Odoo configuration file
:env CUSTOMER_FOLLOWUP_BENCH_DB: a database with ``customer_followup``, for the job
:env CUSTOMER_FOLLOWUP_BENCH_CREDIT_DB: another one, for credit
:env CUSTOMER_FOLLOWUP_BENCH_DEADLINE_DB: a third one, for deadlines
:env CUSTOMER_FOLLOWUP_BENCH_DOSSIER_DB: another one, for dossiers
:env CUSTOMER_FOLLOWUP_BENCH_TIMELINE_DB: a fourth one, for the timeline
:env CUSTOMER_FOLLOWUP_BENCH_ASSIGNMENT_DB: another one, for assigning customers
:env CUSTOMER_FOLLOWUP_BENCH_GRADING_DB: another one, for grading customers
:env CUSTOMER_FOLLOWUP_BENCH_VISIT_DB: another one, for visits
:env CUSTOMER_FOLLOWUP_BENCH_CASE_DB: another one, for cases
:env CUSTOMER_FOLLOWUP_BENCH_PLAIN_DB: one without, to compare with
"""

import os
import sys
from pathlib import Path

# Not by way of Odoo's addons path: fresh processes look for it before Odoo is loaded.
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from customer_followup_tests.benchmarks.command import Sites, main
from customer_followup_tests.benchmarks.fresh_process import Site


def _get_site(purpose: str) -> Site:
    config = os.environ["CUSTOMER_FOLLOWUP_ODOO_CONFIG"]
    return Site(config, os.environ[f"CUSTOMER_FOLLOWUP_BENCH_{purpose}"])


if __name__ == "__main__":
    purposes = (
        "",
        "CREDIT_",
        "DEADLINE_",
        "DOSSIER_",
        "TIMELINE_",
        "ASSIGNMENT_",
        "GRADING_",
        "VISIT_",
        "CASE_",
        "PLAIN_",
    )
    sites = Sites(*(_get_site(f"{purpose}DB") for purpose in purposes))
    sys.exit(main(sys.argv[1:], sites))

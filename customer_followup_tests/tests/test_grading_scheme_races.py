"""Two schemes of a company signed at the same moment: one holds (G3)."""

import json
import subprocess
import sys
from pathlib import Path

from odoo.sql_db import close_db
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import config

from .process_common import administer

DRIVER = Path(__file__).with_name("grading_races.py")
TRIALS = 10


@tagged("post_install", "-at_install")
class TestGradingSchemeRaces(BaseCase):
    def test_two_signatures_at_once_leave_one_scheme_in_force(self):
        """G3, GRD-1: the other one is retired, or still waits for its signature."""
        database = f"{get_db_name()}-schemes"
        close_db(get_db_name())  # a database in use cannot be copied
        administer(f'DROP DATABASE IF EXISTS "{database}"')
        administer(f'CREATE DATABASE "{database}" TEMPLATE "{get_db_name()}"')
        self.addCleanup(administer, f'DROP DATABASE "{database}"')
        done = subprocess.run(
            [sys.executable, DRIVER, "-c", config.rcfile, "-d", database]
            + ["--no-http", "--log-level=critical"],
            input=str(TRIALS),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        self.assertEqual(json.loads(done.stdout), [])

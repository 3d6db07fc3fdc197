"""Two decisions about one document at the same moment: one effect, nothing stuck (G3).

The trials run in a copy of the database under test; see ``approval_race_driver.py``.
"""

import json
import logging
import subprocess
import sys
import time
from pathlib import Path

import pytest

from odoo.sql_db import close_db
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import config

from .process_common import administer

_logger = logging.getLogger(__name__)
DRIVER = Path(__file__).with_name("approval_race_driver.py")
KINDS = 15


class ApprovalRaceCase(BaseCase):
    def run_trials(self, count):
        """Run trials in a database of their own; none may fail."""
        database = f"{get_db_name()}-races"
        close_db(get_db_name())  # a database in use cannot be copied
        administer(f'DROP DATABASE IF EXISTS "{database}"')
        administer(f'CREATE DATABASE "{database}" TEMPLATE "{get_db_name()}"')
        self.addCleanup(administer, f'DROP DATABASE "{database}"')
        start = time.monotonic()
        done = subprocess.run(
            [sys.executable, DRIVER, "-c", config.rcfile, "-d", database]
            + ["--no-http", "--log-level=critical"],
            input=str(count),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        outcome = json.loads(done.stdout)
        _logger.info("%d trials in %d s", count, time.monotonic() - start)
        self.assertEqual(outcome["failures"], [])
        self.assertEqual(sum(outcome["counts"].values()), count)
        self.assertEqual(len(outcome["counts"]), KINDS)


@tagged("post_install", "-at_install")
class TestApprovalConcurrency(ApprovalRaceCase):
    def test_two_decisions_at_once_have_one_effect(self):
        """G3: two of each kind; the thousand are a fault test."""
        self.run_trials(2 * KINDS)


@pytest.mark.fault
@tagged("-standard", "customer_followup_fault", "post_install", "-at_install")
class TestApprovalConcurrencyLong(ApprovalRaceCase):
    def test_a_thousand_trials_have_one_effect_each(self):
        """G3: seventy-eight of each kind, one effect each, and nothing stuck."""
        self.run_trials(78 * KINDS)

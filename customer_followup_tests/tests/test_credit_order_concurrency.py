"""Orders of one customer at the same moment, in real transactions (issue 3).

They work in a copy of the database under test. Every customer has credit for one of
two orders; each round confirms both at once.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from odoo.sql_db import close_db
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import config

from .process_common import administer

DRIVER = Path(__file__).with_name("credit_order_driver.py")
ROUNDS = 25
FEW_ROUNDS = 10


@pytest.mark.fault
@tagged("-standard", "customer_followup_fault", "post_install", "-at_install")
class TestCreditOrderConcurrency(BaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.database = f"{get_db_name()}-credit"
        close_db(get_db_name())  # a database in use cannot be copied
        administer(f'DROP DATABASE IF EXISTS "{cls.database}"')
        administer(f'CREATE DATABASE "{cls.database}" TEMPLATE "{get_db_name()}"')
        cls.addClassCleanup(administer, f'DROP DATABASE "{cls.database}"')
        cls.addClassCleanup(close_db, cls.database)
        cls.driver = subprocess.Popen(
            [sys.executable, DRIVER, "-c", config.rcfile, "-d", cls.database]
            + ["--no-http", "--log-level=critical"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        cls.addClassCleanup(cls.end_driver)
        cls.read()

    @classmethod
    def end_driver(cls):
        cls.driver.stdin.close()
        cls.driver.wait()
        cls.driver.stdout.close()

    @classmethod
    def read(cls):
        """Return the next answer of the driver."""
        line = cls.driver.stdout.readline()
        assert line, "the driver has died, see its messages above"
        return json.loads(line)

    def try_out(self, trial, rounds):
        """Return ``[confirmed, on hold, refused]`` of each round."""
        command = {"trial": trial, "rounds": rounds}
        self.driver.stdin.write(json.dumps(command) + "\n")
        self.driver.stdin.flush()
        return self.read()

    def test_two_orders_never_share_the_last_credit(self):
        """G3: exactly one of the two is confirmed, the other one is on hold."""
        outcomes = self.try_out("confirm_two", ROUNDS)
        self.assertEqual(outcomes, [[1, 1, 0]] * ROUNDS)

    def test_without_claiming_the_credit_both_would_pass(self):
        """G3: the trial above means something: this is what it prevents."""
        self.assertEqual(self.try_out("confirm_two_unclaimed", 1), [[2, 0, 0]])

    def test_batches_in_opposite_order_do_not_block_each_other(self):
        """G3: the same customers, the other way round; nothing is lost or stuck."""
        outcomes = self.try_out("confirm_batches", FEW_ROUNDS)
        self.assertEqual(outcomes, [[2, 2, 0]] * FEW_ROUNDS)

    def test_growing_order_and_new_order_never_share_the_last_credit(self):
        """G3: one more unit here, one more order there: only one of them."""
        for confirmed, held, refused in self.try_out("grow_and_confirm", FEW_ROUNDS):
            self.assertIn((confirmed, held, refused), [(1, 1, 0), (2, 0, 1)])

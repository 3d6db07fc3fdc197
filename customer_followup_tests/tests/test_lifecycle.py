"""Installing again and uninstalling with data, in a database of their own."""

import subprocess
import sys
from contextlib import closing

import pytest

from odoo.sql_db import close_db, db_connect
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import config

from .test_job_processes import administer

LEFTOVERS = """
    SELECT model FROM ir_model WHERE model LIKE 'customer.%'
    UNION SELECT res_model FROM mail_activity WHERE res_model LIKE 'customer.%'
    UNION SELECT login FROM res_users WHERE login = 'customer_followup_service'
    UNION SELECT table_name FROM information_schema.tables
           WHERE table_name LIKE 'customer\\_%'
"""


@pytest.mark.fault
@tagged("-standard", "customer_followup_fault", "post_install", "-at_install")
class TestLifecycle(BaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.database = f"{get_db_name()}-life"
        close_db(get_db_name())  # a database in use cannot be copied
        administer(f'DROP DATABASE IF EXISTS "{cls.database}"')
        administer(f'CREATE DATABASE "{cls.database}" TEMPLATE "{get_db_name()}"')
        cls.addClassCleanup(administer, f'DROP DATABASE "{cls.database}"')
        cls.addClassCleanup(close_db, cls.database)

    def query(self, statement):
        """Return the first column of a query."""
        with closing(db_connect(self.database).cursor()) as cr:
            cr.execute(statement)
            return [row[0] for row in cr.fetchall()]

    def odoo(self, *arguments, script=None):
        """Run Odoo on the database and return what it logged, errors at least."""
        done = subprocess.run(
            [sys.executable, "-m", "odoo", *arguments, "-c", config.rcfile]
            + ["-d", self.database, "--no-http", "--log-level=error"],
            input=script,
            text=True,
            capture_output=True,
            check=False,
        )
        close_db(self.database)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stderr

    def test_company_with_data_is_updated_and_uninstalled(self):
        """G8: an update keeps every follow-up; uninstalling leaves only the trade."""
        followups = "SELECT name FROM customer_followup ORDER BY id"
        orders = "SELECT name FROM sale_order ORDER BY id"
        before = self.query(followups), self.query(orders)
        self.assertTrue(before[0])
        log = self.odoo("server", "-u", "customer_followup", "--stop-after-init")
        self.assertNotIn("ERROR", log)
        self.assertEqual((self.query(followups), self.query(orders)), before)
        self.odoo(
            "shell",
            script="env['ir.module.module'].search("
            "[('name', '=', 'customer_followup')]).button_immediate_uninstall()\n",
        )
        self.assertEqual(self.query(LEFTOVERS), [])
        self.assertEqual(self.query(orders), before[1])

"""Updating and uninstalling with data, in a database of their own."""

import subprocess
import sys
from contextlib import closing

import pytest

from odoo.sql_db import close_db, db_connect
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import config

from .lifecycle_data import (
    CAPACITIES,
    CLOCKS,
    DEADLINES,
    DEFAULTS,
    DOSSIERS,
    DUTIES,
    FIFTH_VERSION,
    FIRST_VERSION,
    FOURTH_VERSION,
    GRADED,
    HAVE_TERMS,
    IN_USE,
    LEFTOVERS,
    LOGGED,
    NEXT_DATES,
    REQUESTS,
    SCHEME_ROUTES,
    SCHEMES,
    SECOND_VERSION,
    SHIPPED,
    STATES,
    TERMS,
    THIRD_VERSION,
    TODAY,
    TOLD,
    UNPLANNED,
    WAIVER_ROUTES,
    WITHOUT_NUMBERS,
)
from .process_common import administer


@pytest.mark.fault
@tagged("-standard", "customer_followup_fault", "post_install", "-at_install")
class TestLifecycle(BaseCase):
    def setUp(self):
        super().setUp()
        self.database = f"{get_db_name()}-life"
        close_db(get_db_name())  # a database in use cannot be copied
        administer(f'DROP DATABASE IF EXISTS "{self.database}"')
        administer(f'CREATE DATABASE "{self.database}" TEMPLATE "{get_db_name()}"')
        self.addCleanup(administer, f'DROP DATABASE "{self.database}"')
        self.addCleanup(close_db, self.database)

    def query(self, statement):
        """Return the first column of a query."""
        with closing(db_connect(self.database).cursor()) as cr:
            cr.execute(statement)
            rows = cr.fetchall()
            cr.commit()
            return [row[0] for row in rows]

    def odoo(self, *arguments, script=None):
        """Run Odoo on the database and return what it logged, errors at least."""
        done = subprocess.run(
            [sys.executable, "-m", "odoo", *arguments, "-c", config["config"]]
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
        self.odoo("shell", script=REQUESTS)
        self.assertLessEqual(
            {"draft", "submitted", "approved"}, set(self.query(STATES))
        )
        self.assertTrue(self.query("SELECT id FROM customer_credit_difference"))
        self.odoo("shell", script=DEADLINES)
        self.assertLessEqual({"running", "met", "missed"}, set(self.query(CLOCKS)))
        self.assertTrue(self.query(TOLD))
        terms = self.query(TERMS)
        self.odoo(
            "shell",
            script="env['ir.module.module'].search("
            "[('name', '=', 'customer_followup')]).button_immediate_uninstall()\n",
        )
        self.assertEqual(self.query(LEFTOVERS), [])
        self.assertEqual(self.query(orders), before[1])
        # Odoo deletes customers of the demo company that have no documents
        self.assertLessEqual(set(self.query(TERMS)), set(terms))

    def test_first_version_is_updated(self):
        """CRD-2: the log begins with the terms that customers have already."""
        self.query(FIRST_VERSION)
        terms = self.query(TERMS)
        log = self.odoo("server", "-u", "customer_followup", "--stop-after-init")
        self.assertNotIn("ERROR", log)
        self.assertEqual(self.query(LOGGED), self.query(HAVE_TERMS))
        self.assertEqual(self.query(DEFAULTS)[0], 300.0)
        self.assertEqual(len(self.query(TERMS)), len(terms))
        self.odoo(
            "shell", script="env['customer.credit.reconciliation']._cron_reconcile()\n"
        )
        self.assertFalse(
            self.query("SELECT id FROM customer_credit_difference WHERE state = 'open'")
        )

    def test_version_before_deadlines_is_updated(self):
        """G14: updating starts no clock, and everybody finds the new screens."""
        self.query(SECOND_VERSION)
        self.assertTrue(self.query(TODAY))
        followups = "SELECT name, state FROM customer_followup ORDER BY id"
        before = self.query(followups)
        log = self.odoo("server", "-u", "customer_followup", "--stop-after-init")
        self.assertNotIn("ERROR", log)
        self.assertEqual(self.query(followups), before)
        self.assertTrue(self.query(SHIPPED))
        self.assertEqual(self.query(IN_USE), [])
        self.assertEqual(self.query(TODAY), [])
        self.odoo("shell", script=DEADLINES)
        self.assertLessEqual({"running", "met", "missed"}, set(self.query(CLOCKS)))

    def test_version_before_dossiers_is_updated(self):
        """DOS-1, DOS-2: what is missing is known at once, and every company numbers."""
        before = self.query(DOSSIERS)
        self.assertTrue(before)
        self.query(THIRD_VERSION)
        self.assertNotEqual(self.query(DOSSIERS), before)
        log = self.odoo("server", "-u", "customer_followup", "--stop-after-init")
        self.assertNotIn("ERROR", log)
        self.assertEqual(self.query(DOSSIERS), before)
        self.assertEqual(self.query(WITHOUT_NUMBERS), [])
        self.assertTrue(self.query(WAIVER_ROUTES))

    def test_version_before_grading_is_updated(self):
        """GRD-1: a scheme to start from, somebody to sign it, and nobody graded."""
        self.query(FOURTH_VERSION)
        self.assertFalse(self.query(SCHEMES))
        log = self.odoo("server", "-u", "customer_followup", "--stop-after-init")
        self.assertNotIn("ERROR", log)
        self.assertEqual(self.query(SCHEMES), ["(draft,t,10,5)"])
        self.assertTrue(self.query(SCHEME_ROUTES))
        self.assertEqual(self.query(GRADED), [])

    def test_version_before_the_engine_is_updated(self):
        """G8: each reason knows its state, nobody gets a ceiling, next dates stand."""
        before = self.query(NEXT_DATES)
        duties = self.query(DUTIES)
        self.query(FIFTH_VERSION)
        log = self.odoo("server", "-u", "customer_followup", "--stop-after-init")
        self.assertNotIn("ERROR", log)
        self.assertEqual(self.query(DUTIES), duties)
        self.assertEqual(self.query(UNPLANNED), [])
        self.assertEqual(self.query(CAPACITIES), [0])
        self.assertEqual(self.query(NEXT_DATES), before)

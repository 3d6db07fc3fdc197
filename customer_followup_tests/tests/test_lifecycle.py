"""Updating and uninstalling with data, in a database of their own."""

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
    UNION SELECT proname FROM pg_proc WHERE proname LIKE 'customer\\_%'
    UNION SELECT cron_name FROM ir_cron WHERE cron_name LIKE 'Customer Follow-up:%'
    UNION SELECT column_name FROM information_schema.columns
           WHERE column_name LIKE 'customer\\_credit%'
"""
TERMS = """
    SELECT (id, credit_limit, property_payment_term_id)::text FROM res_partner
     ORDER BY id
"""
# Requests in all states that matter, and what was found the night after.
REQUESTS = """
company = env['res.users'].search([('login', '=', 'demo_salesperson')]).company_id
env = env(context={'allowed_company_ids': company.ids})
customers = env['res.partner'].search([
    ('customer_rank', '>', 0), ('parent_id', '=', False),
    ('company_id', 'in', [False, company.id])])
customers = customers.filtered(lambda c: not c.customer_credit_request_count)[:3]
requests = env['customer.credit.request'].create([
    {'partner_id': customer.id, 'requested_limit': 123456,
     'reason': 'Twice the orders since spring'} for customer in customers])
draft, submitted, approved = requests
(submitted | approved).action_submit()
while approved.state == 'submitted':
    approved.with_user(approved._get_open_step().signer_ids[:1]).action_approve()
env.cr.execute('UPDATE res_partner SET credit_limit = %s WHERE id = %s',
               ['{"%s": 7}' % company.id, draft.partner_id.id])
env['customer.credit.reconciliation']._cron_reconcile()
env.cr.commit()
"""
STATES = "SELECT DISTINCT state FROM customer_credit_request"
# As the first version left it: customers with terms, and no log.
FIRST_VERSION = """
    DROP TABLE customer_approval_entry CASCADE;
    UPDATE ir_module_module SET latest_version = '19.0.1.0.0'
     WHERE name = 'customer_followup';
    UPDATE res_partner
       SET credit_limit = jsonb_build_object((SELECT min(id) FROM res_company), 500)
     WHERE id IN (SELECT id FROM res_partner WHERE commercial_partner_id = id
                   ORDER BY id LIMIT 5);
    INSERT INTO ir_default (field_id, json_value, company_id)
    SELECT field.id, '300', (SELECT min(id) FROM res_company)
      FROM ir_model_fields AS field
     WHERE field.model = 'res.partner' AND field.name = 'credit_limit';
    SELECT 1;
"""
HAVE_TERMS = """
    SELECT (partner.id, company.id)::text FROM res_partner AS partner
      JOIN res_company AS company
        ON partner.credit_limit ? company.id::text
           OR partner.property_payment_term_id ? company.id::text
     WHERE partner.commercial_partner_id = partner.id ORDER BY 1
"""
LOGGED = """
    SELECT (res_id, company_id)::text FROM customer_approval_entry
     WHERE res_model = 'res.partner' AND action = 'opening' ORDER BY 1
"""
DEFAULTS = """
    SELECT (values->>'credit_limit')::float FROM customer_approval_entry
     WHERE res_model = 'res.company' ORDER BY company_id
"""


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

"""The nightly job in real Odoo servers, and when PostgreSQL goes down (G8, G10)."""

import random
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
from workbench.cluster import Cluster
from workbench.layout import Layout
from workbench.progress import Report

from odoo.sql_db import db_connect
from odoo.tests import get_db_name, tagged
from odoo.tools import config
from odoo.tools.misc import exec_pg_environ

from .process_common import Driver, ProcessCase
from .test_job_processes import CUSTOMERS, FORGET, LEFT_HALF_DONE, OUTCOME, SEED

COPIES = 19
RESUMES_WITHIN_SECONDS = 120
# only the job is due, and now
DUE_NOW = [
    "UPDATE ir_cron SET active = FALSE RETURNING id",
    """
    UPDATE ir_cron
       SET active = TRUE, nextcall = now() AT TIME ZONE 'UTC' - interval '1m'
     WHERE id = (SELECT res_id FROM ir_model_data WHERE name = 'ir_cron_run_rules'
                    AND module = 'customer_followup') RETURNING id
    """,
]
ENDED = """
    SELECT count(*) FROM customer_followup_run WHERE ended_at IS NOT NULL
       AND company_id = (SELECT id FROM res_company WHERE name LIKE 'North River%')
"""
FOLLOWUPS = "SELECT count(*) FROM customer_followup"
FORGET_ALL = [*FORGET, "DELETE FROM customer_followup_run WHERE true"]


class JobWorld:
    """The questions about what the job did, wherever the database is."""

    def forget(self):
        """Take back what the job wrote."""
        for statement in FORGET_ALL:
            self.query(f"{statement} RETURNING id")

    def check_outcome(self):
        """Assert that everything is there once, as if nobody had disturbed."""
        self.assertEqual(self.query(LEFT_HALF_DONE), [])
        outcome = self.query(OUTCOME)
        self.assertEqual(len(outcome), len(self.undisturbed))
        self.assertEqual(outcome, self.undisturbed)


@pytest.mark.fault
@tagged("-standard", "customer_followup_fault", "post_install", "-at_install")
class TestJobServers(JobWorld, ProcessCase):
    database_suffix = "servers"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        today = time.strftime("%Y-%m-%d", time.gmtime())
        cls.driver.do(do="prepare", customers=CUSTOMERS, today=today)
        cls.driver.do(do="multiply", copies=COPIES)
        for statement in DUE_NOW:
            cls.query(statement)
        cls.driver.do(do="run", today=today, batch=1000)
        cls.undisturbed = cls.query(OUTCOME)
        assert len(cls.undisturbed) > CUSTOMERS * COPIES

    def setUp(self):
        super().setUp()
        self.forget()
        self.servers = []
        self.addCleanup(self.end_servers)

    def end_servers(self):
        """End what runs still."""
        for server in self.servers:
            server.kill()
            server.wait()

    def start_server(self):
        """Start a server of the scheduler with two workers."""
        server = subprocess.Popen(
            [sys.executable, "-m", "odoo", "server", "-c", config["config"]]
            + ["-d", self.database, "--no-http", "--max-cron-threads=2"]
            + ["--log-level=critical"],
            stdin=subprocess.DEVNULL,
        )
        self.servers.append(server)
        return server

    def wait_until(self, is_done):
        """Wake the workers, as a trigger does, until something has happened."""
        deadline = time.monotonic() + RESUMES_WITHIN_SECONDS
        while not is_done():
            self.assertLess(time.monotonic(), deadline, "no server did the work")
            with closing(db_connect("postgres").cursor()) as cr:
                cr.execute("SELECT pg_notify('cron_trigger', %s)", [self.database])
                cr.commit()
            time.sleep(0.02)  # a run may take less than a second

    def is_complete(self):
        """Is there a run that has ended?"""
        return self.query(ENDED) != [(0,)]

    def make_due(self):
        """Let the job be due now."""
        for statement in DUE_NOW:
            self.query(statement)

    def test_two_servers_with_four_workers_do_it_once(self):
        """G8: no duplicate, no deadlock, no lost duty."""
        self.make_due()
        servers = [self.start_server(), self.start_server()]
        self.wait_until(self.is_complete)
        self.check_outcome()
        self.assertEqual([server.poll() for server in servers], [None, None])

    def test_server_that_is_killed_is_replaced_by_the_other(self):
        """G8, G10: kill -9 in the middle; another server resumes by itself."""
        self.make_due()
        first = self.start_server()
        self.wait_until(lambda: self.query(FOLLOWUPS) != [(0,)])
        first.kill()
        first.wait()
        self.assertFalse(self.is_complete())
        self.assertLess(self.query(FOLLOWUPS), [(len(self.undisturbed),)])
        self.start_server()
        self.wait_until(self.is_complete)
        self.check_outcome()


@pytest.mark.fault
@tagged("-standard", "customer_followup_fault", "post_install", "-at_install")
class TestJobPostgreSQL(JobWorld, ProcessCase):
    """In a PostgreSQL of its own, which can be restarted without disturbing others."""

    @classmethod
    def setUpClass(cls):
        super(ProcessCase, cls).setUpClass()
        # PostgreSQL runs as another user, who has to get in
        folder = Path(tempfile.mkdtemp(prefix="cf-"))
        folder.chmod(0o755)
        cls.addClassCleanup(shutil.rmtree, folder)
        root = Path(__file__).resolve().parents[2]
        layout = Layout(root=root, cache=folder / "cache", state=folder / "state")
        layout.make_folders()
        cluster = Cluster(layout)
        cluster.postgresql.step().work(Report())
        cluster.acquire()
        cls.addClassCleanup(cluster.release)
        cls.postgresql = cluster.postgresql
        cls.host = cluster.connection.host
        cls.database = "company"
        copy_database(cluster.connection)
        cls.driver = Driver(cls.database, f"--db_host={cls.host}", "--db_port=5432")
        cls.addClassCleanup(cls.driver.end)
        cls.driver.do(do="prepare", customers=CUSTOMERS)
        start = time.monotonic()
        cls.driver.do(do="run")
        cls.seconds = time.monotonic() - start
        cls.undisturbed = cls.query(OUTCOME)

    @classmethod
    def query(cls, statement):
        """Run a statement in the PostgreSQL of this test and return the rows."""
        place = {"host": cls.host, "dbname": cls.database, "user": "odoo"}
        with (
            closing(psycopg2.connect(**place)) as connection,
            connection,
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
            return cursor.fetchall()

    def restart(self, how):
        """Restart PostgreSQL.

        :param how: ``fast`` rolls back what runs, ``immediate`` is a crash
        """
        self.postgresql._control("stop", "-m", how)
        self.postgresql.start()

    def test_postgresql_restarted_in_the_middle_it_is_done_once(self):
        """G8: the job ends with an error; the next run does exactly what is missing."""
        chance = random.Random(SEED)
        ends = []
        for how in ("fast", "immediate", "fast", "immediate"):
            self.forget()
            with self.subTest(how):
                self.driver.begin(do="run")
                time.sleep(self.seconds * chance.uniform(0.2, 0.7))
                self.restart(how)
                (fate,) = self.driver.read()
                ends.append(fate["exit"])
                self.assertEqual(self.query(LEFT_HALF_DONE), [])
                self.assertEqual(self.driver.do(do="run")[0]["exit"], 0)
                self.check_outcome()
        self.assertIn(1, ends, "PostgreSQL was never restarted in the middle")


def copy_database(connection):
    """Copy the database under test into another PostgreSQL."""
    binaries = connection.binaries
    connection.ask("CREATE DATABASE company")
    dump = subprocess.Popen(
        [binaries / "pg_dump", "--no-owner", "--no-privileges", get_db_name()],
        stdout=subprocess.PIPE,
        env=exec_pg_environ(),
    )
    subprocess.run(
        [binaries / "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", "company"],
        stdin=dump.stdout,
        stdout=subprocess.DEVNULL,
        env=connection.environment(),
        check=True,
    )
    assert dump.wait() == 0

"""What the tests of jobs in real processes share: a database, a driver, kill -9.

They work in a copy of the database under test, which ends with them.
"""

import json
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from odoo.sql_db import close_db, db_connect
from odoo.tests import BaseCase, get_db_name
from odoo.tools import config

TODAY = "2026-03-02"
KILLED = -9
REFUSED = 3
DRIVER = Path(__file__).with_name("job_driver.py")
LOCKS = """
    SELECT count(*) FROM pg_locks
     WHERE locktype = 'advisory'
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


class Driver:
    """A process that runs the job in forks; see ``job_driver.py``."""

    def __init__(self, database, *options):
        self.database = database
        self.process = subprocess.Popen(
            [sys.executable, DRIVER, "-c", config.rcfile, "-d", database]
            + ["--no-http", "--log-level=critical", *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.read()

    def read(self):
        """Return the next answer."""
        line = self.process.stdout.readline()
        assert line, "the driver has died, see its messages above"
        return json.loads(line)

    def do(self, **command):
        """Do a command and return the fate of each process."""
        self.begin(**command)
        return self.read()

    def begin(self, **command):
        """Begin a command; ``read`` waits for its end."""
        command.setdefault("today", TODAY)
        self.process.stdin.write(json.dumps(command) + "\n")
        self.process.stdin.flush()

    def end(self):
        """End the process."""
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


def administer(statement):
    """Run a statement that creates or drops a database."""
    with closing(db_connect("postgres").cursor()) as cr:
        cr._cnx.autocommit = True
        cr.execute(statement)


class ProcessCase(BaseCase):
    """A test of a job in processes of its own.

    A class names the suffix of its database.
    """

    database_suffix = ""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.database = f"{get_db_name()}-{cls.database_suffix}"
        close_db(get_db_name())  # a database in use cannot be copied
        administer(f'DROP DATABASE IF EXISTS "{cls.database}"')
        administer(f'CREATE DATABASE "{cls.database}" TEMPLATE "{get_db_name()}"')
        cls.addClassCleanup(administer, f'DROP DATABASE "{cls.database}"')
        cls.addClassCleanup(close_db, cls.database)
        cls.driver = Driver(cls.database)
        cls.addClassCleanup(cls.driver.end)

    @classmethod
    def query(cls, statement):
        """Run a statement in a transaction of its own and return the rows."""
        with closing(db_connect(cls.database).cursor()) as cr:
            cr.execute(statement)
            rows = cr.fetchall()
            cr.commit()
            return rows

    def run_command(self, name, **command):
        """Do a command in processes of its own and return how they ended."""
        return [fate["exit"] for fate in self.driver.do(do=name, **command)]

    def wait_for_lock(self):
        """Wait until PostgreSQL has noticed that a process is dead."""
        deadline = time.monotonic() + 20
        while self.query(LOCKS) != [(0,)]:
            self.assertLess(time.monotonic(), deadline, "the lock is still held")
            time.sleep(0.05)

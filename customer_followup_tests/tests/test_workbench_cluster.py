"""Item 1: the private PostgreSQL starts, is shared, stops, and recovers by itself."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from workbench.cluster import Cluster
from workbench.postgresql import PostgreSQL
from workbench.progress import Report

USE = """
import sys
from pathlib import Path
from workbench.cluster import Cluster
from workbench.layout import Layout

cluster = Cluster(Layout(*map(Path, sys.argv[1:])))
cluster.acquire()
print("ready", flush=True)
sys.stdin.readline()
cluster.release()
"""


@pytest.fixture
def cluster(layout):
    """A cluster of its own, ended after the test whatever happened."""
    cluster = Cluster(layout)
    cluster.postgresql.step().work(Report())
    yield cluster
    if cluster.postgresql.is_running():
        cluster.acquire()
        cluster.release()


class Command:
    """Another command that uses the cluster, in a process of its own."""

    def __init__(self, layout):
        folders = (layout.root, layout.cache, layout.state)
        self.process = subprocess.Popen(
            [sys.executable, "-c", USE, *folders],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": str(layout.root / "script")},
        )
        assert self.process.stdout.readline() == "ready\n"

    def end(self):
        self.process.communicate("\n")

    def kill(self):
        self.process.kill()
        self.process.communicate()


def get_server_pid(cluster):
    return int((cluster.postgresql.folder / "postmaster.pid").read_text().split()[0])


def test_cluster_last_user_leaving_stops_it(cluster, layout):
    """Item 1: two commands share one PostgreSQL, the last one stops it."""
    first, second = Command(layout), Command(layout)
    first.end()
    assert cluster.postgresql.is_running()
    second.end()
    assert not cluster.postgresql.is_running()


def test_cluster_user_that_was_killed_does_not_count(cluster, layout):
    """Item 1: what a killed command left running is taken over and stopped."""
    Command(layout).kill()
    assert cluster.postgresql.is_running()
    pid = get_server_pid(cluster)
    cluster.acquire()
    assert get_server_pid(cluster) == pid
    cluster.release()
    assert not cluster.postgresql.is_running()


@pytest.mark.fault
def test_cluster_killed_keeps_what_was_committed(cluster):
    """Item 1: after ``kill -9`` of PostgreSQL a start recovers, nothing is lost."""
    cluster.acquire()
    cluster.connection.create("company", "template1")
    cluster.connection.ask("CREATE TABLE fact AS SELECT 1", "company")
    os.kill(get_server_pid(cluster), signal.SIGKILL)
    wait_until(lambda: not cluster.postgresql.is_running())
    cluster.release()
    cluster.acquire()
    assert cluster.connection.ask("SELECT count(*) FROM fact", "company") == "1"
    cluster.release()


@pytest.mark.fault
def test_cluster_pid_file_of_another_process_is_removed(cluster):
    """Item 1: a pid file left by ``kill -9`` may name somebody else's process."""
    cluster.acquire()
    cluster.release()
    pid_file = cluster.postgresql.folder / "postmaster.pid"
    pid_file.write_text(f"{os.getpid()}\n{cluster.postgresql.folder}\n")
    cluster.acquire()
    assert cluster.postgresql.is_running()
    cluster.release()


def test_cluster_listens_on_its_socket_only(cluster):
    """Item 1: the private PostgreSQL cannot be reached from the network."""
    cluster.acquire()
    assert cluster.connection.ask("SHOW listen_addresses") == ""
    assert Path(cluster.connection.host).is_dir()
    cluster.release()


def test_cluster_role_of_odoo_is_no_superuser(cluster):
    """Item 1: Odoo's role may create databases and nothing else."""
    cluster.acquire()
    rights = "SELECT rolsuper, rolcreatedb, rolcreaterole FROM pg_roles"
    rights += " WHERE rolname = current_user"
    assert cluster.connection.ask(rights) == "f|t|f"
    cluster.release()


def test_cluster_long_path_takes_a_short_socket(layout):
    """Item 1: a socket's path must stay under 107 bytes, wherever the cache is."""
    deep = layout.state / ("x" * 80)
    long = type(layout)(root=layout.root, cache=layout.cache, state=deep)
    socket = PostgreSQL(long).socket_folder / ".s.PGSQL.5432"
    assert len(bytes(socket)) <= 107


def wait_until(condition, seconds=10):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.05)

"""Databases are complete or rebuilt, and their attachments go with them."""

import os

import pytest
from workbench.company import Company
from workbench.databases import BUILDING, Databases
from workbench.failure import Failure
from workbench.locking import exclusive, lock_of
from workbench.progress import Report
from workbench.scratch import scratch_database, scratch_name

TEMPLATE = f"{scratch_name('cf_test_')}_template"
COPY = f"{scratch_name('cf_test_')}_copy"


@pytest.fixture
def databases(workspace):
    """The databases of the running PostgreSQL, cleared of this test's own."""
    databases = workspace.databases
    yield databases
    for name in (TEMPLATE, COPY, f"{TEMPLATE}{BUILDING}", f"{COPY}{BUILDING}"):
        databases.drop(name)


@pytest.fixture
def template(databases: Databases):
    """A small template with one attachment."""
    with databases.built(TEMPLATE, {"built": "today"}) as name:
        databases.connection.create(name, "template1")
        store = databases.layout.filestore(name) / "ab"
        store.mkdir(parents=True)
        (store / "abcdef").write_text("attachment")
    return TEMPLATE


def test_copy_takes_attachments_along(databases, template):
    """Item 2: a run works on a copy; removing it leaves the template whole."""
    databases.copy(template, COPY)
    copied = databases.layout.filestore(COPY) / "ab" / "abcdef"
    assert copied.read_text() == "attachment"
    databases.drop(COPY)
    original = databases.layout.filestore(template) / "ab" / "abcdef"
    assert original.read_text() == "attachment"
    assert databases.names(COPY) == []


def test_copy_does_not_pass_for_complete(databases, template):
    """A copy has not been built from anything until somebody says so."""
    databases.copy(template, COPY)
    assert databases.origin(template) == {"built": "today"}
    assert databases.origin(COPY) == {}


def test_build_that_failed_leaves_the_old_database(databases, template):
    """A build replaces a database only when it succeeded."""
    with (
        pytest.raises(RuntimeError),
        databases.built(template, {"built": "tomorrow"}) as name,
    ):
        databases.connection.create(name, "template1")
        raise RuntimeError("killed")
    assert databases.origin(template) == {"built": "today"}


def test_database_of_somebody_else_is_not_replaced(databases, workspace):
    """A server named by PGHOST may hold a real company of the same name."""
    databases.connection.create(COPY, "template1")
    foreign = Company(COPY, has_demo=False, reset=True)
    with pytest.raises(Failure, match="script/server did not make"):
        foreign.step(workspace).work(Report())
    assert databases.connection.exists(COPY)


def test_database_without_its_attachments_is_not_complete(databases, template):
    """A cache folder that was cleared by hand is noticed."""
    store = databases.layout.filestore(template)
    (store / "ab" / "abcdef").unlink()
    (store / "ab").rmdir()
    store.rmdir()
    assert databases.origin(template) == {}


@pytest.fixture
def left_over(workspace, template):
    """A template that was not built to its end."""
    name = f"{workspace.templates.prefix}try{os.getpid()}_key{BUILDING}"
    workspace.databases.copy(template, name)
    yield name
    workspace.databases.drop(name)


def test_template_that_another_run_is_building_stays(workspace, left_over):
    """Item 2: two runs build different templates at once, none removes the other's."""
    lock = lock_of(workspace.layout.locks, left_over.removesuffix(BUILDING))
    with exclusive(lock, "it is building"):
        workspace.templates.remove_old(f"try{os.getpid()}")
    assert workspace.databases.connection.exists(left_over)


def test_template_that_a_killed_run_left_is_removed(workspace, left_over):
    """Item 2: what ``kill -9`` left half-built does not stay for ever."""
    workspace.templates.remove_old(f"try{os.getpid()}")
    assert not workspace.databases.connection.exists(left_over)


def test_scratch_database_of_a_killed_run_is_removed(workspace, template):
    """Item 2: a run that was killed does not leave its databases for ever."""
    prefix = f"cf_try{os.getpid()}_"
    exists = workspace.databases.connection.exists
    with scratch_database(workspace, template, prefix) as own:
        of_killed_run = own.replace(f"_{os.getpid()}", "_4194999_company")
        workspace.databases.copy(template, of_killed_run)
        assert exists(own)
    assert not exists(own)
    assert exists(of_killed_run)
    with scratch_database(workspace, template, prefix):
        assert not exists(of_killed_run)

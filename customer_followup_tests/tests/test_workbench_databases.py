"""Databases are complete or rebuilt, and their attachments go with them."""

import os

import pytest
from workbench.company import Company
from workbench.databases import BUILDING, Databases
from workbench.failure import Failure
from workbench.locking import exclusive, lock_of
from workbench.progress import Report
from workbench.scratch import scratch_database

NAMES = ("cf_try_template", "cf_try_copy", "cf_try_copy_building")


@pytest.fixture
def databases(workspace):
    """The databases of the running PostgreSQL, cleared of this test's own."""
    databases = workspace.databases
    yield databases
    for name in NAMES:
        databases.drop(name)


@pytest.fixture
def template(databases: Databases):
    """A small template with one attachment."""
    with databases.built("cf_try_template", {"built": "today"}) as name:
        databases.connection.create(name, "template1")
        store = databases.layout.filestore(name) / "ab"
        store.mkdir(parents=True)
        (store / "abcdef").write_text("attachment")
    return "cf_try_template"


def test_copy_takes_attachments_along(databases, template):
    """Item 2: a run works on a copy; removing it leaves the template whole."""
    databases.copy(template, "cf_try_copy")
    copied = databases.layout.filestore("cf_try_copy") / "ab" / "abcdef"
    assert copied.read_text() == "attachment"
    databases.drop("cf_try_copy")
    original = databases.layout.filestore(template) / "ab" / "abcdef"
    assert original.read_text() == "attachment"
    assert databases.names("cf_try_copy") == []


def test_copy_does_not_pass_for_complete(databases, template):
    """A copy has not been built from anything until somebody says so."""
    databases.copy(template, "cf_try_copy")
    assert databases.origin(template) == {"built": "today"}
    assert databases.origin("cf_try_copy") == {}


def test_build_that_failed_leaves_the_old_database(databases, template):
    """A build replaces a database only when it succeeded."""
    with (
        pytest.raises(RuntimeError),
        databases.built(template, {"built": "tomorrow"}) as name,
    ):
        databases.connection.create(name, "template1")
        raise RuntimeError("killed")
    assert databases.origin(template) == {"built": "today"}
    databases.drop(f"{template}_building")


def test_database_of_somebody_else_is_not_replaced(databases, workspace):
    """A server named by PGHOST may hold a real company of the same name."""
    databases.connection.create("cf_try_copy", "template1")
    foreign = Company("cf_try_copy", has_demo=False, reset=True)
    with pytest.raises(Failure, match="script/server did not make"):
        foreign.step(workspace).work(Report())
    assert databases.connection.exists("cf_try_copy")


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
    name = f"{workspace.templates.prefix}try_key{BUILDING}"
    workspace.databases.copy(template, name)
    yield name
    workspace.databases.drop(name)


def test_template_that_another_run_is_building_stays(workspace, left_over):
    """Item 2: two runs build different templates at once, none removes the other's."""
    lock = lock_of(workspace.layout.locks, left_over.removesuffix(BUILDING))
    with exclusive(lock, "it is building"):
        workspace.templates.remove_old("try")
    assert workspace.databases.connection.exists(left_over)


def test_template_that_a_killed_run_left_is_removed(workspace, left_over):
    """Item 2: what ``kill -9`` left half-built does not stay for ever."""
    workspace.templates.remove_old("try")
    assert not workspace.databases.connection.exists(left_over)


def test_scratch_database_of_a_killed_run_is_removed(workspace, template):
    """Item 2: a run that was killed does not leave its database for ever."""
    with scratch_database(workspace, template, "cf_try_") as own:
        dead = own.replace(str(os.getpid()), "4194999")
        workspace.databases.copy(template, dead)
    with scratch_database(workspace, template, "cf_try_scratch_") as other:
        assert workspace.databases.connection.exists(other)
    with scratch_database(workspace, template, "cf_try_"):
        assert not workspace.databases.connection.exists(dead)
    assert not workspace.databases.connection.exists(own)

"""What holds for every test of this addon: no silent skips, tools for the workbench."""

import os
import shutil
import socket
import tempfile
from pathlib import Path
from unittest import mock

import pytest

BROWSER_SKIPPED = (
    "A browser test was skipped. In CI that is a failure: "
    "is Chromium installed? The reason given: {reason}"
)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    """Turn a skipped browser test into a failed one where CI is set."""
    report = yield
    is_expected = hasattr(report, "wasxfail")
    if report.skipped and not is_expected and _must_run(item):
        reason = report.longrepr[-1]
        report.outcome = "failed"
        report.longrepr = BROWSER_SKIPPED.format(reason=reason)
    return report


def _must_run(item):
    """Is this a test that drives a browser or speaks HTTP, and are we in CI?"""
    from odoo.tests import HttpCase

    is_browser_test = issubclass(getattr(item, "cls", None) or object, HttpCase)
    return bool(os.environ.get("CI")) and is_browser_test


@pytest.fixture(scope="session", autouse=True)
def file_store():
    """Keep all files until the run ends, as its workers share one file store.

    Odoo collects garbage after each class of tests. It looks for what is in use in the
    worker's own database and would delete what others have just written.
    """
    from odoo.tests import TransactionCase

    with mock.patch.object(TransactionCase, "_gc_filestore"):
        yield


@pytest.fixture
def open_folder():
    """An empty folder that every user may enter, PostgreSQL's included."""
    folder = Path(tempfile.mkdtemp(prefix="cf-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def unused_port():
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def layout(open_folder):
    """The layout of this checkout with an empty cache and state of its own."""
    from workbench.layout import Layout

    root = Path(__file__).resolve().parents[1]
    result = Layout(root=root, cache=open_folder / "cache", state=open_folder / "state")
    result.make_folders()
    return result


@pytest.fixture(scope="session")
def workspace():
    """The workspace ``script/test`` runs in: its Odoo, PostgreSQL and templates."""
    from workbench import machine
    from workbench.connection import Connection
    from workbench.layout import Layout
    from workbench.odoo_source import OdooSource
    from workbench.python_env import PythonEnv
    from workbench.workspace import make_workspace

    layout = Layout.of_machine()
    source = OdooSource.of_machine(layout)
    connection = Connection.of_environment(machine.postgresql_folder())
    return make_workspace(layout, source, PythonEnv(layout, source), connection)

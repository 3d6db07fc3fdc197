"""Item 2: the database is rebuilt when the addon or its dependencies changed only."""

import shutil

import pytest
from workbench import fingerprints
from workbench.layout import Layout

LITTER = shutil.ignore_patterns("__pycache__", ".git")


@pytest.fixture
def checkout(layout, open_folder):
    """A copy of this checkout that may be changed."""
    root = open_folder / "checkout"
    for name in ("customer_followup", "customer_followup_tests", "script"):
        shutil.copytree(layout.root / name, root / name, ignore=LITTER)
    return Layout(root=root, cache=layout.cache, state=layout.state)


def get_keys(checkout):
    return (fingerprints.addon(checkout), fingerprints.tests_addon(checkout))


@pytest.mark.parametrize(
    "changed",
    [
        "customer_followup_tests/tests/test_new.py",
        "customer_followup_tests/static/tests/tours/new_tour.js",
        "customer_followup_tests/benchmarks/new.py",
        "customer_followup_tests/conftest.py",
        "customer_followup/static/src/new.js",
        "customer_followup/readme/NEW.md",
        "customer_followup/models/__pycache__/x.pyc",
    ],
)
def test_fingerprint_of_what_no_database_holds_stays(checkout, changed):
    """Item 2: a changed test, tour or document does not rebuild the database."""
    before = get_keys(checkout)
    path = checkout.root / changed
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("changed")
    assert get_keys(checkout) == before


@pytest.mark.parametrize(
    "changed",
    [
        "customer_followup/__manifest__.py",
        "customer_followup/models/new.py",
        "customer_followup/views/new_views.xml",
        "customer_followup/i18n/zh_CN.po",
        "customer_followup_tests/__manifest__.py",
        "customer_followup_tests/models/new.py",
    ],
)
def test_fingerprint_of_what_the_database_holds_changes(checkout, changed):
    """Item 2: a changed model, view, translation or manifest does."""
    before = get_keys(checkout)
    path = checkout.root / changed
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("changed")
    assert get_keys(checkout) != before


def test_fingerprint_of_a_removed_file_changes(checkout):
    """Item 2: removing a file is a change as well."""
    before = get_keys(checkout)
    next((checkout.root / "customer_followup" / "views").glob("*.xml")).unlink()
    assert get_keys(checkout) != before


def test_base_changes_with_a_dependency_only(checkout, workspace):
    """Item 2: the base database is rebuilt when the addon depends on more."""
    source = workspace.odoo.source
    before = fingerprints.base(checkout, source)
    manifest = checkout.root / "customer_followup" / "__manifest__.py"
    text = manifest.read_text()
    manifest.write_text(text.replace('"version": "19', '"version": "18'))
    assert fingerprints.base(checkout, source) == before
    manifest.write_text(text.replace('"sale_stock"', '"sale_stock", "hr_expense"'))
    assert fingerprints.base(checkout, source) != before

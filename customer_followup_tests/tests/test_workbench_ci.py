"""Items 2 and 4: in CI a skipped browser test is a failure, and .ci/run runs it all."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONFTEST = Path(__file__).resolve().parents[1] / "conftest.py"
TOUR = """
import unittest
from odoo.tests import BaseCase, HttpCase

@unittest.skip("Chrome executable not found")
class Tour(HttpCase):
    test_tags = {"standard"}

    def test_tour(self):
        pass

@unittest.skip("not on this machine")
class Other(BaseCase):
    test_tags = {"standard"}

    def test_other(self):
        pass
"""


@pytest.fixture(scope="module")
def skipping_suite(tmp_path_factory):
    """A suite whose browser test and whose other test are both skipped."""
    folder = tmp_path_factory.mktemp("suite")
    (folder / "conftest.py").write_text(CONFTEST.read_text(encoding="utf-8"))
    (folder / "test_tour.py").write_text(TOUR)
    (folder / "pytest.ini").write_text("[pytest]\n")
    return folder


def run_suite(folder, **environment):
    base = {k: v for k, v in os.environ.items() if k != "CI"}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:odoo", "-p", "no:cacheprovider"],
        cwd=folder,
        env=base | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_browser_test_skipped_in_ci_fails(skipping_suite):
    """Item 2: a skipped browser test counts as a failure in CI."""
    result = run_suite(skipping_suite, CI="1")
    assert result.returncode == 1
    assert re.search("1 skipped.* 1 error", result.stdout)
    assert "Chrome executable not found" in result.stdout


def test_browser_test_skipped_at_home_is_skipped(skipping_suite):
    """Item 2: without a browser the rest of the suite can be run at home."""
    result = run_suite(skipping_suite)
    assert result.returncode == 0
    assert "2 skipped" in result.stdout


def test_ci_runs_lint_and_test_and_nothing_else():
    """Item 4: ``.ci/run`` calls the two scripts; it fails if either fails."""
    text = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert re.findall(r"(?m)^script/.*$", text) == [
        "script/lint || failed=1",
        "script/test || failed=1",
    ]
    assert text.rstrip().endswith('exit "$failed"')


@pytest.mark.parametrize(("lint", "test", "code"), [(0, 0, 0), (1, 0, 1), (0, 1, 1)])
def test_ci_fails_if_either_fails(tmp_path, lint, test, code):
    """Item 4: one failure is a failure, and both always run."""
    for name, result in {"lint": lint, "test": test}.items():
        program = tmp_path / "script" / name
        program.parent.mkdir(exist_ok=True)
        program.write_text(f"#!/bin/sh\necho {name} CI=$CI\nexit {result}\n")
        program.chmod(0o755)
    (tmp_path / ".ci").mkdir()
    run = tmp_path / ".ci" / "run"
    run.write_bytes((ROOT / ".ci" / "run").read_bytes())
    run.chmod(0o755)
    result = subprocess.run([run], capture_output=True, text=True, check=False)
    assert result.returncode == code
    assert result.stdout == "lint CI=1\ntest CI=1\n"


def test_whole_suite_uses_every_processor():
    """Item 4: the whole suite is shared out, and stays in order on each processor."""
    from workbench.commands.test import _share_out

    assert _share_out(1) == []
    assert _share_out(2)[0] == "-n2"
    assert "--no-loadscope-reorder" in _share_out(2)

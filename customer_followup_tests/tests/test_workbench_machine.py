"""Item 1: a normal user is told what is missing before anything long begins."""

import os
import shutil
import subprocess
import sys

import pytest
from workbench import machine

TOOLS = ("bash", "dirname", "env")


@pytest.fixture
def poor_path(open_folder):
    """A search path with Python and nothing else."""
    folder = open_folder / "bin"
    folder.mkdir()
    for tool in TOOLS:
        (folder / tool).symlink_to(shutil.which(tool))
    (folder / "python3").symlink_to("/usr/bin/python3")
    return folder


def run_as_user(layout, folder, script, path):
    """Run a script as a normal user without a home, in a checkout he may enter."""
    user = {} if os.geteuid() else {"user": "nobody", "group": "nogroup"}
    shutil.copytree(layout.root / "script", folder / "script")
    return subprocess.run(
        [folder / "script" / script],
        env={"PATH": str(path), "HOME": "/nonexistent"},
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
        **user,
    )


@pytest.mark.skipif(not os.path.exists("/usr/bin/python3"), reason="Debian's Python")
def test_missing_packages_are_one_line_for_root(layout, open_folder, poor_path):
    """Item 1: as a normal user it says exactly which ``apt-get install`` line."""
    result = run_as_user(layout, open_folder, "test", poor_path)
    assert result.returncode == 1, result.stderr
    lines = [line for line in result.stderr.splitlines() if "apt-get" in line]
    assert len(lines) == 1
    packages = lines[0].split("apt-get install -y ")[1].split()
    assert {"chromium", "fonts-noto-cjk", "git"} <= set(packages)
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("needs", [machine.FOR_SERVER, machine.FOR_TESTS])
def test_machine_without_printing_needs_program_and_font(needs, monkeypatch, tmp_path):
    """issue 3: what turns a form into a PDF, and a font for its Chinese, are named."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert {"wkhtmltopdf", "fonts-noto-cjk"} <= set(machine.missing(needs))


def test_python_without_ensurepip_needs_the_venv_package(open_folder):
    """Debian's Python comes without ``ensurepip``: python3-venv brings it."""
    (open_folder / "ensurepip.py").write_text("raise ImportError('not packaged')")
    code = "from workbench.machine import VENV; print(VENV.is_there())"
    path = f"{os.path.dirname(os.path.dirname(machine.__file__))}:{open_folder}"
    result = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout == "False\n"


def test_python_too_old_is_told(layout):
    """A python3 the pinned packages do not fit is named, not run into."""
    folder = str(layout.root / "script" / "workbench")
    code = (
        "import runpy, sys; sys.version_info = (3, 9, 2, 'final', 0);"
        f"sys.argv[1:] = ['server']; runpy.run_path({folder!r}, run_name='__main__')"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    assert result.stderr.startswith("error: Python 3.10")

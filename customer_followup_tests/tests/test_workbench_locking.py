"""Two runs at once wait for each other; a killed run leaves nothing half-built."""

import os
import signal
import subprocess
import sys
import time

import pytest
from workbench.atomic import built, note_use, remove_unused
from workbench.locking import try_exclusive

HOLD = """
import sys, time
from pathlib import Path
from workbench.atomic import built, note_use, remove_unused
from workbench.locking import exclusive

folder = Path(sys.argv[2])
with exclusive(folder / "setup.lock", "it is setting things up"):
    print("held", flush=True)
    with built(folder / "odoo") as building:
        (building / "half").touch()
        print("building", flush=True)
        sys.stdin.readline()
"""


def start(layout, folder):
    """Start a run that takes the lock and builds until it is told to end."""
    return subprocess.Popen(
        [sys.executable, "-c", HOLD, "server", folder],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(layout.root / "script")},
    )


def test_lock_second_run_waits_and_says_for_whom(layout, open_folder):
    """What a newcomer gets: two runs at once wait for each other with a lock."""
    first = start(layout, open_folder)
    assert first.stdout.readline() == "held\n"
    second = start(layout, open_folder)
    waiting = second.stderr.readline()
    assert f"script/server (process {first.pid}): it is setting things up" in waiting
    first.communicate("\n")
    assert second.stdout.readline() == "held\n"
    second.kill()
    second.communicate()


@pytest.mark.fault
def test_lock_of_a_killed_run_is_free(layout, open_folder):
    """Item 1: a start after ``kill -9`` recovers by itself."""
    run = start(layout, open_folder)
    assert run.stdout.readline() == "held\n"
    os.kill(run.pid, signal.SIGKILL)
    run.communicate()
    with try_exclusive(open_folder / "setup.lock") as is_held:
        assert is_held


@pytest.mark.fault
def test_build_that_was_killed_leaves_no_half_cache(layout, open_folder):
    """A cache is built in a temporary folder and renamed; left-overs are removed."""
    run = start(layout, open_folder)
    assert [run.stdout.readline() for _ in range(2)] == ["held\n", "building\n"]
    os.kill(run.pid, signal.SIGKILL)
    run.communicate()
    assert not (open_folder / "odoo").exists()
    with built(open_folder / "odoo") as folder:
        assert not list(folder.iterdir())
    assert (open_folder / "odoo").is_dir()


def test_build_removes_what_nobody_used_for_long(open_folder):
    """The cache does not grow for ever: old environments go, used ones stay."""
    new, used, unused = (open_folder / f"venv-{name}" for name in ("a", "b", "c"))
    for folder in (new, used, unused):
        folder.mkdir()
        os.utime(folder, (0, 0))
    note_use(used)
    remove_unused(new, "venv-*")
    assert [folder.exists() for folder in (new, used, unused)] == [True, True, False]


def test_build_that_fails_leaves_no_half_cache(open_folder):
    """A download that breaks off is not taken for a complete one next time."""
    with pytest.raises(OSError), built(open_folder / "odoo") as folder:
        (folder / "half").touch()
        raise OSError("the network is gone")
    assert not (open_folder / "odoo").exists()


def test_lock_is_not_inherited_by_programs(open_folder):
    """A program that outlives its run does not keep the others waiting."""
    with try_exclusive(open_folder / "setup.lock"):
        sleeper = subprocess.Popen(["sleep", "30"])
    started = time.monotonic()
    with try_exclusive(open_folder / "setup.lock") as is_held:
        assert is_held
    assert time.monotonic() - started < 5
    sleeper.kill()
    sleeper.wait()

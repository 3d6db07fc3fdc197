"""Locks between runs: two commands at once wait for each other and say so.

``flock`` is released by the kernel when its holder dies, so nothing has to be
cleaned up after ``kill -9``.
"""

import fcntl
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from .progress import say


def lock_of(folder: Path, name: str) -> Path:
    """Return the lock of a thing that is built."""
    return folder / f"{name}.lock"


@contextmanager
def exclusive(path: Path, reason: str) -> Iterator[None]:
    """Hold a lock alone; wait for its holder and name it while waiting."""
    with _held(path, fcntl.LOCK_EX, reason):
        yield


@contextmanager
def shared(path: Path, reason: str) -> Iterator[None]:
    """Hold a lock together with others who share it."""
    with _held(path, fcntl.LOCK_SH, reason):
        yield


@contextmanager
def try_exclusive(path: Path) -> Iterator[bool]:
    """Hold a lock alone if nobody is in the way; yield whether it is held."""
    with path.open("a+", encoding="utf-8") as file:
        is_held = try_lock(file, fcntl.LOCK_EX)
        if is_held:
            _sign(file)
        yield is_held


def try_lock(file: IO[str], operation: int) -> bool:
    """Take a lock without waiting; False if somebody else is in the way."""
    try:
        fcntl.flock(file, operation | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def holder(path: Path) -> str:
    """Return who signed the lock last, e.g. ``script/test (process 4711)``."""
    try:
        return path.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return ""


@contextmanager
def _held(path: Path, operation: int, reason: str) -> Iterator[None]:
    with path.open("a+", encoding="utf-8") as file:
        if not try_lock(file, operation):
            say(f"Waiting for {holder(path) or 'another run'}: {reason} …")
            fcntl.flock(file, operation)
        _sign(file)
        yield


def _sign(file: IO[str]) -> None:
    """Leave a name, for those who wait."""
    file.seek(0)
    file.truncate()
    command = sys.argv[1] if len(sys.argv) > 1 else "workbench"
    file.write(f"script/{command} (process {os.getpid()})")
    file.flush()

"""Running other programs: their output in a log, their failure in words."""

import ctypes
import os
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from .failure import Failure

TAIL_LINES = 25
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None)
Command = Sequence[str | os.PathLike[str]]


def run(
    command: Command,
    *,
    log: Path,
    hint: str,
    on_line: Callable[[str], None] = lambda line: None,
    **options: object,
) -> None:
    """Run a program to its end, its output going to ``log`` line by line.

    :param hint: for a person, what failed and the way out
    :param on_line: is called with every line, to see how far the program is
    :raises Failure: if the program ends with an error
    """
    with log.open("w", encoding="utf-8") as file, _piped(command, options) as process:
        try:
            for line in process.stdout:
                file.write(line)
                on_line(line)
        except BaseException:
            process.terminate()
            raise
    if process.returncode:
        raise Failure(f"{hint}\nThe whole output: {log}", tail(log))


def _piped(command: Command, options: dict) -> subprocess.Popen:
    """Start a program whose output, errors included, comes line by line."""
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        preexec_fn=die_with_parent,
        **{"stdin": subprocess.DEVNULL} | options,
    )


def output(command: Command, *, env: Mapping[str, str] | None = None) -> str:
    """Return what a short program prints; its error output becomes the failure."""
    result = subprocess.run(
        command, env=env, capture_output=True, text=True, check=False
    )
    if result.returncode:
        name = Path(command[0]).name
        raise Failure(f"{name} failed (exit code {result.returncode}).", result.stderr)
    return result.stdout


def tail(log: Path) -> str:
    """Return the last lines of a log."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return "\n".join(lines[-TAIL_LINES:])


def die_with_parent() -> None:
    """Ask the kernel to end this process when its parent dies, even by ``kill -9``.

    Runs in the child between fork and exec. Without it a killed command leaves an
    Odoo behind that holds the port and the database.
    """
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def attend(command: Command, **options: object) -> int:
    """Run a program in the foreground and return its exit code.

    Ctrl-C reaches the program through the terminal: it decides what that means
    (pytest prints its summary, a shell empties its line). SIGTERM is passed on.
    """
    process = subprocess.Popen(command, preexec_fn=die_with_parent, **options)
    previous = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        return process.wait()
    except BaseException:
        process.terminate()
        process.wait()
        raise
    finally:
        signal.signal(signal.SIGINT, previous)

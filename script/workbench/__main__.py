"""Entry point: ``python3 script/workbench <command> [arguments]``."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

COMMANDS = ("server", "test", "lint", "bench", "shell")


def main(argv: list[str]) -> int:
    """Run one command; a failure is a message and exit code 1, never a traceback."""
    if sys.version_info < (3, 10):  # noqa: UP036 - the scripts meet any python3
        sys.stderr.write("error: Python 3.10, 3.11 or 3.12 is needed as python3.\n")
        return 1
    if not argv or argv[0] not in COMMANDS:
        sys.stderr.write(f"usage: script/workbench {{{'|'.join(COMMANDS)}}}\n")
        return 2
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    failure = importlib.import_module("workbench.failure")
    command = importlib.import_module(f"workbench.commands.{argv[0]}")
    return failure.exit_code_of(command.main, argv[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""A failure that a person can act on: what went wrong, what was said, the way out."""

import signal
import sys
from collections.abc import Callable

INTERRUPTED = 130


class Failure(Exception):
    """Ends a command with a message instead of a traceback.

    :param message: what failed and what to do, for a person
    :param output: the end of what the failing program wrote, shown below it
    """

    def __init__(self, message: str, output: str = ""):
        super().__init__(message)
        self.message = message
        self.output = output.strip()


class Terminated(BaseException):
    """SIGTERM arrived: unwind every ``with`` block as Ctrl-C does, then end."""


def exit_code_of(main: Callable[[list[str]], int], argv: list[str]) -> int:
    """Return the exit code of a command; SIGTERM and Ctrl-C clean up first."""
    signal.signal(signal.SIGTERM, _terminate)
    try:
        return main(argv)
    except Failure as failure:
        if failure.output:
            sys.stderr.write(f"{failure.output}\n\n")
        sys.stderr.write(f"error: {failure.message}\n")
        return 1
    except Terminated:
        return 128 + signal.SIGTERM
    except KeyboardInterrupt:
        sys.stderr.write("\ninterrupted\n")
        return INTERRUPTED


def _terminate(signum: int, _frame: object) -> None:
    """Turn the first SIGTERM into an exception; later ones do not stop the clean-up."""
    signal.signal(signum, signal.SIG_IGN)
    raise Terminated

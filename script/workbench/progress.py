"""Long work says what it does, how far it is and how long it took."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

TERMINAL_SECONDS = 1.0
"""How often the running line is rewritten on a terminal."""
LOG_SECONDS = 10.0
"""How often a line is added where the output goes to a file."""


def say(text: str = "") -> None:
    """Write a line for the person who waits (not part of a command's result)."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def clock(seconds: float) -> str:
    """Return seconds as minutes and seconds.

    >>> clock(75.4)
    '1:15'
    """
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


class Report:
    """How far one step is; the step calls it, a ticker thread shows it."""

    def __init__(self) -> None:
        self.fraction = 0.0
        self.detail = ""

    def __call__(self, fraction: float | None = None, detail: str = "") -> None:
        """Note the share done (0 to 1, never running backwards) and on what."""
        if fraction is not None:
            self.fraction = max(self.fraction, min(fraction, 1.0))
        self.detail = detail or self.detail

    def line(self, seconds: float) -> str:
        """Return what is shown while the step runs."""
        parts = [f"{self.fraction:4.0%}" if self.fraction else "", clock(seconds)]
        return "      " + " · ".join(filter(None, [*parts, self.detail]))[:90]


@contextmanager
def shown(head: str) -> Iterator[Report]:
    """Show that something long begins, how far it is, and how long it took."""
    say(f"{head} …")
    started = time.monotonic()
    report = Report()
    with _Ticker(report, started):
        yield report
    say(f"{head}: done in {clock(time.monotonic() - started)}")


class _Ticker:
    """Shows a report while a step runs: one moving line, or a line now and then."""

    def __init__(self, report: Report, started: float):
        self.report = report
        self.started = started
        self.is_terminal = sys.stderr.isatty()
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self._tick, daemon=True)

    def __enter__(self) -> None:
        self.thread.start()

    def __exit__(self, *_exception: object) -> None:
        self.ended.set()
        self.thread.join()
        if self.is_terminal:
            sys.stderr.write("\r\033[K")

    def _tick(self) -> None:
        """Write the line until the step has ended."""
        every = TERMINAL_SECONDS if self.is_terminal else LOG_SECONDS
        while not self.ended.wait(every):
            line = self.report.line(time.monotonic() - self.started)
            sys.stderr.write(f"\r\033[K{line}" if self.is_terminal else f"{line}\n")
            sys.stderr.flush()

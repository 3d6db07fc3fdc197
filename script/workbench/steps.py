"""The numbered steps that build what a command needs, each at most once at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .locking import exclusive, lock_of
from .progress import Report, shown


@dataclass(frozen=True)
class Step:
    """One thing that may have to be built.

    :param title: what a person reads
    :param name: of the lock: two runs that need the same thing build it once
    :param is_needed: is there something to do? Asked again when the lock is held
    :param work: does it, reporting how far it is
    """

    title: str
    name: str
    is_needed: Callable[[], bool]
    work: Callable[[Report], None]


class Steps:
    """The steps of one command, numbered in a fixed order.

    A step that has nothing to do keeps its number and prints nothing, so that
    step 5 is the same step in the first run and in the hundredth.
    """

    def __init__(self, locks: Path, total: int):
        self.locks = locks
        self.total = total
        self.number = 0

    def run(self, step: Step) -> None:
        """Build something if it is needed, unless another run does so meanwhile."""
        self.number += 1
        if not step.is_needed():
            return
        head = f"[{self.number}/{self.total}] {step.title}"
        with exclusive(lock_of(self.locks, step.name), f"it is at: {step.title}"):
            if step.is_needed():
                with shown(head) as report:
                    step.work(report)

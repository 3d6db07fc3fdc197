"""Folders that exist completely or not at all, and not for ever."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SECONDS_PER_DAY = 86400


@contextmanager
def built(final: Path) -> Iterator[Path]:
    """Yield an empty folder that becomes ``final`` when the block succeeds.

    A run that is killed leaves ``<final>.building`` behind; the next one starts by
    removing it. The caller holds the set-up lock, so one fixed name is enough.
    """
    temporary = final.with_name(f"{final.name}.building")
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir(parents=True)
    yield temporary
    temporary.rename(final)


def remove_unused(kept: Path, pattern: str, days: int = 30) -> None:
    """Remove what ``kept`` took the place of and no checkout has used for long.

    Using a folder is noted in its time of change, by ``note_use``.
    """
    oldest = time.time() - days * SECONDS_PER_DAY
    for folder in kept.parent.glob(pattern):
        if folder != kept and folder.stat().st_mtime < oldest:
            shutil.rmtree(folder, ignore_errors=True)


def note_use(folder: Path) -> None:
    """Keep a folder from being removed as unused."""
    os.utime(folder)

"""Folders that exist completely or not at all."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


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

"""Chromium for the tours, with the switches that keep it inside the machine."""

import os
import shutil
from pathlib import Path

from .layout import Layout

SWITCHES = (
    "--headless",
    "--no-sandbox",  # Chromium refuses its sandbox as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NAMES = ("chromium", "google-chrome")


def prepare(layout: Layout, environment: dict[str, str]) -> None:
    """Let Odoo's test classes find the browser with our switches.

    They take the first ``google-chrome`` on the path: that is a wrapper of ours.
    """
    folder = layout.cache / "browser"
    path = environment.get("PATH", "")
    elsewhere = _without(path, folder)
    browser = next(filter(None, (shutil.which(n, path=elsewhere) for n in NAMES)), None)
    if not browser:
        return
    folder.mkdir(exist_ok=True)
    temporary = folder / f"google-chrome.{os.getpid()}"
    switches = " ".join(SWITCHES)
    temporary.write_text(f'#!/bin/sh\nexec "{browser}" {switches} "$@"\n', "utf-8")
    temporary.chmod(0o755)
    temporary.rename(folder / "google-chrome")
    environment["PATH"] = f"{folder}{os.pathsep}{elsewhere}"


def _without(path: str, folder: Path) -> str:
    """Return a search path without a folder: a wrapper must not find itself."""
    parts = [part for part in path.split(os.pathsep) if Path(part) != folder]
    return os.pathsep.join(parts)

"""Odoo 19 from Debian, without installing anything into the system.

Odoo 19 is not on PyPI; Debian's package ``odoo-19`` carries all of Community. It is
downloaded through an apt configuration of our own (sources, state and cache in the
cache folder), so that the machine's package lists stay as they are, verified by
apt's signatures and unpacked with ``dpkg -x``.
"""

import os
import subprocess
import threading
from collections.abc import Iterable
from pathlib import Path

from .apt_sources import Archive, debian_archive
from .atomic import built
from .failure import Failure
from .layout import ODOO_SERIES, Layout
from .processes import run
from .progress import Report

SUITE = "sid"
PACKAGES = (
    "odoo-19",
    # Debian cut these out of Odoo and links to them: without them the web client
    # answers 500.
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
    "fonts-glyphicons-halflings",
    "fonts-inconsolata",
    "fonts-font-awesome",
    "fonts-montserrat",
    "fonts-ocr-b",
    "fonts-roboto-unhinted",
)
PYTHON_PATH = Path("usr/lib/python3/dist-packages")
MISSING_SCRIPT = Path(
    "odoo/addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js"
)
"""Not in the package at all; an empty file keeps the browser's console clean."""
HINT = (
    "Odoo 19 could not be downloaded from Debian. Is there a network? "
    "DEBIAN_MIRROR=<address> names another mirror, ODOO_SOURCE=<folder> an Odoo 19 "
    "that is on this machine."
)
SHARE_DOWNLOAD, SHARE_UNPACK = 0.7, 0.3


def unpacked_folder(layout: Layout) -> Path:
    """Return the folder that holds the unpacked packages."""
    return layout.cache / f"odoo-{ODOO_SERIES}"


def download(layout: Layout, report: Report) -> None:
    """Download and unpack Odoo; afterwards ``unpacked_folder`` is complete."""
    with built(unpacked_folder(layout)) as folder:
        archives = folder / "archives"
        archives.mkdir()
        apt = Apt(layout, folder / "apt", debian_archive())
        report(detail="package lists")
        apt.update()
        apt.download(archives, report)
        for number, archive in enumerate(sorted(archives.glob("*.deb"))):
            unpacked = SHARE_UNPACK * number / len(PACKAGES)
            report(SHARE_DOWNLOAD + unpacked, f"unpacking {archive.name}")
            subprocess.run(["dpkg", "-x", archive, folder], check=True)
        _finish(folder, archives)


def _finish(folder: Path, archives: Path) -> None:
    """Add what Debian left out, note the versions, drop what is not needed."""
    script = folder / PYTHON_PATH / MISSING_SCRIPT
    script.parent.mkdir(parents=True, exist_ok=True)
    script.touch()
    names = sorted(path.name for path in archives.iterdir())
    (folder / "packages.txt").write_text("\n".join(names), encoding="utf-8")
    for archive in archives.iterdir():
        archive.unlink()


class Apt:
    """apt-get with sources, state and cache of its own."""

    def __init__(
        self, layout: Layout, folder: Path, archive: Archive, retries: int = 3
    ):
        self.retries = retries
        self.log = layout.logs / "apt.log"
        self.folder = folder
        for name in ("state/lists/partial", "cache/archives/partial"):
            (folder / name).mkdir(parents=True)
        (folder / "status").touch()
        line = archive.line(SUITE)
        (folder / "sources.list").write_text(f"{line}\n", encoding="utf-8")
        (folder / "apt.conf").write_text(self._config(), encoding="utf-8")

    def _config(self) -> str:
        """Return the configuration, laid over the machine's own (proxy, …)."""
        lines = [
            f'Dir::Etc::SourceList "{self.folder}/sources.list";',
            'Dir::Etc::SourceParts "-";',
            'Dir::Etc::Preferences "-";',
            'Dir::Etc::PreferencesParts "-";',
            f'Dir::State "{self.folder}/state";',
            f'Dir::State::Status "{self.folder}/status";',
            f'Dir::Cache "{self.folder}/cache";',
            'Acquire::Languages "none";',
            f'Acquire::Retries "{self.retries}";',
            # Hooks of the machine would clean its own download cache.
            "#clear APT::Update::Post-Invoke;",
            "#clear APT::Update::Post-Invoke-Success;",
        ]
        if not os.geteuid():
            # The sandbox user may not write below root's home.
            lines.append('APT::Sandbox::User "root";')
        return "\n".join(lines) + "\n"

    def _command(self, *arguments: str) -> list[str]:
        return ["apt-get", "-q", "-c", str(self.folder / "apt.conf"), *arguments]

    def update(self) -> None:
        """Fetch the package lists; a list that cannot be fetched is an error."""
        strict = self._command("-o", "APT::Update::Error-Mode=any", "update")
        run(strict, log=self.log, hint=HINT)

    def download(self, target: Path, report: Report) -> None:
        """Download the packages into ``target``, each checked by its hash."""
        sizes = self._sizes()
        with _Watch(target, sum(sizes), report):
            command = self._command("download", *PACKAGES)
            run(command, log=self.log, hint=HINT, cwd=target)
        found = len(list(target.glob("*.deb")))
        if found != len(PACKAGES):
            raise Failure(f"{HINT} ({found} of {len(PACKAGES)} packages arrived)")

    def _sizes(self) -> Iterable[int]:
        """Return the packages' sizes in bytes."""
        command = self._command("--print-uris", "download", *PACKAGES)
        listed = subprocess.run(command, capture_output=True, text=True, check=False)
        return [
            int(line.split()[2])
            for line in listed.stdout.splitlines()
            if line.startswith("'")
        ]


class _Watch:
    """Reports how many bytes of a download have arrived."""

    def __init__(self, folder: Path, total: int, report: Report):
        self.folder, self.total, self.report = folder, max(total, 1), report
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> None:
        self.thread.start()

    def __exit__(self, *_exception: object) -> None:
        self.ended.set()
        self.thread.join()

    def _look(self) -> None:
        """Measure the folder now and then."""
        while not self.ended.wait(0.5):
            arrived = sum(f.stat().st_size for f in self.folder.glob("*"))
            megabytes = f"{arrived >> 20} of {self.total >> 20} MB"
            self.report(SHARE_DOWNLOAD * arrived / self.total, megabytes)

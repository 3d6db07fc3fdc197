"""The Debian mirror this machine uses, read from its own apt sources.

No mirror is written down in this repository: a machine behind a company's mirror
must not be sent elsewhere.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .failure import Failure

APT_FOLDER = Path("/etc/apt")
KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
GENERAL_SUITES = {"stable", "testing", "unstable", "sid"}


@dataclass(frozen=True)
class Archive:
    """One apt source: where it is, what it carries, whose signature is trusted."""

    uri: str
    suites: tuple[str, ...]
    components: tuple[str, ...]
    signed_by: str = ""

    def line(self, suite: str) -> str:
        """Return the one-line apt source for another suite of the same mirror."""
        option = f"[signed-by={self.signed_by}] " if self.signed_by else ""
        return f"deb {option}{self.uri} {suite} main"

    def is_main(self, codename: str) -> bool:
        """Is this Debian's main archive, not security, backports or a third party?"""
        suites = {*GENERAL_SUITES, codename}
        return "main" in self.components and bool(suites.intersection(self.suites))


def debian_archive(folder: Path = APT_FOLDER) -> Archive:
    """Return the archive of the machine's sources, or the one in DEBIAN_MIRROR.

    :raises Failure: if the machine names none
    """
    found = [item for item in _archives(folder) if item.is_main(_codename())]
    mirror = os.environ.get("DEBIAN_MIRROR")
    if mirror:
        keyring = found[0].signed_by if found else _default_keyring()
        return Archive(mirror, (), ("main",), keyring)
    if not found:
        raise Failure(
            f"No Debian archive is named in {folder}. Name one with "
            "DEBIAN_MIRROR=<address>, or an Odoo 19 folder with ODOO_SOURCE=<folder>."
        )
    return found[0]


def _archives(folder: Path) -> Iterator[Archive]:
    """Yield every archive in the old and the new format."""
    parts = folder / "sources.list.d"
    for path in [folder / "sources.list", *sorted(parts.glob("*.list"))]:
        if path.exists():
            yield from _one_line_format(path.read_text(encoding="utf-8"))
    for path in sorted(parts.glob("*.sources")):
        yield from _deb822_format(path.read_text(encoding="utf-8"))


def _one_line_format(text: str) -> Iterator[Archive]:
    """Read ``deb [options] uri suite component…`` lines."""
    pattern = re.compile(r"^deb\s+(?:\[(?P<options>[^]]*)\]\s+)?(?P<rest>\S.*)$")
    for line in text.splitlines():
        match = pattern.match(line.partition("#")[0].strip())
        if match:
            uri, suite, *components = match["rest"].split()
            key = re.search(r"signed-by=(\S+)", match["options"] or "")
            keyring = key[1] if key else ""
            yield Archive(uri, (suite,), tuple(components), keyring)


def _deb822_format(text: str) -> Iterator[Archive]:
    """Read stanzas of ``Field: value`` lines; an embedded key is left to apt."""
    for stanza in re.split(r"\n\s*\n", text):
        lines = [line for line in stanza.splitlines() if not line.startswith("#")]
        fields = dict(re.findall(r"(?m)^([\w-]+):[ \t]*(.*)$", "\n".join(lines)))
        fields = {name.lower(): value.strip() for name, value in fields.items()}
        if "deb" not in fields.get("types", "").split():
            continue
        if fields.get("enabled", "yes").lower() in ("no", "false"):
            continue
        suites = tuple(fields.get("suites", "").split())
        components = tuple(fields.get("components", "").split())
        for uri in fields.get("uris", "").split():
            yield Archive(uri, suites, components, fields.get("signed-by", ""))


def _codename() -> str:
    """Return Debian's name of the installed release, e.g. ``bookworm``."""
    text = Path("/etc/os-release").read_text(encoding="utf-8")
    match = re.search(r"(?m)^VERSION_CODENAME=(\w+)$", text)
    return match[1] if match else ""


def _default_keyring() -> str:
    """Return Debian's keyring if the machine has it."""
    return str(KEYRING) if KEYRING.exists() else ""

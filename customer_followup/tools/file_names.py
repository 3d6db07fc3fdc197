"""Names of files and folders that are safe on every system, and never taken twice."""

import re
import unicodedata

LONGEST = 100
"""Characters of a name, without its ending: a path of two stays below 260."""
LONGEST_ENDING = 16
# what a system forbids, what hides (control and direction characters), and separators
_FORBIDDEN = re.compile(r'[/\\:*?"<>|]')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def get_safe_name(text: str | None, otherwise: str) -> str:
    """Return a name made of ``text``; letters of every script stay as they are.

    >>> get_safe_name("../../etc/passwd", "file")
    '_.._etc_passwd'
    >>> get_safe_name("青岚 合同.pdf", "file")
    '青岚 合同.pdf'
    >>> get_safe_name("con.txt", "file"), get_safe_name(" .. ", "file")
    ('_con.txt', 'file')
    """
    text = unicodedata.normalize("NFC", text or "")
    visible = "".join(c for c in text if unicodedata.category(c)[0] != "C")
    name = _FORBIDDEN.sub("_", visible).strip(". ")
    if _DEVICES.match(name):
        name = f"_{name}"
    return _shorten(name) or otherwise


def _shorten(name: str) -> str:
    stem, ending = _split(name)
    return name if len(stem) <= LONGEST else f"{stem[:LONGEST].rstrip('. ')}{ending}"


def _split(name: str) -> tuple[str, str]:
    stem, dot, ending = name.rpartition(".")
    if not stem or len(ending) > LONGEST_ENDING:
        return name, ""
    return stem, dot + ending


class UniqueNames:
    """The names in one folder: who takes one that is taken gets it with a number.

    >>> names = UniqueNames()
    >>> [names.take(name) for name in ("Scan.pdf", "scan.PDF", "Scan.pdf")]
    ['Scan.pdf', 'scan (2).PDF', 'Scan (3).pdf']
    """

    def __init__(self, *taken: str):
        self._taken = {name.casefold() for name in taken}
        self._counts: dict[str, int] = {}

    def take(self, name: str) -> str:
        """Return ``name``, or what distinguishes it, also where case does not."""
        stem, ending = _split(name)
        count = self._counts.get(name.casefold(), 1)
        free = name
        while free.casefold() in self._taken:
            count += 1
            free = f"{stem} ({count}){ending}"
        self._counts[name.casefold()] = count
        self._taken.add(free.casefold())
        return free

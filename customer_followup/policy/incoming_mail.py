"""What an incoming mail is: somebody's words, or the answer of a machine.

Pure functions: headers in, a decision out.
"""

from collections.abc import Callable

LONGEST_SUBJECT = 200
"""Characters; the whole subject stays on the message."""
MACHINES = {"bulk", "auto_reply", "junk"}
"""Kinds of precedence that no person gives a mail."""
AWAY = ("out of office", "automatic reply", "auto-reply", "autoreply", "自动回复")
"""How a subject begins that a mail program has written, where headers say nothing."""


def is_automatic(get: Callable[[str], str | None]) -> bool:
    """Was a mail written by a machine? Then it is no case, and gets no answer.

    :param get: returns the value of a header

    >>> is_automatic({"Auto-Submitted": "auto-replied"}.get)
    True
    >>> is_automatic({"Auto-Submitted": "no", "Precedence": "first-class"}.get)
    False
    >>> is_automatic({"Subject": "Automatic reply: wet bags"}.get)
    True
    """
    submitted = (get("Auto-Submitted") or "no").split(";")[0].strip().casefold()
    precedence = (get("Precedence") or "").strip().casefold()
    suppressed = (get("X-Auto-Response-Suppress") or "none").strip().casefold()
    has_mark = any(get(name) for name in ("X-Autoreply", "X-Autorespond"))
    subject = (get("Subject") or "").strip().casefold()
    return (
        submitted != "no"
        or precedence in MACHINES
        or suppressed != "none"
        or has_mark
        or subject.startswith(AWAY)
    )


def shorten_subject(subject: str) -> str:
    """Return a subject that fits on a line.

    >>> shorten_subject("  Wet   bags "), len(shorten_subject("x" * 5000))
    ('Wet bags', 200)
    """
    subject = " ".join(subject.split())
    if len(subject) <= LONGEST_SUBJECT:
        return subject
    return subject[: LONGEST_SUBJECT - 1] + "…"

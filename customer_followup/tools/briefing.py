"""What is read out of a customer's file before a contact."""

from dataclasses import dataclass, field

from odoo.models import BaseModel


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to know.

    :param title: what it is
    :param detail: more about it; line breaks are kept
    :param value: what stands at the right: an amount, a day, a result
    :param phone: a number to call
    :param email: an address to write to
    :param is_urgent: shown in the colour of a warning
    """

    title: str
    detail: str = ""
    value: str = ""
    phone: str = ""
    email: str = ""
    is_urgent: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """What is known about one subject; without lines there is nothing.

    :param name: stays, in all languages
    """

    name: str
    title: str
    lines: list[Line] = field(default_factory=list)


def join(*parts: str | bool | None) -> str:
    """Return the parts that say something, in one line."""
    return " · ".join(part.strip() for part in parts if part and part.strip())


def join_address(partner: BaseModel) -> str:
    """Return where a partner is, in one line."""
    lines = partner._display_address(without_company=True).splitlines()
    return ", ".join(filter(None, (line.strip(" ,") for line in lines)))


def shorten(text: str | bool | None, length: int = 300) -> str:
    """Return the beginning of a text."""
    text = (text or "").strip()
    return text if len(text) <= length else f"{text[:length]}…"

"""Mend mails whose bytes no database and no decoder takes, so that none is lost."""

from email.message import EmailMessage

UNTAKEN = dict.fromkeys([0, *range(0xD800, 0xE000)])
"""NUL and halves of characters."""


def mend_mail(message: EmailMessage):
    r"""Mend the headers and texts of a mail in place; what is right stays as it is.

    >>> message = EmailMessage()
    >>> message["Subject"] = "Wet bags"
    >>> message.set_content("Half \0 a word")
    >>> mend_mail(message)
    >>> message.get_content()
    'Half  a word\n'
    """
    for part in message.walk():
        _mend_headers(part)
        if part.get_content_maintype() == "text":
            _mend_text(part)


def mend_text(text: str) -> str:
    r"""Return a text that a database takes.

    >>> mend_text("wet\0 \ud800bags")
    'wet bags'
    """
    return text.translate(UNTAKEN)


def _mend_headers(part: EmailMessage):
    for name in list(dict.fromkeys(part.keys())):
        try:
            values = [str(value) for value in part.get_all(name)]
        except Exception:  # whatever a parser of headers can stumble over
            del part[name]
            continue
        mended = [mend_text(value) for value in values]
        if mended == values:
            continue
        del part[name]
        for value in mended:
            _add_header(part, name, value)


def _add_header(part: EmailMessage, name: str, value: str):
    try:
        part[name] = " ".join(value.split())
    except Exception:  # a header that is left out is better than a lost mail
        return


def _mend_text(part: EmailMessage):
    """Read a text whose character set is wrong as UTF-8."""
    try:
        text = part.get_content()
        if mend_text(text) == text:
            return
    except Exception:  # an unknown character set, or an encoding that is broken
        content = part.get_payload(decode=True) or b""
        text = content.decode("utf-8", "replace")
    disposition = part.get("Content-Disposition")
    subtype = part.get_content_subtype()
    part.set_content(mend_text(text), subtype=subtype, charset="utf-8")
    if disposition and "Content-Disposition" not in part:
        part["Content-Disposition"] = disposition

"""What a customer may hand in through the portal, and what a case is called there.

Pure functions: facts in, a decision with its reason out.
"""

from dataclasses import dataclass

from .document_files import ALIASES, MIMETYPES, check_file, clean_file_name, get_kind

STATUSES = ("received", "looking", "answered", "carrying", "confirm", "closed")
# characters of a field; more is no mistake of a customer's, but a machine's
LONGEST = {
    "subject": 200,
    "complainant": 100,
    "phone": 50,
    "description": 10_000,
    "wish": 2_000,
}
REQUIRED = ("subject", "description")


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What decides which status a customer reads.

    :param is_closed: nothing more is done
    :param is_begun: somebody has looked at it
    :param is_answered: the customer was told that we see no fault of ours
    :param round_state: state of the round that is open, if one is
    """

    is_closed: bool = False
    is_begun: bool = False
    is_answered: bool = False
    round_state: str | None = None


def tell_status(facts: CaseFacts) -> str:
    """Return the status in a customer's words: never how it looks inside.

    >>> tell_status(CaseFacts())
    'received'
    >>> tell_status(CaseFacts(is_begun=True, round_state="submitted"))
    'looking'
    >>> tell_status(CaseFacts(is_begun=True, round_state="done"))
    'confirm'
    """
    if facts.is_closed:
        return "closed"
    if facts.round_state == "done":
        return "confirm"
    if facts.round_state == "approved":
        return "carrying"
    if facts.is_answered:
        return "answered"
    return "looking" if facts.is_begun or facts.round_state else "received"


def clean_text(value) -> str:
    r"""Return what was typed, without what no database takes.

    >>> clean_text("  wet\0 \ud800bags\r\n "), clean_text(None), clean_text([1])
    ('wet bags', '', '')
    """
    if not isinstance(value, str):
        return ""
    text = "".join(c for c in value if c != "\0" and not "\ud800" <= c <= "\udfff")
    return text.replace("\r\n", "\n").strip()


def find_text_problems(texts: dict[str, str]) -> dict[str, str]:
    """Return what is wrong with the texts of a form, by field.

    >>> find_text_problems({"subject": "", "description": "Wet", "phone": "1" * 51})
    {'subject': 'missing', 'phone': 'long'}
    """
    problems = {name: "missing" for name in REQUIRED if not texts.get(name)}
    for name, longest in LONGEST.items():
        if len(texts.get(name, "")) > longest:
            problems[name] = "long"
    return problems


def read_id(value) -> int:
    """Return the id of a record, or 0 for what cannot be one.

    >>> read_id("7"), read_id(" 7"), read_id("7x"), read_id("-1"), read_id("9" * 20)
    (7, 0, 0, 0, 0)
    """
    is_number = isinstance(value, str) and value.isascii() and value.isdigit()
    id_ = int(value) if is_number and len(value) < 11 else 0
    return id_ if id_ < 2**31 else 0


def read_kinds(text: str | None) -> set[str]:
    """Return the kinds of files that a setting names; what is no kind is left out.

    >>> sorted(read_kinds("PDF, .jpeg;png exe"))
    ['jpg', 'pdf', 'png']
    """
    words = (text or "").replace(",", " ").replace(";", " ").casefold().split()
    kinds = {ALIASES.get(word.lstrip("."), word.lstrip(".")) for word in words}
    return kinds & set(MIMETYPES)


def find_file_problem(
    name: str, content: bytes, kinds: set[str], largest: int
) -> str | None:
    r"""Return why a file is not taken: ``empty large kind content``; nothing if it is.

    >>> find_file_problem("a.pdf", b"%PDF-1.7", {"pdf"}, 10) is None
    True
    >>> find_file_problem("a.pdf", b"%PDF-1.7", {"png"}, 10)
    'kind'
    >>> find_file_problem("a.png", b"<svg onload=alert(1)>", {"png"}, 99)
    'content'
    """
    refusal = check_file(clean_file_name(name), content, largest)
    if refusal and refusal.reason in ("empty", "large"):
        return refusal.reason
    if get_kind(clean_file_name(name)) not in kinds:
        return "kind"
    return "content" if refusal else None

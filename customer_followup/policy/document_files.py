"""Which files a dossier takes, and what they are called there.

Pure functions: facts in, a decision with its reason out.
"""

import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass

LONGEST_NAME = 120  # characters, the extension included
OFFICE = "application/vnd.openxmlformats-officedocument"
OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
MIMETYPES = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "heic": "image/heic",
    "tif": "image/tiff",
    "docx": f"{OFFICE}.wordprocessingml.document",
    "xlsx": f"{OFFICE}.spreadsheetml.sheet",
    "odt": f"{OPEN_DOCUMENT}.text",
    "ods": f"{OPEN_DOCUMENT}.spreadsheet",
    "ofd": "application/ofd",
}
"""Kinds of files that are taken: none that a browser runs, none with macros."""
ALIASES = {"jpeg": "jpg", "jpe": "jpg", "jfif": "jpg", "tiff": "tif", "heif": "heic"}
SIGNATURES = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"II*\x00", "tif"),
    (b"MM\x00*", "tif"),
)
PDF_HEADER_WITHIN = 1024
"""Bytes: some scanners write a line feed or a mark before it, and readers take that."""
BEFORE_PDF = b"\xef\xbb\xbf\r\n\t "
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"}
PARTS = (("word/", "docx"), ("xl/", "xlsx"), ("OFD.xml", "ofd"))
# a spreadsheet takes what they begin for a formula
FORMULA_STARTS = "=+-@"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file is not taken.

    :param reason: ``empty`` ``large`` ``unknown`` (such files are not taken) or
        ``other`` (the content is not what the name says)
    :param kind: what the content is, where that is known
    """

    reason: str
    kind: str | None = None


def clean_file_name(name: str) -> str:
    r"""Return a name that is no path, hides nothing and is no formula.

    >>> clean_file_name("../../etc/passwd")
    'passwd'
    >>> clean_file_name("C:\\scans\\营业执照.pdf")
    '营业执照.pdf'
    >>> clean_file_name("=HYPERLINK(1).pdf")
    'HYPERLINK(1).pdf'
    >>> clean_file_name("licence\u202efdp.exe")
    'licencefdp.exe'
    """
    name = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    name = "".join(" " if char in "\t\n\r" else char for char in name)
    # control and format characters, halves of characters, and private ones
    name = "".join(c for c in name if unicodedata.category(c)[0] != "C")
    name = " ".join(name.split()).strip(" .")
    # Chinese keyboards type wide ones
    while name and unicodedata.normalize("NFKC", name[0])[0] in FORMULA_STARTS + " .":
        name = name[1:]
    stem, dot, extension = name.rpartition(".")
    if dot and len(extension) < LONGEST_NAME // 2:
        return stem[: LONGEST_NAME - len(extension) - 1] + dot + extension
    return name[:LONGEST_NAME] or "file"


def get_kind(name: str) -> str | None:
    """Return the kind that a file's name says; nothing when it is not taken.

    >>> get_kind("Licence.JPEG"), get_kind("licence.exe"), get_kind("licence")
    ('jpg', None, None)
    """
    _stem, dot, extension = name.rpartition(".")
    extension = extension.casefold()
    kind = ALIASES.get(extension, extension)
    return kind if dot and kind in MIMETYPES else None


def recognise(content: bytes) -> str | None:
    r"""Return the kind of a file by what is in it.

    >>> recognise(b"%PDF-1.7 ..."), recognise(b"<html><script>")
    ('pdf', None)
    >>> recognise(b"\0\0\0\x18ftypheic")
    'heic'
    """
    for signature, kind in SIGNATURES:
        if content.startswith(signature):
            return kind
    if content[:PDF_HEADER_WITHIN].lstrip(BEFORE_PDF).startswith(b"%PDF-"):
        return "pdf"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    if content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS:
        return "heic"
    if content.startswith(b"PK\x03\x04"):
        return _recognise_archive(content)
    return None


def _recognise_archive(content: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            if any(name.casefold().endswith("vbaproject.bin") for name in names):
                return None  # macros
            if "mimetype" in names:
                with archive.open("mimetype") as file:
                    mimetype = file.read(100).decode("ascii", "replace").strip()
                kinds = {mimetype: kind for kind, mimetype in MIMETYPES.items()}
                return kinds.get(mimetype)
    except Exception:  # whatever a broken archive can raise
        return None
    if not {"[Content_Types].xml", "OFD.xml"} & set(names):
        return None
    return next((k for p, k in PARTS if any(n.startswith(p) for n in names)), None)


def check_file(name: str, content: bytes, largest_size: int) -> Refusal | None:
    """Return why a file is not taken; nothing when it is.

    :param largest_size: in bytes

    >>> check_file("licence.pdf", b"", 10)
    Refusal(reason='empty', kind=None)
    >>> check_file("licence.pdf", b"%PDF-1.7", 10) is None
    True
    >>> check_file("licence.jpg", b"%PDF-1.7", 10)
    Refusal(reason='other', kind='pdf')
    """
    if not content:
        return Refusal("empty")
    if len(content) > largest_size:
        return Refusal("large")
    said = get_kind(name)
    if not said:
        return Refusal("unknown")
    found = recognise(content)
    return None if found == said else Refusal("other", found)

"""Which files a dossier takes: the tables of the decision."""

import doctest
import io
import zipfile

from odoo.tests import BaseCase, tagged

from odoo.addons.customer_followup.policy import document_files
from odoo.addons.customer_followup.policy.document_files import (
    LONGEST_NAME,
    check_file,
    clean_file_name,
    get_kind,
    recognise,
)

MEGABYTE = 1024 * 1024


def make_archive(*names, mimetype=None):
    """Return a ZIP archive with empty members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "")
    return buffer.getvalue()


ODT = "application/vnd.oasis.opendocument.text"
WORD = ("[Content_Types].xml", "word/document.xml")
# (what it says, content, kind)
CONTENTS = [
    ("PDF", b"%PDF-1.7 ...", "pdf"),
    ("PDF after something else", b"<html>%PDF-1.7", None),
    ("PDF after a mark and a line feed", b"\xef\xbb\xbf\n%PDF-1.7", "pdf"),
    ("PDF after too much of nothing", b" " * 1024 + b"%PDF-1.7", None),
    ("PNG", b"\x89PNG\r\n\x1a\n...", "png"),
    ("JPEG", b"\xff\xd8\xff\xe0...", "jpg"),
    ("TIFF, both ways round", b"II*\x00...", "tif"),
    ("TIFF, both ways round", b"MM\x00*...", "tif"),
    ("WebP", b"RIFF\x00\x00\x00\x00WEBPVP8 ", "webp"),
    ("sound", b"RIFF\x00\x00\x00\x00WAVEfmt ", None),
    ("photo of a telephone", b"\x00\x00\x00\x18ftypheic", "heic"),
    ("film of a telephone", b"\x00\x00\x00\x18ftypmp42", None),
    ("Word", make_archive(*WORD), "docx"),
    ("Word with macros", make_archive(*WORD, "word/vbaProject.bin"), None),
    ("Excel", make_archive("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
    ("OpenDocument", make_archive(mimetype=ODT), "odt"),
    ("an e-book", make_archive(mimetype="application/epub+zip"), None),
    ("Chinese invoice", make_archive("OFD.xml"), "ofd"),
    ("some archive", make_archive("word/document.xml"), None),
    ("half an archive", make_archive(*WORD)[:40], None),
    ("page", b"<!DOCTYPE html><script>alert(1)</script>", None),
    ("drawing", b"<svg xmlns='x'><script>alert(1)</script></svg>", None),
    ("program", b"MZ\x90\x00", None),
    ("text", b"Licence", None),
    ("nothing", b"", None),
]
# (given, kept)
NAMES = [
    ("licence.pdf", "licence.pdf"),
    ("营业执照 2026.pdf", "营业执照 2026.pdf"),
    ("../../etc/passwd", "passwd"),
    ("/etc/licence.pdf", "licence.pdf"),
    ("C:\\scans\\licence.pdf", "licence.pdf"),
    ("..\\..\\licence.pdf", "licence.pdf"),
    ("lic\x00ence.pdf", "licence.pdf"),
    ("lic\r\nence\t1.pdf", "lic ence 1.pdf"),
    ("licence\u202efdp.exe", "licencefdp.exe"),
    ("\ufefflicence\u200b.pdf", "licence.pdf"),
    ("half \ud800 a character.pdf", "half a character.pdf"),
    ("=cmd|' /C calc'!A0.pdf", "C calc'!A0.pdf"),
    ("\uff1d1+1.pdf", "1+1.pdf"),
    ("+-@=x.pdf", "x.pdf"),
    ("=.pdf", "pdf"),
    ("...", "file"),
    ("", "file"),
    ("a/", "file"),
]
# (name, kind)
EXTENSIONS = [
    ("a.pdf", "pdf"),
    ("a.PDF", "pdf"),
    ("a.b.Jpeg", "jpg"),
    ("a.tiff", "tif"),
    ("a.heif", "heic"),
    ("a.pdf.exe", None),
    ("a.svg", None),
    ("a.html", None),
    ("a.zip", None),
    ("a.docm", None),
    ("pdf", None),
    ("a.", None),
]
# (what it says, name, content, reason)
FILES = [
    ("is taken", "a.pdf", b"%PDF-1.7", None),
    ("exactly the limit", "a.pdf", b"%PDF-".ljust(MEGABYTE), None),
    ("one byte more", "a.pdf", b"%PDF-".ljust(MEGABYTE + 1), "large"),
    ("empty", "a.pdf", b"", "empty"),
    ("not taken", "a.exe", b"%PDF-1.7", "unknown"),
    ("page called PDF", "a.pdf", b"<html>", "other"),
    ("picture called PDF", "a.pdf", b"\x89PNG\r\n\x1a\n", "other"),
]


@tagged("post_install", "-at_install")
class TestPolicyDocumentFiles(BaseCase):
    def test_content_is_recognised_by_what_is_in_it(self):
        """DOS-2: each kind of file that people scan and write, and what is none."""
        for what, content, kind in CONTENTS:
            with self.subTest(what):
                self.assertEqual(recognise(content), kind)

    def test_names_are_no_paths_and_hide_nothing(self):
        """DOS-2: Chinese stays, what is no name goes."""
        for given, kept in NAMES:
            with self.subTest(ascii(given)):  # half a character cannot be reported
                self.assertEqual(clean_file_name(given), kept)

    def test_cleaning_a_clean_name_changes_nothing(self):
        """DOS-2: names do not change each time they are looked at."""
        for given, _kept in NAMES:
            once = clean_file_name(given)
            self.assertEqual(clean_file_name(once), once, given)

    def test_long_name_keeps_its_extension(self):
        """DOS-2: 300 characters are shortened before the dot."""
        name = clean_file_name("长" * 300 + ".pdf")
        self.assertEqual(len(name), LONGEST_NAME)
        self.assertEqual(get_kind(name), "pdf")
        self.assertEqual(len(clean_file_name("长" * 300)), LONGEST_NAME)

    def test_extension_says_the_kind(self):
        """DOS-2: only the last one counts, in small letters or large ones."""
        for name, kind in EXTENSIONS:
            with self.subTest(name):
                self.assertEqual(get_kind(name), kind)

    def test_refusal_says_the_reason(self):
        """DOS-2: empty, too large, no such kind, something else."""
        for what, name, content, reason in FILES:
            with self.subTest(what):
                refusal = check_file(name, content, MEGABYTE)
                self.assertEqual(refusal and refusal.reason, reason)

    def test_examples(self):
        """DOS-2: what the functions say about themselves is true."""
        result = doctest.testmod(document_files)
        self.assertGreater(result.attempted, 8)
        self.assertFalse(result.failed)

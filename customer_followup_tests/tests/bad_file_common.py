"""Names and contents of files that are wrong, and what they must not leave behind."""

import random

from .document_file_common import PNG, DocumentFileCase, make_pdf

SEED = 20260302
MEGABYTE = 1024 * 1024
DIALOG = "customer.dossier.checklist"
TABLES = (
    "ir_attachment",
    "customer_document",
    "customer_document_attachment_rel",
    "customer_dossier_checklist",
    "customer_dossier_checklist_line",
    "customer_dossier_checklist_attachment_rel",
    "mail_message",
)
NAMES = [
    "../../etc/passwd",
    "../../licence.pdf",
    "C:\\x\\y.pdf",
    "lic\u202efdp.exe",
    "lic\u202eence.pdf",
    "=cmd|' /C calc'!A0.pdf",
    "@SUM(A1).pdf",
    "长" * 300 + ".pdf",
    "营业执照.pdf",
    "a\x07b.pdf",
    "<script>alert(1)</script>.pdf",
    "'; DROP TABLE res_users; --.pdf",
    "licence",
    "licence.",
    ".pdf",
    "...",
    "licence.svg",
    "licence.html",
    "licence.exe",
    "licence.docx",
    "licence.png",
    "licence.pdf",
    "licence.pdf.exe",
    "😀.pdf",
]
CONTENTS = [
    b"",
    b"\0",
    b"<!DOCTYPE html><script>alert(1)</script>",
    b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    b"MZ\x90\x00",
    b"PK\x03\x04 half an archive",
    b"GIF89a",
    b"%PDF-",
    b"%PDF-1.4\n<script>alert(1)</script>",
    b"%PDF-".ljust(MEGABYTE),
    b"%PDF-".ljust(MEGABYTE + 1),
    PNG,
    b"\xff\xd8\xff\xe0",
    make_pdf(),
]
# What no committed file of a document may be, whatever was asked for.
HALF_WRITTEN = """
    SELECT file.id, file.name, file.mimetype
      FROM ir_attachment AS file
      LEFT JOIN customer_document_attachment_rel AS rel ON rel.attachment_id = file.id
      LEFT JOIN customer_document AS document ON document.id = rel.document_id
     WHERE (rel.attachment_id IS NOT NULL
            OR file.res_model IN ('customer.document', 'customer.dossier.checklist'))
       AND (file.public OR file.access_token IS NOT NULL
            OR rel.attachment_id IS NOT NULL
               AND (file.res_model <> 'customer.document'
                    OR file.res_id <> document.id
                    OR COALESCE(file.file_size, 0) = 0
                    OR file.mimetype NOT IN ('application/pdf', 'image/png',
                                             'image/jpeg')
                    OR file.name ~ '[/\\\\[:cntrl:]\u202e]' OR file.name ~ '^[=+@-]'
                    OR length(file.name) > 120))
"""


class BadFileCase(DocumentFileCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.customer_document_max_mb = 1
        cls.document = cls.create_document(file=cls.create_file(raw=b"%PDF-1.4 first"))
        cls.chance = random.Random(SEED)

    def snapshot(self):
        """Return a fingerprint of everything an upload could write."""
        self.env.flush_all()
        self.env.cr.execute(
            " UNION ALL ".join(
                f"SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {table} t"
                for table in TABLES
            )
        )
        return self.env.cr.fetchall()

    def assert_nothing_is_half_written(self, what):
        self.env.invalidate_all()
        self.env.flush_all()
        self.env.cr.execute(HALF_WRITTEN)
        self.assertEqual(self.env.cr.fetchall(), [], what)
        for file in self.document.attachment_ids:
            self.assertTrue(file.raw, what)

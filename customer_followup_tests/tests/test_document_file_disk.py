"""A full disk while a file is uploaded: the limit is the operating system's own."""

import os
import resource
from contextlib import contextmanager

from odoo.tests import tagged
from odoo.tools import mute_logger

from .document_file_common import DocumentFileCase

LIMIT = 256 * 1024  # bytes of a file that still fit
LARGE = b"%PDF-1.4".ljust(400 * 1024, b"x")  # small enough to be received in memory
DIALOG = "customer.dossier.checklist"
QUIET = ("odoo.http", "odoo.addons.customer_followup.models.ir_attachment_store")


@tagged("post_install", "-at_install")
class TestDocumentFileDisk(DocumentFileCase):
    def setUp(self):
        super().setUp()
        files = self.env["ir.attachment"]
        name = files._compute_checksum(LARGE)
        self.path = files._full_path(f"{name[:2]}/{name}")
        self.addCleanup(self.remove)
        self.remove()

    def remove(self):
        if os.path.exists(self.path):
            os.unlink(self.path)

    @contextmanager
    def full_disk(self):
        """Let no file of this process grow beyond the limit, as on a full disk."""
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, before[1]))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)

    def count_rows(self):
        self.env.flush_all()
        self.env.cr.execute("SELECT count(*) FROM ir_attachment")
        return self.env.cr.fetchone()[0]

    @mute_logger(*QUIET)
    def test_upload_leaves_nothing_and_the_next_try_works(self):
        """DOS-2: a message, no row without a file, no half file; then it is stored."""
        self.login(self.specialist)
        before = self.count_rows()
        with self.full_disk():
            answers = self.upload(self.specialist, DIALOG, 0, ("a.pdf", LARGE))
        self.assertIn("no space left", answers[0]["error"])
        self.assertEqual(self.count_rows(), before)
        self.assertFalse(os.path.exists(self.path))
        answers = self.upload(self.specialist, DIALOG, 0, ("a.pdf", LARGE))
        file = self.env["ir.attachment"].browse(answers[0]["id"])
        self.assertEqual(file.raw, LARGE)
        self.assertEqual(self.count_rows(), before + 1)

    @mute_logger(*QUIET)
    def test_files_that_fit_are_stored_beside_one_that_does_not(self):
        """DOS-2: of several files, only the one that did not fit is missing."""
        small = b"%PDF-1.4 small"
        self.login(self.specialist)
        with self.full_disk():
            answers = self.upload(
                self.specialist, DIALOG, 0, ("a.pdf", LARGE), ("b.pdf", small)
            )
        self.assertIn("error", answers[0])
        file = self.env["ir.attachment"].browse(answers[1]["id"])
        self.assertEqual(file.raw, small)

    @mute_logger(*QUIET)
    def test_file_by_rpc_leaves_nothing(self):
        """DOS-2: the same for whoever files documents by the API."""
        vals = {"name": "a.pdf", "raw": LARGE.decode()}
        self.login(self.specialist)
        before = self.count_rows()
        with self.full_disk():
            answer = self.call(self.specialist, "ir.attachment", "create", [vals])
        self.assertIn("no space left", answer["error"]["data"]["message"])
        self.assertEqual(self.count_rows(), before)
        self.assertFalse(os.path.exists(self.path))
        answer = self.call(self.specialist, "ir.attachment", "create", [vals])
        self.assertIn("result", answer)

    def test_whole_file_of_somebody_else_stays(self):
        """DOS-2: what another upload stored is not taken for a half file."""
        file = self.create_file(raw=LARGE)
        self.assertFalse(self.env["ir.attachment"]._remove_half_file(file.checksum))
        self.assertEqual(file.raw, LARGE)

    def test_half_file_of_a_killed_server_is_replaced(self):
        """DOS-2: what a server had written when it was killed stops nobody."""
        os.makedirs(os.path.dirname(self.path), exist_ok=True)
        with open(self.path, "wb") as file:
            file.write(LARGE[:1000])
        answers = self.upload(self.specialist, DIALOG, 0, ("a.pdf", LARGE))
        file = self.env["ir.attachment"].browse(answers[0]["id"])
        self.assertEqual(file.raw, LARGE)
